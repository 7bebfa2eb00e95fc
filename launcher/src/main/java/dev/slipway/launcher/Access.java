// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.listen.AllowedClients;
import dev.slipway.fastcgi.jetty.listen.AllowedUsers;
import dev.slipway.fastcgi.jetty.listen.ListenException;
import dev.slipway.fastcgi.jetty.listen.Secret;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may connect to an address, by the options of it. */
record Access(
        Optional<AllowedClients> clients,
        Optional<AllowedUsers> users,
        Optional<Path> secretFile,
        String secretParam,
        Optional<Secret> commonSecret) {
    /** The environment variable of FastCGI 1.0, section 3.2. */
    static final String WEB_SERVER_ADDRS = "FCGI_WEB_SERVER_ADDRS";

    static final String CLIENTS = "allowedClients";
    static final String UIDS = "allowedUids";
    static final String GIDS = "allowedGids";
    static final String SECRET_FILE = "secretFile";
    static final String SECRET_PARAM = "secretParam";

    static Access of(ListenOptions options) {
        Optional<List<String>> uids = options.get(UIDS).map(Access::list);
        Optional<List<String>> gids = options.get(GIDS).map(Access::list);
        Optional<AllowedUsers> users = options.get(UIDS, value -> AllowedUsers.of(list(value), gids.orElse(List.of())))
                .or(() -> options.get(GIDS, value -> AllowedUsers.of(List.of(), list(value))));
        return new Access(
                options.get(CLIENTS, AllowedClients::parse),
                users,
                options.get(SECRET_FILE).map(Path::of),
                options.get(SECRET_PARAM, Secret::checkName).orElse(Secret.PARAM),
                Optional.empty());
    }

    private static List<String> list(String value) {
        return List.of(value.split(",", -1));
    }

    /** These rules, and those for all addresses where this one has none of the kind. */
    Access orElse(Optional<AllowedClients> webServers, Optional<Secret> secret) {
        return new Access(clients.or(() -> webServers), users, secretFile, secretParam, secret);
    }

    void apply(FastCgiConnectionFactory factory, ListenAddress address) throws StartupException {
        factory.setAllowedClients(clients.orElse(null));
        factory.setAllowedUsers(users.orElse(null));
        commonSecret.ifPresent(factory::setSecret);
        if (secretFile.isPresent()) {
            try {
                factory.setSecret(Secret.read(secretFile.get(), secretParam));
            } catch (ListenException e) {
                throw new StartupException("cannot listen on " + address + ": " + e.getMessage());
            }
        }
    }

    /** Refuses an address that other machines reach, unless something tells web servers from others. */
    void check(SocketAddress listening, ListenAddress address) throws StartupException {
        if (listening instanceof InetSocketAddress tcp
                && !tcp.getAddress().isLoopbackAddress()
                && clients.isEmpty()
                && secretFile.isEmpty()
                && commonSecret.isEmpty()) {
            throw new StartupException("cannot listen on " + address
                    + ": other machines can reach it, and whoever can connect can claim to be any user;"
                    + " name the web servers: --listen '" + address + "?" + CLIENTS + "=192.0.2.7' or "
                    + WEB_SERVER_ADDRS
                    + "=192.0.2.7 in the environment; or share a secret with them: --listen '" + address + "?"
                    + SECRET_FILE + "=FILE'; or listen on 127.0.0.1, on [::1] or on a Unix socket (unix:PATH)");
        }
    }
}
