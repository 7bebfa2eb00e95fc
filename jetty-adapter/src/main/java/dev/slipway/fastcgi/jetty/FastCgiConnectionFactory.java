// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.ReaderLimits;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAccumulator;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a connector of Jetty's take requests from web servers over FastCGI.
 *
 * <pre>{@code
 * server.addConnector(new ServerConnector(server, new FastCgiConnectionFactory(httpConfiguration)));
 * }</pre>
 *
 * <p>Whoever can connect can claim to be any web server, and any user of it: bind the connector to loopback or to a Unix
 * socket. Set the properties before the connector starts; the counters may be read by any thread.
 */
@ManagedObject("Takes requests from web servers over FastCGI")
public final class FastCgiConnectionFactory extends AbstractConnectionFactory
        implements HttpConfiguration.ConnectionFactory {
    /** The name of the protocol among a connector's connection factories. */
    public static final String PROTOCOL = "fastcgi";

    /**
     * The request attribute that has all parameters of the request: a read-only {@code Map<String, String>}, which an
     * application can use without any class of ours. See {@link dev.slipway.fastcgi.cgi.ParamsMap}.
     */
    public static final String PARAMS_ATTRIBUTE = "dev.slipway.fastcgi.params";

    private static final Logger LOG = LoggerFactory.getLogger(FastCgiConnectionFactory.class);

    private final HttpConfiguration httpConfiguration;
    private final Refusals refusals = new Refusals();
    private final LargeResponseHeads largeHeads = new LargeResponseHeads();
    private final AtomicBoolean wrongProtocolReported = new AtomicBoolean();
    private ReaderLimits limits = ReaderLimits.DEFAULT.withMaxActiveRequests(64);
    private boolean multiplexing = true;
    private int inputBudget = 256 * 1024;
    private long paramsTimeout = 10_000;
    private long maxRequestBodySize = -1;
    private long stdinStallTimeout = 5_000;
    private boolean eventStreamsUnbuffered = true;
    private final LongAccumulator mostRequestsAtOnce = new LongAccumulator(Math::max, 0);

    /** A factory with a default {@link HttpConfiguration}. */
    public FastCgiConnectionFactory() {
        this(new HttpConfiguration());
    }

    /**
     * A factory for requests under the given configuration.
     *
     * @param httpConfiguration what applies to requests and responses, as with HTTP; its input buffer size and buffer
     *     kinds are used too
     */
    public FastCgiConnectionFactory(@Name("httpConfiguration") HttpConfiguration httpConfiguration) {
        super(PROTOCOL);
        this.httpConfiguration = Objects.requireNonNull(httpConfiguration);
        installBean(httpConfiguration);
        installBean(refusals);
    }

    @Override
    public HttpConfiguration getHttpConfiguration() {
        return httpConfiguration;
    }

    /**
     * How much PARAMS one request may have; more is answered 431.
     *
     * @return bytes
     */
    @ManagedAttribute("The most PARAMS of one request, in bytes")
    public int getMaxParamsLength() {
        return limits.params().maxLength();
    }

    /**
     * Sets how much PARAMS one request may have.
     *
     * @param maxParamsLength 1 or more, bytes; default 65536
     */
    public void setMaxParamsLength(int maxParamsLength) {
        limits = limits.withMaxParamsLength(maxParamsLength);
    }

    /**
     * How many parameters one request may have; more are answered 431.
     *
     * @return a count
     */
    @ManagedAttribute("The most parameters of one request")
    public int getMaxParams() {
        return limits.params().maxPairs();
    }

    /**
     * Sets how many parameters one request may have.
     *
     * @param maxParams 1 or more; default 1000
     */
    public void setMaxParams(int maxParams) {
        limits = limits.withParams(limits.params().withMaxPairs(maxParams));
    }

    /**
     * How long the value of a parameter may be; a longer one is answered 431.
     *
     * @return bytes, not more than {@link #getMaxParamsLength()}
     */
    @ManagedAttribute("The longest value of a parameter, in bytes")
    public int getMaxParamValueLength() {
        return limits.params().maxValueLength();
    }

    /**
     * Sets how long the value of a parameter may be.
     *
     * @param maxParamValueLength 1 or more, bytes; default as long as all PARAMS together
     */
    public void setMaxParamValueLength(int maxParamValueLength) {
        limits = limits.withParams(limits.params().withMaxValueLength(maxParamValueLength));
    }

    /**
     * How much PARAMS of incomplete requests one connection may have; a request beyond is answered 503.
     *
     * @return bytes, not less than {@link #getMaxParamsLength()}
     */
    @ManagedAttribute("The most PARAMS of incomplete requests of one connection, in bytes")
    public int getMaxPendingParamsLength() {
        return limits.params().maxPendingLength();
    }

    /**
     * Sets how much PARAMS of incomplete requests one connection may have.
     *
     * @param maxPendingParamsLength 1 or more, bytes; default 262144
     */
    public void setMaxPendingParamsLength(int maxPendingParamsLength) {
        limits = limits.withParams(limits.params().withMaxPendingLength(maxPendingParamsLength));
    }

    /**
     * How long the PARAMS of a request may take to become complete; then the connection is closed, or that request alone is
     * answered 408 if others are being served on the connection.
     *
     * @return milliseconds
     */
    @ManagedAttribute("How long the PARAMS of a request may take, in milliseconds")
    public long getParamsTimeout() {
        return paramsTimeout;
    }

    /**
     * Sets how long the PARAMS of a request may take to become complete.
     *
     * @param paramsTimeout 1 or more, milliseconds; default 10000
     */
    public void setParamsTimeout(long paramsTimeout) {
        this.paramsTimeout = atLeastOne("paramsTimeout", paramsTimeout);
    }

    private static long atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " must be 1 or more");
        }
        return value;
    }

    /**
     * How large the body of a request may be; a larger one is answered 413, or fails with that while it is read.
     *
     * @return bytes; -1 for any number
     */
    @ManagedAttribute("The largest body of a request, in bytes; -1 for any")
    public long getMaxRequestBodySize() {
        return maxRequestBodySize;
    }

    /**
     * Sets how large the body of a request may be.
     *
     * @param maxRequestBodySize bytes; default -1, for any number
     */
    public void setMaxRequestBodySize(long maxRequestBodySize) {
        if (maxRequestBodySize < -1) {
            throw new IllegalArgumentException("maxRequestBodySize " + maxRequestBodySize + " must be -1 or more");
        }
        this.maxRequestBodySize = maxRequestBodySize;
    }

    /**
     * How much of a request's STDIN is skipped when the application has answered without reading it; more closes the
     * connection.
     *
     * @return bytes
     */
    @ManagedAttribute("The most STDIN that is skipped after an early answer, in bytes")
    public long getMaxSkippedStdin() {
        return limits.maxSkippedStdin();
    }

    /**
     * Sets how much unread STDIN is skipped.
     *
     * @param maxSkippedStdin 0 or more, bytes; default 64 MiB
     */
    public void setMaxSkippedStdin(long maxSkippedStdin) {
        limits = limits.withMaxSkippedStdin(maxSkippedStdin);
    }

    /**
     * Whether several requests may be served at once on one connection; if not, a further one is answered 503.
     *
     * @return true unless it was switched off
     */
    @ManagedAttribute("Whether several requests are served at once on one connection")
    public boolean isMultiplexing() {
        return multiplexing;
    }

    /**
     * Sets whether several requests may be served at once on one connection. FCGI_MPXS_CONNS says so to front ends that
     * ask; HAProxy shares connections even when it was told not to.
     *
     * @param multiplexing default true
     */
    public void setMultiplexing(boolean multiplexing) {
        this.multiplexing = multiplexing;
    }

    /**
     * How many requests are served at once on one connection; a further one is answered 503.
     *
     * @return a count
     */
    @ManagedAttribute("The most requests that are served at once on one connection")
    public int getMaxRequestsPerConnection() {
        return limits.maxActiveRequests();
    }

    /**
     * Sets how many requests are served at once on one connection.
     *
     * @param maxRequestsPerConnection 1 to 65535; default 64
     */
    public void setMaxRequestsPerConnection(int maxRequestsPerConnection) {
        limits = limits.withMaxActiveRequests(maxRequestsPerConnection);
    }

    /**
     * How much of the bodies on a shared connection may wait for their applications before it is read no more.
     *
     * @return bytes
     */
    @ManagedAttribute("The most bytes of bodies that wait for applications, of one shared connection")
    public int getInputBudget() {
        return inputBudget;
    }

    /**
     * Sets how much of the bodies on a shared connection may wait.
     *
     * @param inputBudget 1 or more, bytes; default 256 KiB
     */
    public void setInputBudget(int inputBudget) {
        this.inputBudget = (int) atLeastOne("inputBudget", inputBudget);
    }

    /**
     * How long a shared connection may stand still because an application does not read its body; then that request fails.
     *
     * @return milliseconds
     */
    @ManagedAttribute("How long an unread body may stop a shared connection, in milliseconds")
    public long getStdinStallTimeout() {
        return stdinStallTimeout;
    }

    /**
     * Sets how long a shared connection may stand still because an application does not read its body.
     *
     * @param stdinStallTimeout 1 or more, milliseconds; default 5000
     */
    public void setStdinStallTimeout(long stdinStallTimeout) {
        this.stdinStallTimeout = atLeastOne("stdinStallTimeout", stdinStallTimeout);
    }

    /**
     * Whether responses of the type text/event-stream get {@code X-Accel-Buffering: no}, unless the application has set that
     * field: nginx then passes each event on at once, and keeps the field to itself.
     *
     * @return true unless it was switched off
     */
    @ManagedAttribute("Whether nginx is told to pass events on at once")
    public boolean isEventStreamsUnbuffered() {
        return eventStreamsUnbuffered;
    }

    /**
     * Sets whether event streams get {@code X-Accel-Buffering: no}.
     *
     * @param eventStreamsUnbuffered default true
     */
    public void setEventStreamsUnbuffered(boolean eventStreamsUnbuffered) {
        this.eventStreamsUnbuffered = eventStreamsUnbuffered;
    }

    /**
     * How many requests were served at once on one connection, at the most.
     *
     * @return a count since the factory was made
     */
    @ManagedAttribute("The most requests that were served at once on one connection")
    public long getMostRequestsAtOnce() {
        return mostRequestsAtOnce.get();
    }

    /** A request has begun on a connection that now has this many. */
    void onRequest(int openRequests) {
        mostRequestsAtOnce.accumulate(openRequests);
    }

    /**
     * What was turned away, by reason.
     *
     * @return the counters; also a bean of this factory, so JMX has them
     */
    public Refusals getRefusals() {
        return refusals;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        FastCgiConnection connection = new FastCgiConnection(this, connector, endPoint);
        return configure(connection, connector, endPoint);
    }

    ReaderLimits readerLimits() {
        return multiplexing ? limits : limits.withMaxActiveRequests(1);
    }

    LargeResponseHeads largeHeads() {
        return largeHeads;
    }

    RequestLimits requestLimits() {
        return new RequestLimits(httpConfiguration.getRequestHeaderSize(), maxRequestBodySize);
    }

    /** As many connections as the operating system gives. */
    Capabilities capabilities() {
        return new Capabilities(Short.MAX_VALUE, Short.MAX_VALUE, multiplexing);
    }

    /** Counts a connection that is about to be closed for its bytes, and says so once if it is a wrong configuration. */
    void onDistrusted(ConnectionException why, EndPoint endPoint) {
        refusals.count(why);
        boolean wrongProtocol = why.reason() == ConnectionException.Reason.SPEAKS_HTTP
                || why.reason() == ConnectionException.Reason.SPEAKS_TLS;
        if (wrongProtocol && wrongProtocolReported.compareAndSet(false, true)) {
            LOG.warn(
                    "Closed a connection from {} to the FastCGI listener {}: it {}. Configure the web server to use FastCGI"
                            + " for this address (Apache: fcgi://, not http://); further ones are only counted.",
                    endPoint.getRemoteSocketAddress(),
                    endPoint.getLocalSocketAddress(),
                    why.getMessage());
        } else {
            LOG.debug("Closed {}: {}", endPoint, why.getMessage());
        }
    }
}
