// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What documents say of the settings is made from the options, and is made anew if it is asked for. */
class SettingsDocumentTest {
    private static final String PROPERTY = "slipway.settings.write";
    private static final String HOW = "the options have changed; make it anew: mvn -pl launcher -am test"
            + " -Dtest=SettingsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -D" + PROPERTY + "=true";

    private static final Path PAGE = Path.of("../docs/settings.md");
    private static final Path FILE = Path.of("src/dist/conf/slipway.properties");

    @Test
    void thePageHasAllSettings() throws IOException {
        String page = Files.readString(PAGE);
        page = with(page, "settings", SettingsDocument.tables());

        assertIs(PAGE, with(page, "foreign names", SettingsDocument.foreignNames()));
    }

    @Test
    void theFileOfTheDistributionHasAllSettings() throws IOException {
        assertIs(FILE, "# SPDX-License-Identifier: Apache-2.0\n" + SettingsDocument.file());
    }

    private static void assertIs(Path file, String text) throws IOException {
        if (Boolean.getBoolean(PROPERTY)) {
            Files.writeString(file, text);
        }
        assertThat(file).as(HOW).hasContent(text);
    }

    /** The page with a text from the mark of that name to the next heading of the second level, or the end. */
    private static String with(String page, String mark, String text) {
        Matcher old = Pattern.compile("(<!-- " + mark + ": [^>]*-->\n).*?(?=\n## |\\z)", Pattern.DOTALL)
                .matcher(page);
        assertThat(old.find()).as("the mark of the %s", mark).isTrue();
        return new StringBuilder(page)
                .replace(old.start(), old.end(), old.group(1) + "\n" + text.strip() + "\n")
                .toString();
    }
}
