// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

/** The web servers that say something else than a variable's definition has it, by the beginning of SERVER_SOFTWARE. */
enum WebServer {
    /** Its SERVER_PORT is the Host field's port or, without one, that of the ServerName or the scheme. */
    APACHE("Apache", true, false, false),

    /** As Apache; and a body without a Content-Type gets that of a form, so that an application would not see it. */
    CADDY("Caddy", true, true, false),

    /** When a response begins, it sends no more of the body than the socket takes at once, and never the end of STDIN. */
    NGINX("nginx", false, false, true),

    OTHER("", false, false, false);

    private static final WebServer[] ALL = values();
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String softwarePrefix;
    private final boolean portFollowsHost;
    private final boolean inventsForms;
    private final boolean stopsStdin;

    WebServer(String softwarePrefix, boolean portFollowsHost, boolean inventsForms, boolean stopsStdin) {
        this.softwarePrefix = softwarePrefix;
        this.portFollowsHost = portFollowsHost;
        this.inventsForms = inventsForms;
        this.stopsStdin = stopsStdin;
    }

    /** The one that calls itself so; {@link #OTHER} if it is none of these, or does not say. */
    static WebServer named(String serverSoftware) {
        for (WebServer server : ALL) {
            if (serverSoftware != null && serverSoftware.startsWith(server.softwarePrefix)) {
                return server;
            }
        }
        return OTHER;
    }

    /** The port that the client connected to; 0 if the client could have chosen SERVER_PORT. */
    int localPort(int serverPort) {
        return portFollowsHost ? 0 : serverPort;
    }

    /** The type that the client gave its body; null if it gave none. */
    String contentType(String variable, boolean fieldWasSent) {
        return inventsForms && !fieldWasSent && FORM.equals(variable) ? null : variable;
    }

    boolean stopsStdin() {
        return stopsStdin;
    }
}
