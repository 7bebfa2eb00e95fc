// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;

/** Makes a connector of Jetty's speak FastCGI. */
public class FastCgiConnectionFactory extends AbstractConnectionFactory implements HttpConfiguration.ConnectionFactory {
    private final HttpConfiguration httpConfiguration;

    /** A factory with a default {@link HttpConfiguration}. */
    public FastCgiConnectionFactory() {
        this(new HttpConfiguration());
    }

    /**
     * A factory for requests under the given configuration.
     *
     * @param httpConfiguration the limits and headers that apply, as to HTTP
     */
    public FastCgiConnectionFactory(HttpConfiguration httpConfiguration) {
        super("fastcgi");
        this.httpConfiguration = httpConfiguration;
        installBean(httpConfiguration);
    }

    @Override
    public HttpConfiguration getHttpConfiguration() {
        return httpConfiguration;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        throw new UnsupportedOperationException("the FastCGI connection is being written");
    }
}
