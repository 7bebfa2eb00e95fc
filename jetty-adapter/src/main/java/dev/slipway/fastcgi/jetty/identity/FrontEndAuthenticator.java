// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import java.util.function.Function;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.Authenticator;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.EmptyLoginService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.ServerAuthException;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.util.Callback;

/**
 * Takes the user that the web server has named, and leaves requests without one to the method that the application asks for
 * in its login-config.
 */
final class FrontEndAuthenticator extends LoginAuthenticator {
    private final Authenticator ownMethod;

    /** @param ownMethod the application's; null if it has none */
    FrontEndAuthenticator(Authenticator ownMethod) {
        this.ownMethod = ownMethod;
    }

    @Override
    public void setConfiguration(Configuration configuration) {
        LoginService loginService = configuration.getLoginService();
        super.setConfiguration(
                loginService != null
                        ? configuration
                        : new Configuration.Wrapper(configuration) {
                            @Override
                            public LoginService getLoginService() {
                                return new EmptyLoginService();
                            }
                        });
        if (ownMethod != null) {
            ownMethod.setConfiguration(configuration);
        }
    }

    @Override
    public String getAuthenticationType() {
        return ownMethod == null ? FrontEndUser.UNKNOWN_TYPE : ownMethod.getAuthenticationType();
    }

    @Override
    public Constraint.Authorization getConstraintAuthentication(
            String pathInContext, Constraint.Authorization existing, Function<Boolean, Session> getSession) {
        return ownMethod == null
                ? super.getConstraintAuthentication(pathInContext, existing, getSession)
                : ownMethod.getConstraintAuthentication(pathInContext, existing, getSession);
    }

    @Override
    public AuthenticationState validateRequest(Request request, Response response, Callback callback)
            throws ServerAuthException {
        FrontEndUser user = FrontEndUser.of(request);
        if (user == null) {
            return ownMethod == null ? null : ownMethod.validateRequest(request, response, callback);
        }
        if (!AuthenticationState.Deferred.isDeferred(response)) {
            updateSession(request, response);
        }
        return user.authentication(getLoginService());
    }

    /** Where no user is required, Jetty asks only if the application does; but a request log wants to know too. */
    @Override
    public Request prepareRequest(Request request, AuthenticationState state) {
        if (state instanceof AuthenticationState.Deferred deferred && FrontEndUser.of(request) != null) {
            deferred.authenticate(request);
        }
        return ownMethod == null ? request : ownMethod.prepareRequest(request, state);
    }

    @Override
    public UserIdentity login(String username, Object password, Request request, Response response) {
        return ownMethod instanceof LoginAuthenticator authenticator
                ? authenticator.login(username, password, request, response)
                : super.login(username, password, request, response);
    }

    @Override
    public void logout(Request request, Response response) {
        if (ownMethod instanceof LoginAuthenticator authenticator) {
            authenticator.logout(request, response);
        }
        super.logout(request, response);
    }
}
