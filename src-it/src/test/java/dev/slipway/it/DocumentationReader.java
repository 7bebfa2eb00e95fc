// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.backend.DocumentedBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.documentation.Documentation;
import dev.slipway.it.frontend.Account;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.ProcessFrontEnd;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody who does what the documentation says, in a directory that is as the tree after a build, and with a WAR. Only
 * names that depend on the machine are replaced.
 */
record DocumentationReader(Path directory) {
    private static final String SOCKET = "/run/slipway.sock";
    private static final String TCP = "127.0.0.1:9000";
    private static final String GROUP = "group=www-data";

    /** How a kind of web server is made. */
    interface Kind {
        FrontEnd of(String label, Path shared, Path application, DocumentedBackend backend) throws IOException;
    }

    static final String APPLICATION = "your.war";

    /** The reader has unpacked the distribution in this directory, and has the sample application. */
    static DocumentationReader in(Path directory) throws IOException {
        Files.copy(Workplace.sampleWar(), directory.resolve(APPLICATION));
        return withoutApplication(directory);
    }

    /** The reader has unpacked the distribution in this directory. */
    static DocumentationReader withoutApplication(Path directory) throws IOException {
        Path distribution = Workplace.distribution();
        Path built = Files.createDirectories(directory.resolve("launcher/target"));
        Files.copy(distribution, built.resolve(distribution.getFileName()));
        DocumentationReader reader = new DocumentationReader(directory);
        reader.run(Documentation.command("unpack"));
        return reader;
    }

    String run(String command) throws IOException {
        return ChildProcess.run(
                List.of("sh", "-c", "cd \"$1\" && " + command, "sh", directory.toString()),
                directory.resolve("out.log"));
    }

    /**
     * A web server with this configuration, in front of what this command starts.
     *
     * @param configuration a file in docs/NAME, without its extension
     * @param command as in {@code run: COMMAND}
     */
    FrontEnd frontEnd(String name, String label, String configuration, String command, Kind kind) throws IOException {
        return frontEnd(
                name, label, Workplace.tree().resolve("docs/" + name + "/" + configuration + ".conf"), command, kind);
    }

    /**
     * A web server with this configuration, and what is in the file NAME-server.conf beside it outside of virtual hosts.
     *
     * @param documented a file in the tree
     * @param command as in {@code run: COMMAND}
     */
    FrontEnd frontEnd(String name, String label, Path documented, String command, Kind kind) throws IOException {
        Path work = ProcessFrontEnd.work(name, label);
        Path shared = ProcessFrontEnd.sharedDirectory();
        String tcp = "127.0.0.1:" + Ports.free();
        Path ofServer = documented.resolveSibling(name + "-server.conf");
        if (Files.exists(ofServer)) {
            Files.writeString(work.resolve("server.conf"), here(Files.readString(ofServer), shared, tcp));
        }
        Path here = Files.writeString(work.resolve("documented.conf"), here(Files.readString(documented), shared, tcp));
        return kind.of(
                label,
                shared,
                here,
                new DocumentedBackend(work, directory, here(Documentation.command(command), shared, tcp)));
    }

    /** Where the documentation's socket is on this machine. */
    static Path socket(Path shared) {
        return shared.resolve("slipway.sock");
    }

    /** What the documentation says, with names of this machine. */
    static String here(String documented, Path shared, String tcp) throws IOException {
        return documented
                .replace(SOCKET, socket(shared).toString())
                .replace(GROUP, "group=" + Account.groupOfWebServers())
                .replace(TCP, tcp);
    }
}
