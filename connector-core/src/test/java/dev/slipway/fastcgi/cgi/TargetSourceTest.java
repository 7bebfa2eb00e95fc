// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.testkit.Pairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets as rewrite rules left them. */
class TargetSourceTest {
    private static final TargetSource BOTH = TargetSource.SCRIPT_NAME_AND_PATH_INFO;

    private static CgiRequest from(TargetSource source, String... namesAndValues) throws Exception {
        String[] pairs = new String[namesAndValues.length + 4];
        System.arraycopy(namesAndValues, 0, pairs, 4, namesAndValues.length);
        pairs[0] = "REQUEST_METHOD";
        pairs[1] = "GET";
        pairs[2] = "HTTP_HOST";
        pairs[3] = "a.test";
        byte[] block = Pairs.encode(pairs);
        return CgiRequest.from(Params.decode(block, block.length), source);
    }

    private static String target(TargetSource source, String... namesAndValues) throws Exception {
        return from(source, namesAndValues).target();
    }

    /** What real front ends said of a rewritten request. */
    @ParameterizedTest
    @CsvSource({
        "lighttpd-rewrite-rw, REQUEST_URI,           /pretty/a%2Fb?x=1&y=%20",
        "lighttpd-rewrite-rw, REDIRECT_URI,          /app/a/b?rw=1&x=1&y=%20",
        "lighttpd-rewrite-rw, SCRIPT_NAME+PATH_INFO, /app/a/b?rw=1&x=1&y=%20",
        "lighttpd-root-query, REDIRECT_URI,          /app/hello.html?q=a%20b&x=1",
        "nginx-rewrite-rw,    REQUEST_URI,           /pretty/a%2Fb?x=1",
        "nginx-rewrite-rw,    DOCUMENT_URI,          /app/a/b?rw=1&x=1",
        "nginx-rewrite-rw,    UNENCODED_URL,         /pretty/a%2Fb?x=1",
        "nginx-root-enc,      DOCUMENT_URI,          /app/a/b%20c/%E4%BD%A0;jsessionid=abc123?z=",
        "nginx-root-enc2,     DOCUMENT_URI,          /app/p;q;m=1/%25/%C3%A9%C3%A9/+/~a",
        "nginx-root-enc3,     DOCUMENT_URI,          /app/x%3Fy%23z?k",
        "apache-rewrite-rwpt, REQUEST_URI,           /pretty/a%20b/c?x=1",
        "apache-rewrite-rwpt, SCRIPT_NAME+PATH_INFO, /app/a%20b/c?rw=1&x=1",
        "apache-sh-app-enc2,  SCRIPT_NAME+PATH_INFO, /app/p;q;m=1/%25/%C3%A9%C3%A9/+/~a",
        "haproxy-rewrite-rw,  REQUEST_URI,           /app/a%2Fb?x=1",
        "caddy-plain-enc2,    SCRIPT_NAME+PATH_INFO, /app/p;q;m=1/%25/%C3%A9%C3%A9/+/~a",
        "caddy-plain-dots,    SCRIPT_NAME+PATH_INFO, /app//double/../dots",
        "h2o-plain-query,     SCRIPT_NAME+PATH_INFO, /app/hello.html?q=a%20b&x=1",
    })
    void aRewrittenTargetIsTheApplicationsIfItIsAskedFor(String recording, String source, String target)
            throws Exception {
        Params params = RecordedRequest.read(recording).get(0).params();

        assertThat(CgiRequest.from(params, TargetSource.parse(source)).target()).isEqualTo(target);
    }

    @Test
    void everyOctetOfADecodedPathThatHasAMeaningIsEncoded() throws Exception {
        assertThat(target(BOTH, "SCRIPT_NAME", "/a b?c#d%2F\"<>[]\\^`{|}", "PATH_INFO", "/\u00e4\u00ff\u0080"))
                .isEqualTo("/a%20b%3Fc%23d%252F%22%3C%3E%5B%5D%5C%5E%60%7B%7C%7D/%E4%FF%80");
        String kept = "/azAZ09-._~!$&'()*+,;=:@";
        assertThat(target(TargetSource.DOCUMENT_URI, "DOCUMENT_URI", kept)).isEqualTo(kept);
    }

