// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configuration in the tree with ${placeholders}, copied to where a server reads it. */
public final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    private Template() {}

    public static Path copy(Path template, Path target, Map<String, ?> values) throws IOException {
        Matcher matcher = PLACEHOLDER.matcher(Files.readString(template));
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            Object value = values.get(matcher.group(1));
            if (value == null) {
                throw new IOException(template + ": no value for " + matcher.group());
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value.toString()));
        }
        Files.createDirectories(target.getParent());
        return Files.writeString(target, matcher.appendTail(filled));
    }
}
