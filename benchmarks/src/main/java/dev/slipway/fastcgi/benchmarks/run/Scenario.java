// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.LoadPlan;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A kind of load: a table of the report. */
enum Scenario {
    GET_16("GET of 1 KiB, 16 kept connections", LoadPlan.get(16)),
    GET_64("GET of 1 KiB, 64 kept connections", LoadPlan.get(64)),
    GET_512("GET of 1 KiB, 512 kept connections", LoadPlan.get(512)),
    MULTIPLEXED("GET of 1 KiB, 16 at once on one connection", new LoadPlan(1, 16, true, 0, 1024, 0, "")),
    NEW_CONNECTIONS("GET of 1 KiB, 16 at once, a new connection for each", new LoadPlan(16, 1, false, 0, 1024, 0, "")),
    UPLOAD("POST of 1 MiB, 8 kept connections", new LoadPlan(8, 1, true, 1 << 20, 0, 0, "")),
    DOWNLOAD("GET of 1 MiB, 8 kept connections", new LoadPlan(8, 1, true, 0, 1 << 20, 0, "")),
    NGINX("GET of 1 KiB through nginx, 32 kept connections", LoadPlan.get(32)),
    APACHE("GET of 1 KiB through Apache httpd, 32 kept connections", LoadPlan.get(32));

    private final String title;
    private final LoadPlan plan;

    Scenario(String title, LoadPlan plan) {
        this.title = title;
        this.plan = plan;
    }

    String title() {
        return title;
    }

    LoadPlan plan() {
        return plan;
    }

    /** Whether that server can do it at all. */
    boolean suits(Contender contender) {
        String program = contender.program().name();
        Optional<FrontEnd> frontEnd = contender.frontEnd();
        if (contender.isWithoutHandOver()) {
            return this == GET_16;
        }
        return switch (this) {
            case NGINX -> frontEnd.equals(Optional.of(FrontEnd.NGINX));
            case APACHE -> frontEnd.equals(Optional.of(FrontEnd.APACHE));
            case MULTIPLEXED ->
                frontEnd.isEmpty() && Set.of("slipway", "jetty-fcgi").contains(program);
            case NEW_CONNECTIONS, UPLOAD ->
                frontEnd.isEmpty() && !contender.listener().equals("ajp");
            default -> frontEnd.isEmpty();
        };
    }

    /** As on the command line: {@code get-16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
