// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "file modes are POSIX")
class SocketFileTest {
    @TempDir
    Path directory;

    @Test
    void theSocketAppearsWithItsModeWhenItIsPublished() throws Exception {
        SocketFile file = file("?mode=0620");
        try (ServerSocketChannel server = bind(file.claim())) {
            assertThat(place()).doesNotExist();

            file.publish();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place())))
                    .isEqualTo("rw--w----");
            assertConnects(server);
            assertThat(directory.toFile().list()).containsExactly("app.sock");
        }
    }

    @Test
    void beforeItIsPublishedOnlyItsOwnerReachesIt() throws Exception {
        Path bound = file("").claim();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bound.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        bind(place()).close();
        assertThat(place()).exists();
        SocketFile file = file("");

        try (ServerSocketChannel server = bind(file.claim())) {
            file.publish();

            assertConnects(server);
        }
    }

    @Test
    void aSocketThatSomebodyListensOnIsLeftAlone() throws Exception {
        try (ServerSocketChannel somebody = bind(place())) {
            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(() -> file("").claim())
                    .withMessage("cannot listen on unix:" + place() + ": another process listens there; stop it, or"
                            + " choose another path with --listen");

            assertConnects(somebody);
        }
    }

    @Test
    void aPlaceThatIsTakenDuringTheDeploymentIsLeftAlone() throws Exception {
        SocketFile file = file("");
        try (ServerSocketChannel ours = bind(file.claim());
                ServerSocketChannel somebody = bind(place())) {
            assertThatExceptionOfType(StartupException.class).isThrownBy(file::publish);
            file.remove();

            assertConnects(somebody);
            assertThat(ours.isOpen()).isTrue();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Files.writeString(place(), "precious");

        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> file("").claim())
                .withMessageStartingWith("cannot listen on unix:" + place() + ": a file that is not a socket is there");
        assertThat(place()).hasContent("precious");
    }

    @Test
    void aLinkIsLeftAlone() throws IOException {
        Files.createSymbolicLink(place(), directory.resolve("elsewhere"));

        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> file("").claim())
                .withMessageContaining("a file that is not a socket is there");
        assertThat(Files.exists(place(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void nothingIsLeftAtTheEnd() throws Exception {
        SocketFile file = file("");
        try (ServerSocketChannel server = bind(file.claim())) {
            file.publish();
            assertThat(server.isOpen()).isTrue();
        }

        file.remove();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftOfAClaim() throws Exception {
        SocketFile file = file("");
        bind(file.claim()).close();

        file.remove();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theSocketOfASuccessorIsLeftAlone() throws Exception {
        SocketFile file = file("");
        bind(file.claim()).close();
        file.publish();
        SocketFile successor = file("");
        try (ServerSocketChannel server = bind(successor.claim())) {
            successor.publish();

            file.remove();

            assertConnects(server);
        }
    }

    @Test
    void aMissingDirectoryIsNamed() {
        UnixAddress address = UnixAddress.parse("unix:" + directory + "/none/app.sock");

        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> new SocketFile(address).claim())
                .withMessage(
                        "cannot listen on " + address + ": there is no directory " + directory + "/none; create it");
    }

    @Test
    void anUnknownGroupIsNamed() throws Exception {
        SocketFile file = file("?group=no-such-group");
        bind(file.claim()).close();

        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(file::publish)
                .withMessage("cannot give unix:" + place() + " to group 'no-such-group': no such group");
    }

    private Path place() {
        return directory.resolve("app.sock");
    }

    private SocketFile file(String options) {
        return new SocketFile(UnixAddress.parse("unix:" + place() + options));
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return server.bind(UnixDomainSocketAddress.of(path));
    }

    private void assertConnects(ServerSocketChannel server) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(place()));
                SocketChannel accepted = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(accepted.isConnected()).isTrue();
        }
    }
}
