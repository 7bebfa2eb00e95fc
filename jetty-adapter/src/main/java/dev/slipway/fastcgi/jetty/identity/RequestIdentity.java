// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.identity;

import java.util.Map;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** What {@link Identity} has found out about one request. Immutable, so safe for any thread. */
public final class RequestIdentity {
    private final FrontEndUser user;
    private final ClientTls tls;
    private final Map<String, Object> attributes;

    /**
     * @param user null if there is none
     * @param tls null if the client's connection is not secure
     */
    RequestIdentity(FrontEndUser user, ClientTls tls, Map<String, Object> attributes) {
        this.user = user;
        this.tls = tls;
        this.attributes = attributes;
    }

    /**
     * Tells the request; called before anybody sees it.
     *
     * @param request as the connector made it
     */
    public void describe(Request request) {
        attributes.forEach(request::setAttribute);
        if (tls != null) {
            request.setAttribute(EndPoint.SslSessionData.ATTRIBUTE, tls);
        }
        if (user != null) {
            request.setAttribute(FrontEndUser.ATTRIBUTE, user);
            // Who has no security handler finds the user here; one that is there has its own state.
            Request.setAuthenticationState(request, user.authentication(null));
        }
    }
}
