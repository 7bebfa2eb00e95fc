// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes out: a {@link dev.slipway.fastcgi.response.ResponseHead} becomes a CGI header block, and
 * {@link dev.slipway.fastcgi.response.ResponseEncoder} puts it, the content and the end of the request into records.
 */
package dev.slipway.fastcgi.response;
