// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes what the fuzzer begins with: recorded traffic, its PARAMS, and what no recording has. */
final class Seeds {
    /** What is fuzzed, and where its seeds are. */
    enum Target {
        REQUEST_READER(RequestReaderFuzzTarget.class, "request-reader"),
        CGI_REQUEST(CgiRequestFuzzTarget.class, "cgi-request");

        private final Class<?> type;
        private final String folder;

        Target(Class<?> type, String folder) {
            this.type = type;
            this.folder = folder;
        }

        Class<?> type() {
            return type;
        }

        String folder() {
            return folder;
        }
    }

    private static final Map<String, String> SCRIPTS =
            Map.of("two-at-once", """
            BEGIN 1 RESPONDER keep
            BEGIN 2 RESPONDER keep
            PARAMS 1 A=b
            PARAMS 2 A=b C=d
            PARAMS 2
            PARAMS 1
            STDIN 1 hello
            STDIN 2 world
            STDIN 1
            STDIN 2
            """, "roles", """
            BEGIN 1 AUTHORIZER keep
            PARAMS 1 A=b
            PARAMS 1
            BEGIN 2 FILTER keep
            PARAMS 2
            STDIN 2 hello
            STDIN 2
            DATA 2 file
            DATA 2
            BEGIN 3 4 keep
            PARAMS 3
            """, "answered-early", """
            BEGIN 1 RESPONDER keep
            PARAMS 1
            STDIN 1 hello
            BEGIN 1 RESPONDER keep
            PARAMS 1 A=b
            PARAMS 1
            STDIN 1
            """, "aborted", """
            BEGIN 1 RESPONDER keep
            ABORT 1
            BEGIN 2 RESPONDER keep
            PARAMS 2 A=b
            PARAMS 2
            ABORT 2
            GET_VALUES FCGI_MAX_REQS FCGI_MPXS_CONNS
            """);

    /** Values beyond which something else holds, to be changed by a little; each beside what makes it a request. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "CONTENT_LENGTH", List.of("-1", "0", "999999999999999999", "9223372036854775808"),
            "REQUEST_URI", List.of("*", "/a?b=%0a", "http://example.test:8080/a?b", "https://[::1]?a"),
            "HTTP_HOST", List.of("[::1]:443", "example.test:65535", "example.test:65536", "a@b", "a/b"),
            "SERVER_NAME", List.of("::1", "~^a", "example.test", ""),
            "HTTP_COOKIE", List.of("a=1, b=2", "a=\"1, b=2\"; c=3"),
            "HTTP_AUTHORIZATION", List.of("", "Basic YTpi"),
            "SERVER_ADDR", List.of("unix:/run/a", "::1", "192.0.2.1"),
            "HTTPS", List.of("on", "1", "true", "off"));

    private Seeds() {}

    /** Writes the seeds of each target into a folder of its own. */
    static void write(Path recordingsFolder, Path seeds) throws IOException, ConnectionException {
        Path reader = Files.createDirectories(seeds.resolve(Target.REQUEST_READER.folder()));
        Path cgi = Files.createDirectories(seeds.resolve(Target.CGI_REQUEST.folder()));
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.write(
                    reader.resolve(script.getKey()),
                    WireScript.parse(script.getValue()).toBytes());
        }
        writeValues(cgi);
        List<Path> recordings;
        try (Stream<Path> files = Files.list(recordingsFolder)) {
            recordings = files.filter(file -> file.toString().endsWith(".bin"))
                    .sorted()
                    .toList();
        }
        for (Path recording : recordings) {
            byte[] bytes = Files.readAllBytes(recording);
            String name = recording.getFileName().toString();
            Files.write(reader.resolve(name), bytes);
            byte[] block = firstParams(bytes);
            Files.write(cgi.resolve(name), block);
            Files.write(cgi.resolve(name + ".lines"), lines(block));
        }
    }

    private static void writeValues(Path cgi) throws IOException {
        for (Map.Entry<String, List<String>> values : VALUES.entrySet()) {
            for (String value : values.getValue()) {
                Map<String, String> pairs = new TreeMap<>(Map.of("REQUEST_METHOD", "GET", "REQUEST_URI", "/"));
                pairs.put(values.getKey(), value);
                byte[][] octets = pairs.entrySet().stream()
                        .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
                        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                        .toArray(byte[][]::new);
                Files.write(
                        cgi.resolve(values.getKey() + "-" + values.getValue().indexOf(value)), PairsText.of(octets));
            }
        }
    }

    /** The PARAMS of the first request in recorded traffic. */
    private static byte[] firstParams(byte[] traffic) {
        var in = ByteBuffer.wrap(traffic);
        var params = new ByteArrayOutputStream();
        while (in.remaining() >= 8) {
            int type = in.get(in.position() + 1);
            int contentLength = in.getShort(in.position() + 4) & 0xFFFF;
            int paddingLength = in.get(in.position() + 6) & 0xFF;
            in.position(in.position() + 8);
            if (type == RecordTypes.PARAMS) {
                if (contentLength == 0) {
                    break;
                }
                params.write(traffic, in.position(), contentLength);
            }
            in.position(Math.min(in.limit(), in.position() + contentLength + paddingLength));
        }
        return params.toByteArray();
    }

    private static byte[] lines(byte[] block) throws ConnectionException {
        Params params = Params.decode(block, block.length);
        List<byte[]> namesAndValues = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) {
            namesAndValues.add(params.name(i).getBytes(StandardCharsets.ISO_8859_1));
            namesAndValues.add(params.value(i).getBytes(StandardCharsets.ISO_8859_1));
        }
        return PairsText.of(namesAndValues.toArray(byte[][]::new));
    }
}
