// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** An application that a test writes, as a directory. */
record TestApplication(Path path) {
    static TestApplication in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("WEB-INF/classes"));
        Files.writeString(directory.resolve("index.html"), "<!DOCTYPE html><title>A test's application</title>");
        return new TestApplication(directory);
    }

    /** Adds a descriptor with this content. */
    TestApplication describedBy(String elements) throws IOException {
        Files.writeString(path.resolve("WEB-INF/web.xml"), """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.1">
                %s
                </web-app>
                """.formatted(elements));
        return this;
    }

    TestApplication with(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = path.resolve("WEB-INF/classes").resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        return this;
    }

    TestApplication listening(Class<?> listener) throws IOException {
        return with(listener).describedBy(listener(listener.getName()));
    }

    static String listener(String className) {
        return "<listener><listener-class>" + className + "</listener-class></listener>";
    }
}
