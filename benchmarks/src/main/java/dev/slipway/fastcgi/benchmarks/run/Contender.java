// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.LoadPlan;
import dev.slipway.fastcgi.benchmarks.load.WireProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server at one of its listeners, by itself or behind a front end: a row of the tables.
 *
 * @param title what it is called in tables
 * @param program the server
 * @param listener the name of the listener
 * @param frontEnd the web server before it, if there is one
 */
record Contender(String title, ServerProgram program, String listener, Optional<FrontEnd> frontEnd) {
    private static final String WITHOUT_HAND_OVER = "jettys-executor";
    private static final String OURS = "dev.slipway.fastcgi.benchmarks.";
    private static final ServerProgram FLOOR = new CompiledProgram(
            "floor", "floor.c", List.of("cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", "OUT", "SOURCE"));
    private static final ServerProgram NIO_FLOOR = new JavaProgram("nio-floor", ".", OURS + "servers.NioFloor");
    private static final ServerProgram SLIPWAY = new JavaProgram("slipway", ".", OURS + "servers.SlipwayServer");
    private static final ServerProgram JETTY_FCGI =
            new JavaProgram("jetty-fcgi", "jetty-fcgi", OURS + "jettyfcgi.JettyFcgiServer");
    private static final ServerProgram JETTY_HTTP =
            new JavaProgram("jetty-http", ".", OURS + "servers.JettyHttpServer");
    private static final ServerProgram TOMCAT = new JavaProgram("tomcat", "tomcat", OURS + "tomcat.TomcatServer");
    private static final ServerProgram LIBFCGI = new CompiledProgram(
            "libfcgi",
            "libfcgi.c",
            List.of("cc", "-O2", "-Wall", "-Wextra", "-Werror", "-o", "OUT", "SOURCE", "-lfcgi", "-lpthread"));
    private static final ServerProgram GO =
            new CompiledProgram("gofcgi", "gofcgi.go", List.of("go", "build", "-o", "OUT", "SOURCE"));
    private static final ServerProgram PHP = new ConfiguredProgram(
            "php-fpm",
            List.of("php-fpm", "php-fpm8.4", "php-fpm8.3", "php-fpm8.2"),
            "php-fpm.conf",
            List.of("-n", "-R", "-F", "-y", "CONFIGURATION"),
            "fcgi");

    /** All, the floors first. */
    static List<Contender> all() {
        List<Contender> all = new ArrayList<>();
        direct(all, "floor", FLOOR, "fcgi", "unix");
        direct(all, "Java NIO, inline", NIO_FLOOR, "fcgi", "unix");
        direct(all, "Slipway", SLIPWAY, "fcgi", "unix", WITHOUT_HAND_OVER);
        direct(all, "jetty-fcgi-server", JETTY_FCGI, "fcgi", "unix");
        direct(all, "Jetty", JETTY_HTTP, "http");
        direct(all, "Tomcat", TOMCAT, "http", "ajp");
        direct(all, "libfcgi (C, 64 threads)", LIBFCGI, "fcgi", "unix");
        direct(all, "php-fpm (64 workers)", PHP, "fcgi");
        direct(all, "Go net/http/fcgi", GO, "fcgi", "unix");
        behind(all, FrontEnd.NGINX, "floor", FLOOR, "fcgi", "unix");
        behind(all, FrontEnd.NGINX, "Slipway", SLIPWAY, "fcgi", "unix");
        behind(all, FrontEnd.NGINX, "jetty-fcgi-server", JETTY_FCGI, "fcgi");
        behind(all, FrontEnd.NGINX, "Jetty", JETTY_HTTP, "http");
        behind(all, FrontEnd.APACHE, "floor", FLOOR, "fcgi");
        behind(all, FrontEnd.APACHE, "Slipway", SLIPWAY, "fcgi");
        behind(all, FrontEnd.APACHE, "Jetty", JETTY_HTTP, "http");
        behind(all, FrontEnd.APACHE, "Tomcat", TOMCAT, "ajp");
        return all;
    }

    private static void direct(List<Contender> all, String name, ServerProgram program, String... listeners) {
        for (String listener : listeners) {
            all.add(new Contender(name + ", " + socket(listener), program, listener, Optional.empty()));
        }
    }

    private static void behind(
            List<Contender> all, FrontEnd frontEnd, String name, ServerProgram program, String... listeners) {
        for (String listener : listeners) {
            String title = frontEnd.title() + " → " + name + ", " + socket(listener);
            all.add(new Contender(title, program, listener, Optional.of(frontEnd)));
        }
    }

    private static String socket(String listener) {
        return switch (listener) {
            case "http" -> "HTTP/1.1";
            case "ajp" -> "AJP";
            case "unix" -> "Unix";
            case WITHOUT_HAND_OVER -> "TCP, without HandOverExecutor";
            default -> "TCP";
        };
    }

    /** What is spoken at a listener of that name. */
    static WireProtocol protocol(String listener) {
        return switch (listener) {
            case "fcgi", "unix", WITHOUT_HAND_OVER -> WireProtocol.FASTCGI;
            case "http" -> WireProtocol.HTTP;
            case "ajp" -> WireProtocol.AJP;
            default ->
                throw new IllegalArgumentException("a listener " + listener + "; expected fcgi, unix, http or ajp");
        };
    }

    /** Whether it is one of those whose memory is compared: over TCP, and by itself. */
    boolean isServletContainer() {
        return program instanceof JavaProgram
                && program != NIO_FLOOR
                && frontEnd.isEmpty()
                && (listener.equals("fcgi") || listener.equals("http"));
    }

    /** Whether it is measured beside crowds of connections too, which take half a minute each to come and to go. */
    boolean hasCrowds() {
        return program == SLIPWAY || program == JETTY_HTTP;
    }

    /** Whether it is Slipway with the executor and the selectors that Jetty's connectors have. */
    boolean isWithoutHandOver() {
        return listener.equals(WITHOUT_HAND_OVER);
    }

    /** Whether it is the one that all this is about. */
    boolean isSlipway() {
        return program == SLIPWAY;
    }

    /** What this machine lacks for it. */
    Optional<String> missing() {
        return program.missing().or(() -> frontEnd.flatMap(FrontEnd::missing));
    }

    /** php-fpm answers with a file that it is told. */
    LoadPlan plan(Scenario scenario) {
        return program == PHP
                ? scenario.plan()
                        .withScriptFilename(Layout.peers().resolve("answer.php").toString())
                : scenario.plan();
    }
}
