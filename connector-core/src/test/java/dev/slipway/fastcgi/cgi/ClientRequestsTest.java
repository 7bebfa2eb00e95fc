// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same requests of a client through the front ends in many configurations: Apache httpd 2.4.71 (mod_proxy_fcgi,
 * mod_fcgid), nginx 1.22.1, lighttpd 1.4.69, HAProxy 2.6.12, Caddy 2.6.2 and H2O 2.2.5. What an application must see
 * follows from what the client sent ({@link ClientRequest}) and what its web server passes on ({@link FrontEnd}).
 */
class ClientRequestsTest {
    private static final Map<String, ClientRequest> REQUESTS = ClientRequest.all();

    /** One recording and what its name does not tell. */
    record Recording(String name, FrontEnd frontEnd, int port, String scheme, String requestCase, int clientPort) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Recording> recordings() {
        List<Recording> all = new ArrayList<>();
        for (String block : ClientRequest.resource("recordings.txt").strip().split("\n\n")) {
            List<String> lines =
                    block.lines().filter(line -> !line.startsWith("#")).toList();
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                String[] configuration = lines.get(0).split(" ");
                String[] words = line.split(" ");
                all.add(new Recording(
                        configuration[0] + "-" + words[0],
                        FrontEnd.valueOf(configuration[1]),
                        Integer.parseInt(configuration[2]),
                        configuration[3],
                        words[0],
                        Integer.parseInt(words[1])));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void theApplicationSeesWhatTheClientSent(Recording recording) throws Exception {
        List<RecordedRequest> recorded = RecordedRequest.read(recording.name());
        assertThat(recorded).hasSize(1);
        CgiRequest request = CgiRequest.from(recorded.get(0).params());

        ClientRequest sent = REQUESTS.get(recording.requestCase());
        FrontEnd frontEnd = recording.frontEnd();
        String host = frontEnd.host(sent, recording.port());
        String authority = host == null ? frontEnd.ownAuthority(recording.port()) : host;
        assertThat(request.method()).isEqualTo(sent.method());
        assertThat(request.target()).isEqualTo(originForm(sent.target()));
        assertThat(request.protocol()).isEqualTo(sent.protocol());
        assertThat(request.scheme()).isEqualTo(recording.scheme());
        assertThat(request.port() < 0 ? request.host() : request.host() + ":" + request.port())
                .isEqualTo(authority);
        assertThat(request.remoteAddr() + " " + request.remotePort()).isEqualTo("127.0.0.1 " + recording.clientPort());
        assertThat(request.localAddr()).isEqualTo(frontEnd.localAddr());
        assertThat(request.localPort()).isEqualTo(frontEnd.localPort(recording.port()));

        String length = frontEnd.length(sent);
        assertThat(request.contentLength() < 0 ? "unknown" : "" + request.contentLength())
                .isEqualTo(length);
        Map<String, List<String>> fields = frontEnd.fields(sent, recording.port());
        if (host != null) {
            fields.put("host", List.of(host));
        }
        if (!length.equals("unknown")) {
            fields.put("content-length", List.of(length));
        }
        assertThat(fields(request)).containsExactlyInAnyOrderEntriesOf(fields);
        assertThat(recorded.get(0).body()).isEqualTo(sent.body() == null ? "" : sent.body());
    }

    @Test
    void thereAreRecordingsOfEveryFrontEndAndEveryRequest() {
        assertThat(recordings()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(recordings()).extracting(Recording::frontEnd).contains(FrontEnd.values());
        assertThat(recordings()).extracting(Recording::requestCase).containsAll(REQUESTS.keySet());
    }

    /** Without the authority of an absolute-form; octets are UTF-8. */
    private static String originForm(String target) {
        String path = target.startsWith("http://") ? target.substring(target.indexOf('/', "http://".length())) : target;
        return new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> fields(CgiRequest request) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (HeaderField field : request.fields()) {
            fields.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.value());
        }
        return fields;
    }
}
