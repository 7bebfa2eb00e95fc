// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.cgi.CgiRequest;
import java.net.SocketAddress;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Attributes;

/**
 * The connection as a request sees it: the client's connection to the web server, not the web server's to us.
 *
 * <p>Its own for each request, since requests of different clients follow each other on one FastCGI connection.
 */
final class ClientConnectionMetaData extends Attributes.Lazy implements ConnectionMetaData {
    private final Connector connector;
    private final HttpConfiguration configuration;
    private final FastCgiConnection connection;
    private final boolean persistent;
    private HttpVersion httpVersion = HttpVersion.HTTP_1_1;
    private boolean secure;
    /** Null if the web server's word makes no request. */
    private CgiRequest request;
    /** Made when somebody asks, which is not in each request; any thread makes the same. */
    private volatile SocketAddress remote;

    private volatile SocketAddress local;

    ClientConnectionMetaData(FastCgiConnection connection, HttpConfiguration configuration, boolean persistent) {
        this.connection = connection;
        this.connector = connection.getConnector();
        this.configuration = configuration;
        this.persistent = persistent;
    }

    /** Takes what the web server told; called before the application sees the request. */
    void describe(CgiRequest request) {
        httpVersion = RequestMetaData.httpVersion(request.protocol());
        secure = RequestMetaData.isSecure(request);
        this.request = request;
    }

    @Override
    public String getId() {
        return connection.getId();
    }

    @Override
    public HttpConfiguration getHttpConfiguration() {
        return configuration;
    }

    @Override
    public HttpVersion getHttpVersion() {
        return httpVersion;
    }

    @Override
    public String getProtocol() {
        return httpVersion.asString();
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public Connector getConnector() {
        return connector;
    }

    @Override
    public boolean isPersistent() {
        return persistent;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        SocketAddress address = remote;
        if (address == null) {
            address = request == null
                    ? SocketAddresses.of(null, 0)
                    : SocketAddresses.of(request.remoteAddr(), request.remotePort());
            remote = address;
        }
        return address;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        SocketAddress configured = getHttpConfiguration().getLocalAddress();
        if (configured != null) {
            return configured;
        }
        SocketAddress address = local;
        if (address == null) {
            address = request == null
                    ? SocketAddresses.of(null, 0)
                    : SocketAddresses.of(request.localAddr(), request.localPort());
            local = address;
        }
        return address;
    }
}
