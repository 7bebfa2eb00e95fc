// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of 3 GiB that the application serves, with the configuration of the documentation: longer than an int counts, and
 * than thirty times the backend's heap. It has no content on the disk.
 */
class HugeDownloadIT {
    private static final long LENGTH = 3L << 30;
    private static final long GROWTH_LIMIT = 8_000_000;

    @TempDir
    static Path directory;

    private static DocumentationReader reader;

    @BeforeAll
    static void makeApplication() throws IOException {
        reader = DocumentationReader.withoutApplication(directory);
        Path application = Files.createDirectory(directory.resolve(DocumentationReader.APPLICATION));
        ChildProcess.run(
                List.of(
                        "sh",
                        "-c",
                        "cd \"$1\" && \"$2\" -xf \"$3\"",
                        "sh",
                        application.toString(),
                        Workplace.javaTool("jar"),
                        Workplace.sampleWar().toString()),
                directory.resolve("jar.log"));
        try (RandomAccessFile file =
                new RandomAccessFile(application.resolve("static/huge.bin").toFile(), "rw")) {
            file.setLength(LENGTH);
        }
    }

    private abstract static class Download extends DeployedScenarios implements Scenarios {
        @Test
        void huge_file_arrives_whole_and_leaves_the_heap_flat() throws IOException {
            Request request = Request.get("/static/huge.bin");
            long before = site().backend().liveHeap();
            try (Connection connection = Connection.open(site().http())) {
                connection.send(request);
                Response head = connection.head();
                assertThat(head.field("Content-Length")).hasValue(Long.toString(LENGTH));
                assertThat(length(connection.body("GET", head))).isEqualTo(LENGTH);
            }
            assertThat(site().backend().liveHeap() - before)
                    .as("growth of the heap from %s bytes", before)
                    .isLessThan(GROWTH_LIMIT);
            Response part = site().exchange(request.with("Range: bytes=1000000000-1000000009"));
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(new byte[10]);
        }
    }

    private static long length(InputStream input) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        long length = 0;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            length += count;
        }
        return length;
    }

    @Nested
    class BehindApache extends Download {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return reader.frontEnd(ApacheFrontEnd.NAME, "huge-download", "readme", "serve", ApacheFrontEnd::new);
        }
    }

    @Nested
    class BehindNginx extends Download {
        @Override
        protected FrontEnd frontEnd() throws IOException {
            return reader.frontEnd(
                    NginxFrontEnd.NAME, "huge-download", "production", "serve", DocumentedNginxIT::nginx);
        }
    }
}
