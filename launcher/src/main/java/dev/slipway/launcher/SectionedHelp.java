// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command, in sections: its own, and one for each mixin that has a heading. */
record SectionedHelp(String heading, List<OptionSpec> options, boolean advanced) {
    /** The sections of a command, that of its own options first. */
    static List<SectionedHelp> of(CommandSpec command) {
        List<OptionSpec> own = new ArrayList<>(command.options());
        List<SectionedHelp> sections = new ArrayList<>();
        for (CommandSpec mixin : command.mixins().values()) {
            String heading = mixin.usageMessage().optionListHeading();
            if (heading != null && !heading.isEmpty()) {
                own.removeAll(mixin.options());
                sections.add(new SectionedHelp(heading, mixin.options(), mixin.userObject() instanceof Advanced));
            }
        }
        sections.add(0, new SectionedHelp("Options:", own, false));
        return sections;
    }

    /** What stands in the place of picocli's list of all options. */
    static String render(Help help, boolean advanced) {
        StringBuilder text = new StringBuilder();
        for (SectionedHelp section : of(help.commandSpec())) {
            if (advanced || !section.advanced()) {
                text.append(text.isEmpty() ? "" : System.lineSeparator())
                        .append(section.heading())
                        .append(System.lineSeparator())
                        .append(list(help, section.options()));
            }
        }
        return text.toString();
    }

    private static String list(Help help, Collection<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addAllOptions(new ArrayList<>(options), help.parameterLabelRenderer());
        return layout.toString();
    }
}
