// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run as a page of Markdown. */
final class Report {
    static final String PLOT = "performance.svg";

    private static final String INTRODUCTION = """
            # Performance

            Written by `benchmarks/run.sh`: all figures are of one run on one machine, the servers in turns, medians of %d rounds
            of %s seconds each. Compare rows of a table with each other; the figures by themselves are worth little.
            The CPU time is that of the server's processes, user and system, divided by the requests; behind a front end
            it is the sum of both. It is what noise disturbs least.

            The floor is a responder in C that looks for the end of STDIN and sends an answer that was made before; a load
            generator of the same kind shares the machine with all servers, so that rates near the floor's are limited by it: it takes
            %.1f µs of CPU for a request of the first table.

            """;

    private Report() {}

    static String of(Results results) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                INTRODUCTION,
                results.rounds(),
                results.seconds(),
                results.median(Scenario.GET_16, "floor, TCP", Medians::ownCpuMicros)
                        .orElse(0)));
        text.append("| | |\n|---|---|\n");
        results.machine()
                .forEach((name, value) -> text.append("| ")
                        .append(name)
                        .append(" | ")
                        .append(value)
                        .append(" |\n"));
        results.missing()
                .forEach((name, reason) -> text.append("\nLeft out: ")
                        .append(name)
                        .append(": ")
                        .append(reason.lines().findFirst().orElse(""))
                        .append('\n'));
        text.append(
                "\n## Goals\n\nEach is a ratio of two rows below or a figure of Slipway's; of ratios, the first is divided by"
                        + " the second.\n\n| | goal | this run | |\n|---|--:|--:|---|\n");
        Goal.of(results).forEach(goal -> text.append(goal.row()).append('\n'));
        text.append("\n![CPU per request, 16 connections](" + PLOT + ")\n");
        for (Scenario scenario : Scenario.values()) {
            List<Medians> rows = Medians.of(scenario.toString(), results.measurements());
            if (!rows.isEmpty()) {
                text.append("\n## ").append(scenario.title()).append("\n\n").append(Table.of(rows));
            }
        }
        if (!results.figures().isEmpty()) {
            text.append("\n## Memory, crowds and start\n\n").append(figures(results));
        }
        results.profiles().forEach(profile -> text.append(profile(profile)));
        return text.append(
                        "\nReads and writes are system calls of the server for each request. Errors are wrong answers and"
                                + " broken connections, stalled are requests that\nwere never answered, starved are connections that never"
                                + " got an answer, in all rounds.\n")
                .toString();
    }

    private static String profile(Profile profile) {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, """

                ## Where Slipway's time goes

                Of the CPU time of the process at 16 connections, TCP, %.0f %% are the kernel's: system calls and the network. The rest
                is Java, the garbage collector and the compiler; what follows are %,d samples of running Java code by JFR, by the
                part that ran or had the JDK run, and by method.

                | part | share |
                |---|--:|
                """, 100 * (1 - profile.userCpu()), profile.samples()));
        profile.parts().forEach((part, samples) -> text.append(share(part, samples, profile)));
        text.append("\n| method | share |\n|---|--:|\n");
        profile.methods().forEach((method, samples) -> text.append(share("`" + method + "`", samples, profile)));
        return text.toString();
    }

    private static String share(String what, long samples, Profile profile) {
        return String.format(Locale.ROOT, "| %s | %.1f %% |%n", what, 100.0 * samples / profile.samples());
    }

    private static String figures(Results results) {
        List<Figure.What> columns = Arrays.stream(Figure.What.values())
                .filter(what -> results.figures().stream().anyMatch(figure -> figure.what() == what))
                .toList();
        StringBuilder text = new StringBuilder("| |")
                .append(columns.stream().map(Figure.What::title).collect(Collectors.joining(" | ")))
                .append(" |\n|---|")
                .append("--:|".repeat(columns.size()))
                .append('\n');
        results.figures().stream().map(Figure::contender).distinct().forEach(contender -> {
            text.append("| ").append(contender);
            for (Figure.What column : columns) {
                text.append(" | ")
                        .append(results.figures().stream()
                                .filter(figure -> figure.what() == column
                                        && figure.contender().equals(contender))
                                .map(figure -> String.format(
                                        Locale.ROOT,
                                        figure.value() < 10 ? "%.2f %s" : "%,.0f %s",
                                        figure.value(),
                                        figure.unit()))
                                .findFirst()
                                .orElse(""));
            }
            text.append(" |\n");
        });
        return text.toString();
    }
}
