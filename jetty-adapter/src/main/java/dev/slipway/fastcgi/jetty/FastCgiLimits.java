// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.ReaderLimits;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;

/**
 * How much a web server may ask of a {@link FastCgiConnectionFactory}, as properties of that. Set them before the connector
 * starts.
 */
@ManagedObject("How much a web server may ask")
public abstract sealed class FastCgiLimits extends AbstractConnectionFactory permits FastCgiAccess {
    private int maxConnections = Short.MAX_VALUE;
    private ReaderLimits limits = ReaderLimits.DEFAULT.withMaxActiveRequests(64);
    private boolean multiplexing = true;
    private int inputBudget = 256 * 1024;
    private long paramsTimeout = 10_000;
    private long maxRequestBodySize = -1;
    private long stdinStallTimeout = 5_000;
    private volatile Capabilities capabilities;

    FastCgiLimits(String protocol) {
        super(protocol);
    }

    /**
     * How many connections may be open at once, of all connectors that have this factory; one beyond is closed.
     *
     * @return a count
     */
    @ManagedAttribute("The most connections that are open at once")
    public int getMaxConnections() {
        return maxConnections;
    }

    /**
     * Sets how many connections may be open at once. FCGI_MAX_CONNS says so to front ends that ask.
     *
     * @param maxConnections 1 or more; default 32767
     */
    public void setMaxConnections(int maxConnections) {
        this.maxConnections = (int) atLeastOne("maxConnections", maxConnections);
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
     * How many requests, refused or answered early, may have STDIN that is being skipped, on one connection; a request beyond
     * is answered 503 at once.
     *
     * @return a count
     */
    @ManagedAttribute("The most requests whose STDIN is being skipped on one connection")
    public int getMaxSkippedRequests() {
        return limits.maxSkippedRequests();
    }

    /**
     * Sets how many requests may have STDIN that is being skipped.
     *
     * @param maxSkippedRequests 0 or more; default 64
     */
    public void setMaxSkippedRequests(int maxSkippedRequests) {
        limits = limits.withMaxSkippedRequests(maxSkippedRequests);
    }

    /**
     * How long a GET_VALUES record may be; a longer one closes the connection.
     *
     * @return bytes
     */
    @ManagedAttribute("The longest GET_VALUES record, in bytes")
    public int getMaxGetValuesLength() {
        return limits.maxGetValuesLength();
    }

    /**
     * Sets how long a GET_VALUES record may be.
     *
     * @param maxGetValuesLength 0 or more, bytes; default 1024
     */
    public void setMaxGetValuesLength(int maxGetValuesLength) {
        limits = limits.withMaxGetValuesLength(maxGetValuesLength);
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
     * And how long END_REQUEST waits, on a connection that is kept, for the end of a STDIN of which nothing more comes; 100 ms
     * at the most behind nginx, which stops sending a body when the response begins.
     *
     * @return milliseconds
     */
    @ManagedAttribute(
            "How long an unread body may stop a shared connection, or its missing end an answer, in milliseconds")
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

    ReaderLimits readerLimits() {
        return multiplexing ? limits : limits.withMaxActiveRequests(1);
    }

    /** HAProxy, the only front end that asks, takes FCGI_MAX_REQS for the requests of one connection. */
    Capabilities capabilities() {
        Capabilities now = new Capabilities(
                maxConnections, multiplexing ? getMaxRequestsPerConnection() : maxConnections, multiplexing);
        // One for all connections, which have nothing else to share when they are idle.
        Capabilities shared = capabilities;
        if (!now.equals(shared)) {
            shared = now;
            capabilities = now;
        }
        return shared;
    }
}
