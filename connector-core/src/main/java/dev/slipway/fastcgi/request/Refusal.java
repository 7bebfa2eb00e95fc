// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.response.ResponseEncoder;
import dev.slipway.fastcgi.response.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Why the protocol turns a request away before the application sees it.
 *
 * <p>The answer is an ordinary one with END_REQUEST and protocolStatus REQUEST_COMPLETE: front ends show an empty 200
 * answer, or wait for ever, when OVERLOADED, CANT_MPX_CONN or UNKNOWN_ROLE is all they get.
 */
public enum Refusal {
    /** As many requests as the connection may have are active. */
    TOO_MANY_REQUESTS(503, "Service Unavailable", "Too many requests at once on one FastCGI connection."),
    /** More requests whose STDIN is being skipped than {@link ReaderLimits#maxSkippedRequests()}; answered at once. */
    TOO_MUCH_SKIPPED(503, "Service Unavailable", "Too much is skipped at once on one FastCGI connection."),
    /** The PARAMS have not become complete in time. */
    PARAMS_TIMEOUT(408, "Request Timeout", "The variables and header fields of this request have not come in time."),
    /** The role is not one that is served here, or none that the specification knows. */
    ROLE_NOT_SERVED(500, "Internal Server Error", "This FastCGI application does not serve the role of this request."),
    /** The PARAMS are longer than {@link ParamsLimits#maxLength()}. */
    PARAMS_TOO_LONG(
            431,
            "Request Header Fields Too Large",
            "The variables and header fields of this request are longer than this FastCGI application accepts."),
    /** There are more pairs than {@link ParamsLimits#maxPairs()}. */
    TOO_MANY_PARAMS(
            431,
            "Request Header Fields Too Large",
            "This request has more variables and header fields than this FastCGI application accepts."),
    /** A value is longer than {@link ParamsLimits#maxValueLength()}. */
    PARAM_VALUE_TOO_LONG(
            431,
            "Request Header Fields Too Large",
            "A variable or header field of this request is longer than this FastCGI application accepts."),
    /** All incomplete PARAMS of the connection together are longer than {@link ParamsLimits#maxPendingLength()}. */
    TOO_MUCH_PENDING(503, "Service Unavailable", "Too much is incomplete at once on one FastCGI connection.");

    private final int status;
    private final String reasonPhrase;
    private final String text;

    Refusal(int status, String reasonPhrase, String text) {
        this.status = status;
        this.reasonPhrase = reasonPhrase;
        this.text = text;
    }

    /**
     * The status code of the answer.
     *
     * @return 408, 431, 500 or 503
     */
    public int status() {
        return status;
    }

    /** The whole answer for one request, END_REQUEST included. */
    ByteBuffer encode(int requestId) {
        byte[] body = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        ResponseHead head = new ResponseHead(status, reasonPhrase);
        head.field("Content-Type", "text/plain;charset=us-ascii");
        head.field("Content-Length", Integer.toString(body.length));
        return new ResponseEncoder(requestId).encodeWhole(head, ByteBuffer.wrap(body));
    }
}
