// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where things are. */
final class Layout {
    private Layout() {}

    /** The directory {@code benchmarks/} of the tree, from which run.sh and the tests start. */
    static Path benchmarks() {
        return Path.of(System.getProperty("benchmarks.directory", "."))
                .toAbsolutePath()
                .normalize();
    }

    /** More options for every JVM that is measured, as for a profiler; usually none. */
    static List<String> extraJvmOptions() {
        return Arrays.stream(System.getProperty("benchmarks.jvm", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
    }
}
