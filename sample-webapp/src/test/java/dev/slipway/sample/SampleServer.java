// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The application as the build has left it, in Jetty on a free port; one for all tests of a run. */
public final class SampleServer implements AutoCloseable {
    static final String CONTEXT_PATH = "/sample";
    /** Told to the application as a front end's attributes would be. */
    static final String FRONT_END = "Figurehead/1.0 <Unix>";

    static final String CIPHER_SUITE = "TLS_AES_128_GCM_SHA256";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient client = HttpClient.newHttpClient();

    private SampleServer() {
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .addCustomizer((request, responseHeaders) -> {
                    request.setAttribute("dev.slipway.fastcgi.params", Map.of("SERVER_SOFTWARE", FRONT_END));
                    request.setAttribute("jakarta.servlet.request.cipher_suite", CIPHER_SUITE);
                    return request;
                });
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        WebAppContext context = new WebAppContext();
        ResourceFactory resources = ResourceFactory.of(context);
        context.setContextPath(CONTEXT_PATH);
        context.setBaseResource(ResourceFactory.combine(
                resources.newResource(Path.of(System.getProperty("sample.webapp"))),
                resources.newResource(Path.of(System.getProperty("sample.generated")))));
        context.setExtraClasspath(System.getProperty("sample.classes"));
        context.setThrowUnavailableOnStartupException(true);
        server.setHandler(context);
    }

    static SampleServer start() {
        SampleServer sample = new SampleServer();
        try {
            sample.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the application does not start", e);
        }
        return sample;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the application does not stop", e);
        }
    }

    /** A request for a path behind the context path. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + CONTEXT_PATH + path));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> sendForText(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return sendForText(request(path));
    }

    JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(send(request).body());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return json(request(path));
    }

    long count(Event event) throws IOException, InterruptedException {
        return json("/events").get(event.key()).asLong();
    }

    /** The count of an event, as soon as it is more than so many; or the same count after a long wait. */
    long countAbove(long count, Event event) throws IOException, InterruptedException {
        return json("/events?ms=20000&event=" + event.key() + "&above=" + count)
                .get(event.key())
                .asLong();
    }

    /** Sends text as it stands, and leaves what comes back to the caller. */
    Socket connect(String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Gives tests the running application. */
    public static final class Running implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
            return parameter.getParameter().getType() == SampleServer.class;
        }

        @Override
        public SampleServer resolveParameter(ParameterContext parameter, ExtensionContext extension) {
            return extension
                    .getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(SampleServer.class, type -> start(), SampleServer.class);
        }
    }
}
