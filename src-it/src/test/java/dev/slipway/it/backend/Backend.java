// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.it.process.Await;
import dev.slipway.it.process.ChildProcess;
import dev.slipway.it.process.OpenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process with a servlet container and the sample application in it. Its heap is small, so that a body that is kept
 * instead of passed on ends in an OutOfMemoryError; it can be started again at the same address.
 */
public abstract class Backend implements AutoCloseable {
    /** Which request paths are accepted: all that the web servers pass on, whatever Jetty thinks of them. */
    protected static final String URI_COMPLIANCE = "UNSAFE";

    /** Longer than any scenario, and than web servers keep an idle connection. */
    public static final Duration IDLE_TIMEOUT = Duration.ofSeconds(300);

    /** What Slipway and the reference print when they are ready. */
    protected static final String SERVING = "listening on ";

    protected static final Duration START_LIMIT = Duration.ofSeconds(180);
    /** The generations of the heap; what they are called depends on the Java version. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private final String name;
    private final Path directory;
    private ChildProcess process;
    private OpenFiles idle;

    protected Backend(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    protected abstract List<String> command();

    /** What it prints when it is ready. */
    protected String sayingThatItServes() {
        return SERVING;
    }

    /** What the Java of this process is started with. */
    protected String javaOptions() {
        return "-Xmx96m -XX:+UseSerialGC -XX:MaxDirectMemorySize=48m -XX:+ExitOnOutOfMemoryError";
    }

    public Path log() {
        return directory.resolve(name + ".log");
    }

    /** Starts at the address that this backend was made with; the second time is a restart. */
    public final void start() throws IOException {
        long before = logLength();
        process = ChildProcess.start(
                name,
                command(),
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JDK_JAVA_OPTIONS", javaOptions()),
                directory,
                log());
        Await.until(() -> name + " serves; see " + log(), START_LIMIT, () -> !process.alive() || serving(before));
        if (!process.alive()) {
            throw new IOException(name + " ended at its start:\n" + Files.readString(log()));
        }
        // From the first request on, the virtual machine keeps a socket for such requests.
        jcmd("VM.version");
        idle = openFiles();
    }

    /** Of the virtual machine; a backend may be started by another program, which stays. */
    public long pid() {
        return process.pid();
    }

    private OpenFiles openFiles() {
        return OpenFiles.of(pid());
    }

    protected final long logLength() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    /** A backend says when it is ready; trying to connect would be seen as an open connection for a while. */
    protected final boolean serving(long logLengthBefore) {
        try {
            byte[] said = Files.readAllBytes(log());
            return new String(said, (int) logLengthBefore, said.length - (int) logLengthBefore, StandardCharsets.UTF_8)
                    .contains(sayingThatItServes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, and does not wait. */
    public final void beginStop() {
        process.terminate();
    }

    public final void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** Ends it as a crash does. */
    public final void kill() {
        process.kill();
        process = null;
    }

    /** Waits until everything that was opened since the start is closed again; fails if that does not happen. */
    public final void awaitNothingLeftOpen() {
        Await.until(
                () -> process + " holds no more open than after its start, " + idle + "; now " + openFiles(),
                Duration.ofSeconds(20),
                () -> openFiles().noMoreThan(idle));
    }

    /** What is reachable on the heap, in bytes, after a collection. */
    public final long liveHeap() throws IOException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        if (kilobytes == 0) {
            throw new IOException("GC.heap_info of " + process + " is not understood; see " + directory);
        }
        return kilobytes * 1024;
    }

    private String jcmd(String request) throws IOException {
        return ChildProcess.run(
                List.of(Workplace.javaTool("jcmd"), Long.toString(pid()), request),
                directory.resolve("jcmd-" + request + ".log"));
    }

    @Override
    public void close() {
        stop();
    }
}
