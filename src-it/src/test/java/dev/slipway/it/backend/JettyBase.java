// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.documentation.Documentation;
import dev.slipway.it.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Somebody's own Jetty: a directory with configuration and web applications, made with the commands of the documentation. */
public record JettyBase(Path directory) {
    private static final Path WEBAPP = Workplace.tree().resolve("src-it/webapps/ee8");

    /** Unpacks the modules into a new directory. */
    public static JettyBase unpack(Path directory) throws IOException {
        JettyBase base = new JettyBase(Files.createDirectories(directory));
        base.run(Documentation.command("jetty-unpack")
                .replaceFirst(
                        "jetty-module/target/\\S+", Workplace.jettyArchive().toString()));
        return base;
    }

    /** Enables what the documentation enables. */
    public void addDocumentedModules() throws IOException {
        run(Documentation.command("jetty-modules"));
    }

    /** Enables modules as the documentation does, but others. */
    public void addModules(String modules) throws IOException {
        run(Documentation.command("jetty-modules").replaceFirst("(?<=--add-modules=)\\S+", modules));
    }

    private void run(String command) throws IOException {
        ChildProcess.run(
                List.of("sh", "-c", shell(command), "sh"), directory.resolve("command.log"), Duration.ofMinutes(2));
    }

    /** A command of the documentation, with the directories and the Java of this run. */
    String shell(String command) {
        return "export JETTY_HOME='" + Workplace.jettyHome() + "' JETTY_BASE='" + directory + "' && "
                + command.replaceFirst("\\bjava ", "exec '" + Workplace.javaTool("java") + "' ");
    }

    /** Sets properties, as people do in start.d. */
    public void set(String... properties) throws IOException {
        Files.writeString(directory.resolve("start.d/site.ini"), String.join("\n", properties) + "\n");
    }

    /** Deploys a WAR of Jakarta EE 11. */
    public void deploy(String name, Path war) throws IOException {
        Files.copy(war, directory.resolve("webapps").resolve(name + ".war"));
        deployIn("ee11", name);
    }

    /** Says which environment of Jetty's an application is for, with the documentation's file. */
    private void deployIn(String environment, String name) throws IOException {
        Files.copy(
                Workplace.tree().resolve("docs/jetty/" + environment + ".properties"),
                directory.resolve("webapps").resolve(name + ".properties"));
    }

    /** Deploys an application of javax.servlet, which is compiled for it. */
    public void deployOldApplication(String name) throws IOException {
        String source = Files.readString(WEBAPP.resolve("OldServlet.java"));
        deployCompiled(name, source, "jetty-servlet-api-4");
        deployIn("ee8", name);
    }

    /** The same application for another environment of Jetty's, ee9 or ee10, under its name. */
    public void deployNewerApplication(String environment) throws IOException {
        String source = Files.readString(WEBAPP.resolve("OldServlet.java")).replace("javax.", "jakarta.");
        deployCompiled(
                environment,
                source,
                environment.equals("ee9") ? "jetty-jakarta-servlet-api-5" : "jakarta.servlet-api-6.0");
        Files.writeString(
                directory.resolve("webapps").resolve(environment + ".properties"), "environment=" + environment + "\n");
    }

    private void deployCompiled(String name, String source, String api) throws IOException {
        Path application = directory.resolve("webapps").resolve(name);
        Path classes = Files.createDirectories(application.resolve("WEB-INF/classes"));
        Files.copy(WEBAPP.resolve("web.xml"), application.resolve("WEB-INF/web.xml"));
        Path sourceFile = Files.writeString(application.resolve("WEB-INF/OldServlet.java"), source);
        Path apiFile;
        try (Stream<Path> files = Files.list(Workplace.jettyHome().resolve("lib"))) {
            apiFile = files.filter(file -> file.getFileName().toString().startsWith(api))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> arguments =
                List.of("--release", "11", "-cp", apiFile.toString(), "-d", classes.toString(), sourceFile.toString());
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])) != 0) {
            throw new IOException(sourceFile + " cannot be compiled");
        }
    }
}
