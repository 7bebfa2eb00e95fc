// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation shows is in the tree, and something runs it. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]+)[^)\\s]*\\)");
    private static final Pattern SCRIPT = Pattern.compile("(?:\\./)?(\\S+\\.sh)\\b");
    private static final Pattern OUR_CLASS = Pattern.compile("`([A-Z][a-z][A-Za-z]*)(?:\\.(\\w+))?`");

    private static final Pattern EXTENDS = Pattern.compile("\\bclass \\w+ extends (\\w+)");

    /** Of Java, of Jetty, of Apache httpd, and header fields. */
    private static final Set<String> NOT_OURS = Set.of(
            "ConnectionFactory",
            "ConnectionStatistics",
            "GracefulHandler",
            "CustomRequestLog",
            "Host",
            "HttpChannel",
            "HttpConfiguration",
            "InputStream",
            "LoginService",
            "Map",
            "ProxyPass",
            "SetEnv",
            "SetHandler",
            "StatisticsHandler",
            "Status");

    static List<Block> blocks() throws IOException {
        return Documentation.blocks();
    }

    static List<Path> documents() throws IOException {
        return Documentation.documents();
    }

    @Test
    void the_blocks_are_those_that_something_runs() throws IOException {
        assertThat(blocks())
                .as("blocks with a comment above, as in <!-- run: serve -->")
                .noneMatch(block -> block.mark().isEmpty());
        assertThat(blocks().stream().map(Block::mark).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Snippet.values()).map(Snippet::mark).toList());
    }

    @ParameterizedTest
    @EnumSource
    void what_runs_a_snippet_is_there_and_names_it(Snippet snippet) throws IOException {
        assertThat(Workplace.tree().resolve(snippet.runner())).content().contains(snippet.nameInRunner());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void block_of_a_file_is_a_part_of_it(Block block) throws IOException {
        if (!block.mark().startsWith("file: ")) {
            return;
        }
        Path file = Workplace.tree().resolve(block.mark().substring("file: ".length()));
        List<String> lines = Files.readAllLines(file);
        if (file.toString().endsWith(".conf")) {
            // The whole file is what is tested.
            assertThat(block.text())
                    .isEqualTo(Documentation.text(
                            lines.stream().filter(line -> !line.startsWith("#")).toList()));
            return;
        }
        int length = block.text().split("\n").length;
        assertThat(IntStream.rangeClosed(0, lines.size() - length)
                        .mapToObj(start -> Documentation.text(lines.subList(start, start + length))))
                .as("all parts of %s of that length", file)
                .contains(block.text());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void script_of_a_command_is_there(Block block) {
        Matcher script = SCRIPT.matcher(block.text());
        if (block.mark().startsWith("run: ") && script.lookingAt()) {
            assertThat(Workplace.tree().resolve(script.group(1))).isExecutable();
        }
    }

    @Test
    void configurations_are_shown_or_run_by_the_demo() throws IOException {
        List<String> shown = Stream.of(Snippet.values())
                .map(snippet -> snippet.mark().replace("file: ", ""))
                .toList();
        assertThat(Documentation.configurations())
                .filteredOn(name -> !shown.contains(name))
                .containsExactly("docs/apache/demo.conf");
        assertThat(Workplace.tree().resolve("demo.sh")).content().contains("docs/apache/demo.conf");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void code_by_indentation_is_in_overviews_only(Path document) throws IOException {
        assertThat(Documentation.hasIndentedCode(Files.readAllLines(document)))
                .as("%s has code without fences", document)
                .isEqualTo(Documentation.WITH_OVERVIEWS.contains(Documentation.name(document)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_lead_to_files(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                .filteredOn(target -> !target.contains(":"))
                .allSatisfy(
                        target -> assertThat(document.resolveSibling(target)).exists());
    }

    /** These name classes and their members; a new name has to reach them. */
    @ParameterizedTest
    @ValueSource(strings = {"docs/design.md", "docs/embedding.md"})
    void classes_and_members_are_called_so(String name) throws IOException {
        assertThat(OUR_CLASS
                        .matcher(Files.readString(Workplace.tree().resolve(name)))
                        .results())
                .filteredOn(word -> !NOT_OURS.contains(word.group(1)))
                .allSatisfy(word -> {
                    String member = word.group(2) == null ? "" : word.group(2);
                    // A property is named as its user sets it.
                    assertThat(sourceWithParents(word.group(1)))
                            .as(word.group())
                            .hasValueSatisfying(source -> assertThat(source).containsIgnoringCase(member));
                });
    }

    /** Of a class and those of ours that it extends: their members are its members. */
    private static Optional<String> sourceWithParents(String className) throws IOException {
        Optional<String> source = source(className);
        Matcher parent = EXTENDS.matcher(source.orElse(""));
        return parent.find()
                ? Optional.of(source.get() + sourceWithParents(parent.group(1)).orElse(""))
                : source;
    }

    private static Optional<String> source(String className) throws IOException {
        try (Stream<Path> modules = Files.list(Workplace.tree())) {
            for (Path module : modules.toList()) {
                Path sources = module.resolve("src");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        Optional<Path> source = files.filter(file -> file.endsWith(className + ".java"))
                                .findFirst();
                        if (source.isPresent()) {
                            return Optional.of(Files.readString(source.get()));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }
}
