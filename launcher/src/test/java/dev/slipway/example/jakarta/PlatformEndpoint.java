// SPDX-License-Identifier: Apache-2.0
package dev.slipway.example.jakarta;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Part of a test's application: an endpoint that no front end of ours can reach. */
@ServerEndpoint("/socket")
public class PlatformEndpoint {
    @OnMessage
    public String echo(String message) {
        return message;
    }
}
