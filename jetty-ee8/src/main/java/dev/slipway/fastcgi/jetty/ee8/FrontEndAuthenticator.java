// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.ee8;

import dev.slipway.fastcgi.jetty.identity.FrontEndUser;
import java.io.IOException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee8.nested.Authentication;
import org.eclipse.jetty.ee8.nested.Request;
import org.eclipse.jetty.ee8.security.Authenticator;
import org.eclipse.jetty.ee8.security.ServerAuthException;
import org.eclipse.jetty.ee8.security.UserAuthentication;
import org.eclipse.jetty.security.LoginService;

/**
 * Takes the user that the web server has named, and leaves requests without one to the method that the application asks for
 * in its login-config.
 */
final class FrontEndAuthenticator implements Authenticator {
    private final Authenticator ownMethod;
    private LoginService loginService;

    /** @param ownMethod the application's; null if it has none */
    FrontEndAuthenticator(Authenticator ownMethod) {
        this.ownMethod = ownMethod;
    }

    @Override
    public void setConfiguration(AuthConfiguration configuration) {
        loginService = configuration.getLoginService();
        if (ownMethod != null) {
            ownMethod.setConfiguration(configuration);
        }
    }

    @Override
    public String getAuthMethod() {
        return ownMethod == null ? "REMOTE_USER" : ownMethod.getAuthMethod();
    }

    @Override
    public void prepareRequest(ServletRequest request) {
        if (ownMethod != null) {
            ownMethod.prepareRequest(request);
        }
    }

    @Override
    public Authentication validateRequest(ServletRequest request, ServletResponse response, boolean mandatory)
            throws ServerAuthException {
        FrontEndUser user = FrontEndUser.of(Request.getBaseRequest(request).getCoreRequest());
        if (user != null) {
            return new UserAuthentication(user.authenticationType(), user.identity(loginService));
        }
        if (ownMethod != null) {
            return ownMethod.validateRequest(request, response, mandatory);
        }
        return mandatory ? refuse(response) : Authentication.UNAUTHENTICATED;
    }

    /** There is no way for this client to log in here, so no 401, which would have to name one. */
    private static Authentication refuse(ServletResponse response) throws ServerAuthException {
        try {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
            return Authentication.SEND_FAILURE;
        } catch (IOException e) {
            throw new ServerAuthException(e);
        }
    }

    @Override
    public boolean secureResponse(
            ServletRequest request, ServletResponse response, boolean mandatory, Authentication.User user)
            throws ServerAuthException {
        return ownMethod == null || ownMethod.secureResponse(request, response, mandatory, user);
    }
}
