// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.net.UnixDomainPrincipal;

/**
 * The users and groups whose processes may connect to a Unix socket, beside what its mode says: the kernel tells who the peer
 * was when it connected (SO_PEERCRED). Of its groups it tells the one that the process ran with, none of the others.
 *
 * <p>Immutable, so safe for any thread.
 */
public final class AllowedUsers {
    private final Set<UserPrincipal> users = new HashSet<>();
    private final Set<GroupPrincipal> groups = new HashSet<>();

    private AllowedUsers() {}

    /**
     * Looks users and groups up, once: a number that is no name is a uid or gid.
     *
     * @param users names or uids
     * @param groups names or gids
     * @return the rule; a peer that is one of the users, or has one of the groups, may connect
     * @throws IllegalArgumentException if this system does not know a name; the message says which
     */
    public static AllowedUsers of(Collection<String> users, Collection<String> groups) {
        AllowedUsers allowed = new AllowedUsers();
        UserPrincipalLookupService principals = FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            for (String user : users) {
                try {
                    allowed.users.add(principals.lookupPrincipalByName(user));
                } catch (UserPrincipalNotFoundException e) {
                    throw new IllegalArgumentException("there is no user '" + user + "'", e);
                }
            }
            for (String group : groups) {
                try {
                    allowed.groups.add(principals.lookupPrincipalByGroupName(group));
                } catch (UserPrincipalNotFoundException e) {
                    throw new IllegalArgumentException("there is no group '" + group + "'", e);
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("users and groups cannot be looked up: " + e.getMessage(), e);
        }
        return allowed;
    }

    /**
     * Whether a process may connect.
     *
     * @param peer what the kernel says of it
     * @return whether it is one of the users or has one of the groups
     */
    public boolean contains(UnixDomainPrincipal peer) {
        return users.contains(peer.user()) || groups.contains(peer.group());
    }

    /** The names. */
    @Override
    public String toString() {
        return Stream.concat(
                        users.stream().map(user -> "user " + user.getName()),
                        groups.stream().map(group -> "group " + group.getName()))
                .collect(Collectors.joining(", "));
    }
}
