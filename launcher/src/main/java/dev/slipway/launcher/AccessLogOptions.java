// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiRequestLog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.RequestLogWriter;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A line for each request. */
@CommandLine.Command(optionListHeading = "Access log:")
final class AccessLogOptions {
    /** The combined format of Apache httpd and nginx. */
    static final String USUAL_FORMAT = CustomRequestLog.EXTENDED_NCSA_FORMAT;

    private static final String STANDARD_OUTPUT = "-";

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description = "A line for each request, in this file; '-' is the standard output. A file with yyyy_mm_dd in"
                    + " its name is a new one each day. Default: none")
    private String file;

    @Option(
            names = "--access-log-format",
            paramLabel = "FORMAT",
            converter = Format.class,
            description = "In the letters of Jetty, which are those of Apache httpd; %%{NAME}e is the web server's"
                    + " variable NAME. Default: the combined format, " + "%%{client}a - %%u %%t \"%%r\" %%s %%O"
                    + " \"%%{Referer}i\" \"%%{User-Agent}i\"")
    private String format = USUAL_FORMAT;

    @Option(
            names = "--access-log-retain-days",
            paramLabel = "DAYS",
            defaultValue = "31",
            description = "How long the files with yyyy_mm_dd in their names are kept. Default: ${DEFAULT-VALUE}")
    private Integer retainDays;

    /** The log; empty if nobody asked for one. */
    Optional<RequestLog> requestLog(PrintWriter out) throws StartupException {
        if (file == null) {
            return Optional.empty();
        }
        if (file.equals(STANDARD_OUTPUT)) {
            return Optional.of(new FastCgiRequestLog(
                    line -> {
                        out.println(line);
                        out.flush();
                    },
                    format));
        }
        Path path = Path.of(file).toAbsolutePath();
        if (!Files.isWritable(path.getParent()) || Files.isDirectory(path)) {
            throw new StartupException("the access log " + path + " cannot be written by "
                    + System.getProperty("user.name") + "; let that user write to " + path.getParent()
                    + ", or choose another place with --access-log");
        }
        RequestLogWriter writer = new RequestLogWriter(path.toString());
        writer.setAppend(true);
        writer.setRetainDays(retainDays);
        return Optional.of(new FastCgiRequestLog(writer, format));
    }

    /** A format that can be used. */
    static final class Format implements CommandLine.ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                new FastCgiRequestLog(line -> {}, text);
                return text;
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(
                        "'" + text + "' is not a format of access logs: " + e.getMessage());
            }
        }
    }
}
