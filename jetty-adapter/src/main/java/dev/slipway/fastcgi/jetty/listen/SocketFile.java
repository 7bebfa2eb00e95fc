// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Random;
import java.util.Set;

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
    /** The size of {@code sun_path} on Linux, less its terminating NUL. */
    private static final int MAX_PATH_LENGTH = 107;

    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET_TYPE = 0140000;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_ALL = 02;

    private final Path path;
    private Path privateDirectory;
    private Object identity;

    /** The file at an absolute path. */
    SocketFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Checks that the place is free, and returns the path to bind. */
    Path claim() throws ListenException {
        try {
            checkLength();
            checkDirectories();
            checkPlace();
            privateDirectory = createPrivateDirectory();
        } catch (IOException e) {
            throw failure(e);
        }
        return bound();
    }

    private Path bound() {
        return privateDirectory.resolve(NAME_IN_PRIVATE);
    }

    /** Moves the socket, which has been bound, to its place. */
    void publish() throws ListenException {
        Path bound = bound();
        try {
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
            // The next start replaces a stale file.
        }
        identity = null;
    }

    private void checkLength() throws ListenException {
        int length = length(path);
        if (length > MAX_PATH_LENGTH) {
            throw failure(
                    "the path has " + length + " bytes; that of a Unix socket can have at most " + MAX_PATH_LENGTH);
        }
        length = length(
                path.resolveSibling("." + "x".repeat(PRIVATE_NAME_LENGTH)).resolve(NAME_IN_PRIVATE));
        if (length > MAX_PATH_LENGTH) {
            throw failure(
                    "the directory's path is too long by " + (length - MAX_PATH_LENGTH) + " bytes for a Unix socket");
        }
    }

    private static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Where everybody may rename, a stranger can put another socket in the place of ours. */
    private void checkDirectories() throws IOException {
        Path directory = path.getParent().toRealPath();
        while (directory != null) {
            int mode = mode(directory);
            if ((mode & WRITABLE_BY_ALL) != 0 && (mode & STICKY) == 0) {
                throw failure("everybody may write to the directory " + directory
                        + ", and replace the socket; chmod o-w " + directory + ", or choose another path");
            }
            directory = directory.getParent();
        }
    }

    private static int mode(Path file) throws IOException {
        return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    private void checkPlace() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isSymbolicLink(path)) {
            throw failure("a symbolic link to " + Files.readSymbolicLink(path)
                    + " is there; remove it, or give the path that it leads to");
        }
        if ((mode(path) & FILE_TYPE) != SOCKET_TYPE) {
            throw failure("a file that is not a socket is there; move it away, or choose another path");
        }
        if (somebodyListens()) {
            throw failure("another process listens there; stop it, or choose another path");
        }
    }

    private boolean somebodyListens() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            return false;
        }
    }

    private Path createPrivateDirectory() throws IOException {
        Random random = new Random();
        while (true) {
            String name = "." + Integer.toString(random.nextInt(Integer.MAX_VALUE), Character.MAX_RADIX);
            try {
                return Files.createDirectory(
                        path.resolveSibling(name.substring(0, Math.min(name.length(), 1 + PRIVATE_NAME_LENGTH))),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                // Taken: the next name.
            }
        }
    }

    /**
     * Says who may connect to the socket, which has been bound and is not in its place yet.
     *
     * @param owner null for that of the process, like the group
     */
    void setAttributes(Set<PosixFilePermission> mode, String owner, String group) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(bound(), PosixFileAttributeView.class);
        UserPrincipalLookupService principals = bound().getFileSystem().getUserPrincipalLookupService();
        attributes.setPermissions(mode);
        if (group != null) {
            try {
                attributes.setGroup(principals.lookupPrincipalByGroupName(group));
            } catch (UserPrincipalNotFoundException e) {
                throw failure("cannot give it to group '" + group + "': no such group");
            } catch (FileSystemException e) {
                throw failure("cannot give it to group '" + group + "' (" + e.getReason()
                        + "); only root can, and others to a group that they are in");
            }
        }
        if (owner != null) {
            try {
                attributes.setOwner(principals.lookupPrincipalByName(owner));
            } catch (UserPrincipalNotFoundException e) {
                throw failure("cannot give it to user '" + owner + "': no such user");
            } catch (FileSystemException e) {
                throw failure("cannot give it to user '" + owner + "' (" + e.getReason() + "); only root can");
            }
        }
    }

    private void removePrivateDirectory() throws IOException {
        if (privateDirectory != null) {
            Files.deleteIfExists(bound());
            Files.deleteIfExists(privateDirectory);
            privateDirectory = null;
        }
    }

    /** The sentence about a failure. */
    ListenException failure(IOException e) {
        if (e instanceof ListenException sentence) {
            return sentence;
        }
        if (e instanceof NoSuchFileException) {
            return failure("there is no directory " + path.getParent() + "; create it");
        }
        if (e instanceof AccessDeniedException denied) {
            return failure(System.getProperty("user.name") + " may not write to " + denied.getFile());
        }
        return failure(e.toString());
    }

    private ListenException failure(String reason) {
        return new ListenException("cannot listen on unix:" + path + ": " + reason);
    }
}
