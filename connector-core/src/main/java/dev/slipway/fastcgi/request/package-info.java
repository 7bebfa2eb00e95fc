// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes in, events out: {@link dev.slipway.fastcgi.request.RequestReader} takes what a front end sends, in pieces of any
 * size, and says what each piece means. It does no input or output and starts no thread.
 */
package dev.slipway.fastcgi.request;
