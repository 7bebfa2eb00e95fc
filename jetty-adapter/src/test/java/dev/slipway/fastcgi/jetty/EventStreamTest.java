// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** nginx is told to pass events on at once, and nothing else. */
class EventStreamTest {
    private static final String FIELD = "X-Accel-Buffering";

    /** Answers with the type that the query names. */
    private static void answer(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, request.getHttpURI().getQuery());
        Content.Sink.write(response, true, "data: 1\n\n", callback);
    }

    private static String field(TestServer.Application application, Consumer<TestServer> settings, String type)
            throws Exception {
        try (TestServer server = new TestServer(application, settings);
                FastCgiPeer peer = server.connect()) {
            return peer.get("/?" + type).value(FIELD).orElse("absent");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/event-stream;charset=utf-8", "Text/Event-Stream;x=y"})
    void eventStreamIsNotToBeBuffered(String type) throws Exception {
        assertThat(field(EventStreamTest::answer, server -> {}, type)).isEqualTo("no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/event-streams", "application/json;a=text/event-stream"})
    void otherTypesAreLeftToTheFrontEnd(String type) throws Exception {
        assertThat(field(EventStreamTest::answer, server -> {}, type)).isEqualTo("absent");
    }

    @Test
    void responseWithoutTypeIsLeftToTheFrontEnd() throws Exception {
        TestServer.Application application = (request, response, callback) -> callback.succeeded();
        assertThat(field(application, server -> {}, "")).isEqualTo("absent");
    }

    @Test
    void fieldOfTheApplicationStays() throws Exception {
        TestServer.Application application = (request, response, callback) -> {
            response.getHeaders().put(FIELD, "yes");
            answer(request, response, callback);
        };
        assertThat(field(application, server -> {}, "text/event-stream")).isEqualTo("yes");
    }

    @Test
    void itCanBeSwitchedOff() throws Exception {
        Consumer<TestServer> off = server -> server.factory().setEventStreamsUnbuffered(false);
        assertThat(field(EventStreamTest::answer, off, "text/event-stream")).isEqualTo("absent");
    }
}
