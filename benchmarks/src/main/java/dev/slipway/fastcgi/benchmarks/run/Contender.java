// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.WireProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * A server at one of its listeners: a row of the tables.
 *
 * @param title what it is called in tables
 * @param program the server
 * @param listener the name of the listener
 */
record Contender(String title, ServerProgram program, String listener) {
    private static final ServerProgram FLOOR = new CompiledProgram(
            "floor", "floor/floor.c", List.of("cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", "OUT", "SOURCE"));
    private static final String OURS = "dev.slipway.fastcgi.benchmarks.";
    private static final ServerProgram SLIPWAY = new JavaProgram("slipway", ".", OURS + "servers.SlipwayServer");
    private static final ServerProgram JETTY_HTTP =
            new JavaProgram("jetty-http", ".", OURS + "servers.JettyHttpServer");
    private static final ServerProgram NIO_FLOOR = new JavaProgram("nio-floor", ".", OURS + "servers.NioFloor");
    private static final ServerProgram JETTY_FCGI =
            new JavaProgram("jetty-fcgi", "jetty-fcgi", OURS + "jettyfcgi.JettyFcgiServer");
    private static final ServerProgram TOMCAT = new JavaProgram("tomcat", "tomcat", OURS + "tomcat.TomcatServer");

    /** All, the floors first. */
    static List<Contender> all() {
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("floor (C, epoll), TCP", FLOOR, "fcgi"));
        all.add(new Contender("floor (C, epoll), Unix", FLOOR, "unix"));
        all.add(new Contender("Java NIO, inline, TCP", NIO_FLOOR, "fcgi"));
        all.add(new Contender("Java NIO, inline, Unix", NIO_FLOOR, "unix"));
        all.add(new Contender("Slipway, TCP", SLIPWAY, "fcgi"));
        all.add(new Contender("Slipway, Unix", SLIPWAY, "unix"));
        all.add(new Contender("jetty-fcgi-server, TCP", JETTY_FCGI, "fcgi"));
        all.add(new Contender("jetty-fcgi-server, Unix", JETTY_FCGI, "unix"));
        all.add(new Contender("Jetty HTTP/1.1", JETTY_HTTP, "http"));
        all.add(new Contender("Tomcat HTTP/1.1", TOMCAT, "http"));
        all.add(new Contender("Tomcat AJP", TOMCAT, "ajp"));
        return all;
    }

    WireProtocol protocol() {
        return switch (listener) {
            case "http" -> WireProtocol.HTTP;
            case "ajp" -> WireProtocol.AJP;
            default -> WireProtocol.FASTCGI;
        };
    }

    boolean unix() {
        return listener.equals("unix");
    }

    boolean floor() {
        return program == FLOOR;
    }
}
