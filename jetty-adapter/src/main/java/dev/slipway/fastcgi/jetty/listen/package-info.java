// SPDX-License-Identifier: Apache-2.0
/**
 * Where web servers connect, and which of them may: connectors for Unix sockets and for a socket that the process was started
 * with, and the rules of {@link dev.slipway.fastcgi.jetty.FastCgiConnectionFactory} about its peers. For TCP there is Jetty's
 * own {@link org.eclipse.jetty.server.ServerConnector}.
 */
package dev.slipway.fastcgi.jetty.listen;
