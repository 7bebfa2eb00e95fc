// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.fuzz;

import dev.slipway.fastcgi.protocol.ConnectionException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs Jazzer for each target, side by side, and says in a line what came of it; the rest is in a file. */
public final class Fuzz {
    /** Only what is fuzzed, not the targets and the test kit, counts as coverage. */
    private static final String FUZZED = String.join(
            ":",
            "dev.slipway.fastcgi.cgi.**",
            "dev.slipway.fastcgi.protocol.**",
            "dev.slipway.fastcgi.request.**",
            "dev.slipway.fastcgi.response.**");

    private static final int LINES_OF_A_FINDING = 60;

    private final String name;
    private final Path log;
    private final Process jazzer;

    private Fuzz(Seeds.Target target, int seconds, Path folder) throws IOException {
        name = target.folder();
        log = folder.resolve(name + ".log");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "-classpath",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=" + FUZZED,
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + File.separator + name + "-",
                "-max_total_time=" + seconds,
                "-max_len=4096",
                "-timeout=10",
                "-use_value_profile=1",
                "-print_final_stats=1",
                Files.createDirectories(folder.resolve("corpus").resolve(name)).toString(),
                folder.resolve("seeds").resolve(name).toString());
        jazzer = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Arguments: seconds for each target, the folder of the recordings, the folder for everything that is written. */
    public static void main(String[] args) throws IOException, InterruptedException, ConnectionException {
        Path folder = Path.of(args[2]).toAbsolutePath();
        Seeds.write(Path.of(args[1]), folder.resolve("seeds"));
        List<Fuzz> runs = new ArrayList<>();
        for (Seeds.Target target : Seeds.Target.values()) {
            runs.add(new Fuzz(target, Integer.parseInt(args[0]), folder));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> runs.forEach(run -> run.jazzer.destroy())));
        boolean clean = true;
        for (Fuzz run : runs) {
            clean &= run.ended();
        }
        System.exit(clean ? 0 : 1);
    }

    /** Waits for the end, and says what was found; whether that was nothing. */
    private boolean ended() throws IOException, InterruptedException {
        int exitCode = jazzer.waitFor();
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        if (exitCode == 0) {
            String last = lines.stream()
                    .filter(line -> line.startsWith("#") && line.contains(" cov: "))
                    .reduce("no figures", (before, line) -> line);
            System.out.println("Fuzzing " + name + " found nothing: " + last.replaceAll("\\s+", " "));
            return true;
        }
        System.out.println("Fuzzing " + name + " found something; all of it is in " + log);
        int finding = 0;
        while (finding < lines.size() && !lines.get(finding).startsWith("== Java Exception")) {
            finding++;
        }
        int begin = finding < lines.size() ? finding : Math.max(0, lines.size() - LINES_OF_A_FINDING);
        lines.subList(begin, Math.min(lines.size(), begin + LINES_OF_A_FINDING)).forEach(System.out::println);
        return false;
    }
}
