// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.listen.AllowedClients;
import dev.slipway.fastcgi.jetty.listen.AllowedUsers;
import dev.slipway.fastcgi.jetty.listen.Secret;
import dev.slipway.fastcgi.jetty.listen.UnixConnector;
import dev.slipway.fastcgi.request.Params;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;

/** Who may connect, and what it must show; any thread may call. */
final class PeerCheck {
    private final Refusals refusals;
    private final RefusedPeers refused = new RefusedPeers();
    private volatile AllowedClients clients;
    private volatile AllowedUsers users;
    private volatile Secret secret;

    PeerCheck(Refusals refusals) {
        this.refusals = refusals;
    }

    void setClients(AllowedClients clients) {
        this.clients = clients;
    }

    /** Those that were set; else any if they have to show a secret, and loopback if not. */
    AllowedClients clients() {
        AllowedClients set = clients;
        if (set != null) {
            return set;
        }
        return secret == null ? AllowedClients.LOOPBACK : AllowedClients.ANY;
    }

    void setUsers(AllowedUsers users) {
        this.users = users;
    }

    AllowedUsers users() {
        return users;
    }

    void setSecret(Secret secret) {
        this.secret = secret;
    }

    Secret secret() {
        return secret;
    }

    /** Whether a connection may be served; if not, it is to be closed. */
    boolean admits(EndPoint endPoint, Connector connector) {
        try {
            SocketAddress peer = endPoint.getTransport() instanceof SocketChannel channel
                    ? channel.getRemoteAddress()
                    : endPoint.getRemoteSocketAddress();
            if (peer instanceof InetSocketAddress tcp) {
                return clients().contains(tcp.getAddress())
                        || refuse(
                                listener(endPoint, connector),
                                tcp.getAddress().getHostAddress(),
                                "not in allowedClients=" + clients());
            }
            AllowedUsers allowed = users;
            if (allowed == null) {
                return true;
            }
            if (endPoint.getTransport() instanceof SocketChannel channel) {
                UnixDomainPrincipal process = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
                return allowed.contains(process)
                        || refuse(
                                listener(endPoint, connector),
                                "user " + process.user().getName() + ", group "
                                        + process.group().getName(),
                                "not in allowedUids or allowedGids (" + allowed + ")");
            }
            return refuse(listener(endPoint, connector), "a peer", "its user cannot be told");
        } catch (IOException | UnsupportedOperationException e) {
            return refuse(listener(endPoint, connector), "a peer", "its user cannot be told: " + e.getMessage());
        }
    }

    private boolean refuse(String listener, String peer, String why) {
        refusals.countPeer();
        refused.report("a connection", peer, listener, why);
        return false;
    }

    /**
     * The parameters that a request has for all others: without the secret, whether one is asked for or not.
     *
     * @throws HttpException if one is asked for and is not among them
     */
    Params admit(Params params, EndPoint endPoint, Connector connector) {
        Secret asked = secret;
        Params rest = params.without(Secret.PARAM);
        if (asked == null) {
            return rest;
        }
        if (asked.isIn(params)) {
            return rest.without(asked.name());
        }
        SocketAddress peer = endPoint.getRemoteSocketAddress();
        refused.report(
                "a request",
                peer instanceof InetSocketAddress tcp ? tcp.getAddress().getHostAddress() : "a Unix socket",
                listener(endPoint, connector),
                "the parameter " + asked.name() + " is missing or wrong");
        throw new HttpException.RuntimeException(
                HttpStatus.FORBIDDEN_403, "The web server does not know the secret of this listener.");
    }

    /** Where it was connected to; a Unix socket itself knows only the name that it was born with. */
    private static String listener(EndPoint endPoint, Connector connector) {
        return connector instanceof UnixConnector unix
                ? unix.getPath().toString()
                : String.valueOf(endPoint.getLocalSocketAddress());
    }
}
