// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.ee8;

import dev.slipway.fastcgi.jetty.identity.FrontEnds;
import javax.servlet.ServletContext;
import org.eclipse.jetty.ee8.security.Authenticator;
import org.eclipse.jetty.ee8.security.SecurityHandler;
import org.eclipse.jetty.ee8.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.ee8.security.authentication.SslClientCertAuthenticator;
import org.eclipse.jetty.security.IdentityService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Gives each ee8 context the user that the web server names, when a connector of the server is set to trust it, and lets
 * the method CLIENT-CERT take the certificates that the web server has verified. Jetty finds it as a service, so nothing has
 * to be done for it in a context.
 */
public final class FrontEndAuthenticatorFactory implements Authenticator.Factory {
    /** For Jetty. */
    public FrontEndAuthenticatorFactory() {}

    @Override
    public Authenticator getAuthenticator(
            Server server,
            ServletContext context,
            Authenticator.AuthConfiguration configuration,
            IdentityService identityService,
            LoginService loginService) {
        Authenticator ownMethod = clientCertificate(server, configuration);
        if (!FrontEnds.areTrusted(server) || !(configuration instanceof SecurityHandler handler)) {
            return ownMethod;
        }
        for (Authenticator.Factory factory : handler.getKnownAuthenticatorFactories()) {
            if (ownMethod == null && !(factory instanceof FrontEndAuthenticatorFactory)) {
                ownMethod = factory.getAuthenticator(server, context, configuration, identityService, loginService);
            }
        }
        // A method that looks users up is of no use without a place to look, and Jetty would refuse to start.
        boolean usable = !(ownMethod instanceof LoginAuthenticator) || loginService != null;
        return new FrontEndAuthenticator(usable ? ownMethod : null);
    }

    private static Authenticator clientCertificate(Server server, Authenticator.AuthConfiguration configuration) {
        String method = configuration.getAuthMethod();
        if (!FrontEnds.endTls(server)
                || !Authenticator.CERT_AUTH.equalsIgnoreCase(method)
                        && !Authenticator.CERT_AUTH2.equalsIgnoreCase(method)) {
            return null;
        }
        SslClientCertAuthenticator authenticator = new SslClientCertAuthenticator(new SslContextFactory.Server());
        authenticator.setValidateCerts(false); // the web server has done so
        return authenticator;
    }
}
