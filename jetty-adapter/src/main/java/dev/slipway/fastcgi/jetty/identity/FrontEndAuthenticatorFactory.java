// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import org.eclipse.jetty.security.Authenticator;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.security.authentication.SslClientCertAuthenticator;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Gives each context the user that the web server names, when a connector of the server is set to trust it, and lets the
 * method CLIENT-CERT take the certificates that the web server has verified. Jetty finds it as a service, so nothing has to
 * be done for it in a context.
 */
public final class FrontEndAuthenticatorFactory implements Authenticator.Factory {
    /** For Jetty. */
    public FrontEndAuthenticatorFactory() {}

    @Override
    public Authenticator getAuthenticator(Server server, Context context, Authenticator.Configuration configuration) {
        if (FrontEnds.areTrusted(server) && configuration instanceof SecurityHandler handler) {
            return new FrontEndAuthenticator(ownMethod(server, context, handler));
        }
        return clientCertificate(server, configuration);
    }

    private Authenticator ownMethod(Server server, Context context, SecurityHandler handler) {
        Authenticator found = clientCertificate(server, handler);
        for (Authenticator.Factory factory : handler.getKnownAuthenticatorFactories()) {
            if (found == null && !(factory instanceof FrontEndAuthenticatorFactory)) {
                found = factory.getAuthenticator(server, context, handler);
            }
        }
        // A method that looks users up is of no use without a place to look, and Jetty would refuse to start.
        boolean usable = !(found instanceof LoginAuthenticator) || handler.getLoginService() != null;
        return usable ? found : null;
    }

    private static Authenticator clientCertificate(Server server, Authenticator.Configuration configuration) {
        String method = configuration.getAuthenticationType();
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
