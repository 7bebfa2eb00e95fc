// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.util.List;
import java.util.Set;
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
        SocketFile file = file();
        try (ServerSocketChannel server = bind(file.claim())) {
            file.setAttributes(PosixFilePermissions.fromString("rw--w----"), null, null);
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
        Path bound = file().claim();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bound.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        bind(place()).close();
        assertThat(place()).exists();
        SocketFile file = file();

        try (ServerSocketChannel server = bind(file.claim())) {
            file.publish();

            assertConnects(server);
        }
    }

    @Test
    void aSocketThatSomebodyListensOnIsLeftAlone() throws Exception {
        try (ServerSocketChannel somebody = bind(place())) {
            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> file().claim())
                    .withMessage("cannot listen on unix:" + place() + ": another process listens there; stop it, or"
                            + " choose another path");

            assertConnects(somebody);
        }
    }

    @Test
    void aPlaceThatIsTakenDuringTheDeploymentIsLeftAlone() throws Exception {
        SocketFile file = file();
        try (ServerSocketChannel ours = bind(file.claim());
                ServerSocketChannel somebody = bind(place())) {
            assertThatExceptionOfType(ListenException.class).isThrownBy(file::publish);
            file.remove();

            assertConnects(somebody);
            assertThat(ours.isOpen()).isTrue();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws IOException {
        Files.writeString(place(), "precious");

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> file().claim())
                .withMessageStartingWith("cannot listen on unix:" + place() + ": a file that is not a socket is there");
        assertThat(place()).hasContent("precious");
    }

    @Test
    void aLinkIsLeftAlone() throws IOException {
        Files.createSymbolicLink(place(), directory.resolve("elsewhere"));

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> file().claim())
                .withMessage("cannot listen on unix:" + place() + ": a symbolic link to " + directory
                        + "/elsewhere is there; remove it, or give the path that it leads to");
        assertThat(Files.exists(place(), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void nothingIsLeftAtTheEnd() throws Exception {
        SocketFile file = file();
        try (ServerSocketChannel server = bind(file.claim())) {
            file.publish();
            assertThat(server.isOpen()).isTrue();
        }

        file.remove();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftOfAClaim() throws Exception {
        SocketFile file = file();
        bind(file.claim()).close();

        file.remove();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theSocketOfASuccessorIsLeftAlone() throws Exception {
        SocketFile file = file();
        bind(file.claim()).close();
        file.publish();
        SocketFile successor = file();
        try (ServerSocketChannel server = bind(successor.claim())) {
            successor.publish();

            file.remove();

            assertConnects(server);
        }
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path place = directory.resolve("none/app.sock");

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> new SocketFile(place).claim())
                .withMessage(
                        "cannot listen on unix:" + place + ": there is no directory " + directory + "/none; create it");
    }

    @Test
    void aDirectoryThatEverybodyMayWriteToIsRefused() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open"));
        Path below = Files.createDirectory(open.resolve("below"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        for (Path place : List.of(open.resolve("app.sock"), below.resolve("app.sock"))) {
            assertThatExceptionOfType(ListenException.class)
                    .isThrownBy(() -> new SocketFile(place).claim())
                    .withMessage("cannot listen on unix:" + place + ": everybody may write to the directory " + open
                            + ", and replace the socket; chmod o-w " + open + ", or choose another path");
        }
        assertThat(below).isEmptyDirectory();
    }

    @Test
    void aLinkToADirectoryThatEverybodyMayWriteToIsRefused() throws Exception {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), open);

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> new SocketFile(link.resolve("app.sock")).claim())
                .withMessageContaining("everybody may write to the directory " + open);
    }

    @Test
    void aDirectoryWhereNobodyMayRenameTheFilesOfOthersIsTaken() throws Exception {
        Path sticky = Files.createDirectory(directory.resolve("sticky"));
        Files.setAttribute(sticky, "unix:mode", 01777);

        assertThatCode(() -> new SocketFile(sticky.resolve("app.sock")).claim()).doesNotThrowAnyException();
    }

    @Test
    void thePathMayHave107BytesAndNotMore() throws Exception {
        Path longest = directory.resolve("x".repeat(107 - length(directory) - 1));
        SocketFile file = new SocketFile(longest);
        try (ServerSocketChannel server = bind(file.claim())) {
            file.publish();
            assertThat(longest).exists();
            assertThat(server.isOpen()).isTrue();
        }
        file.remove();

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> new SocketFile(Path.of(longest + "x")).claim())
                .withMessage("cannot listen on unix:" + longest
                        + "x: the path has 108 bytes; that of a Unix socket can have at most 107");
    }

    @Test
    void aDirectoryMustLeaveRoomForThePrivateOne() {
        Path place = directory.resolve("x".repeat(100 - length(directory) - 1)).resolve("s");

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> new SocketFile(place).claim())
                .withMessageEndingWith(": the directory's path is too long by 4 bytes for a Unix socket");
    }

    private static int length(Path path) {
        return path.toString().length();
    }

    @Test
    void anUnknownGroupOrOwnerIsNamed() throws Exception {
        SocketFile file = file();
        bind(file.claim()).close();

        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> file.setAttributes(Set.of(), null, "no-such-group"))
                .withMessage("cannot listen on unix:" + place()
                        + ": cannot give it to group 'no-such-group': no such group");
        assertThatExceptionOfType(ListenException.class)
                .isThrownBy(() -> file.setAttributes(Set.of(), "no-such-user", null))
                .withMessage(
                        "cannot listen on unix:" + place() + ": cannot give it to user 'no-such-user': no such user");
    }

    private Path place() {
        return directory.resolve("app.sock");
    }

    private SocketFile file() {
        return new SocketFile(place());
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
