// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.BeginRequest;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.RecordType;
import dev.slipway.fastcgi.protocol.Role;

/**
 * How far the input of one request has come.
 *
 * <pre>
 * BEGIN_REQUEST ──► PARAMS ──PARAMS(empty)──► STDIN ──STDIN(empty)──► DATA ──DATA(empty)──► ENDED
 * </pre>
 *
 * <p>An AUTHORIZER has no STDIN, and only a FILTER has DATA.
 *
 * <p>Beside that, a request is refused (its input is skipped, then it is answered), or its response has ended (what is
 * left of its input is skipped).
 */
final class InboundRequest {
    private enum State {
        PARAMS,
        STDIN,
        DATA,
        ENDED
    }

    private final int id;
    private final BeginRequest beginRequest;
    private State state = State.PARAMS;
    private ParamsCollector collector;
    private boolean awaitedNoted;
    private long awaitedSince;
    private Refusal refusal;
    private boolean responseEnded;
    private long skippedStdin;

    InboundRequest(int id, BeginRequest beginRequest, ParamsCollector collector) {
        this.id = id;
        this.beginRequest = beginRequest;
        this.collector = collector;
    }

    int id() {
        return id;
    }

    BeginRequest beginRequest() {
        return beginRequest;
    }

    void refuse(Refusal why) {
        refusal = why;
        collector = null;
    }

    Refusal refusal() {
        return refusal;
    }

    boolean isRefused() {
        return refusal != null;
    }

    /** Whether the application knows of this request. */
    boolean isAnnounced() {
        return !isRefused() && state != State.PARAMS;
    }

    /** Whether its role has this stream; a record of another one is ignored. */
    boolean takes(RecordType stream) {
        return switch (stream) {
            case STDIN -> beginRequest.role() != Role.AUTHORIZER;
            case DATA -> beginRequest.role() == Role.FILTER;
            default -> true;
        };
    }

    /** Checks that a stream record may come now; closes the connection if not. */
    void expect(RecordType stream) throws ConnectionException {
        if (!state.name().equals(stream.name())) {
            throw ConnectionException.malformed(stream + " of request " + id + " where its " + state + " was expected");
        }
    }

    ParamsCollector collector() {
        return collector;
    }

    /** Whether it is to become a request of the application's and more PARAMS must come for that. */
    boolean awaitsParams() {
        return collector != null;
    }

    /** How long that has been so since the first time that this was asked, nanoseconds. */
    long awaitedFor(long now) {
        if (!awaitedNoted) {
            awaitedNoted = true;
            awaitedSince = now;
        }
        return now - awaitedSince;
    }

    void forgetAwaited() {
        awaitedNoted = false;
    }

    /** How much of its PARAMS is kept until they are complete. */
    int pendingLength() {
        return collector == null ? 0 : collector.length();
    }

    Params paramsEnded() {
        Params params = collector.params();
        collector = null;
        state = beginRequest.role() == Role.AUTHORIZER ? State.ENDED : State.STDIN;
        return params;
    }

    /** The PARAMS of a refused request have ended: whether that was all of its input. */
    boolean refusedParamsEnded() {
        state = State.STDIN;
        Role role = beginRequest.role();
        return role != Role.RESPONDER && role != Role.FILTER;
    }

    /** Its STDIN or its DATA has ended. */
    void streamEnded() {
        state = state == State.STDIN && beginRequest.role() == Role.FILTER ? State.DATA : State.ENDED;
    }

    boolean hasInputEnded() {
        return state == State.ENDED;
    }

    void responseEnded() {
        responseEnded = true;
    }

    boolean hasResponseEnded() {
        return responseEnded;
    }

    /** Whether nobody will read its STDIN and DATA. */
    boolean isSkipped() {
        return isRefused() || responseEnded;
    }

    void skip(int length, long maxSkippedStdin) throws ConnectionException {
        skippedStdin += length;
        if (skippedStdin > maxSkippedStdin) {
            throw new ConnectionException(
                    ConnectionException.Reason.LIMIT_EXCEEDED,
                    "more than " + maxSkippedStdin + " bytes of unread STDIN of request " + id + " (maxSkippedStdin)");
        }
    }
}
