// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Random;

/**
 * The file of a Unix socket: never open to more people than was said, never taken from somebody who listens,
 * gone at the end.
 *
 * <p>A socket is born with the mode that the umask leaves it. So it is bound inside a private directory beside
 * its place, gets its owner and mode there, and is then renamed into its place, over a stale file if there is one.
 */
final class SocketFile {
    private static final String NAME_IN_PRIVATE = "s";
    private static final int PRIVATE_NAME_LENGTH = 7;
    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET_TYPE = 0140000;

    private final UnixAddress address;
    private final Path path;
    private Path privateDirectory;
    private Object identity;

    SocketFile(UnixAddress address) {
        this.address = address;
        path = address.path();
    }

    /** Checks that the place is free, and returns the path to bind. */
    Path claim() throws StartupException {
        try {
            checkPlace();
            privateDirectory = createPrivateDirectory();
        } catch (IOException e) {
            throw failure(e);
        }
        return privateDirectory.resolve(NAME_IN_PRIVATE);
    }

    /** Moves the socket, which has been bound, to its place. */
    void publish() throws StartupException {
        Path bound = privateDirectory.resolve(NAME_IN_PRIVATE);
        try {
            setOwnerAndMode(bound);
            checkPlace();
            identity = Files.readAttributes(bound, BasicFileAttributes.class).fileKey();
            Files.move(bound, path, StandardCopyOption.ATOMIC_MOVE);
            removePrivateDirectory();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Removes what was made, but not the socket of somebody who has taken the place since. */
    void remove() {
        try {
            removePrivateDirectory();
            if (identity != null
                    && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && identity.equals(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .fileKey())) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // The process is ending; the next start replaces a stale file.
        }
    }

    private void checkPlace() throws IOException, StartupException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket()) {
            throw failure("a file that is not a socket is there; move it away, or choose another path with --listen");
        }
        if (somebodyListens()) {
            throw failure("another process listens there; stop it, or choose another path with --listen");
        }
    }

    private boolean somebodyListens() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return false;
        }
    }

    private boolean isSocket() throws IOException {
        int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        return (mode & FILE_TYPE) == SOCKET_TYPE;
    }

    private Path createPrivateDirectory() throws IOException, StartupException {
        Path parent = path.getParent();
        int length = parent.resolve("." + "x".repeat(PRIVATE_NAME_LENGTH))
                .resolve(NAME_IN_PRIVATE)
                .toString()
                .getBytes(StandardCharsets.UTF_8)
                .length;
        if (length > UnixAddress.MAX_PATH_LENGTH) {
            throw failure("the directory's path is too long by " + (length - UnixAddress.MAX_PATH_LENGTH)
                    + " bytes for a Unix socket");
        }
        Random random = new Random();
        while (true) {
            String name = "." + Integer.toString(random.nextInt(Integer.MAX_VALUE), Character.MAX_RADIX);
            try {
                return Files.createDirectory(
                        parent.resolve(name.substring(0, Math.min(name.length(), 1 + PRIVATE_NAME_LENGTH))),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                // Taken: the next name.
            }
        }
    }

    private void setOwnerAndMode(Path bound) throws IOException, StartupException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(bound, PosixFileAttributeView.class);
        UserPrincipalLookupService principals = bound.getFileSystem().getUserPrincipalLookupService();
        attributes.setPermissions(address.mode());
        if (address.group().isPresent()) {
            String group = address.group().get();
            try {
                attributes.setGroup(principals.lookupPrincipalByGroupName(group));
            } catch (UserPrincipalNotFoundException e) {
                throw new StartupException("cannot give " + address + " to group '" + group + "': no such group");
            }
        }
        if (address.owner().isPresent()) {
            String owner = address.owner().get();
            try {
                attributes.setOwner(principals.lookupPrincipalByName(owner));
            } catch (UserPrincipalNotFoundException e) {
                throw new StartupException("cannot give " + address + " to user '" + owner + "': no such user");
            }
        }
    }

    private void removePrivateDirectory() throws IOException {
        if (privateDirectory != null) {
            Files.deleteIfExists(privateDirectory.resolve(NAME_IN_PRIVATE));
            Files.deleteIfExists(privateDirectory);
            privateDirectory = null;
        }
    }

    private StartupException failure(IOException e) {
        if (e instanceof NoSuchFileException) {
            return failure("there is no directory " + path.getParent() + "; create it");
        }
        if (e instanceof AccessDeniedException denied) {
            return failure(System.getProperty("user.name") + " may not write to " + denied.getFile());
        }
        return failure(e.toString());
    }

    private StartupException failure(String reason) {
        return new StartupException("cannot listen on " + address + ": " + reason);
    }
}
