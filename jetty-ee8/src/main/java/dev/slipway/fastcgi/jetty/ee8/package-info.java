// SPDX-License-Identifier: Apache-2.0
/**
 * For Jetty's environment ee8, whose security is not that of Jetty's server: users that the web server names. Jetty finds
 * it as a service.
 */
package dev.slipway.fastcgi.jetty.ee8;
