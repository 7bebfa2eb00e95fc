// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.documentation;

import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents in the tree, and the code in them. */
public final class Documentation {
    private static final List<String> OUTSIDE_DOCS =
            List.of("README.md", "benchmarks/README.md", "fuzz/README.md", "src-it/README.md");

    /** Overviews of commands, by indentation and not between fences: nothing to copy, and not run. */
    static final Set<String> WITH_OVERVIEWS = Set.of("benchmarks/README.md", "fuzz/README.md", "src-it/README.md");

    private static final Set<String> OF_JETTYS_PROGRAM = Set.of("docs/jetty-module.md");

    private static final Set<String> OF_JAVA = Set.of("--add-opens");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    private static final Pattern MARK = Pattern.compile("\\s*<!-- ((?:file|run): \\S+) -->\\s*");
    private static final String FENCE = "```";

    private Documentation() {}

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        OUTSIDE_DOCS.forEach(name -> documents.add(Workplace.tree().resolve(name)));
        documents.addAll(docs(".md"));
        return documents;
    }

    private static List<Path> docs(String extension) throws IOException {
        try (Stream<Path> files = Files.walk(Workplace.tree().resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .sorted()
                    .toList();
        }
    }

    /** The configuration of web servers that the documentation shows. */
    static List<String> configurations() throws IOException {
        return docs(".conf").stream().map(Documentation::name).toList();
    }

    /** A file's name from the top of the tree. */
    static String name(Path file) {
        return Workplace.tree().relativize(file).toString();
    }

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path document : documents()) {
            blocks.addAll(blocks(document, Files.readAllLines(document)));
        }
        return blocks;
    }

    static List<Block> blocks(Path document, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        String above = "";
        for (int start = 0; start < lines.size(); start++) {
            if (isFence(lines.get(start))) {
                int end = start + 1;
                while (!isFence(lines.get(end))) {
                    end++;
                }
                String mark = MARK.matcher(above).replaceFirst("$1");
                String text = text(lines.subList(start + 1, end));
                blocks.add(new Block(document, start + 1, MARK.matcher(above).matches() ? mark : "", text));
                start = end;
            }
            above = lines.get(start);
        }
        return blocks;
    }

    private static boolean isFence(String line) {
        return line.stripLeading().startsWith(FENCE);
    }

    /** These lines without what all of them are indented by. */
    static String text(List<String> lines) {
        return String.join("\n", lines).stripIndent();
    }

    /** Whether there is code by indentation, which has no mark. */
    static boolean hasIndentedCode(List<String> lines) {
        boolean fenced = false;
        for (int i = 1; i < lines.size(); i++) {
            fenced ^= isFence(lines.get(i));
            if (!fenced && lines.get(i).startsWith("    ") && lines.get(i - 1).isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** The command that is marked {@code run: NAME}, which is the same wherever it is shown. */
    public static String command(String name) throws IOException {
        List<String> commands = blocks().stream()
                .filter(block -> block.mark().equals("run: " + name))
                .map(Block::text)
                .distinct()
                .toList();
        if (commands.size() != 1) {
            throw new AssertionError("one command is marked run: " + name + ", but there are " + commands);
        }
        return commands.get(0);
    }

    /** The options that users are told of, in blocks and in sentences. */
    public static Set<String> options() throws IOException {
        Set<String> options = new TreeSet<>();
        for (Path document : documents()) {
            if (WITH_OVERVIEWS.contains(name(document)) || OF_JETTYS_PROGRAM.contains(name(document))) {
                continue; // the options of other programs
            }
            OPTION.matcher(Files.readString(document)).results().forEach(option -> options.add(option.group()));
        }
        options.removeAll(OF_JAVA);
        return options;
    }
}
