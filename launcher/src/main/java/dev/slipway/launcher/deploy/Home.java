// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The unpacked distribution: {@code lib} with the JARs of this program, directories in it with those of each environment,
 * and {@code etc}.
 */
record Home(Path path) {
    /** The one that this class is from. */
    static Home ofThisProgram() {
        try {
            Path jar = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Home(jar.getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file of settings for applications, in the format of jetty-xml. */
    Path settings(String name) {
        return path.resolve("etc").resolve(name);
    }

    /** Those of the JARs of an environment that the start script has put on the class path. */
    List<Path> jarsOnClassPath(EnvironmentName environment) {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        return jars(environment).stream()
                .filter(jar -> classPath.contains(jar.toString()))
                .toList();
    }

    /** The JARs that the applications of one environment see, and those of others do not. */
    List<Path> jars(EnvironmentName environment) {
        Path directory = path.resolve("lib").resolve(environment.toString());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be read; unpack the distribution again", e);
        }
    }
}
