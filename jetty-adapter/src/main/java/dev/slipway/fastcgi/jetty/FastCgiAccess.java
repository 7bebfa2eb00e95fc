// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.listen.AllowedClients;
import dev.slipway.fastcgi.jetty.listen.AllowedUsers;
import dev.slipway.fastcgi.jetty.listen.ListenException;
import dev.slipway.fastcgi.jetty.listen.Secret;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;

/**
 * Who may connect to a {@link FastCgiConnectionFactory}, as properties of that: in Java's words, and as text for
 * configuration files. Set them before the connector starts.
 */
@ManagedObject("Who may connect")
public abstract sealed class FastCgiAccess extends FastCgiLimits permits FastCgiConnectionFactory {
    private final Refusals refusals = new Refusals();
    private final PeerCheck peers = new PeerCheck(refusals);
    private String allowedUids;
    private String allowedGids;
    private String secretFile;
    private String secretParam = Secret.PARAM;

    FastCgiAccess(String protocol) {
        super(protocol);
        installBean(refusals);
    }

    /** Reads the secret, so that a file that is not as it has to be keeps the connector from starting. */
    @Override
    protected void doStart() throws Exception {
        if (secretFile != null) {
            peers.setSecret(Secret.read(Path.of(secretFile), secretParam));
        }
        super.doStart();
    }

    /**
     * Which clients may connect over TCP, where a client is a web server.
     *
     * @return what was set; if nothing was, any with a secret, and those on loopback without
     */
    @ManagedAttribute("The addresses that may connect over TCP")
    public String getAllowedClients() {
        return peers.clients().toString();
    }

    /**
     * Sets which clients may connect over TCP; the connections of others are closed at once.
     *
     * @param clients their addresses, as {@link AllowedClients#parse} reads them; null, the default, for any if there is a
     *     secret, and those on loopback if not
     */
    public void setAllowedClients(String clients) {
        peers.setClients(clients == null ? null : AllowedClients.parse(clients));
    }

    /**
     * Sets which clients may connect over TCP; see {@link #setAllowedClients(String)}.
     *
     * @param clients their addresses, or null
     */
    public void setAllowedClients(AllowedClients clients) {
        peers.setClients(clients);
    }

    /**
     * Whose processes may connect over Unix sockets.
     *
     * @return users and groups; null if the mode of the socket alone decides
     */
    @ManagedAttribute(value = "The users and groups whose processes may connect over Unix sockets", readonly = true)
    public String getAllowedUsers() {
        AllowedUsers users = peers.users();
        return users == null ? null : users.toString();
    }

    /**
     * Sets whose processes may connect over Unix sockets; the connections of others are closed at once. Java can tell who they
     * are on Linux and macOS; elsewhere all are refused.
     *
     * @param users users and groups; null, the default, if the mode of the socket alone decides
     */
    public void setAllowedUsers(AllowedUsers users) {
        peers.setUsers(users);
    }

    /**
     * The users whose processes may connect over Unix sockets, as they were set by text.
     *
     * @return names or uids, with commas; null for none
     */
    @ManagedAttribute("The users whose processes may connect over Unix sockets, as set")
    public String getAllowedUids() {
        return allowedUids;
    }

    /**
     * Sets whose processes may connect over Unix sockets, beside those of {@link #setAllowedGids}.
     *
     * @param users names or uids, with commas; null for none
     */
    public void setAllowedUids(String users) {
        allowedUids = users;
        setAllowedUsers(allowedUsers());
    }

    /**
     * The groups whose processes may connect over Unix sockets, as they were set by text.
     *
     * @return names or gids, with commas; null for none
     */
    @ManagedAttribute("The groups whose processes may connect over Unix sockets, as set")
    public String getAllowedGids() {
        return allowedGids;
    }

    /**
     * Sets processes of which groups may connect over Unix sockets, beside those of {@link #setAllowedUids}.
     *
     * @param groups names or gids, with commas; null for none
     */
    public void setAllowedGids(String groups) {
        allowedGids = groups;
        setAllowedUsers(allowedUsers());
    }

    private AllowedUsers allowedUsers() {
        return allowedUids == null && allowedGids == null
                ? null
                : AllowedUsers.of(list(allowedUids), list(allowedGids));
    }

    private static List<String> list(String names) {
        return names == null ? List.of() : List.of(names.split("\\s*,\\s*"));
    }

    /**
     * Sets what each request has to show; others are answered 403, and their connections closed. The parameter reaches no
     * application.
     *
     * @param secret shared with the web server; null, the default, for none
     */
    public void setSecret(Secret secret) {
        peers.setSecret(secret);
    }

    /**
     * The file whose first line is the secret.
     *
     * @return its path; null if there is none, or if the secret was set by {@link #setSecret}
     */
    @ManagedAttribute("The file that has the secret")
    public String getSecretFile() {
        return secretFile;
    }

    /**
     * Sets the file whose first line is the secret, as {@link Secret#read} wants it. It is read when the connector starts,
     * which fails with a {@link ListenException} if it is not like that.
     *
     * @param secretFile its path; null, the default, for no secret
     */
    public void setSecretFile(String secretFile) {
        this.secretFile = secretFile;
    }

    /**
     * The name of the parameter that each request has to show the secret in, if there is one.
     *
     * @return {@code SLIPWAY_SECRET} unless set
     */
    @ManagedAttribute("The parameter that has the secret")
    public String getSecretParam() {
        Secret secret = peers.secret();
        return secret == null ? secretParam : secret.name();
    }

    /**
     * Sets the name of the parameter for {@link #setSecretFile}.
     *
     * @param secretParam letters, digits and underscores; not {@code HTTP_*}, which clients choose
     */
    public void setSecretParam(String secretParam) {
        this.secretParam = Secret.checkName(secretParam);
    }

    /**
     * Whether each request has to show a secret.
     *
     * @return true from {@link #setSecret} on, or from the start if there is a file
     */
    @ManagedAttribute("Whether each request has to show a secret")
    public boolean isSecretAsked() {
        return peers.secret() != null;
    }

    /**
     * What was turned away, by reason.
     *
     * @return the counters; also a bean of this factory, so JMX has them
     */
    public Refusals getRefusals() {
        return refusals;
    }

    final PeerCheck peers() {
        return peers;
    }
}
