// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.documentation.Documentation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Jetty with the modules for FastCGI in it, started as the documentation says. */
public final class JettyBaseBackend extends Backend {
    private static final Pattern CONNECTOR =
            Pattern.compile("Started oejs.ServerConnector@\\w+\\{([^,{]+),[^}]*}\\{[^}]*:(\\d+)}");

    private final JettyBase base;
    private final List<String> before;

    public JettyBaseBackend(JettyBase base) {
        this(base, List.of());
    }

    /** @param before a command that starts another */
    public JettyBaseBackend(JettyBase base, List<String> before) {
        super("jetty", base.directory());
        this.base = base;
        this.before = List.copyOf(before);
    }

    @Override
    protected List<String> command() {
        String shell;
        try {
            shell = base.shell(Documentation.command("jetty-start"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("sh", "-c", shell));
        return command;
    }

    @Override
    protected String sayingThatItServes() {
        return "Started oejs.Server@";
    }

    /** The port that the connector for this protocol has got, in its last start. */
    public int port(String protocol) throws IOException {
        Matcher connectors = CONNECTOR.matcher(Files.readString(log()));
        int port = 0;
        while (connectors.find()) {
            if (connectors.group(1).equalsIgnoreCase(protocol)) {
                port = Integer.parseInt(connectors.group(2));
            }
        }
        if (port == 0) {
            throw new IOException("no connector for " + protocol + "; see " + log());
        }
        return port;
    }

    public InetSocketAddress fastCgi() throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port("fastcgi"));
    }
}
