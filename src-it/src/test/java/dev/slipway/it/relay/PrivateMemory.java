// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.relay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has for itself alone, by Linux' account of it. */
public final class PrivateMemory {
    private PrivateMemory() {}

    /** Of the process with this id. */
    public static long kilobytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("Private_"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .sum();
    }
}
