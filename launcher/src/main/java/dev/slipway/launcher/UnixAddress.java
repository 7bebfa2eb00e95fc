// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Unix socket: {@code unix:PATH}, and after a {@code ?} who may connect. */
record UnixAddress(Path path, Set<PosixFilePermission> mode, Optional<String> owner, Optional<String> group)
        implements ListenAddress {
    static final String PREFIX = "unix:";

    /** The size of {@code sun_path}, less its terminating NUL. */
    static final int MAX_PATH_LENGTH = 107;

    private static final String DEFAULT_MODE = "0660";
    private static final Pattern MODE = Pattern.compile("0?([0-7]{3})");

    static UnixAddress parse(String text) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
            throw new IllegalArgumentException("'" + text
                    + "' needs Unix's file modes, which this system does not have;" + " listen on tcp:127.0.0.1:PORT");
        }
        int question = text.indexOf('?');
        String pathText = text.substring(PREFIX.length(), question < 0 ? text.length() : question);
        String mode = DEFAULT_MODE;
        Optional<String> owner = Optional.empty();
        Optional<String> group = Optional.empty();
        if (question >= 0) {
            for (String option : text.substring(question + 1).split("&", -1)) {
                String value = option.substring(option.indexOf('=') + 1);
                switch (option.substring(0, Math.max(0, option.indexOf('=')))) {
                    case "mode" -> mode = value;
                    case "owner" -> owner = Optional.of(value);
                    case "group" -> group = Optional.of(value);
                    default ->
                        throw new IllegalArgumentException("'" + option + "' in '" + text
                                + "' is not an option of a Unix socket; write mode=0660, owner=USER or group=GROUP,"
                                + " separated by '&'");
                }
            }
        }
        return new UnixAddress(path(text, pathText), permissions(text, mode), owner, group);
    }

    private static Path path(String text, String pathText) {
        if (pathText.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' has no path; write unix:PATH, as in unix:/run/app.sock");
        }
        Path path;
        try {
            path = Path.of(pathText).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + pathText + "' is not a path: " + e.getReason());
        }
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_LENGTH) {
            throw new IllegalArgumentException("the path " + path + " has " + length
                    + " bytes; a Unix socket's path can have at most " + MAX_PATH_LENGTH);
        }
        return path;
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
    public String toString() {
        return PREFIX + path;
    }
}
