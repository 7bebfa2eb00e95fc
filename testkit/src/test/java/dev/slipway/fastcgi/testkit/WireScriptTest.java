// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireScriptTest {
    @Test
    void writesAWholeRequest() {
        byte[] bytes = new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, "A", "b", "C", "")
                .paramsEnd(1)
                .stdin(1, "hi")
                .stdinEnd(1)
                .toBytes();
        assertThat(hex(bytes))
                .isEqualTo("0101000100080000" + "0001010000000000"
                        + "0104000100070000" + "0101416201" + "0043"
                        + "0104000100000000"
                        + "0105000100020000" + "6869"
                        + "0105000100000000");
    }

    @Test
    void writesTheOtherRecords() {
        byte[] bytes = new WireScript()
                .begin(0x1234, WireScript.FILTER, false)
                .data(0x1234, new byte[] {7})
                .dataEnd(0x1234)
                .abort(0x1234)
                .getValues("FCGI_MAX_REQS")
                .record(99, 65535, new byte[] {1}, 2)
                .raw(new byte[] {42})
                .toBytes();
        assertThat(hex(bytes))
                .isEqualTo("0101123400080000" + "0003000000000000"
                        + "0108123400010000" + "07"
                        + "0108123400000000"
                        + "0102123400000000"
                        + "01090000000f0000" + "0d00" + "464347495f4d41585f52455153"
                        + "0163ffff00010200" + "010000"
                        + "2a");
    }

    @Test
    void cutsStreamsIntoRecordsOfTheGivenSizes() {
        var script = new WireScript().cut(1, 3).stdin(1, "abcdefgh");
        assertThat(script.records())
                .extracting(WireScriptTest::hex)
                .containsExactly(
                        "010500010001000061", "0105000100030000626364", "0105000100030000656667", "010500010001000068");
        assertThat(new WireScript().stdin(1, new byte[70_000]).records())
                .extracting(record -> record.length)
                .containsExactly(8 + 65535, 8 + 4465);
    }

    @Test
    void padsRecords() {
        assertThat(hex(new WireScript()
                        .padToEight()
                        .stdin(1, "abc")
                        .stdinEnd(1)
                        .padding(1)
                        .stdinEnd(1)
                        .toBytes()))
                .isEqualTo("0105000100030500" + "6162630000000000" + "0105000100000000" + "0105000100000100" + "00");
    }

    @Test
    void rejectsWhatCannotBeWritten() {
        assertThatThrownBy(() -> new WireScript().cut(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireScript().paramsRecord(1, new byte[65536]))
                .hasMessage("a record of 65536+0 octets does not exist");
        assertThatThrownBy(() -> new WireScript().stdin(1, "€")).hasMessageContaining("U+20AC");
        assertThatThrownBy(() -> new WireScript().params(1, "NAME")).hasMessageContaining("stands alone");
    }

    @Test
    void readsTheTextForm() {
        var parsed = WireScript.parse("""
                # a comment
                BEGIN 1 RESPONDER keep
                PARAMS 1 REQUEST_METHOD=POST HTTP_X="two words" EMPTY=
                PARAMS 1
                STDIN 1 "a \\"b\\"\\n"
                STDIN 1
                BEGIN 3 7
                DATA 3 x
                ABORT 3
                GET_VALUES FCGI_MAX_CONNS FCGI_MAX_REQS
                """);
        var written = new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, "REQUEST_METHOD", "POST", "HTTP_X", "two words", "EMPTY", "")
                .paramsEnd(1)
                .stdin(1, "a \"b\"\n")
                .stdinEnd(1)
                .begin(3, 7, false)
                .data(3, new byte[] {'x'})
                .abort(3)
                .getValues("FCGI_MAX_CONNS", "FCGI_MAX_REQS");
        assertThat(hex(parsed.toBytes())).isEqualTo(hex(written.toBytes()));
    }

    @Test
    void namesTheLineOfTheTextFormThatIsWrong() {
        for (String line : List.of("BEGIN 1 RESPONDER kept", "STDOUT 1 x", "STDIN 1 \"x", "PARAMS 1 NAME", "BEGIN")) {
            assertThatThrownBy(() -> WireScript.parse("ABORT 1\n" + line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("in script line: " + line);
        }
    }

    @Test
    void writesTheSameBytesAsHaproxy() {
        byte[] written = WireScript.parse("""
                        BEGIN 15 RESPONDER keep
                        PARAMS 15 HTTP_HOST=localhost:21803 HTTP_X_CASE=root HTTP_X_FORWARDED_FOR=127.0.0.1 \
                                GATEWAY_INTERFACE=CGI/1.1 DOCUMENT_ROOT=/srv/site/www SCRIPT_NAME=/ REQUEST_URI=/ \
                                REQUEST_METHOD=GET SERVER_NAME=localhost:21803 SERVER_PORT=21803 \
                                SERVER_PROTOCOL=HTTP/1.1 REMOTE_ADDR=127.0.0.1 REMOTE_PORT=49962 \
                                SCRIPT_FILENAME=/srv/site/www/ CONTENT_LENGTH=0 \
                                SERVER_SOFTWARE="HAProxy 2.6.12-1+deb12u4"
                        PARAMS 15
                        STDIN 15
                        """).toBytes();
        assertThat(hex(written))
                .isEqualTo(hex(RecordedTraffic.load(getClass(), "captures/haproxy-mpx-root.bin")
                        .bytes()));
        assertThat(hex(new WireScript()
                        .getValues("FCGI_MAX_REQS", "FCGI_MPXS_CONNS")
                        .toBytes()))
                .isEqualTo(hex(RecordedTraffic.load(getClass(), "captures/haproxy-mpx-getvalues.bin")
                        .bytes()));
    }

    @Test
    void writesTheSameBytesAsNginx() {
        byte[] written = new WireScript()
                .begin(1, WireScript.RESPONDER, false)
                .padToEight()
                .params(
                        1,
                        "QUERY_STRING",
                        "q=a%20b&x=1",
                        "REQUEST_METHOD",
                        "GET",
                        "CONTENT_TYPE",
                        "",
                        "CONTENT_LENGTH",
                        "",
                        "SCRIPT_NAME",
                        "/app/hello.html",
                        "REQUEST_URI",
                        "/app/hello.html?q=a%20b&x=1",
                        "DOCUMENT_URI",
                        "/app/hello.html",
                        "DOCUMENT_ROOT",
                        "/usr/share/nginx/html",
                        "SERVER_PROTOCOL",
                        "HTTP/1.1",
                        "REQUEST_SCHEME",
                        "http",
                        "GATEWAY_INTERFACE",
                        "CGI/1.1",
                        "SERVER_SOFTWARE",
                        "nginx/1.22.1",
                        "REMOTE_ADDR",
                        "127.0.0.1",
                        "REMOTE_PORT",
                        "56246",
                        "REMOTE_USER",
                        "",
                        "SERVER_ADDR",
                        "127.0.0.1",
                        "SERVER_PORT",
                        "21501",
                        "SERVER_NAME",
                        "fcgi.test",
                        "REDIRECT_STATUS",
                        "200",
                        "HTTP_HOST",
                        "localhost",
                        "HTTP_X_CASE",
                        "query",
                        "HTTP_CONNECTION",
                        "close")
                .paramsEnd(1)
                .stdinEnd(1)
                .toBytes();
        assertThat(hex(written))
                .isEqualTo(hex(RecordedTraffic.load(getClass(), "captures/nginx-root-query.bin")
                        .bytes()));
    }

    @Test
    void givesACommonRequestWhoseParametersCanBeReplaced() {
        List<byte[]> records = WireScript.getRequest(2, true, "/a?b=c", "REMOTE_ADDR", "::1", "HTTP_X", "y")
                .records();
        assertThat(records).hasSize(4);
        byte[] params = records.get(1);
        assertThat(Pairs.decode(Arrays.copyOfRange(params, 8, params.length)))
                .containsEntry("REQUEST_METHOD", "GET")
                .containsEntry("REQUEST_URI", "/a?b=c")
                .containsEntry("QUERY_STRING", "b=c")
                .containsEntry("SCRIPT_NAME", "/a")
                .containsEntry("REMOTE_ADDR", "::1")
                .containsEntry("HTTP_X", "y");
        assertThat(WireScript.postRequest(2, false, "/", new byte[3]).records()).hasSize(5);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
