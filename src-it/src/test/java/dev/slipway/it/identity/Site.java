// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.identity;

import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Server;
import dev.slipway.it.frontend.Account;
import dev.slipway.it.frontend.Installed;
import dev.slipway.it.process.Await;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A web server that speaks https, with a configuration of the documentation's and what it needs around that. */
final class Site implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** A web server other than Apache httpd: program, arguments, and the lines before the documentation's. */
    enum Program {
        NGINX("nginx", """
                daemon off;
                worker_processes 1;
                pid "DIRECTORY/nginx.pid";
                error_log "DIRECTORY/error.log";
                USER
                events {}
                http {
                access_log off;
                client_body_temp_path "DIRECTORY/body";
                fastcgi_temp_path "DIRECTORY/fastcgi";
                proxy_temp_path "DIRECTORY/proxy";
                scgi_temp_path "DIRECTORY/scgi";
                uwsgi_temp_path "DIRECTORY/uwsgi";
                """, "}", "-p", "DIRECTORY", "-c", "CONFIGURATION", "-e", "DIRECTORY/error.log"),
        LIGHTTPD("lighttpd", """
                server.modules = ()
                server.port = OTHER_PORT
                server.bind = "127.0.0.1"
                server.document-root = "DIRECTORY"
                """, "", "-D", "-f", "CONFIGURATION"),
        HAPROXY("haproxy", """
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 60s
                    timeout server 60s
                """, "", "-db", "-f", "CONFIGURATION"),
        CADDY("caddy", """
                {
                    admin off
                    auto_https off
                    storage file_system DIRECTORY/storage
                    # The tests' client does not name the host in TLS.
                    servers {
                        strict_sni_host insecure_off
                    }
                }
                """, "", "run", "--adapter", "caddyfile", "--config", "CONFIGURATION");

        private final String name;
        private final String before;
        private final String after;
        private final List<String> arguments;

        Program(String name, String before, String after, String... arguments) {
            this.name = name;
            this.before = before;
            this.after = after;
            this.arguments = List.of(arguments);
        }
    }

    private final Path directory;
    private ChildProcess process;
    private int port;

    private Site(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts a web server.
     *
     * @param documented the lines of the documentation
     * @param socket where the backend listens
     * @param clients the authority that the clients' certificates are to be from, as PEM
     */
    static Site start(Program program, String documented, Path socket, Path clients) throws IOException {
        Path directory = Workplace.work("identity-" + program.name);
        Site site = new Site(directory);
        for (int attempt = 1; ; attempt++) {
            site.port = Ports.free();
            Path configuration = Files.writeString(
                    directory.resolve(program.name + ".conf"),
                    site.fill(program.before)
                            + documented
                                    .replace("https://www.example.test {", "https://:443 {\n\tbind 127.0.0.1")
                                    .replace("https://:443", "https://:" + site.port)
                                    .replace("bind :443", "bind 127.0.0.1:" + site.port)
                                    .replace("\":443\"", "\"127.0.0.1:" + site.port + "\"")
                                    .replace("listen 443", "listen 127.0.0.1:" + site.port)
                                    .replace("/run/slipway.sock", socket.toString())
                                    .replace("/etc/ssl/clients.pem", clients.toString())
                                    .replace(
                                            "/etc/ssl/site.pem",
                                            certificateAndKey(directory).toString())
                                    .replace(
                                            "/etc/ssl/site.key",
                                            Workplace.tls().keyPem().toString())
                            + program.after
                            + "\n");
            List<String> command = new ArrayList<>(List.of(
                    Installed.program("install " + program.name, program.name).toString()));
            for (String argument : program.arguments) {
                command.add(site.fill(argument).replace("CONFIGURATION", configuration.toString()));
            }
            Path console = directory.resolve("console.log");
            site.process =
                    ChildProcess.start(program.name, command, Map.of("HOME", directory.toString()), directory, console);
            Await.until(
                    program.name + " accepts connections; see " + directory,
                    START_LIMIT,
                    () -> !site.process.alive() || Ports.accepts(site.port));
            if (site.process.alive()) {
                return site;
            }
            if (attempt == ATTEMPTS) {
                throw new IOException(program.name + " ended at its start:\n" + Files.readString(console));
            }
        }
    }

    private String fill(String text) throws IOException {
        Account account = System.getProperty("user.name").equals("root") ? Account.forWebServers() : null;
        return text.replace("DIRECTORY", directory.toString())
                .replace("OTHER_PORT", Integer.toString(Ports.free()))
                .replace("USER", account == null ? "" : "user " + account.user() + " " + account.group() + ";");
    }

    /** HAProxy wants both in one file; others take it as well. */
    private static Path certificateAndKey(Path directory) throws IOException {
        Path both = directory.resolve("site.pem");
        Files.copy(Workplace.tls().certificatePem(), both, StandardCopyOption.REPLACE_EXISTING);
        return Files.writeString(both, Files.readString(Workplace.tls().keyPem()), StandardOpenOption.APPEND);
    }

    Server server(SSLContext client) {
        return Server.https(port, client);
    }

    @Override
    public void close() {
        process.close();
    }
}
