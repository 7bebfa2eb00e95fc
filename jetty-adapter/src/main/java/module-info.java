// SPDX-License-Identifier: Apache-2.0
/**
 * FastCGI for Jetty: a {@link org.eclipse.jetty.server.ConnectionFactory} that takes requests from web servers.
 */
module dev.slipway.fastcgi.jetty {
    requires transitive dev.slipway.fastcgi;
    requires transitive org.eclipse.jetty.security;
    requires transitive org.eclipse.jetty.server;
    requires transitive jdk.net;
    requires org.slf4j;

    exports dev.slipway.fastcgi.jetty;
    exports dev.slipway.fastcgi.jetty.identity;
    exports dev.slipway.fastcgi.jetty.listen;

    provides org.eclipse.jetty.security.Authenticator.Factory with
            dev.slipway.fastcgi.jetty.identity.FrontEndAuthenticatorFactory;
}
