// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process with web applications that nobody here wrote, of different platforms: served by Slipway as users start it, or by
 * Jetty's HTTP connector.
 */
public final class ForeignWars extends Backend {
    /** The artifacts that src-it/pom.xml fetches, by the path at which each is served. */
    private static final Map<String, String> WARS = new TreeMap<>(Map.of(
            "/wiki", "jspwiki-war",
            "/hawtio", "hawtio-war",
            "/jolokia", "jolokia-agent-war",
            "/jsp8", "jetty-ee8-demo-jsp-webapp",
            "/jsp9", "jetty-ee9-demo-jsp-webapp"));

    public static final String USER = "jane";
    public static final String PASSWORD = "secret";
    private static final String ROLES = "jolokia";

    private final Path directory;
    private final boolean http;
    private final int port;

    private ForeignWars(Path directory, boolean http) throws IOException {
        super("foreign-wars", directory);
        this.directory = directory;
        this.http = http;
        port = Ports.free();
        Files.createDirectories(home());
        Files.createDirectories(temporary());
        Files.writeString(realm(), USER + ": " + PASSWORD + ", " + ROLES + "\n");
    }

    /** Over FastCGI. */
    public static ForeignWars slipway(Path directory) throws IOException {
        return new ForeignWars(directory, false);
    }

    /** Over HTTP. */
    public static ForeignWars jetty(Path directory) throws IOException {
        return new ForeignWars(directory, true);
    }

    public int port() {
        return port;
    }

    /** The paths at which something is served, each with what its environment must be. */
    public static Map<String, String> environments() {
        return Map.of("/wiki", "ee8", "/hawtio", "ee8", "/jolokia", "ee9", "/jsp8", "ee8", "/jsp9", "ee9");
    }

    @Override
    protected List<String> command() {
        List<String> command = new ArrayList<>(
                http
                        ? List.of(
                                Workplace.javaTool("java"),
                                "-cp",
                                Workplace.launcher().getParent().resolveSibling("lib") + "/*:"
                                        + ForeignJettyMain.classes(),
                                ForeignJettyMain.class.getName(),
                                Integer.toString(port),
                                temporary().toString(),
                                realm().toString())
                        : List.of(
                                Workplace.launcher().toString(),
                                "run",
                                "--listen",
                                "tcp:127.0.0.1:" + port,
                                "--realm",
                                realm().toString()));
        WARS.forEach((path, artifact) -> command.add(path + "=" + Workplace.foreignWar(artifact)));
        return command;
    }

    /** A wiki keeps its pages in the home directory. */
    @Override
    protected String javaOptions() {
        return "-Xmx320m -XX:+UseSerialGC -Duser.home=" + home() + " -Djava.io.tmpdir=" + temporary();
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private Path realm() {
        return directory.resolve("realm.properties");
    }
}
