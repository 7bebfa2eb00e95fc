// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Where things are: what the build made, what is in the tree, and where this run keeps its files. */
public final class Workplace {
    public static final String CONTEXT_PATH = "/app";

    private static final Supplier<Tls> TLS = new Supplier<>() {
        private Tls made;

        @Override
        public synchronized Tls get() {
            if (made == null) {
                try {
                    made = Tls.create(work("tls"));
                } catch (Exception e) {
                    throw new IllegalStateException("no key for this run", e);
                }
            }
            return made;
        }
    };

    private Workplace() {}

    public static Tls tls() {
        return TLS.get();
    }

    /** The source tree, which the documentation speaks of. */
    public static Path tree() {
        return property("slipway.root");
    }

    /** The archive that users unpack. */
    public static Path distribution() {
        Path unpacked = launcher().getParent().getParent();
        try (Stream<Path> files = Files.list(unpacked.getParent())) {
            return files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no archive beside " + unpacked));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Configuration and logs of one part of this run; they stay there. */
    public static Path work(String name) throws IOException {
        return Files.createDirectories(property("slipway.it.work").resolve(name));
    }

    /** The same, but with nothing of an earlier run in it. */
    public static Path fresh(String name) throws IOException {
        Path directory = work(name);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return Files.createDirectory(directory);
    }

    /** The directory in the tree with a front end's configuration. */
    public static Path configuration(String frontEnd) {
        return property("slipway.frontends").resolve(frontEnd);
    }

    public static Path sampleWar() {
        return present(property("slipway.sample.war"), "the sample web application");
    }

    /** A web application that others wrote, by the name of its artifact. */
    public static Path foreignWar(String artifact) {
        return present(property("slipway.it.wars").resolve(artifact + ".war"), "which the build fetches");
    }

    public static Path launcher() {
        return present(property("slipway.home").resolve("bin").resolve("slipway"), "the launcher");
    }

    /** The archive that users of Jetty unpack into a JETTY_BASE. */
    public static Path jettyArchive() {
        return present(property("slipway.jetty.archive"), "the modules for Jetty");
    }

    /** The Jetty that people download, unpacked. */
    public static Path jettyHome() {
        return present(property("slipway.jetty.home"), "Jetty");
    }

    /** A driver for a database, as a JAR in this directory. */
    public static Path jettyLib() {
        return present(property("slipway.jetty.lib"), "what is added to Jetty");
    }

    /** One of the programs that relay/build.sh makes. */
    public static Path relay(String program) {
        return present(
                property("slipway.relay").resolve(program),
                "which relay/build.sh makes with a C compiler (package gcc) and mingw-w64 (gcc-mingw-w64-x86-64)");
    }

    /** A program of the Java runtime that runs this. */
    public static String javaTool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static Path property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "system property " + name + " is not set: the build sets it, see src-it/pom.xml");
        }
        return Path.of(value).toAbsolutePath().normalize();
    }

    private static Path present(Path path, String what) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + ", " + what
                    + ", is missing: build it with mvn package -pl src-it -am, or the whole project");
        }
        return path;
    }
}
