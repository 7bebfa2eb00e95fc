// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process holds open, by kind. Archives and the runtime's own images are left out: the virtual machine opens them
 * when it likes and never closes them. Everything else has to come back to the level of before.
 */
public record OpenFiles(Map<String, Integer> kinds) {
    public static OpenFiles of(long pid) {
        Map<String, Integer> kinds = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files) {
                String kind = kind(file);
                if (!kind.isEmpty()) {
                    kinds.merge(kind, 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            return new OpenFiles(Map.of());
        }
        return new OpenFiles(kinds);
    }

    /** True where /proc does not tell: there is nothing to compare then. */
    public boolean noMoreThan(OpenFiles before) {
        return kinds.entrySet().stream()
                .allMatch(entry -> entry.getValue() <= before.kinds.getOrDefault(entry.getKey(), 0));
    }

    private static String kind(Path file) {
        String target;
        try {
            target = Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return ""; // closed between listing and reading
        }
        if (target.endsWith(".jar") || target.endsWith(".war") || target.endsWith("/lib/modules")) {
            return "";
        }
        int colon = target.indexOf(':');
        return target.startsWith("/") || colon < 0 ? target : target.substring(0, colon);
    }
}
