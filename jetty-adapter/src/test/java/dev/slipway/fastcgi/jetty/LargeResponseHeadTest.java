// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.logging.JettyAppender;
import org.eclipse.jetty.logging.JettyLogger;
import org.eclipse.jetty.logging.StdErrAppender;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who runs an application whose response headers are too large for a front end finds out which field it is. */
class LargeResponseHeadTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private StdErrAppender appender;
    private PrintStream before;
    private TestServer server;
    private FastCgiPeer peer;

    /** Answers with a field of as many bytes as the query says. */
    private static final class LongField extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int length = Integer.parseInt(request.getHttpURI().getQuery());
            response.getHeaders().put(HttpHeader.SET_COOKIE, "secret".repeat(length / 6));
            Content.Sink.write(response, true, "hello", callback);
            return true;
        }
    }

    @BeforeEach
    void start() throws Exception {
        JettyAppender own = ((JettyLogger) LoggerFactory.getLogger(LargeResponseHeads.class)).getAppender();
        appender = (StdErrAppender) own;
        before = appender.getStream();
        appender.setStream(new PrintStream(logged, true, StandardCharsets.UTF_8));
        server = new TestServer(new ContextHandlerCollection(
                new ContextHandler(new LongField(), "/one"), new ContextHandler(new LongField(), "/two")));
        peer = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        server.close();
        appender.setStream(before);
    }

    private int status(String application, int length) throws Exception {
        return peer.get(application + "/?" + length).status();
    }

    private List<String> warnings() {
        return logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(":WARN :") && line.contains("LargeResponseHeads"))
                .toList();
    }

    @Test
    void anOrdinaryHeaderIsNoReasonToWarn() throws Exception {
        assertThat(status("/one", 3900)).isEqualTo(200);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void r33_eachApplicationIsWarnedOfOnceAndTheSettingOfNginxNamed() throws Exception {
        assertThat(status("/one", 4200)).isEqualTo(200);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("/one", "Set-Cookie with 4200 bytes", "fastcgi_buffer_size")
                .doesNotContain("secret");
        status("/one", 5000);
        assertThat(warnings()).hasSize(1);
        status("/two", 5000);
        assertThat(warnings()).hasSize(2).last().asString().contains("/two");
    }

    @Test
    void r12_aboveTheLineOfApacheItIsWarnedOfToo() throws Exception {
        assertThat(status("/one", 4200)).isEqualTo(200);
        assertThat(status("/one", 9000)).isEqualTo(200);
        assertThat(status("/one", 9000)).isEqualTo(200);
        assertThat(warnings())
                .hasSize(2)
                .last()
                .asString()
                .contains("Set-Cookie with 9000 bytes", "Apache httpd", "8190")
                .doesNotContain("secret");
    }

    @Test
    void whatFitsNoRecordIsA500AndTheLogNamesTheField() throws Exception {
        assertThat(status("/one", 66_000)).isEqualTo(500);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("/one", "expected at most 65535", "Set-Cookie with 66000 bytes")
                .doesNotContain("secret");
        assertThat(status("/one", 60)).as("the connection goes on").isEqualTo(200);
    }
}
