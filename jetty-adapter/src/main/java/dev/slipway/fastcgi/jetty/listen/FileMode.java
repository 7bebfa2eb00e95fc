// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The mode of a file as people write it: in octal for chmod, or as ls shows it. */
final class FileMode {
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
    private static final PosixFilePermission[] FROM_THE_LOWEST_BIT = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private FileMode() {}

    /** Reads {@code 0660}, {@code 660} and {@code rw-rw----}; for anything else, throws a sentence. */
    static Set<PosixFilePermission> parse(String text) {
        if (!OCTAL.matcher(text).matches()) {
            try {
                return PosixFilePermissions.fromString(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "mode '" + text + "' is not a file mode; write it in octal, as in 0660, or as in rw-rw----", e);
            }
        }
        int bits = Integer.parseInt(text, 8);
        Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < FROM_THE_LOWEST_BIT.length; bit++) {
            if ((bits & 1 << bit) != 0) {
                mode.add(FROM_THE_LOWEST_BIT[bit]);
            }
        }
        return mode;
    }
}
