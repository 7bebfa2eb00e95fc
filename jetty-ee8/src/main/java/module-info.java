// SPDX-License-Identifier: Apache-2.0
/**
 * Users that the web server names, for {@code javax.servlet} applications.
 */
@SuppressWarnings("module") // the digit is Jetty's own name for this environment
module dev.slipway.fastcgi.jetty.ee8 {
    requires dev.slipway.fastcgi.jetty;
    requires transitive org.eclipse.jetty.ee8.security;

    exports dev.slipway.fastcgi.jetty.ee8;

    provides org.eclipse.jetty.ee8.security.Authenticator.Factory with
            dev.slipway.fastcgi.jetty.ee8.FrontEndAuthenticatorFactory;
}
