// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.management.jfr.FlightRecorderMXBean;

/** What another JVM says of itself over JMX. Being asked allocates some hundred KiB there. */
final class JvmFigures implements AutoCloseable {
    /** The event of a thread that was seen to run Java code. */
    static final String SAMPLE = "jdk.ExecutionSample";

    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final FlightRecorderMXBean recorder;

    JvmFigures(long pid) throws IOException {
        VirtualMachine machine;
        try {
            machine = VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException failure) {
            throw new IOException("process " + pid + " cannot be attached to", failure);
        }
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        recorder = ManagementFactory.newPlatformMXBeanProxy(
                beans, FlightRecorderMXBean.MXBEAN_NAME, FlightRecorderMXBean.class);
    }

    /** What the threads that live now have allocated since they started, in bytes. */
    long allocatedBytes() {
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** The heap that is in use after a full collection, in bytes. */
    long liveBytes() {
        // What the first has made unreachable by finishing references, the second frees.
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Begins to record which methods run; the number of the recording. */
    long record() {
        long recording = recorder.newRecording();
        recorder.setRecordingSettings(recording, Map.of(SAMPLE + "#enabled", "true", SAMPLE + "#period", "10 ms"));
        recorder.startRecording(recording);
        return recording;
    }

    /** Ends a recording, which is in the file then; the other process writes it. */
    void stopRecording(long recording, Path file) throws IOException {
        recorder.stopRecording(recording);
        recorder.copyTo(recording, file.toString());
        recorder.closeRecording(recording);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
