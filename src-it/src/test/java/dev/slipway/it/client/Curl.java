// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import dev.slipway.it.process.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * HTTP/2 over TLS by the program curl, which sends a request as it is told to: the target unchanged, no header field of its
 * own, and the same authority whatever the port. Its files go into a directory of the one who asks.
 */
public record Curl(Server server, Path certificate, Path directory) {
    private static final String URL = "https://" + Request.HOST;

    /** An answer, and the client's port that it came to. */
    public record Exchange(Response response, int localPort) {}

    public Exchange exchange(Request request) throws IOException {
        Path head = directory.resolve("curl-head");
        Path answer = directory.resolve("curl-answer");
        Files.write(answer, new byte[0]);
        List<String> options = new ArrayList<>(requestOptions(request));
        options.addAll(List.of(quoted("dump-header", head), quoted("output", answer), "write-out = \"%{local_port}\""));
        String localPort = ChildProcess.run(command(configuration(options)), directory.resolve("curl-said"));
        // For HEAD, curl's output is the head.
        byte[] body = request.method().equals("HEAD") ? new byte[0] : Files.readAllBytes(answer);
        return new Exchange(response(Files.readAllLines(head), body), Integer.parseInt(localPort));
    }

    /** Asks for all of these at once, as streams of one connection; answers the bodies in the same order. */
    public List<String> parallel(List<String> targets) throws IOException {
        List<String> options = new ArrayList<>();
        options.add("parallel");
        options.add("parallel-max = " + targets.size());
        for (int i = 0; i < targets.size(); i++) {
            options.add(quoted("url", URL + targets.get(i)));
            options.add(quoted("output", directory.resolve("curl-answer-" + i)));
        }
        ChildProcess.run(command(configuration(options)), directory.resolve("curl-said"));
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            bodies.add(Files.readString(directory.resolve("curl-answer-" + i)));
        }
        return bodies;
    }

    /** A request whose answer is written to this file as it arrives. */
    public ChildProcess start(Request request, Path answer) throws IOException {
        Files.deleteIfExists(answer);
        List<String> options = new ArrayList<>(requestOptions(request));
        options.add("no-buffer");
        return ChildProcess.start("curl", command(configuration(options)), Map.of(), directory, answer);
    }

    private List<String> requestOptions(Request request) throws IOException {
        List<String> options = new ArrayList<>();
        options.add(quoted("url", URL + request.target()));
        if (request.method().equals("HEAD")) {
            options.add("head");
        } else {
            options.add(quoted("request", request.method()));
        }
        for (String name : List.of("User-Agent", "Accept", "Content-Type")) {
            if (request.fields().stream().noneMatch(field -> field.startsWith(name + ":"))) {
                options.add(quoted("header", name + ":"));
            }
        }
        for (String field : request.fields()) {
            // Without a value, a colon would take the field out.
            options.add(quoted("header", field.endsWith(":") ? field.substring(0, field.length() - 1) + ";" : field));
        }
        if (request.fields().stream().anyMatch(field -> field.startsWith("Content-Length:"))) {
            options.add(quoted("data-binary", "@" + Files.write(directory.resolve("curl-body"), request.body())));
        }
        return options;
    }

    /** A file, because arguments of programs are not octets. */
    private Path configuration(List<String> options) throws IOException {
        ByteArrayOutputStream configuration = new ByteArrayOutputStream();
        for (String option : options) {
            configuration.writeBytes(Request.octets(option + "\n"));
        }
        return Files.write(directory.resolve("curl-options"), configuration.toByteArray());
    }

    private List<String> command(Path configuration) {
        return List.of(
                "curl",
                "--disable",
                "--silent",
                "--show-error",
                "--http2",
                "--globoff",
                "--path-as-is",
                "--cacert",
                certificate.toString(),
                "--connect-to",
                "::" + server.host() + ":" + server.port(),
                "--config",
                configuration.toString());
    }

    private static String quoted(String option, Object value) {
        return option + " = \"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The last of the heads: the ones before it are interim. */
    private static Response response(List<String> heads, byte[] body) {
        String statusLine = "";
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line : heads) {
            int colon = line.indexOf(':');
            if (line.startsWith("HTTP/")) {
                statusLine = line;
                fields.clear();
            } else if (colon > 0) {
                fields.add(Map.entry(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        return new Response(statusLine, fields, body);
    }
}
