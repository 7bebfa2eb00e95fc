// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.WireScript;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.junit.jupiter.api.Test;

/** What is refused is counted, under the reason that it was refused for and no other. */
class RefusalsTest {
    private static TestServer server() {
        return new TestServer(
                (request, response, callback) -> Content.Sink.write(response, true, "hello", callback), server -> {
                    server.factory().setMaxParamsLength(5000);
                    server.factory().setMaxParams(40);
                    server.factory().setMaxParamValueLength(1000);
                    server.factory().setMaxPendingParamsLength(5000);
                });
    }

    /** All counters that are not 0, by the names that JMX gives them. */
    private static Map<String, Object> counted(Refusals refusals) throws ReflectiveOperationException {
        Map<String, Object> counted = new TreeMap<>();
        for (Method method : Refusals.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(ManagedAttribute.class)
                    && !method.invoke(refusals).equals(0L)) {
                counted.put(method.getName(), method.invoke(refusals));
            }
        }
        return counted;
    }

    private static void assertRefused(int status, String counter, WireScript script, int id) throws Exception {
        try (TestServer server = server();
                FastCgiPeer peer = server.connect()) {
            assertThat(peer.request(id, script).status()).isEqualTo(status);
            assertThat(peer.get("/next").status()).as("the connection goes on").isEqualTo(200);
            assertThat(counted(server.factory().getRefusals())).isEqualTo(Map.of(counter, 1L));
        }
    }

    private static WireScript get(String... extraParams) {
        return WireScript.getRequest(1, true, "/", extraParams);
    }

    @Test
    void nothingIsCountedForWhatIsServed() throws Exception {
        try (TestServer server = server();
                FastCgiPeer peer = server.connect()) {
            assertThat(peer.request(1, get("X", "x".repeat(1000))).status()).isEqualTo(200);
            assertThat(counted(server.factory().getRefusals())).isEmpty();
        }
    }

    @Test
    void badRequests() throws Exception {
        assertRefused(400, "getBadRequests", get("CONTENT_LENGTH", "many"), 1);
    }

    @Test
    void paramsTooLong() throws Exception {
        String value = "x".repeat(1000);
        assertRefused(431, "getParamsTooLong", get("A", value, "B", value, "C", value, "D", value, "E", value), 1);
    }

    @Test
    void tooManyParams() throws Exception {
        String[] params = new String[2 * 40];
        for (int i = 0; i < params.length; i++) {
            params[i] = "P" + i;
        }
        assertRefused(431, "getTooManyParams", get(params), 1);
    }

    @Test
    void paramValuesTooLong() throws Exception {
        assertRefused(431, "getParamValuesTooLong", get("X", "x".repeat(1001)), 1);
    }

    @Test
    void tooMuchPending() throws Exception {
        WireScript script = new WireScript();
        for (int id = 2; id <= 6; id++) {
            script.begin(id, WireScript.RESPONDER, true).params(id, "X", "x".repeat(1000));
        }
        script.paramsEnd(6).stdinEnd(6);
        for (int id = 2; id <= 5; id++) {
            script.abort(id);
        }
        assertRefused(503, "getTooMuchPending", script, 6);
    }

    @Test
    void tooManyRequests() throws Exception {
        WireScript script = new WireScript();
        for (int id = 2; id <= 66; id++) {
            script.begin(id, WireScript.RESPONDER, true);
        }
        script.paramsEnd(66).stdinEnd(66);
        for (int id = 2; id <= 65; id++) {
            script.abort(id);
        }
        assertRefused(503, "getTooManyRequests", script, 66);
    }

    @Test
    void rolesNotServed() throws Exception {
        assertRefused(
                500,
                "getRolesNotServed",
                new WireScript().begin(1, WireScript.FILTER, true).paramsEnd(1).stdinEnd(1),
                1);
    }

    @Test
    void jmxHasThem() {
        var factory = new FastCgiConnectionFactory();

        assertThat(factory.getBean(Refusals.class)).isSameAs(factory.getRefusals());
    }
}
