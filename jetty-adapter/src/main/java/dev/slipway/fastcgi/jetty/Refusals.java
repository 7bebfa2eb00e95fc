// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.ConnectionException.Reason;
import dev.slipway.fastcgi.request.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;

/**
 * What a {@link FastCgiConnectionFactory} has turned away, counted by reason since it was made: requests that the
 * application never saw, and connections that were closed for what came on them.
 *
 * <p>Any thread may ask.
 */
@ManagedObject("Requests and connections that were refused, by reason")
public final class Refusals {
    private final Map<Refusal, LongAdder> requests = counters(Refusal.class);
    private final Map<Reason, LongAdder> connections = counters(Reason.class);
    private final LongAdder tooManyConnections = new LongAdder();
    private final LongAdder idleConnections = new LongAdder();
    private final LongAdder peers = new LongAdder();
    private final LongAdder wrongSecrets = new LongAdder();
    private final LongAdder badRequests = new LongAdder();
    private final LongAdder bodiesTooLarge = new LongAdder();
    private final LongAdder urisTooLong = new LongAdder();
    private final LongAdder headersTooLarge = new LongAdder();

    Refusals() {}

    private static <E extends Enum<E>> Map<E, LongAdder> counters(Class<E> reasons) {
        Map<E, LongAdder> counters = new EnumMap<>(reasons);
        for (E reason : reasons.getEnumConstants()) {
            counters.put(reason, new LongAdder());
        }
        return counters;
    }

    /** The protocol has refused a request. */
    void count(Refusal why) {
        requests.get(why).increment();
    }

    /** A connection cannot be trusted any more. */
    void count(ConnectionException why) {
        connections.get(why.reason()).increment();
    }

    /** A connection is one more than {@code maxConnections}. */
    void countTooManyConnections() {
        tooManyConnections.increment();
    }

    /** A connection was idle for too long. */
    void countIdleConnection() {
        idleConnections.increment();
    }

    /** A peer may not connect. */
    void countPeer() {
        peers.increment();
    }

    /** A request was not given to the application. */
    void count(int status) {
        switch (status) {
            case HttpStatus.FORBIDDEN_403 -> wrongSecrets.increment();
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> bodiesTooLarge.increment();
            case HttpStatus.URI_TOO_LONG_414 -> urisTooLong.increment();
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> headersTooLarge.increment();
            default -> badRequests.increment();
        }
    }

    /**
     * Requests answered 400: their parameters make no HTTP request.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 400: their parameters make no HTTP request")
    public long getBadRequests() {
        return badRequests.sum();
    }

    /**
     * Requests answered 413, or whose body failed with that, because of {@code maxRequestBodySize}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 413: a body larger than maxRequestBodySize")
    public long getBodiesTooLarge() {
        return bodiesTooLarge.sum();
    }

    /**
     * Requests answered 414 because of {@code HttpConfiguration}'s {@code requestHeaderSize}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 414: a request line longer than HttpConfiguration.requestHeaderSize")
    public long getUrisTooLong() {
        return urisTooLong.sum();
    }

    /**
     * Requests answered 431 because of {@code HttpConfiguration}'s {@code requestHeaderSize}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 431: header fields larger than HttpConfiguration.requestHeaderSize")
    public long getHeadersTooLarge() {
        return headersTooLarge.sum();
    }

    /**
     * Requests answered 431 because of {@code maxParamsLength}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 431: more PARAMS than maxParamsLength")
    public long getParamsTooLong() {
        return requests.get(Refusal.PARAMS_TOO_LONG).sum();
    }

    /**
     * Requests answered 431 because of {@code maxParams}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 431: more parameters than maxParams")
    public long getTooManyParams() {
        return requests.get(Refusal.TOO_MANY_PARAMS).sum();
    }

    /**
     * Requests answered 431 because of {@code maxParamValueLength}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 431: a value longer than maxParamValueLength")
    public long getParamValuesTooLong() {
        return requests.get(Refusal.PARAM_VALUE_TOO_LONG).sum();
    }

    /**
     * Requests answered 503 because of {@code maxPendingParamsLength}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 503: more incomplete PARAMS on a connection than maxPendingParamsLength")
    public long getTooMuchPending() {
        return requests.get(Refusal.TOO_MUCH_PENDING).sum();
    }

    /**
     * Requests answered 503 because of {@code maxRequestsPerConnection} or {@code multiplexing}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 503: more at once on a connection than maxRequestsPerConnection")
    public long getTooManyRequests() {
        return requests.get(Refusal.TOO_MANY_REQUESTS).sum();
    }

    /**
     * Requests answered 503 because of {@code maxSkippedRequests}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 503: more STDIN is being skipped on a connection than maxSkippedRequests")
    public long getTooMuchSkipped() {
        return requests.get(Refusal.TOO_MUCH_SKIPPED).sum();
    }

    /**
     * Requests whose PARAMS did not become complete within {@code paramsTimeout}.
     *
     * @return a count, of requests answered 408 and of connections that were closed
     */
    @ManagedAttribute("Requests dropped because their PARAMS did not become complete within paramsTimeout")
    public long getParamsTimeouts() {
        return requests.get(Refusal.PARAMS_TIMEOUT).sum();
    }

    /**
     * Requests answered 500 because they ask for another role than Responder.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 500: their role is not served")
    public long getRolesNotServed() {
        return requests.get(Refusal.ROLE_NOT_SERVED).sum();
    }

    /**
     * Connections that were closed at once because of {@code maxConnections}.
     *
     * @return a count
     */
    @ManagedAttribute("Connections closed at once: more were open than maxConnections")
    public long getTooManyConnections() {
        return tooManyConnections.sum();
    }

    /**
     * Connections that were closed at once because of {@code allowedClients} or {@code allowedUsers}.
     *
     * @return a count
     */
    @ManagedAttribute("Connections closed at once: their peer is not in allowedClients or allowedUsers")
    public long getPeersNotAllowed() {
        return peers.sum();
    }

    /**
     * Requests answered 403 because they do not show the {@code secret}.
     *
     * @return a count
     */
    @ManagedAttribute("Requests answered 403: the secret is missing or wrong")
    public long getWrongSecrets() {
        return wrongSecrets.sum();
    }

    /**
     * Connections that were closed because of the connector's {@code idleTimeout}, while no request ran on them.
     *
     * @return a count
     */
    @ManagedAttribute("Connections closed because nothing came or went for the connector's idleTimeout")
    public long getIdleConnections() {
        return idleConnections.sum();
    }

    /**
     * Connections that were closed because the peer spoke HTTP or TLS.
     *
     * @return a count
     */
    @ManagedAttribute("Connections closed because the peer spoke HTTP or TLS")
    public long getWrongProtocolConnections() {
        return connections.get(Reason.SPEAKS_HTTP).sum()
                + connections.get(Reason.SPEAKS_TLS).sum();
    }

    /**
     * Connections that were closed because of bytes that FastCGI does not allow.
     *
     * @return a count
     */
    @ManagedAttribute("Connections closed because of malformed records")
    public long getMalformedConnections() {
        return connections.get(Reason.MALFORMED).sum();
    }

    /**
     * Connections that were closed because a limit was exceeded that no answer could be given for.
     *
     * @return a count
     */
    @ManagedAttribute("Connections closed because a limit was exceeded")
    public long getLimitExceededConnections() {
        return connections.get(Reason.LIMIT_EXCEEDED).sum();
    }
}
