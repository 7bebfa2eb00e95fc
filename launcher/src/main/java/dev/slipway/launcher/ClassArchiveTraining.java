// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.protocol.NameValuePairs;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Serves pages of a small WAR to itself and ends: what a JVM loads for that is what every start loads. */
final class ClassArchiveTraining {
    private static final long INTERVAL = 10_000_000;
    private static final String APPLICATION = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1">
              <display-name>Slipway's own page</display-name>
            </web-app>
            """;
    private static final String ANY_CLASS = ClassArchiveTraining.class.getSimpleName() + ".class";
    private static final String STATIC_FILE = "static.txt";
    private static final String PAGE = """
            <%@ page session="true" %><%@ taglib prefix="c" uri="jakarta.tags.core" %>
            <c:forEach begin="1" end="3" var="n">${n}</c:forEach>
            """;

    private ClassArchiveTraining() {}

    /**
     * Begins.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException, StartupException {
        TemporaryDirectory directory = TemporaryDirectory.create();
        Runtime.getRuntime().addShutdownHook(new Thread(directory::close));
        Path application = directory.path().resolve("application.war");
        try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(application))) {
            add(war, "WEB-INF/web.xml", APPLICATION.getBytes(StandardCharsets.UTF_8));
            add(war, "index.jsp", PAGE.getBytes(StandardCharsets.UTF_8));
            add(war, STATIC_FILE, PAGE.getBytes(StandardCharsets.UTF_8));
            add(war, "WEB-INF/classes/" + ANY_CLASS, ownClass());
        }
        Path socket = directory.path().resolve("socket");
        Thread client = new Thread(() -> System.exit(isServed(socket) ? 0 : 1), "client");
        client.setDaemon(true);
        client.start();
        System.exit(
                SlipwayCommand.execute(List.of("run", "--listen", "unix:" + socket, application.toString()), Map.of()));
    }

    private static void add(ZipOutputStream war, String name, byte[] content) throws IOException {
        war.putNextEntry(new ZipEntry(name));
        war.write(content);
        war.closeEntry();
    }

    /** For Jetty to look for annotations in. */
    private static byte[] ownClass() throws IOException {
        try (InputStream in = ClassArchiveTraining.class.getResourceAsStream(ANY_CLASS)) {
            return in.readAllBytes();
        }
    }

    private static boolean isServed(Path socket) {
        while (!Files.exists(socket)) {
            LockSupport.parkNanos(INTERVAL);
        }
        return answer(socket, "/").contains("123")
                && answer(socket, "/" + STATIC_FILE).contains(PAGE);
    }

    /** What is served at a path; empty if nothing is. */
    private static String answer(Path socket, String path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(request(path));
            ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                Thread.onSpinWait();
            }
            return StandardCharsets.ISO_8859_1.decode(answer.flip()).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** A GET: BEGIN_REQUEST of a Responder, PARAMS, and the ends of PARAMS and of STDIN. */
    private static ByteBuffer request(String path) {
        ByteBuffer params = ByteBuffer.allocate(1024);
        Map<String, String> variables = Map.of(
                "REQUEST_METHOD", "GET",
                "REQUEST_URI", path,
                "SCRIPT_NAME", path,
                "SERVER_PROTOCOL", "HTTP/1.1",
                "SERVER_NAME", "localhost",
                "SERVER_PORT", "80",
                "REMOTE_ADDR", "127.0.0.1",
                "HTTP_HOST", "localhost");
        variables.forEach((name, value) -> NameValuePairs.encode(
                name.getBytes(StandardCharsets.US_ASCII), value.getBytes(StandardCharsets.US_ASCII), params));
        params.flip();
        ByteBuffer request = ByteBuffer.allocate(2048);
        request.put(new byte[] {1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        request.put(new byte[] {1, 4, 0, 1})
                .putShort((short) params.remaining())
                .put(new byte[2])
                .put(params);
        request.put(new byte[] {1, 4, 0, 1, 0, 0, 0, 0, 1, 5, 0, 1, 0, 0, 0, 0});
        return request.flip();
    }
}
