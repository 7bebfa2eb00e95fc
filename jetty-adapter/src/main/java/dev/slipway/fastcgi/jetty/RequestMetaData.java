// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.cgi.CgiRequest;
import dev.slipway.fastcgi.cgi.HeaderField;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.URIUtil;

/** A {@link CgiRequest} in Jetty's words. */
final class RequestMetaData {
    /** Jetty's own table knows names in any case, which makes it several times slower; these are as we write them. */
    private static final Map<String, HttpHeader> HEADERS =
            Stream.of(HttpHeader.values()).collect(Collectors.toMap(RequestMetaData::capitalized, Function.identity()));

    private static final RepeatedFields FIELDS = new RepeatedFields(RequestMetaData::field);

    private RequestMetaData() {}

    /** {@code ETag} to {@code Etag}, which is what becomes of a variable. */
    private static String capitalized(HttpHeader header) {
        return Stream.of(header.lowerCaseName().split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("-"));
    }

    static MetaData.Request of(CgiRequest request) {
        HttpFields.Mutable fields = HttpFields.build(request.fields().size());
        for (HeaderField field : request.fields()) {
            fields.add(FIELDS.of(field));
        }
        return new MetaData.Request(
                NanoTime.now(),
                request.method(),
                uri(request),
                httpVersion(request.protocol()),
                fields.asImmutable(),
                request.contentLength());
    }

    private static HttpField field(HeaderField field) {
        String name = field.name();
        String value = field.value();
        if (name.equals("Host")) {
            return new HostPortHttpField(value);
        }
        // What Jetty knows of a type, its charset among it, comes with its own field.
        MimeTypes.Type type = name.equals("Content-Type") ? MimeTypes.CACHE.get(value) : null;
        return type == null ? new HttpField(HEADERS.get(name), name, value) : type.getContentTypeField();
    }

    private static HttpURI uri(CgiRequest request) {
        int port = request.port();
        if (port == URIUtil.getDefaultPortForScheme(request.scheme())) {
            port = -1;
        }
        return HttpURI.build(request.method(), request.target())
                .scheme(request.scheme())
                .authority(request.host(), port)
                .asImmutable();
    }

    static boolean isSecure(CgiRequest request) {
        return HttpScheme.HTTPS.is(request.scheme());
    }

    /** What the client spoke; H2O says {@code HTTP/2} without a minor number. */
    static HttpVersion httpVersion(String protocol) {
        // Nearly always; Jetty's table knows versions in any case, which makes it slower.
        if (protocol.equals("HTTP/1.1")) {
            return HttpVersion.HTTP_1_1;
        }
        HttpVersion version = HttpVersion.fromString(protocol);
        if (version != null) {
            return version;
        }
        return switch (protocol) {
            case "HTTP/2" -> HttpVersion.HTTP_2;
            case "HTTP/3" -> HttpVersion.HTTP_3;
            default -> HttpVersion.HTTP_1_1;
        };
    }
}
