// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import dev.slipway.fastcgi.jetty.FastCgiLimits;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LimitOptionsTest {
    private static FastCgiConnectionFactory factory(String... arguments) {
        HttpConfiguration configuration = new HttpConfiguration();
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory(configuration);
        LimitOptions limits = new LimitOptions();
        CommandLine command = Converters.register(new CommandLine(limits));
        command.parseArgs(arguments);
        limits.check(command);
        limits.apply(configuration);
        limits.apply(factory);
        return factory;
    }

    /** The limits of a factory, as its managed attributes tell them. */
    private static Map<String, Object> limits(FastCgiConnectionFactory factory) throws ReflectiveOperationException {
        Map<String, Object> limits = new TreeMap<>();
        for (Method method : FastCgiLimits.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(ManagedAttribute.class)) {
                limits.put(method.getName(), method.invoke(factory));
            }
        }
        return limits;
    }

    @Test
    void theirDefaultsAreThoseOfTheConnector() throws ReflectiveOperationException {
        assertThat(limits(factory())).isEqualTo(limits(new FastCgiConnectionFactory()));
        assertThat(factory().getHttpConfiguration().getRequestHeaderSize()).isEqualTo(64 * 1024);
    }

    /** A limit that the connector gets one day is found missing here. */
    @Test
    void eachLimitOfTheConnectorCanBeSet() throws ReflectiveOperationException {
        String[] others = Stream.of(
                        "max-params-length=128k",
                        "max-params=7",
                        "max-param-value-length=3",
                        "max-pending-params-length=512k",
                        "params-timeout=500ms",
                        "max-request-body-size=1g",
                        "max-skipped-stdin=0",
                        "max-skipped-requests=1",
                        "max-get-values-length=2k",
                        "multiplexing=off",
                        "max-requests-per-connection=2",
                        "input-budget=1m",
                        "stdin-stall-timeout=1m")
                .map(option -> "--" + option)
                .toArray(String[]::new);
        Map<String, Object> usual = limits(new FastCgiConnectionFactory());
        Map<String, Object> changed = limits(factory(others));

        // It is an option of its own, beside the others of RunCommand.
        assertThat(changed.entrySet())
                .filteredOn(usual.entrySet()::contains)
                .extracting(Map.Entry::getKey)
                .containsExactly("getMaxConnections");
        assertThat(changed)
                .containsEntry("getMaxParamsLength", 128 * 1024)
                .containsEntry("getParamsTimeout", 500L)
                .containsEntry("getMaxRequestBodySize", 1L << 30)
                .containsEntry("getStdinStallTimeout", 60_000L);
    }

    @Test
    void aValueOutOfRangeIsExplained() {
        assertThatExceptionOfType(CommandLine.ParameterException.class)
                .isThrownBy(() -> factory("--params-timeout=0"))
                .withMessage("paramsTimeout 0 must be 1 or more");
    }
}
