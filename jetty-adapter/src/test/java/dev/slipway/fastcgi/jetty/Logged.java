// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.logging.JettyLogger;
import org.eclipse.jetty.logging.StdErrAppender;
import org.slf4j.LoggerFactory;

/** What is logged, by whomever, until this is closed. */
final class Logged implements AutoCloseable {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final StdErrAppender appender;
    private final PrintStream before;

    Logged() {
        appender = (StdErrAppender) ((JettyLogger) LoggerFactory.getLogger(Logged.class)).getAppender();
        before = appender.getStream();
        appender.setStream(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    String text() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    List<String> warningsOf(Class<?> logger) {
        return text().lines()
                .filter(line -> line.contains(":WARN :") && line.contains(logger.getSimpleName()))
                .toList();
    }

    @Override
    public void close() {
        appender.setStream(before);
    }
}
