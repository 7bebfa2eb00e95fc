// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Jetty;

/** What the figures depend on. */
final class Machine {
    private Machine() {}

    /** Names and values, in the order in which they are told. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now().toString());
        facts.put(
                "processor",
                firstAfter("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("memory", firstAfter("/proc/meminfo", "MemTotal"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("options of each JVM", String.join(" ", JavaProgram.OPTIONS));
        facts.put("Jetty", Jetty.VERSION);
        facts.put("jetty-fcgi-server", versionOf("jetty-fcgi", "jetty-fcgi-server"));
        facts.put("Tomcat", versionOf("tomcat", "tomcat-embed-core"));
        facts.put("C compiler", firstLine("cc", "--version"));
        facts.put("Go", firstLine("go", "version"));
        facts.put("nginx", firstLine("nginx", "-v"));
        facts.put("Apache", firstLine("apache2", "-v"));
        return facts;
    }

    private static String firstAfter(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    /** From the name of the JAR on the peer's class path. */
    private static String versionOf(String module, String artifact) {
        try {
            String classPath =
                    Files.readString(Layout.benchmarks().resolve(module).resolve("target/classpath"));
            int name = classPath.indexOf("/" + artifact + "-");
            return name < 0
                    ? "unknown"
                    : classPath.substring(name + artifact.length() + 2, classPath.indexOf(".jar", name));
        } catch (IOException notBuilt) {
            return "not built";
        }
    }

    private static String firstLine(String... command) {
        try {
            return Command.run(List.of(command)).lines().findFirst().orElse("unknown");
        } catch (IOException missing) {
            return "not here";
        }
    }
}
