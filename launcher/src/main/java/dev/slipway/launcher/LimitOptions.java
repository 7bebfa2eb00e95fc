// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How much a web server may ask of the connections. */
@CommandLine.Command(optionListHeading = "Limits:")
final class LimitOptions implements Advanced {
    @Option(
            names = "--max-params-length",
            paramLabel = "BYTES",
            defaultValue = "64k",
            description = "Bytes of variables and header fields of one request; more is answered 431."
                    + " Default: ${DEFAULT-VALUE}")
    private ByteSize maxParamsLength;

    @Option(
            names = "--max-params",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description =
                    "Variables and header fields of one request; more are answered 431." + " Default: ${DEFAULT-VALUE}")
    private Integer maxParams;

    @Option(
            names = "--max-param-value-length",
            paramLabel = "BYTES",
            description = "Bytes of one value; a longer one is answered 431. Default: max-params-length")
    private ByteSize maxParamValueLength;

    @Option(
            names = "--max-pending-params-length",
            paramLabel = "BYTES",
            defaultValue = "256k",
            description = "Bytes of variables of all requests of a connection that are not complete, at least"
                    + " max-params-length; a request beyond is answered 503. Default: ${DEFAULT-VALUE}")
    private ByteSize maxPendingParamsLength;

    @Option(
            names = "--request-header-size",
            paramLabel = "BYTES",
            description =
                    "Bytes of request line and header fields, counted as in HTTP/1.1; more is answered 414 or 431."
                            + " Default: max-params-length")
    private ByteSize requestHeaderSize;

    @Option(
            names = "--params-timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long the variables of a request may take to become complete. Default: ${DEFAULT-VALUE}")
    private Duration paramsTimeout;

    @Option(
            names = "--max-request-body-size",
            paramLabel = "BYTES",
            description = "Bytes of a request's body; a larger one is answered 413. Default: any number")
    private ByteSize maxRequestBodySize;

    @Option(
            names = "--max-skipped-stdin",
            paramLabel = "BYTES",
            defaultValue = "64m",
            description = "Bytes of a body that are skipped when the application has answered without reading it; more"
                    + " closes the connection. Default: ${DEFAULT-VALUE}")
    private ByteSize maxSkippedStdin;

    @Option(
            names = "--max-skipped-requests",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Requests of a connection whose bodies are being skipped; one beyond is answered 503."
                    + " Default: ${DEFAULT-VALUE}")
    private Integer maxSkippedRequests;

    @Option(
            names = "--max-get-values-length",
            paramLabel = "BYTES",
            defaultValue = "1024",
            description = "Bytes of a GET_VALUES record; a longer one closes the connection. Default: ${DEFAULT-VALUE}")
    private ByteSize maxGetValuesLength;

    @Option(
            names = "--multiplexing",
            paramLabel = "true|false",
            defaultValue = "true",
            arity = "1",
            description = "Whether several requests are served at once on one connection; if not, a further one is"
                    + " answered 503. Default: ${DEFAULT-VALUE}")
    private boolean multiplexing;

    @Option(
            names = "--max-requests-per-connection",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "How many; a further one is answered 503. Default: ${DEFAULT-VALUE}")
    private Integer maxRequestsPerConnection;

    @Option(
            names = "--input-budget",
            paramLabel = "BYTES",
            defaultValue = "256k",
            description = "Bytes of bodies that wait for the application on a connection that several requests share,"
                    + " before it is read no more. Default: ${DEFAULT-VALUE}")
    private ByteSize inputBudget;

    @Option(
            names = "--stdin-stall-timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long such a connection may stand still because an application does not read its body;"
                    + " then that request fails. And how long a response that is complete waits for the rest of a body"
                    + " that the web server does not send. Default: ${DEFAULT-VALUE}")
    private Duration stdinStallTimeout;

    /** The limit that others follow unless they are set. */
    String maxParamsLength() {
        return Long.toString(maxParamsLength.bytes());
    }

    /** Fails with a sentence if a value is out of range. */
    void check(CommandLine command) {
        try {
            apply(new FastCgiConnectionFactory());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command, e.getMessage());
        }
    }

    void apply(HttpConfiguration configuration) {
        configuration.setRequestHeaderSize((requestHeaderSize == null ? maxParamsLength : requestHeaderSize).asInt());
    }

    void apply(FastCgiConnectionFactory factory) {
        factory.setMaxParamsLength(maxParamsLength.asInt());
        factory.setMaxParams(maxParams);
        factory.setMaxParamValueLength(maxParamValueLength == null ? Integer.MAX_VALUE : maxParamValueLength.asInt());
        factory.setMaxPendingParamsLength(maxPendingParamsLength.asInt());
        factory.setParamsTimeout(paramsTimeout.toMillis());
        factory.setMaxRequestBodySize(maxRequestBodySize == null ? -1 : maxRequestBodySize.bytes());
        factory.setMaxSkippedStdin(maxSkippedStdin.bytes());
        factory.setMaxSkippedRequests(maxSkippedRequests);
        factory.setMaxGetValuesLength(maxGetValuesLength.asInt());
        factory.setMultiplexing(multiplexing);
        factory.setMaxRequestsPerConnection(maxRequestsPerConnection);
        factory.setInputBudget(inputBudget.asInt());
        factory.setStdinStallTimeout(stdinStallTimeout.toMillis());
    }
}
