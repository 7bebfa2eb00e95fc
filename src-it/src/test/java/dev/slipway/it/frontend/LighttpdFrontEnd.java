// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.frontend;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.backend.SlipwayBackend;
import dev.slipway.it.backend.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** lighttpd 1.4 with mod_fastcgi. */
public final class LighttpdFrontEnd extends ProcessFrontEnd {
    /** The ways to reach a backend: a kind of socket, and which bodies are passed on while they come. */
    public enum Mode {
        TCP(false, false, false),
        UNIX_STREAMED_RESPONSES(true, false, true),
        TCP_STREAMED(false, true, true);

        private final boolean unixSocket;
        private final boolean streamedRequests;
        private final boolean streamedResponses;

        Mode(boolean unixSocket, boolean streamedRequests, boolean streamedResponses) {
            this.unixSocket = unixSocket;
            this.streamedRequests = streamedRequests;
            this.streamedResponses = streamedResponses;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final String NAME = "lighttpd";
    private static final String INSTALL =
            "install lighttpd 1.4 with mod_openssl: the packages lighttpd and lighttpd-mod-openssl (Debian, Ubuntu)";

    public LighttpdFrontEnd(Mode mode) throws IOException {
        this(mode, mode.label(), Backend.IDLE_TIMEOUT);
    }

    /** @param label names a mode with an idle timeout of its own */
    public LighttpdFrontEnd(Mode mode, String label, Duration idleTimeout) throws IOException {
        this(mode, label, sharedDirectory(), idleTimeout);
    }

    private LighttpdFrontEnd(Mode mode, String label, Path shared, Duration idleTimeout) throws IOException {
        this(mode, label, shared, slipway(work(NAME, label), shared, mode.unixSocket, idleTimeout));
    }

    private LighttpdFrontEnd(Mode mode, String label, Path shared, SlipwayBackend slipway) throws IOException {
        super(
                NAME,
                label,
                shared,
                slipway,
                new Application(
                        Workplace.configuration(NAME).resolve("application.conf"),
                        Map.of(
                                "contextPath",
                                Workplace.CONTEXT_PATH,
                                "backend",
                                backend(mode, slipway.address()),
                                "streamRequest",
                                mode.streamedRequests ? 2 : 0,
                                "streamResponse",
                                mode.streamedResponses ? 2 : 0)));
    }

    private static String backend(Mode mode, String address) {
        if (mode.unixSocket) {
            return "\"socket\" => \"" + address + "\"";
        }
        String[] hostAndPort = address.split(":");
        return "\"host\" => \"" + hostAndPort[0] + "\", \"port\" => " + hostAndPort[1];
    }

    /**
     * In front of a backend that is started elsewhere.
     *
     * @param shared from {@link #sharedDirectory()}, removed with the temporary files
     * @param application what is behind the lines for ports and logs, as it is
     */
    public LighttpdFrontEnd(String label, Path shared, Path application, Backend backend) throws IOException {
        super(NAME, label, shared, backend, new Application(application, Map.of()));
    }

    @Override
    protected String template() {
        return "lighttpd.conf";
    }

    @Override
    protected List<String> command(Path configuration) {
        return List.of(Installed.program(INSTALL, "lighttpd").toString(), "-D", "-f", configuration.toString());
    }

    /** It opens logs of its own as the account that it has changed to, which may not write here. */
    @Override
    public List<Path> logs() {
        return List.of(console());
    }

    @Override
    protected String sayingThatAPortIsTaken() {
        return "Address already in use";
    }

    /** Without root, lighttpd stays who it is. */
    @Override
    protected Map<String, ?> values() throws IOException {
        if (!Account.root()) {
            return Map.of("userLine", "");
        }
        Account account = Account.forWebServers();
        return Map.of(
                "userLine",
                "server.username = \"" + account.user() + "\"\nserver.groupname = \"" + account.group() + "\"");
    }

    @Override
    public boolean pausesWithoutBackend() {
        return true;
    }
}
