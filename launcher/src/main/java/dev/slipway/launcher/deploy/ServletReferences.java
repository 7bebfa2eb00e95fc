// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Which of the two families of Servlet classes the classes of an application name in their constant pools.
 *
 * @param javax how many name {@code javax.servlet}
 * @param jakarta how many name {@code jakarta.servlet}
 */
record ServletReferences(int javax, int jakarta) {
    private static final ServletReferences NONE = new ServletReferences(0, 0);
    private static final byte[] JAVAX = "javax/servlet/".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JAKARTA = "jakarta/servlet/".getBytes(StandardCharsets.US_ASCII);

    /** Those of the application's own classes; if they do not tell, those of its libraries. */
    static ServletReferences in(Path webInf) throws IOException {
        ServletReferences own = sum(files(webInf.resolve("classes"), ".class"), ServletReferences::inClass);
        return own.javax != own.jakarta ? own : sum(files(webInf.resolve("lib"), ".jar"), ServletReferences::inJar);
    }

    private interface Count {
        ServletReferences of(Path file) throws IOException;
    }

    private static ServletReferences sum(List<Path> files, Count count) throws IOException {
        ServletReferences sum = NONE;
        for (Path file : files) {
            sum = sum.plus(count.of(file));
        }
        return sum;
    }

    private static List<Path> files(Path directory, String extension) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(extension)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static ServletReferences inClass(Path file) throws IOException {
        return inClass(Files.readAllBytes(file));
    }

    private static ServletReferences inJar(Path file) throws IOException {
        ServletReferences sum = NONE;
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream jar = new ZipInputStream(in)) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    sum = sum.plus(inClass(jar.readAllBytes()));
                }
            }
        }
        return sum;
    }

    private static ServletReferences inClass(byte[] bytes) {
        return new ServletReferences(contains(bytes, JAVAX) ? 1 : 0, contains(bytes, JAKARTA) ? 1 : 0);
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            int matched = 0;
            while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }

    private ServletReferences plus(ServletReferences other) {
        return new ServletReferences(javax + other.javax, jakarta + other.jakarta);
    }
}
