// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has given an IIS application another path than the context finds out how to mend it. */
class ApplicationPathsTest {
    private Logged logged;
    private TestServer server;
    private FastCgiPeer peer;

    private static final class Hello extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, Request.getContextPath(request), callback);
            return true;
        }
    }

    @BeforeEach
    void start() throws Exception {
        logged = new Logged();
        server = new TestServer(new ContextHandlerCollection(
                new ContextHandler(new Hello(), "/app"), new ContextHandler(new Hello(), "/site/shop")));
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
        logged.close();
    }

    private List<String> warnings() {
        return logged.warningsOf(ApplicationPaths.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/LM/W3SVC/1/ROOT/app", "/LM/W3SVC/1/ROOT", "/LM/W3SVC/1/ROOT/site", "elsewhere"})
    void whatFitsIsNoReasonToWarn(String metabasePath) throws Exception {
        assertThat(peer.get("/app/", "APPL_MD_PATH", metabasePath).bodyText()).isEqualTo("/app");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void anotherPathIsWarnedOfOnceWithWhatToDo() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(peer.get("/shop/", "APPL_MD_PATH", "/LM/W3SVC/1/ROOT/shop")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("an application at /shop (APPL_MD_PATH)", "at /app, /site/shop;", "--context-path /shop)");

        peer.get("/App/", "APPL_MD_PATH", "/LM/W3SVC/1/ROOT/App");
        assertThat(warnings()).hasSize(2);
    }

    @Test
    void aHeaderFieldOfThatNameSaysNothing() throws Exception {
        peer.get("/app/", "HTTP_APPL_MD_PATH", "/LM/W3SVC/1/ROOT/shop");
        assertThat(warnings()).isEmpty();
    }
}
