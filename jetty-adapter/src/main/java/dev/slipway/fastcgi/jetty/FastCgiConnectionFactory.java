// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.ReaderLimits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
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
    private final Map<ConnectionException.Reason, LongAdder> distrusted =
            new EnumMap<>(ConnectionException.Reason.class);
    private final AtomicBoolean wrongProtocolReported = new AtomicBoolean();
    private int maxParamsLength = ReaderLimits.DEFAULT.maxParamsLength();
    private long maxSkippedStdin = ReaderLimits.DEFAULT.maxSkippedStdin();

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
        for (ConnectionException.Reason reason : ConnectionException.Reason.values()) {
            distrusted.put(reason, new LongAdder());
        }
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
        return maxParamsLength;
    }

    /**
     * Sets how much PARAMS one request may have.
     *
     * @param maxParamsLength 1 or more, bytes; default 65536
     */
    public void setMaxParamsLength(int maxParamsLength) {
        this.maxParamsLength =
                ReaderLimits.DEFAULT.withMaxParamsLength(maxParamsLength).maxParamsLength();
    }

    /**
     * How much of a request's STDIN is skipped when the application has answered without reading it; more closes the
     * connection.
     *
     * @return bytes
     */
    @ManagedAttribute("The most STDIN that is skipped after an early answer, in bytes")
    public long getMaxSkippedStdin() {
        return maxSkippedStdin;
    }

    /**
     * Sets how much unread STDIN is skipped.
     *
     * @param maxSkippedStdin 0 or more, bytes; default 64 MiB
     */
    public void setMaxSkippedStdin(long maxSkippedStdin) {
        this.maxSkippedStdin =
                ReaderLimits.DEFAULT.withMaxSkippedStdin(maxSkippedStdin).maxSkippedStdin();
    }

    /**
     * Connections that were closed because the peer spoke HTTP or TLS.
     *
     * @return a count since the factory was made
     */
    @ManagedAttribute("Connections closed because the peer spoke HTTP or TLS")
    public long getWrongProtocolConnections() {
        return distrusted.get(ConnectionException.Reason.SPEAKS_HTTP).sum()
                + distrusted.get(ConnectionException.Reason.SPEAKS_TLS).sum();
    }

    /**
     * Connections that were closed because of bytes that FastCGI does not allow.
     *
     * @return a count since the factory was made
     */
    @ManagedAttribute("Connections closed because of malformed records")
    public long getMalformedConnections() {
        return distrusted.get(ConnectionException.Reason.MALFORMED).sum();
    }

    /**
     * Connections that were closed because a limit was exceeded that no answer could be given for.
     *
     * @return a count since the factory was made
     */
    @ManagedAttribute("Connections closed because a limit was exceeded")
    public long getLimitExceededConnections() {
        return distrusted.get(ConnectionException.Reason.LIMIT_EXCEEDED).sum();
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        FastCgiConnection connection = new FastCgiConnection(this, connector, endPoint);
        return configure(connection, connector, endPoint);
    }

    ReaderLimits readerLimits() {
        return ReaderLimits.DEFAULT.withMaxParamsLength(maxParamsLength).withMaxSkippedStdin(maxSkippedStdin);
    }

    /** One request at a time on a connection, as many connections as the operating system gives. */
    Capabilities capabilities() {
        return new Capabilities(Short.MAX_VALUE, Short.MAX_VALUE, false);
    }

    /** Counts a connection that is about to be closed for its bytes, and says so once if it is a wrong configuration. */
    void onDistrusted(ConnectionException why, EndPoint endPoint) {
        distrusted.get(why.reason()).increment();
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
