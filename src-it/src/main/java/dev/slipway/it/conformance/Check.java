// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A named check: what is sent and what has to come back, in order, on a connection of its own.
 *
 * @param section of the FastCGI 1.0 specification, or of RFC 3875
 * @param name a sentence's beginning, the same in every run
 */
public record Check(String section, String name, List<Step> steps) {
    /** Long enough for the octets to be taken one piece at a time. */
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(5);

    static Check of(String section, String name) {
        return new Check(section, name, List.of());
    }

    /** Sends a script by one write. */
    Check send(WireScript script) {
        byte[] bytes = script.toBytes();
        return then(conversation -> conversation.send(bytes));
    }

    /** Sends these pieces with time between them. */
    Check sendInPieces(List<byte[]> pieces) {
        Check check = this;
        for (byte[] piece : pieces) {
            check = check.then(conversation -> conversation.send(piece)).pause(BETWEEN_PIECES);
        }
        return check;
    }

    /** Sends each record in two pieces, the first of which has this many octets. */
    Check sendCut(WireScript script, int octets) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte[] record : script.records()) {
            int cut = Math.min(octets, record.length);
            pieces.add(Arrays.copyOf(record, cut));
            if (cut < record.length) {
                pieces.add(Arrays.copyOfRange(record, cut, record.length));
            }
        }
        return sendInPieces(pieces);
    }

    /** Gives the application time; what comes is kept for the next expectation. */
    Check pause(Duration time) {
        return then(conversation -> conversation.pause(time));
    }

    Check expect(Step expectation) {
        return then(expectation);
    }

    Result run(String group, SocketAddress address, Duration deadline) {
        try (Conversation conversation = Conversation.open(address, deadline)) {
            for (Step step : steps) {
                step.take(conversation);
            }
            return new Result(group, this, Outcome.PASS, "");
        } catch (Failure failure) {
            return new Result(group, this, failure.outcome(), failure.getMessage());
        } catch (IOException e) {
            return new Result(group, this, Outcome.FAIL, e.toString());
        }
    }

    private Check then(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Check(section, name, List.copyOf(more));
    }
}
