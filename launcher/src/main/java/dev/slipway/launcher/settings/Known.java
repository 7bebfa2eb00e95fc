// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The settings that a command has. */
final class Known {
    private final Map<String, ArgSpec> names;

    Known(CommandSpec command) {
        names = SettingNames.of(command);
    }

    boolean isKnown(String name) {
        return names.containsKey(name);
    }

    /** Whether nobody else is to see the value. */
    boolean isSecret(String name) {
        return isKnown(name) && SettingsInForce.isSecret(names.get(name));
    }

    /** What to say of a name that is not known; the suggestion is shown as the operator makes it. */
    String unknown(String name, UnaryOperator<String> shown) {
        return "'" + shown.apply(name) + "' is no setting"
                + Similar.to(name, names.keySet())
                        .map(similar -> "; did you mean " + shown.apply(similar) + "?")
                        .orElse("; 'slipway config' lists all of them");
    }
}
