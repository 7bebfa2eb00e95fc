// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.cgi.TargetSource;
import dev.slipway.fastcgi.jetty.identity.Identity;
import dev.slipway.fastcgi.protocol.Role;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.eclipse.jetty.util.annotation.Name;

/**
 * Makes a connector of Jetty's take requests from web servers over FastCGI.
 *
 * <pre>{@code
 * server.addConnector(new ServerConnector(server, new FastCgiConnectionFactory(httpConfiguration)));
 * }</pre>
 *
 * <p>Whoever can connect can claim to be any web server, and any user of it. So connections from other machines are refused,
 * unless {@link #setAllowedClients} or {@link #setSecret} says how to know the web server; {@link #setAllowedUsers} does that
 * for Unix sockets, beside their mode. Set the properties before the connector starts; the counters may be read by any thread.
 */
@ManagedObject("Takes requests from web servers over FastCGI")
public final class FastCgiConnectionFactory extends FastCgiAccess implements HttpConfiguration.ConnectionFactory {
    /** The name of the protocol among a connector's connection factories. */
    public static final String PROTOCOL = "fastcgi";

    /**
     * The request attribute that has all parameters of the request: a read-only {@code Map<String, String>}, which an
     * application can use without any class of ours. See {@link dev.slipway.fastcgi.cgi.ParamsMap}.
     */
    public static final String PARAMS_ATTRIBUTE = "dev.slipway.fastcgi.params";

    /**
     * The request attribute that has the role of the request, {@code AUTHORIZER} or {@code FILTER}; it is not there with the
     * usual one, RESPONDER.
     */
    public static final String ROLE_ATTRIBUTE = "dev.slipway.fastcgi.role";

    /**
     * The request attribute that has the DATA of a FILTER request: a {@link java.io.InputStream}, which may be read before,
     * after or while the body of the request is read, by one thread at a time. Its {@code read} fails with an
     * {@link java.io.IOException} when the front end has gone away, and when so much of the body is unread that DATA could
     * not come: see {@link #setInputBudget} and {@link #setStdinStallTimeout}.
     */
    public static final String DATA_ATTRIBUTE = "dev.slipway.fastcgi.data";

    private static final ResponseFields UNBUFFERED_EVENTS = new ResponseFields(Role.RESPONDER, true);
    private static final ResponseFields ALL_BUFFERED = new ResponseFields(Role.RESPONDER, false);

    private final HttpConfiguration httpConfiguration;
    private final Identity identity = new Identity();
    private final LargeResponseHeads largeHeads = new LargeResponseHeads();
    private final MissingAuthorization missingAuthorization = new MissingAuthorization();
    private final ApplicationPaths applicationPaths = new ApplicationPaths();
    private final DistrustedConnections distrusted = new DistrustedConnections(getRefusals());
    private final OpenConnections open = new OpenConnections(getRefusals());
    private Set<Role> roles = Set.of(Role.RESPONDER);
    private boolean eventStreamsUnbuffered = true;
    private volatile RequestLimits requestLimits;
    private TargetSource targetSource = TargetSource.REQUEST_URI;
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
        installBean(identity);
    }

    @Override
    public HttpConfiguration getHttpConfiguration() {
        return httpConfiguration;
    }

    /**
     * What front ends may ask the applications to be; a request of another role is answered 500.
     *
     * @return some of RESPONDER, AUTHORIZER and FILTER, with commas between them
     */
    @ManagedAttribute("The FastCGI roles that are served")
    public String getRoles() {
        return roles.stream().sorted().map(Role::name).collect(Collectors.joining(","));
    }

    /**
     * Sets what front ends may ask the applications to be. An application that does not know of the role AUTHORIZER says yes
     * to whatever it answers with 200, so it is served only when it is asked for.
     *
     * @param roles some of RESPONDER, AUTHORIZER and FILTER, with commas between them; default RESPONDER alone
     */
    public void setRoles(String roles) {
        setRoles(Stream.of(roles.split(",")).map(FastCgiConnectionFactory::role).collect(Collectors.toSet()));
    }

    /**
     * Sets what front ends may ask the applications to be; see {@link #setRoles(String)}.
     *
     * @param roles at least one, and not {@link Role#UNRECOGNIZED}; default RESPONDER alone
     */
    public void setRoles(Set<Role> roles) {
        if (roles.isEmpty() || roles.contains(Role.UNRECOGNIZED)) {
            throw new IllegalArgumentException("roles " + roles + " must be some of RESPONDER, AUTHORIZER and FILTER");
        }
        this.roles = Set.copyOf(roles);
    }

    private static Role role(String name) {
        return Stream.of(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElse(Role.UNRECOGNIZED);
    }

    Set<Role> roles() {
        return roles;
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
     * Which variables of the web server name what is asked for.
     *
     * @return names as {@link TargetSource#parse} reads them
     */
    @ManagedAttribute("The variables that have the target of a request")
    public String getRequestTarget() {
        return targetSource.toString();
    }

    /**
     * Sets which variables name what is asked for: those of rewritten paths for applications that shall see these.
     *
     * @param requestTarget one of {@link TargetSource}; default {@code REQUEST_URI}, what the client wrote
     */
    public void setRequestTarget(String requestTarget) {
        this.targetSource = TargetSource.parse(requestTarget);
    }

    TargetSource targetSource() {
        return targetSource;
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
     * What of a web server's word about its clients reaches applications: users, certificates, attributes.
     *
     * @return the settings; also a bean of this factory, so JMX has them
     */
    public Identity getIdentity() {
        return identity;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        FastCgiConnection connection = new FastCgiConnection(this, connector, endPoint);
        return configure(connection, connector, endPoint);
    }

    LargeResponseHeads largeHeads() {
        return largeHeads;
    }

    ApplicationPaths applicationPaths() {
        return applicationPaths;
    }

    MissingAuthorization missingAuthorization() {
        return missingAuthorization;
    }

    /** As they are now; the same object while they stay as they are. */
    RequestLimits requestLimits() {
        RequestLimits limits = requestLimits;
        if (limits == null
                || limits.maxHeaderSize() != httpConfiguration.getRequestHeaderSize()
                || limits.maxBodySize() != getMaxRequestBodySize()) {
            limits = new RequestLimits(httpConfiguration.getRequestHeaderSize(), getMaxRequestBodySize());
            requestLimits = limits;
        }
        return limits;
    }

    /** What becomes of response header fields; those of responders are the same for all requests. */
    ResponseFields responseFields(Role role) {
        if (role != Role.RESPONDER) {
            return new ResponseFields(role, eventStreamsUnbuffered);
        }
        return eventStreamsUnbuffered ? UNBUFFERED_EVENTS : ALL_BUFFERED;
    }

    DistrustedConnections distrusted() {
        return distrusted;
    }

    OpenConnections open() {
        return open;
    }
}
