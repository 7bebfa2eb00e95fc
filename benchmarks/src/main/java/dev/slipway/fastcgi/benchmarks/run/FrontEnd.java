// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import dev.slipway.fastcgi.benchmarks.load.Target;
import dev.slipway.fastcgi.benchmarks.load.WireProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A web server that passes requests on, over connections that it keeps. */
enum FrontEnd {
    NGINX(
            "nginx",
            new ConfiguredProgram("nginx", List.of("nginx"), "nginx.conf", List.of("-c", "CONFIGURATION"), "http")) {
        @Override
        Map<String, String> values(Target backend) {
            String pass =
                    backend.protocol() == WireProtocol.HTTP ? "proxy_pass http://backend;" : "fastcgi_pass backend;";
            String address = backend.address() instanceof InetSocketAddress tcp
                    ? tcp.getHostString() + ":" + tcp.getPort()
                    : "unix:" + backend.address();
            return Map.of("BACKEND", address, "PASS", pass);
        }
    },
    APACHE(
            "Apache",
            new ConfiguredProgram(
                    "apache",
                    List.of("apache2", "httpd"),
                    "apache.conf",
                    List.of("-X", "-f", "CONFIGURATION"),
                    "http")) {
        @Override
        Map<String, String> values(Target backend) {
            String scheme = switch (backend.protocol()) {
                case FASTCGI -> "fcgi://";
                case HTTP -> "http://";
                case AJP -> "ajp://";
            };
            InetSocketAddress tcp = (InetSocketAddress) backend.address();
            return Map.of(
                    "BACKEND",
                    scheme + tcp.getHostString() + ":" + tcp.getPort(),
                    "MODULES",
                    modules().toString());
        }
    };

    private static final List<Path> APACHE_MODULES = List.of(
            Path.of("/usr/lib/apache2/modules"),
            Path.of("/usr/lib64/httpd/modules"),
            Path.of("/usr/local/apache2/modules"));

    private final String title;
    private final ConfiguredProgram program;

    FrontEnd(String title, ConfiguredProgram program) {
        this.title = title;
        this.program = program;
    }

    /** What its configuration needs to know of that back end. */
    abstract Map<String, String> values(Target backend);

    String title() {
        return title;
    }

    Optional<String> missing() {
        return program.missing();
    }

    RunningServer start(Path directory, Target backend) throws IOException {
        return program.start(directory, values(backend));
    }

    private static Path modules() {
        return APACHE_MODULES.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no modules of Apache httpd in any of " + APACHE_MODULES));
    }
}
