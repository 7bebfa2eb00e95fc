// SPDX-License-Identifier: Apache-2.0
/**
 * The mapping: what CGI variables say, as HTTP (RFC 3875, section 4, and what real web servers make of it).
 */
package dev.slipway.fastcgi.cgi;
