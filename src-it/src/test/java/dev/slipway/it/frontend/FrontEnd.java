// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.client.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A web server in one of its ways to reach a backend: one subclass and one directory of configuration per web server. It is
 * started in the foreground with a configuration, ports and log files of its own, and may be started again.
 */
public abstract class FrontEnd {
    private final String name;
    private final String mode;
    private final Path directory;

    /** @param directory where this front end's configuration and logs go, and stay */
    protected FrontEnd(String name, String mode, Path directory) {
        this.name = name;
        this.mode = mode;
        this.directory = directory;
    }

    /** The web server, as the directory of its configuration is called. */
    public final String name() {
        return name;
    }

    /** The way to reach the backend, or what else makes this one of the web server's configurations. */
    public final String mode() {
        return mode;
    }

    public final Path directory() {
        return directory;
    }

    /** The backend that this front end is configured for, not yet started; always the same. */
    public abstract Backend backend();

    /** Starts the web server; fails with a sentence on what to install when there is none. */
    public abstract void start() throws IOException;

    public abstract void stop() throws IOException;

    /** Ends all of its processes as a crash does. */
    public abstract void kill() throws IOException;

    /** Removes what a front end had to put elsewhere than into {@link #directory()}, when it will not be started again. */
    public void removeTemporaryFiles() throws IOException {}

    public abstract Server http();

    public abstract Server https();

    public abstract List<Path> logs();

    /** True when a web server answers in place of a backend that is gone. */
    public boolean answersWithoutBackend() {
        return true;
    }

    /** True when a backend that could not be reached is left alone for the rest of the second, whatever it is told. */
    public boolean pausesWithoutBackend() {
        return false;
    }

    @Override
    public final String toString() {
        return name + " " + mode;
    }
}
