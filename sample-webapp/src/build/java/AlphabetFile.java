// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file whose byte i is {@code 'a' + i % 26}; run by the build, so that no large file needs to be committed. */
final class AlphabetFile {
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        long length = Long.parseLong(arguments[1]);
        if (Files.exists(file) && Files.size(file) == length) {
            return;
        }
        Files.createDirectories(file.getParent());
        try (OutputStream output = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (long i = 0; i < length; i++) {
                output.write((int) ('a' + i % 26));
            }
        }
    }
}
