// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An application that a test writes, as a directory. */
record TestApplication(Path path) {
    static TestApplication in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("WEB-INF/classes"));
        Files.writeString(directory.resolve("index.html"), "<!DOCTYPE html><title>A test's application</title>");
        return new TestApplication(directory);
    }

    /** Adds a descriptor with this content. */
    TestApplication describedBy(String elements) throws IOException {
        return describedBy("https://jakarta.ee/xml/ns/jakartaee", "6.1", elements);
    }

    TestApplication describedBy(String namespace, String version, String elements) throws IOException {
        return descriptor("""
                <web-app xmlns="%s" version="%s">
                %s
                </web-app>
                """.formatted(namespace, version, elements));
    }

    TestApplication descriptor(String text) throws IOException {
        Files.writeString(path.resolve("WEB-INF/web.xml"), text);
        return this;
    }

    TestApplication file(String name, String content) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    TestApplication with(Class<?> type) throws IOException {
        String name = fileName(type);
        Path file = path.resolve("WEB-INF/classes").resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            Files.copy(in, file);
        }
        return this;
    }

    /** Adds a library with these files, and these classes. */
    TestApplication library(Map<String, String> files, Class<?>... types) throws IOException {
        Path jar = Files.createDirectories(path.resolve("WEB-INF/lib")).resolve("library.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Class<?> type : types) {
                out.putNextEntry(new ZipEntry(fileName(type)));
                try (InputStream in = type.getClassLoader().getResourceAsStream(fileName(type))) {
                    in.transferTo(out);
                }
            }
        }
        return this;
    }

    TestApplication listening(Class<?> listener) throws IOException {
        return with(listener).describedBy(listener(listener.getName()));
    }

    /** The same as a WAR file. */
    Path war(Path file) throws IOException {
        try (Stream<Path> walked = Files.walk(path);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            List<Path> files = walked.filter(Files::isRegularFile).toList();
            for (Path each : files) {
                out.putNextEntry(new ZipEntry(path.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return file;
    }

    static String listener(String className) {
        return "<listener><listener-class>" + className + "</listener-class></listener>";
    }

    private static String fileName(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }
}