    @Test
    void theQueryIsAsTheServerHasIt() throws Exception {
        assertThat(target(BOTH, "PATH_INFO", "/a", "QUERY_STRING", "x=%2F&\u00c3\u00a9"))
                .isEqualTo("/a?x=%2F&\u00e9");
        assertThat(target(BOTH, "PATH_INFO", "/a", "QUERY_STRING", "")).isEqualTo("/a");
        assertThatThrownBy(() -> target(BOTH, "PATH_INFO", "/a", "QUERY_STRING", "x y"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("SCRIPT_NAME+PATH_INFO has the character 32 at position 4, which must be encoded.");
    }

    @ParameterizedTest
    @CsvSource({"UNENCODED_URL", "REDIRECT_URI"})
    void whatIsThereOnlyAfterRewritingMayBeMissing(TargetSource source) throws Exception {
        assertThat(target(source, "REQUEST_URI", "/a?b", source.toString(), "")).isEqualTo("/a?b");
        assertThat(target(source, "REQUEST_URI", "/a?b", source.toString(), "/c%2Fd?e"))
                .isEqualTo("/c%2Fd?e");
        assertThat(target(source, source.toString(), "/c?e")).isEqualTo("/c?e");
        assertThatThrownBy(() -> target(source))
                .isInstanceOf(BadRequestException.class)
                .hasMessageStartingWith("The variable REQUEST_URI is missing: ");
        assertThatThrownBy(() -> target(source, "REQUEST_URI", "/a", source.toString(), "c"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(source + " \"c\" begins neither with / nor with a scheme.");
    }

    /** To serve the path as it was before the rules would go around whatever they are for. */
    @Test
    void whatIsAlwaysThereMustNotBeMissing() {
        assertThatThrownBy(() -> target(TargetSource.DOCUMENT_URI, "REQUEST_URI", "/a"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("The variable DOCUMENT_URI is missing: requestTarget is set to it"
                        + " (nginx: include fastcgi_params).");
        assertThatThrownBy(() -> target(BOTH, "REQUEST_URI", "/a", "SCRIPT_NAME", "", "PATH_INFO", ""))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("The variables SCRIPT_NAME and PATH_INFO are missing: requestTarget is set to them.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "*", "http://b.test/a", " /a"})
    void aDecodedPathBeginsWithASlash(String path) {
        assertThatThrownBy(() -> target(TargetSource.DOCUMENT_URI, "DOCUMENT_URI", path))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("DOCUMENT_URI \"" + path + "\" does not begin with /.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\t", "\u001f", "\u007f"})
    void r26_aControlCharacterInADecodedPathIsRejected(String control) {
        assertThatThrownBy(() -> target(BOTH, "SCRIPT_NAME", "/a", "PATH_INFO", control))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("SCRIPT_NAME+PATH_INFO has the control character " + (int) control.charAt(0)
                        + " at position 2.");
    }

    @ParameterizedTest
    @EnumSource
    void theClientsAuthorityCountsWithEverySource(TargetSource source) throws Exception {
        CgiRequest request = from(
                source,
                "REQUEST_URI",
                "http://other.test:99/a",
                "UNENCODED_URL",
                "/a",
                "REDIRECT_URI",
                "/a",
                "DOCUMENT_URI",
                "/a",
                "SCRIPT_NAME",
                "/a");

        assertThat(request.target()).isEqualTo("/a");
        assertThat(request.host() + ":" + request.port()).isEqualTo("other.test:99");
        assertThat(request.fields()).containsExactly(new HeaderField("Host", "other.test:99"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNames() {
        assertThat(TargetSource.parse("SCRIPT_NAME+PATH_INFO")).isEqualTo(BOTH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetSource.parse("PATH_INFO"))
                .withMessage("'PATH_INFO' is not a source of request targets; write one of REQUEST_URI, UNENCODED_URL,"
                        + " REDIRECT_URI, DOCUMENT_URI, SCRIPT_NAME+PATH_INFO");
    }
}
