// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.launcher.settings.SettingNames;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Picocli makes a switch on the command line the opposite of its default, also of one that comes from a file. */
class SwitchesTest {
    static Stream<OptionSpec> switches() {
        return SettingNames.of(Options.ofRun()).values().stream()
                .filter(ArgSpec::isOption)
                .map(OptionSpec.class::cast)
                .filter(option -> option.type() == boolean.class || option.type() == Boolean.class);
    }

    @ParameterizedTest
    @MethodSource("switches")
    void aSwitchIsOnWhateverAFileSays(OptionSpec option) {
        for (String elsewhere : new String[] {"true", "false"}) {
            CommandLine slipway = SlipwayCommand.commandLine();
            slipway.getSubcommands()
                    .get("run")
                    .setDefaultValueProvider(argument -> argument instanceof OptionSpec other
                                    && other.longestName().equals(option.longestName())
                            ? elsewhere
                            : null);
            boolean hasValue = option.arity().min() == 1;
            CommandLine.ParseResult parsed = slipway.parseArgs("run", option.longestName() + (hasValue ? "=true" : ""))
                    .subcommand();
            assertThat(parsed.matchedOption(option.longestName()).<Boolean>getValue())
                    .as("%s, with %s elsewhere", option.longestName(), elsewhere)
                    .isTrue();
        }
    }
}
