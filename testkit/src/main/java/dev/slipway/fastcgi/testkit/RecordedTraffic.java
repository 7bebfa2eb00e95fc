// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a real front end sent for one request.
 *
 * @param name the resource's name without folder and {@code .bin}
 * @param bytes as they were sent
 */
public record RecordedTraffic(String name, byte[] bytes) {
    private static final String SUFFIX = ".bin";

    /** One recording, found as {@link Class#getResource} finds it. */
    public static RecordedTraffic load(Class<?> near, String resource) {
        try (InputStream in = near.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource + " near " + near.getName());
            }
            String file = resource.substring(resource.lastIndexOf('/') + 1);
            return new RecordedTraffic(withoutSuffix(file), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All recordings directly in a folder of the class path, by name; none is a failure. */
    public static List<RecordedTraffic> loadAll(Class<?> near, String folder) {
        URL url = near.getResource(folder);
        if (url == null) {
            throw new IllegalArgumentException("no folder " + folder + " near " + near.getName());
        }
        try {
            List<RecordedTraffic> found = loadAll(url);
            if (found.isEmpty()) {
                throw new IllegalArgumentException("no " + SUFFIX + " in " + url);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a folder: " + url, e);
        }
    }

    /** The name, so that parameterized tests read well. */
    @Override
    public String toString() {
        return name;
    }

    private static List<RecordedTraffic> loadAll(URL folder) throws IOException, URISyntaxException {
        if (!(folder.openConnection() instanceof JarURLConnection entry)) {
            return loadAll(Path.of(folder.toURI()));
        }
        try (FileSystem jar =
                FileSystems.newFileSystem(Path.of(entry.getJarFileURL().toURI()))) {
            return loadAll(jar.getPath(entry.getEntryName()));
        }
    }

    private static List<RecordedTraffic> loadAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(RecordedTraffic::read)
                    .toList();
        }
    }

    private static RecordedTraffic read(Path file) {
        try {
            return new RecordedTraffic(withoutSuffix(file.getFileName().toString()), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSuffix(String file) {
        return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
    }
}
