// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a server's logs, attached to the failure they may explain. */
public final class LogTail extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int TAIL_LENGTH = 4096;

    private LogTail(String text) {
        super(text, null, false, false);
    }

    public static LogTail of(List<Path> logs) {
        StringBuilder text = new StringBuilder("the servers' logs end with");
        for (Path log : logs) {
            text.append("\n--- ").append(log).append('\n').append(tail(log));
        }
        return new LogTail(text.toString());
    }

    private static String tail(Path log) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            channel.position(Math.max(0, channel.size() - TAIL_LENGTH));
            ByteBuffer buffer = ByteBuffer.allocate(TAIL_LENGTH);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until full or at the end
            }
            return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
        } catch (IOException e) {
            return "(" + e + ")\n";
        }
    }
}
