// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import dev.slipway.fastcgi.cgi.BadRequestException;
import dev.slipway.fastcgi.cgi.CgiRequest;
import dev.slipway.fastcgi.cgi.HeaderField;
import dev.slipway.fastcgi.cgi.ParamsMap;
import dev.slipway.fastcgi.cgi.TlsSession;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Params;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the variables of a request say, as {@link CgiRequest} maps them: it is rejected by a {@link BadRequestException},
 * or it is an HTTP request that nobody behind us can misread.
 */
public final class CgiRequestFuzzTarget {
    /** Nearly all is Jazzer's own: with every comparison of texts, and a pair takes but two bytes. */
    private static final int ALLOCATED_PER_BYTE = 5000;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern TARGET = Pattern.compile("\\*|/[^\\x00-\\x20\\x7F]*");
    private static final Pattern HOST =
            Pattern.compile("\\[[^\\x00-\\x20\\x7F/?#@\\[\\]]+]|[^\\x00-\\x20\\x7F/?#@:\\[\\]]+");
    /** What ends or splits something in another program. */
    private static final Pattern ENDS_NOTHING = Pattern.compile("[^\\r\\n\\x00]*");

    /** Fields of a connection, of framing, and the one that is an attack. */
    private static final Set<String> NEVER =
            Set.of("connection", "expect", "keep-alive", "proxy", "te", "trailer", "transfer-encoding", "upgrade");

    private static final Set<String> AT_MOST_ONCE = Set.of(
            "authorization",
            "content-length",
            "content-type",
            "cookie",
            "host",
            "origin",
            "range",
            "referer",
            "user-agent");

    private CgiRequestFuzzTarget() {}

    /** Jazzer calls this with each input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        byte[] block = PairsText.isText(bytes) ? PairsText.encode(bytes) : bytes;
        CgiRequest request = map(block);
        Allocation.check(block.length, ALLOCATED_PER_BYTE, () -> map(block));
        if (request != null) {
            Expect.that(request.equals(map(block)), "the same variables are the same request", request);
            check(request);
            checkFields(request);
        }
    }

    /** The request; null if the variables were no block of pairs, or rejected. */
    private static CgiRequest map(byte[] block) {
        try {
            Params params = Params.decode(block, block.length);
            checkMap(params);
            return CgiRequest.from(params);
        } catch (ConnectionException e) {
            Expect.that(e.reason() == ConnectionException.Reason.MALFORMED, "a cut pair is malformed", e);
        } catch (BadRequestException e) {
            Expect.that(!e.getMessage().isBlank(), "a rejection says why", e);
        }
        return null;
    }

    private static void checkMap(Params params) {
        var map = new ParamsMap(params, StandardCharsets.UTF_8);
        Expect.that(map.size() <= params.size(), "names become no more", map);
        Expect.that(!map.containsKey("HTTP_PROXY"), "HTTP_PROXY is hidden", map);
        Expect.that(!map.containsKey("AUTH_PASSWORD"), "AUTH_PASSWORD is hidden", map);
    }

    private static void check(CgiRequest request) {
        matches(TOKEN, "method", request.method());
        matches(TARGET, "target", request.target());
        matches(HOST, "host", request.host());
        Expect.that(Set.of("http", "https").contains(request.scheme()), "a scheme of HTTP", request.scheme());
        Expect.that(request.port() == -1 || isPort(request.port()), "a port or none", request.port());
        Expect.that(request.remotePort() == 0 || isPort(request.remotePort()), "a port or 0", request.remotePort());
        Expect.that(request.localPort() == 0 || isPort(request.localPort()), "a port or 0", request.localPort());
        Expect.that(request.contentLength() >= CgiRequest.UNKNOWN_LENGTH, "a length", request.contentLength());
        matches(ENDS_NOTHING, "protocol", request.protocol());
        matches(ENDS_NOTHING, "remoteAddr", request.remoteAddr());
        matches(ENDS_NOTHING, "localAddr", request.localAddr());
        matches(ENDS_NOTHING, "remoteUser", request.remoteUser());
        matches(ENDS_NOTHING, "authType", request.authType());
        if (request.tls() != null) {
            check(request.tls());
        }
    }

    private static void check(TlsSession tls) {
        matches(ENDS_NOTHING, "protocol of TLS", tls.protocol());
        matches(ENDS_NOTHING, "cipherSuite", tls.cipherSuite());
        matches(ENDS_NOTHING, "sessionId", tls.sessionId());
        Expect.that(tls.keySize() >= 0, "a key size", tls.keySize());
        try {
            Expect.that(
                    tls.certificates().isEmpty() == tls.encodedCertificates().isEmpty(),
                    "a certificate where there was one",
                    tls);
        } catch (CertificateException e) {
            Expect.that(!tls.encodedCertificates().isEmpty(), "nothing to complain of", tls);
        }
    }

    private static void checkFields(CgiRequest request) {
        Set<String> seen = new HashSet<>();
        List<HeaderField> fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            HeaderField field = fields.get(i);
            matches(TOKEN, "field name", field.name());
            matches(ENDS_NOTHING, "field value", field.value());
            String name = field.name().toLowerCase(Locale.ROOT);
            Expect.that(!NEVER.contains(name), "no field of a connection", field);
            Expect.that(seen.add(name) || !AT_MOST_ONCE.contains(name), "at most one", field);
            Expect.that(i == 0 || !name.equals("host"), "Host is first", fields);
            Expect.that(
                    !name.equals("content-length") || field.value().equals("" + request.contentLength()),
                    "Content-Length is the length",
                    field);
        }
        Expect.that(
                seen.contains("content-length") == (request.contentLength() >= 0),
                "Content-Length is there if it is known",
                fields);
    }

    private static void matches(Pattern pattern, String what, String text) {
        Expect.that(text == null || pattern.matcher(text).matches(), what + " is like " + pattern, text);
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }
}
