// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.logging.JettyLevel;
import org.eclipse.jetty.logging.JettyLoggerFactory;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What is logged to the standard error. */
@CommandLine.Command(optionListHeading = "Logs:")
final class LogOptions {
    private static final String LEVELS =
            Stream.of(JettyLevel.values()).map(JettyLevel::name).collect(Collectors.joining(", "));

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "What Slipway and Jetty log to the standard error: ERROR, WARN, INFO, DEBUG, TRACE, OFF, ALL."
                    + " Default: WARN, with --verbose INFO")
    private JettyLevel level;

    @Option(
            names = "--log-levels",
            paramLabel = "NAME=LEVEL",
            split = ",",
            description = "The levels of single loggers and of those whose names begin so, with commas between them, as"
                    + " in org.eclipse.jetty.session=DEBUG.")
    private Map<String, JettyLevel> levels = new LinkedHashMap<>();

    static JettyLevel level(String text) {
        return Stream.of(JettyLevel.values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findAny()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is not a level; write one of " + LEVELS));
    }

    /** What Slipway and Jetty log if no level is set. */
    static JettyLevel commonLevel(boolean verbose) {
        return verbose ? JettyLevel.INFO : JettyLevel.WARN;
    }

    /** Sets the levels of loggers, those that exist and those to come. */
    void apply(boolean verbose) {
        if (LoggerFactory.getILoggerFactory() instanceof JettyLoggerFactory loggers) {
            if (level != null || verbose) {
                JettyLevel common = level == null ? commonLevel(verbose) : level;
                loggers.getJettyLogger("org.eclipse.jetty").setLevel(common);
                loggers.getJettyLogger("dev.slipway").setLevel(common);
            }
            levels.forEach((name, single) -> loggers.getJettyLogger(name).setLevel(single));
        }
    }
}
