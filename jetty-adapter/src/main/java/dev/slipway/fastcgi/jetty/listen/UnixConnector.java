// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;

/**
 * Listens on a Unix socket whose file has its mode and owner from the first moment that others can see it, and which appears
 * when connections are accepted.
 *
 * <p>{@link #open()} checks the place, and makes the socket in a private directory beside it; the start of the connector moves
 * it into its place, over the file of a server that is gone; {@link #close()} removes it. Set the properties before
 * {@link #open()}.
 */
@ManagedObject("Listens on a Unix socket")
public final class UnixConnector extends ChannelConnector {
    private final SocketFile file;
    private Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-rw----");
    private String owner;
    private String group;
    private int backlog;

    /**
     * A connector that is not open yet.
     *
     * @param server whose connector it is; {@link Server#addConnector} makes it known
     * @param path of the socket, at most 107 bytes on Linux
     * @param factories what is spoken on the connections
     */
    public UnixConnector(Server server, Path path, ConnectionFactory... factories) {
        this(server, null, path, factories);
    }

    /**
     * A connector that is not open yet, with an executor of its own.
     *
     * @param server whose connector it is; {@link Server#addConnector} makes it known
     * @param executor runs its selectors and the applications: a
     *     {@link dev.slipway.fastcgi.jetty.HandOverExecutor} saves a wake-up for each request; null for the server's threads
     * @param path of the socket, at most 107 bytes on Linux
     * @param factories what is spoken on the connections
     */
    public UnixConnector(Server server, Executor executor, Path path, ConnectionFactory... factories) {
        super(server, executor, factories);
        file = new SocketFile(path.toAbsolutePath().normalize());
    }

    /**
     * Who may connect, as far as the file says it.
     *
     * @return as in {@code rw-rw----}
     */
    @ManagedAttribute("The mode of the socket")
    public String getMode() {
        return PosixFilePermissions.toString(mode);
    }

    /**
     * Sets who may connect, as far as the file says it.
     *
     * @param mode as in {@code 0660}, the default, or {@code rw-rw----}; write permission lets connect
     */
    public void setMode(String mode) {
        this.mode = FileMode.parse(mode);
    }

    /**
     * Sets who may connect, as far as the file says it.
     *
     * @param mode write permission lets connect; default 0660
     */
    public void setMode(Set<PosixFilePermission> mode) {
        this.mode = Set.copyOf(mode);
    }

    /**
     * Who owns the socket.
     *
     * @return a user name or uid; null for the user of this process
     */
    @ManagedAttribute("The owner of the socket, if not the user of this process")
    public String getOwner() {
        return owner;
    }

    /**
     * Sets who owns the socket.
     *
     * @param owner a user name or uid; null, the default, for the user of this process
     */
    public void setOwner(String owner) {
        this.owner = owner;
    }

    /**
     * The group of the socket.
     *
     * @return a group name or gid; null for that of this process
     */
    @ManagedAttribute("The group of the socket, if not that of this process")
    public String getGroup() {
        return group;
    }

    /**
     * Sets the group of the socket.
     *
     * @param group a group name or gid; null, the default, for that of this process
     */
    public void setGroup(String group) {
        this.group = group;
    }

    /**
     * How many connections may wait to be accepted.
     *
     * @return a count; 0 for Java's own choice
     */
    @ManagedAttribute("How many connections may wait to be accepted")
    public int getBacklog() {
        return backlog;
    }

    /**
     * Sets how many connections may wait to be accepted.
     *
     * @param backlog 0, the default, for Java's own choice; the system may have a lower limit
     */
    public void setBacklog(int backlog) {
        this.backlog = backlog;
    }

    @Override
    ServerSocketChannel openChannel() throws IOException {
        Path bound = file.claim();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(bound), backlog);
            file.setAttributes(mode, owner, group);
            return channel;
        } catch (IOException e) {
            IO.close(channel);
            file.remove();
            throw file.failure(e);
        }
    }

    @Override
    void published() throws IOException {
        file.publish();
    }

    @Override
    void closeChannel(ServerSocketChannel opened) {
        file.remove();
        IO.close(opened);
    }

    /**
     * Where the socket is.
     *
     * @return an absolute path
     */
    public Path getPath() {
        return file.path();
    }

    /**
     * Where the socket is, for those that know no {@link Path}.
     *
     * @return an absolute path
     */
    @ManagedAttribute(value = "The path of the socket", name = "path")
    public String getPathName() {
        return getPath().toString();
    }

    @Override
    public String getHost() {
        return null;
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public int getLocalPort() {
        return -1;
    }

    @Override
    public String toString() {
        return super.toString() + "{" + getPath() + "}";
    }
}
