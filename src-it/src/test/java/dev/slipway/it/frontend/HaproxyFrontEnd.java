// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** HAProxy, which keeps its connections and can put several requests at once on one of them. */
public final class HaproxyFrontEnd extends ProcessFrontEnd {
    /** The ways to reach a backend: a template and a kind of socket. */
    public enum Mode {
        KEEP_CONN_TCP("keep-conn.conf", false),
        MULTIPLEXED_UNIX("multiplexed.conf", true);

        private final String template;
        private final boolean unixSocket;

        Mode(String template, boolean unixSocket) {
            this.template = template;
            this.unixSocket = unixSocket;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final String NAME = "haproxy";
    private static final String INSTALL = "install HAProxy 2.4 or later: the package haproxy";

    private final boolean whole;

    public HaproxyFrontEnd(Mode mode) throws IOException {
        this(mode, sharedDirectory());
    }

    private HaproxyFrontEnd(Mode mode, Path shared) throws IOException {
        this(mode, shared, slipway(work(NAME, mode.label()), shared, mode.unixSocket, Backend.IDLE_TIMEOUT));
    }

    private HaproxyFrontEnd(Mode mode, Path shared, SlipwayBackend slipway) throws IOException {
        this(
                mode.label(),
                shared,
                slipway,
                new Application(
                        Workplace.configuration(NAME).resolve(mode.template), Map.of("address", slipway.address())));
    }

    /** In front of a backend that is made elsewhere. */
    public HaproxyFrontEnd(String label, Path shared, Backend backend, Application application) throws IOException {
        super(NAME, label, shared, backend, application);
        this.whole = false;
    }

    /**
     * In front of a backend that is made elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param configuration all of it, with placeholders for the ports and the keys
     */
    public HaproxyFrontEnd(String label, Path shared, Path configuration, Backend backend) throws IOException {
        super(NAME, label, shared, backend, new Application(configuration, Map.of()));
        this.whole = true;
    }

    @Override
    protected String template() {
        return "haproxy.conf";
    }

    @Override
    protected List<String> command(Path configuration) {
        List<String> command =
                new ArrayList<>(List.of(Installed.program(INSTALL, "haproxy").toString(), "-db"));
        if (!whole) {
            command.addAll(List.of("-f", configuration.toString()));
        }
        command.addAll(List.of("-f", directory().resolve("application.conf").toString()));
        return command;
    }

    @Override
    protected Map<String, ?> values() throws IOException {
        Path pem = directory().resolve("server.pem");
        Files.writeString(
                pem,
                Files.readString(Workplace.tls().certificatePem())
                        + Files.readString(Workplace.tls().keyPem()));
        return Map.of("pem", pem, "account", account());
    }

    private static String account() throws IOException {
        if (!Account.root()) {
            return "";
        }
        Account account = Account.forWebServers();
        return "user " + account.user() + "\n    group " + account.group();
    }

    @Override
    protected String sayingThatAPortIsTaken() {
        return "Address already in use";
    }

    @Override
    public List<Path> logs() {
        return List.of(console());
    }
}
