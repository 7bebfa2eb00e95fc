// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Apache httpd with mod_fcgid, which starts relays: one per concurrent request, on sockets of its own. */
public final class ModFcgidFrontEnd extends ApacheFrontEnd {
    public static final String MODE = "mod-fcgid";
    private static final String INSTALL =
            "install mod_fcgid: the package libapache2-mod-fcgid (Debian, Ubuntu), mod_fcgid (Fedora, RHEL)";

    /** The program and the address of Slipway, as the wrapper's command line has them. */
    private record Relay(Path program, SlipwayBackend slipway) {}

    /** @param program which of the programs that the build makes of the relay */
    public ModFcgidFrontEnd(String program) throws IOException {
        this(MODE, sharedDirectory(), program);
    }

    private ModFcgidFrontEnd(String mode, Path shared, String program) throws IOException {
        this(
                mode,
                shared,
                new Relay(
                        forWebServers(shared, program), slipway(work(NAME, mode), shared, true, Backend.IDLE_TIMEOUT)));
    }

    private ModFcgidFrontEnd(String mode, Path shared, Relay relay) throws IOException {
        super(
                mode,
                shared,
                relay.slipway,
                new Application(
                        Workplace.configuration(NAME).resolve("mod_fcgid.conf"),
                        Map.of(
                                "contextPath",
                                Workplace.CONTEXT_PATH,
                                "relay",
                                relay.program,
                                "backend",
                                "unix:" + relay.slipway.address())));
    }

    /**
     * In front of a backend that is started elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param application what is in both virtual hosts, as it is
     */
    public ModFcgidFrontEnd(String mode, Path shared, Path application, Backend backend) throws IOException {
        super(mode, shared, backend, new Application(application, Map.of()));
    }

    /** A copy of one of the relay's programs that the web server's own account can run. */
    public static Path forWebServers(Path shared, String program) throws IOException {
        return Files.copy(
                Workplace.relay(program), shared.resolve("slipway-relay"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Override
    protected List<String> command(Path configuration) {
        Installed.file(INSTALL, "mod_fcgid.so", modules().toString());
        List<String> command = new ArrayList<>(super.command(configuration));
        command.add("-DModFcgid");
        return command;
    }
}
