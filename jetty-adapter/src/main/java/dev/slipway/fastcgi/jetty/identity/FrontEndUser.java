// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import java.security.Principal;
import java.util.List;
import javax.security.auth.Subject;
import org.eclipse.jetty.security.AuthenticationState;
import org.eclipse.jetty.security.DefaultIdentityService;
import org.eclipse.jetty.security.LoginService;
import org.eclipse.jetty.security.RolePrincipal;
import org.eclipse.jetty.security.UserIdentity;
import org.eclipse.jetty.security.UserPrincipal;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.security.Credential;

/**
 * The user of a request, because the web server says so and is trusted with it. Immutable, so safe for any thread.
 *
 * @param name never empty
 * @param authenticationType what {@code getAuthType()} tells
 * @param roles those that the web server has told
 * @param container whether a {@code LoginService} is asked for the roles
 */
public record FrontEndUser(String name, String authenticationType, List<String> roles, boolean container) {
    /** The request attribute that has this object. */
    static final String ATTRIBUTE = "dev.slipway.fastcgi.user";

    /** What {@code getAuthType()} tells when the web server does not tell how it has found out. */
    static final String UNKNOWN_TYPE = "REMOTE_USER";

    private static final DefaultIdentityService IDENTITIES = new DefaultIdentityService();

    /** For a {@code LoginService}: the user has been authenticated, whatever the password is that it knows. */
    private static final Credential AUTHENTICATED = new Credential() {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean check(Object stored) {
            return true;
        }

        @Override
        public String toString() {
            return "authenticated by the web server";
        }
    };

    /**
     * The user of a request.
     *
     * @param request of any environment
     * @return null if the web server has named nobody, or is not trusted with it
     */
    public static FrontEndUser of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof FrontEndUser user ? user : null;
    }

    /**
     * The user as Jetty's security knows users.
     *
     * @param loginService is asked for the roles if it is to be; may be null. A user that it does not know has no role.
     * @return never null
     */
    public UserIdentity identity(LoginService loginService) {
        if (container && loginService != null) {
            UserIdentity known = loginService.login(name, AUTHENTICATED, null, create -> null);
            if (known != null) {
                return known;
            }
        }
        Subject subject = new Subject();
        Principal principal = new UserPrincipal(name, null);
        subject.getPrincipals().add(principal);
        roles.forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
        subject.setReadOnly();
        return IDENTITIES.newUserIdentity(subject, principal, roles.toArray(new String[0]));
    }

    /** The user as the state of a request. */
    AuthenticationState.Succeeded authentication(LoginService loginService) {
        return new LoginAuthenticator.UserAuthenticationSucceeded(authenticationType, identity(loginService));
    }

    /** Attributes are printed by debugging pages. */
    @Override
    public String toString() {
        return name;
    }
}
