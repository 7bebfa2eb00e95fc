// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.cgi.CgiRequest;
import dev.slipway.fastcgi.cgi.HeaderField;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;

/**
 * How large a request may be, counted as if it had come over HTTP/1.1.
 *
 * @param maxHeaderSize bytes of request line and header fields, as Jetty's HTTP parser counts them; 0 or less for any number
 * @param maxBodySize bytes; -1 for any number
 */
record RequestLimits(int maxHeaderSize, long maxBodySize) {
    private static final int SPACE = 1;
    private static final int COLON_AND_SPACE = 2;
    private static final int LINE_END = 2;

    /**
     * Checks all that is known before the body comes.
     *
     * @throws HttpException.RuntimeException with the status to answer: 413, 414 or 431
     */
    void check(CgiRequest request) {
        // Jetty blames the target for all of the request line.
        long size = request.method().length()
                + SPACE
                + request.target().length()
                + SPACE
                + request.protocol().length()
                + LINE_END;
        checkHeader(size, HttpStatus.URI_TOO_LONG_414);
        for (HeaderField field : request.fields()) {
            size += field.name().length() + COLON_AND_SPACE + field.value().length() + LINE_END;
        }
        checkHeader(size + LINE_END, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
        if (isBodyTooLarge(request.contentLength())) {
            throw bodyTooLarge();
        }
    }

    private void checkHeader(long size, int status) {
        if (maxHeaderSize > 0 && size > maxHeaderSize) {
            throw new HttpException.RuntimeException(
                    status, "more than " + maxHeaderSize + " bytes (requestHeaderSize)");
        }
    }

    boolean isBodyTooLarge(long size) {
        return maxBodySize >= 0 && size > maxBodySize;
    }

    HttpException.RuntimeException bodyTooLarge() {
        return new HttpException.RuntimeException(
                HttpStatus.PAYLOAD_TOO_LARGE_413,
                "the body is larger than " + maxBodySize + " bytes (maxRequestBodySize)");
    }
}
