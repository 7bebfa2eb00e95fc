// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.HandOverExecutor;
import dev.slipway.fastcgi.jetty.listen.UnixConnector;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** A Unix socket: {@code unix:PATH}, and after a {@code ?} who may connect. */
record UnixAddress(
        Path path,
        Set<PosixFilePermission> mode,
        Optional<String> owner,
        Optional<String> group,
        int backlog,
        Access access)
        implements ListenAddress {
    static final String PREFIX = "unix:";

    private static final List<String> OPTIONS = List.of(
            "mode",
            "owner",
            "group",
            Backlog.OPTION,
            Access.UIDS,
            Access.GIDS,
            Access.SECRET_FILE,
            Access.SECRET_PARAM);

    private static final String DEFAULT_MODE = "0660";
    private static final Pattern MODE = Pattern.compile("0?([0-7]{3})");

    static UnixAddress parse(String text) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            throw new IllegalArgumentException("'" + text
                    + "' needs Unix's file modes, which this system does not have;" + " listen on tcp:127.0.0.1:PORT");
        }
        ListenOptions options = ListenOptions.parse(text, OPTIONS);
        return new UnixAddress(
                path(text, options.address().substring(PREFIX.length())),
                permissions(text, options.get("mode").orElse(DEFAULT_MODE)),
                options.get("owner"),
                options.get("group"),
                Backlog.of(options),
                Access.of(options));
    }

    private static Path path(String text, String pathText) {
        if (pathText.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no path; write unix:PATH, as in unix:/run/app.sock");
        }
        if (pathText.startsWith("@")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is an abstract name, which Java cannot bind and no file mode"
                            + " protects; write unix:PATH, or unix:./" + pathText + " for a file of that name");
        }
        try {
            return Path.of(pathText).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + pathText + "' is not a path: " + e.getReason());
        }
    }

    private static Set<PosixFilePermission> permissions(String text, String mode) {
        Matcher octal = MODE.matcher(mode);
        if (!octal.matches()) {
            throw new IllegalArgumentException(
                    "mode '" + mode + "' in '" + text + "' is not a file mode; write it in octal, as in 0660");
        }
        StringBuilder symbolic = new StringBuilder();
        for (char digit : octal.group(1).toCharArray()) {
            int bits = digit - '0';
            symbolic.append((bits & 4) != 0 ? 'r' : '-')
                    .append((bits & 2) != 0 ? 'w' : '-')
                    .append((bits & 1) != 0 ? 'x' : '-');
        }
        return PosixFilePermissions.fromString(symbolic.toString());
    }

    @Override
    public NetworkConnector connector(Server server, FastCgiConnectionFactory factory) {
        UnixConnector connector =
                new UnixConnector(server, new HandOverExecutor(server.getThreadPool()), path, factory);
        connector.setMode(mode);
        connector.setOwner(owner.orElse(null));
        connector.setGroup(group.orElse(null));
        connector.setBacklog(backlog);
        return connector;
    }

    @Override
    public String shown(NetworkConnector open) {
        return toString();
    }

    @Override
    public String toString() {
        return PREFIX + path;
    }
}
