// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.request.ReaderLimits;
import dev.slipway.fastcgi.testkit.RecordedTraffic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What real front ends sent for single requests of a client, expectations written by hand; {@link ClientRequestsTest} has
 * those where they follow from the client's request. Apache httpd 2.4.71, nginx 1.22.1, lighttpd 1.4.69, HAProxy
 * 2.6.12 and cgi-fcgi 2.4.2. The expectations, {@code /captures/expected/*.txt}, say what the client sent, as far as its
 * front end passes it on; characters are escaped as in Java, and {@code #} begins a comment.
 *
 * <pre>
 * == recording                 behind an empty line; its requests are divided by one
 * method target protocol
 * scheme host port
 * address and port of the client, - if unknown
 * Name: value                  the field has this value and no other; repeated for several
 * no Name, Name                there are no such fields
 * length 11                    Content-Length, or unknown
 * body hello                   all of STDIN; 50000… if its end did not come, 60000 times c if that is all there is
 * </pre>
 */
class RecordedTrafficTest {
    /** The requests of one recording, each the lines of a block. */
    record Expected(String recording, List<List<String>> requests) {
        @Override
        public String toString() {
            return recording;
        }
    }

    static List<Expected> recordings() {
        List<Expected> all = new ArrayList<>();
        for (String server : List.of("apache", "nginx", "lighttpd", "haproxy", "caddy", "cgifcgi")) {
            for (String block : table(server).strip().split("\n\n")) {
                List<String> lines = block.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(String::translateEscapes)
                        .toList();
                if (lines.isEmpty()) {
                    continue;
                }
                if (lines.get(0).startsWith("== ")) {
                    all.add(new Expected(lines.get(0).substring(3), new ArrayList<>()));
                    lines = lines.subList(1, lines.size());
                }
                all.get(all.size() - 1).requests().add(lines);
            }
        }
        return all;
    }

    private static String table(String server) {
        try (InputStream in = RecordedTrafficTest.class.getResourceAsStream("/captures/expected/" + server + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void becomesTheClientsRequest(Expected expected) throws Exception {
        List<RecordedRequest> requests = RecordedRequest.read(expected.recording());

        assertThat(requests).hasSize(expected.requests().size());
        for (int i = 0; i < requests.size(); i++) {
            check(requests.get(i), expected.requests().get(i));
        }
    }

    @Test
    void everyRecordingHasAnExpectation() {
        Stream<String> expected = Stream.of(
                        recordings().stream().map(Expected::recording),
                        ClientRequestsTest.recordings().stream().map(ClientRequestsTest.Recording::name),
                        Stream.of(
                                "apache-pp-root-hdr90k",
                                "haproxy-plain-begin-abort",
                                "haproxy-mpx-getvalues",
                                "lighttpd-auth-authz-post",
                                "nginx-bare-query",
                                "cgifcgi-tcp-shortbody"))
                .flatMap(names -> names);
        assertThat(RecordedTraffic.loadAll(getClass(), "/captures"))
                .extracting(RecordedTraffic::name)
                .containsExactlyInAnyOrderElementsOf(expected.toList());
    }

    @Test
    void r39_ninetyKilobytesOfHeaderNeedAHigherLimit() throws Exception {
        List<RecordedRequest> requests =
                RecordedRequest.read("apache-pp-root-hdr90k", ReaderLimits.DEFAULT.withMaxParamsLength(128 * 1024));

        assertThat(requests).hasSize(1);
        List<HeaderField> fields = CgiRequest.from(requests.get(0).params()).fields();
        assertThat(fields.stream().filter(field -> field.name().startsWith("X-B")))
                .hasSize(13)
                .allSatisfy(field -> assertThat(field.value()).isEqualTo("A".repeat(7000)));
        assertThat(RecordedRequest.read("apache-pp-root-hdr90k"))
                .as("and are refused below it")
                .isEmpty();
    }

    @Test
    void whatIsNoRequestIsNone() throws Exception {
        for (String recording :
                List.of("haproxy-plain-begin-abort", "haproxy-mpx-getvalues", "lighttpd-auth-authz-post")) {
            assertThat(RecordedRequest.read(recording)).as(recording).isEmpty();
        }
    }

    @Test
    void nginxWithoutItsParamsFileIsToldWhatIsMissing() throws Exception {
        RecordedRequest request = RecordedRequest.read("nginx-bare-query").get(0);
        assertThat(rejection(request))
                .isEqualTo("The variable REQUEST_METHOD is missing: the web server has to send the CGI variables"
                        + " (nginx: include fastcgi_params).");
    }

    @Test
    void aRequestWithoutATargetIsRejected() throws Exception {
        RecordedRequest request = RecordedRequest.read("cgifcgi-tcp-shortbody").get(0);
        assertThat(rejection(request)).startsWith("The variable REQUEST_URI is missing");
        assertThat(request.body())
                .as("which is shorter than its CONTENT_LENGTH")
                .isEqualTo("data");
    }

    private static String rejection(RecordedRequest request) {
        try {
            return CgiRequest.from(request.params()).toString();
        } catch (BadRequestException e) {
            return e.getMessage();
        }
    }

    private static void check(RecordedRequest sent, List<String> lines) throws BadRequestException {
        CgiRequest request = CgiRequest.from(sent.params());
        assertThat(request.method() + " " + request.target() + " " + request.protocol())
                .isEqualTo(lines.get(0));
        assertThat(request.scheme() + " " + request.host() + " " + request.port())
                .isEqualTo(lines.get(1));
        String remoteAddr = request.remoteAddr() == null ? "-" : request.remoteAddr();
        assertThat(remoteAddr + " " + (request.remotePort() == 0 ? "-" : request.remotePort()))
                .isEqualTo(lines.get(2));
        Map<String, List<String>> values = new HashMap<>();
        for (String line : lines.subList(3, lines.size())) {
            if (line.startsWith("no ")) {
                for (String name : line.substring(3).split(", ")) {
                    assertThat(values(request, name)).as(name).isEmpty();
                }
            } else if (line.startsWith("length ")) {
                boolean unknown = request.contentLength() == CgiRequest.UNKNOWN_LENGTH;
                assertThat(unknown ? "unknown" : "" + request.contentLength()).isEqualTo(line.substring(7));
                assertThat(values(request, "Content-Length")).hasSize(unknown ? 0 : 1);
            } else if (line.startsWith("body")) {
                assertThat(sent.body()).isEqualTo(body(line));
            } else {
                int colon = line.indexOf(':');
                values.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(colon + 2 > line.length() ? "" : line.substring(colon + 2));
            }
        }
        values.forEach(
                (name, expected) -> assertThat(values(request, name)).as(name).isEqualTo(expected));
    }

    private static String body(String line) {
        String[] words = line.split(" ");
        return words.length == 4 && words[2].equals("times")
                ? words[3].repeat(Integer.parseInt(words[1]))
                : line.substring(Math.min(line.length(), "body ".length()));
    }

    private static List<String> values(CgiRequest request, String name) {
        return request.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HeaderField::value)
                .toList();
    }
}
