// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.documentation.Documentation;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slipway passes every check, and leaves nothing open after any. */
class ConformanceIT {
    private static final String ADDRESS = "tcp:127.0.0.1:9000";

    /** Runs the command of the documentation; it fails unless all checks pass. */
    @Test
    void by_the_documented_command() throws IOException {
        Path work = Workplace.work("conformance-tcp");
        try (SlipwayBackend slipway = SlipwayBackend.tcp(work, Backend.IDLE_TIMEOUT)) {
            slipway.start();
            String command = Documentation.command("conformance")
                    .replace(ADDRESS, "tcp:" + slipway.address())
                    .replace(" /hello", " " + Workplace.CONTEXT_PATH + "/hello");
            String table = ChildProcess.run(
                    List.of(
                            "sh",
                            "-c",
                            "cd \"$1\" && " + command,
                            "sh",
                            Workplace.tree().toString()),
                    work.resolve("table.log"));
            assertThat(table).containsPattern("(?m)^(\\d{3}) of \\1 checks passed$");
            assertThat(documentedSums()).containsExactlyElementsOf(sums(table));
            slipway.awaitNothingLeftOpen();
        }
    }

    /** The sum of each group and of all, as the program prints them. */
    private static List<String> sums(String table) {
        return table.lines()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.replaceFirst("(\\d+ of \\d+) checks passed", "all: $1"))
                .map(line -> line.replaceFirst(":.*: ", ": "))
                .toList();
    }

    /** Slipway's column of the table in the documentation. */
    private static List<String> documentedSums() throws IOException {
        Pattern row = Pattern.compile("(?m)^\\| ([^|]+) \\| (\\d+ of \\d+) \\|");
        String document = Files.readString(Workplace.tree().resolve("docs/conformance.md"));
        return row.matcher(document)
                .results()
                .map(match -> match.group(1) + ": " + match.group(2))
                .toList();
    }

    /** Applications that read the body, do not read it, or refuse POST. */
    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/digest", "/ignore-body", "/nothing-is-here"})
    void over_a_unix_socket(String path, @TempDir Path directory) throws IOException {
        Path work = Workplace.work("conformance-unix");
        Path socket = directory.resolve("slipway.sock");
        try (SlipwayBackend slipway = SlipwayBackend.unix(work, socket, null, Backend.IDLE_TIMEOUT)) {
            slipway.start();
            ResultTable table = new ResultTable();
            Suite.at(UnixDomainSocketAddress.of(socket), Workplace.CONTEXT_PATH + path, Map.of())
                    .run(table::add);
            assertThat(table.allPassed()).as(table.toString()).isTrue();
            slipway.awaitNothingLeftOpen();
        }
    }
}
