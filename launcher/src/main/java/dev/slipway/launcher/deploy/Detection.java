// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the environment that an application is made for. */
final class Detection {
    private Detection() {}

    /** Files for Jetty may name its own classes, which are in one environment alone. */
    private static final List<String> JETTY_DESCRIPTORS = List.of("jetty-web.xml", "jetty-env.xml");

    private static final Pattern JETTY_CLASS = Pattern.compile("\\borg\\.eclipse\\.jetty\\.(ee[0-9]+)\\.");

    /**
     * A descriptor for Jetty tells it, if there is one, or a Jakarta web.xml. An older one, or none, does not: many applications have kept it when they moved on to
     * Jakarta. So the classes do, and only if they do not either, the descriptor.
     *
     * @param application a WAR file, or a directory with its content
     * @throws IOException if it cannot be read
     */
    static EnvironmentName of(Path application) throws IOException {
        if (Files.isDirectory(application)) {
            return ofRoot(application);
        }
        try (FileSystem war = FileSystems.newFileSystem(application)) {
            return ofRoot(war.getPath("/"));
        }
    }

    private static EnvironmentName ofRoot(Path root) throws IOException {
        Path webInf = root.resolve("WEB-INF");
        for (String name : JETTY_DESCRIPTORS) {
            Optional<EnvironmentName> named = named(webInf.resolve(name));
            if (named.isPresent()) {
                return named.get();
            }
        }
        Path descriptor = webInf.resolve("web.xml");
        Optional<DescriptorHead> head =
                Files.isRegularFile(descriptor) ? DescriptorHead.of(descriptor) : Optional.empty();
        Optional<EnvironmentName> jakarta = head.flatMap(DescriptorHead::jakarta);
        return jakarta.isPresent()
                ? jakarta.get()
                : ofClasses(
                        ServletReferences.in(webInf), head.isPresent() ? EnvironmentName.EE8 : EnvironmentName.EE11);
    }

    private static Optional<EnvironmentName> named(Path jettyDescriptor) throws IOException {
        if (!Files.isRegularFile(jettyDescriptor)) {
            return Optional.empty();
        }
        return JETTY_CLASS
                .matcher(new String(Files.readAllBytes(jettyDescriptor), StandardCharsets.ISO_8859_1))
                .results()
                .map(match -> match.group(1))
                .flatMap(name -> EnvironmentName.of(name).stream())
                .findFirst();
    }

    private static EnvironmentName ofClasses(ServletReferences references, EnvironmentName otherwise) {
        if (references.javax() > references.jakarta()) {
            return EnvironmentName.EE8;
        }
        return references.jakarta() > references.javax() ? EnvironmentName.EE11 : otherwise;
    }
}
