// SPDX-License-Identifier: Apache-2.0
/**
 * FastCGI for Jetty; {@link dev.slipway.fastcgi.jetty.FastCgiConnectionFactory} is where to start.
 */
package dev.slipway.fastcgi.jetty;
