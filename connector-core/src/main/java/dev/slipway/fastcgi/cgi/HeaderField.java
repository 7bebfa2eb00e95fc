// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

/**
 * One field of the client's request header.
 *
 * @param name as HTTP writes it: {@code Accept-Language}
 * @param value each octet one character (ISO-8859-1)
 */
public record HeaderField(String name, String value) {}
