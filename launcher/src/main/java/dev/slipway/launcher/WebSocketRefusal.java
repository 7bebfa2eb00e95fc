// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers the opening handshake of WebSocket (RFC 6455, section 4.2) with 501: FastCGI has no way to leave HTTP. Web servers keep
 * Upgrade to themselves, so an endpoint would not know the handshake, and the application would say that there is no such
 * page. Applications that can do without go on, with long polling or the like.
 */
final class WebSocketRefusal extends Handler.Wrapper {
    private static final String EXPLANATION =
            "WebSocket cannot be carried over FastCGI, by which the web server reaches this"
                    + " application. To use it, serve the application over HTTP as well, and have the web server proxy the path of"
                    + " the WebSocket there.\n";

    WebSocketRefusal(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields fields = request.getHeaders();
        if (!HttpMethod.GET.is(request.getMethod())
                || !fields.contains(HttpHeader.SEC_WEBSOCKET_KEY)
                || !fields.contains(HttpHeader.SEC_WEBSOCKET_VERSION)) {
            return super.handle(request, response, callback);
        }
        response.setStatus(HttpStatus.NOT_IMPLEMENTED_501);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        response.write(true, StandardCharsets.UTF_8.encode(EXPLANATION), callback);
        return true;
    }
}
