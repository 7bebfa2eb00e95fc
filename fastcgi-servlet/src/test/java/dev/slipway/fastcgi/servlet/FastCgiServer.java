// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.servlet;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** One servlet behind Slipway's connector, which serves all roles; no buffer may be left when it is closed. */
final class FastCgiServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the servlet does. */
    @FunctionalInterface
    interface Application {
        void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final Server server = new Server(null, null, pool);
    private final FastCgiPeer peer;

    FastCgiServer(Application application) throws IOException {
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        factory.setRoles(EnumSet.of(Role.RESPONDER, Role.AUTHORIZER, Role.FILTER));
        ServerConnector connector = new ServerConnector(server, 1, 1, factory);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(servlet(application), "/");
        server.setHandler(context);
        LifeCycle.start(server);
        peer = FastCgiPeer.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()), PATIENCE);
    }

    private static HttpServlet servlet(Application application) {
        return new HttpServlet() {
            @Serial
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                application.answer(request, response);
            }
        };
    }

    /** The answer to a request of any role. */
    Answer request(FastCgi.Role role, String stdin, String data, String... extraParams) throws IOException {
        int code = role.ordinal() + 1;
        WireScript script = new WireScript()
                .begin(1, code, true)
                .params(1, RequestParams.of("POST", "/", extraParams))
                .paramsEnd(1);
        if (role != FastCgi.Role.AUTHORIZER) {
            script.stdin(1, stdin).stdinEnd(1);
        }
        if (role == FastCgi.Role.FILTER) {
            script.data(1, data.getBytes(StandardCharsets.UTF_8)).dataEnd(1);
        }
        return peer.request(1, script);
    }

    @Override
    public void close() throws IOException {
        peer.close();
        LifeCycle.stop(server);
        if (!pool.getLeaks().isEmpty()) {
            throw new AssertionError(pool.dumpLeaks());
        }
    }
}
