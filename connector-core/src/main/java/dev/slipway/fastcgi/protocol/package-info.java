// SPDX-License-Identifier: Apache-2.0
/**
 * The wire format of FastCGI 1.0, and nothing else: no state, no input or output.
 */
package dev.slipway.fastcgi.protocol;
