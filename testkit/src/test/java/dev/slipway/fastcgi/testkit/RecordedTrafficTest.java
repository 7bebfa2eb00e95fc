// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTrafficTest {
    @Test
    void loadsOneRecordingAndAllOfAFolder() {
        var one = RecordedTraffic.load(getClass(), "captures/nginx-root-query.bin");
        assertThat(one).hasToString("nginx-root-query");
        assertThat(one.bytes()).startsWith(1, 1, 0, 1, 0, 8, 0, 0);
        assertThat(RecordedTraffic.loadAll(getClass(), "captures"))
                .extracting(RecordedTraffic::name)
                .containsExactly("haproxy-mpx-getvalues", "haproxy-mpx-root", "nginx-root-query");
    }

    @Test
    void loadsAFolderOfAJar(@TempDir Path folder) throws Exception {
        Path jar = folder.resolve("a b.jar");
        writeJar(jar);
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Class<?> inJar = loader.loadClass(Octets.class.getName());
            assertThat(RecordedTraffic.loadAll(inJar, "/recorded/"))
                    .singleElement()
                    .satisfies(traffic -> assertThat(traffic.bytes()).containsExactly(1, 2));
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> RecordedTraffic.load(getClass(), "captures/none.bin"))
                .hasMessageStartingWith("no resource captures/none.bin");
        assertThatThrownBy(() -> RecordedTraffic.loadAll(getClass(), "none")).hasMessageStartingWith("no folder none");
        assertThatThrownBy(() -> RecordedTraffic.loadAll(getClass(), "/dev")).hasMessageStartingWith("no .bin in ");
    }

    private static void writeJar(Path jar) throws IOException {
        String octets = Octets.class.getName().replace('.', '/') + ".class";
        try (var out = new ZipOutputStream(Files.newOutputStream(jar));
                var octetsClass = Octets.class.getResourceAsStream("/" + octets)) {
            out.putNextEntry(new ZipEntry(octets));
            octetsClass.transferTo(out);
            out.putNextEntry(new ZipEntry("recorded/"));
            out.putNextEntry(new ZipEntry("recorded/one.bin"));
            out.write(new byte[] {1, 2});
            out.closeEntry();
        }
    }
}
