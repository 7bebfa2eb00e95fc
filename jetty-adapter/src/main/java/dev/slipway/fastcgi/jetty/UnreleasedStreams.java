// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.FastCgiStream.ResponseState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The streams of a connection from their REQUEST event until Jetty has released them.
 *
 * <p>The front end may begin its next request as soon as it has END_REQUEST, before Jetty has released the one before: a
 * stream whose response has ended and its successor with the same id can both be here. Needs the connection's lock.
 */
final class UnreleasedStreams {
    /**
     * A thread of the pool may linger in each stream whose response has ended or whose request was aborted, so beyond this
     * nothing more is read: who begins requests and aborts them would have all threads else.
     */
    private static final int MAX_LINGERING = 64;

    private final List<FastCgiStream> streams = new ArrayList<>(2);

    void add(FastCgiStream stream) {
        streams.add(stream);
    }

    /** Forgets a stream; true if there were too many to go on reading. */
    boolean remove(FastCgiStream stream) {
        boolean wereTooMany = lingerTooMany();
        streams.remove(stream);
        return wereTooMany;
    }

    boolean lingerTooMany() {
        return streams.size() >= MAX_LINGERING
                && streams.stream()
                                .filter(stream -> stream.responseState() != ResponseState.OPEN)
                                .count()
                        >= MAX_LINGERING;
    }

    /** How many have a response to come. */
    int openCount() {
        int count = 0;
        for (FastCgiStream stream : streams) {
            count += stream.responseState() == ResponseState.OPEN ? 1 : 0;
        }
        return count;
    }

    /** The one with the most bytes that its application has not read, if any has some. */
    Optional<FastCgiStream> leastRead() {
        return streams.stream()
                .filter(stream -> stream.unreadLength() > 0)
                .max(Comparator.comparingInt(FastCgiStream::unreadLength));
    }

    /** The stream that an event is about: the reader tells of none whose response has ended. */
    FastCgiStream find(int requestId) {
        for (FastCgiStream stream : streams) {
            if (stream.requestId() == requestId && stream.responseState() == ResponseState.OPEN) {
                return stream;
            }
        }
        throw new IllegalStateException("no open stream of request " + requestId);
    }

    /**
     * Whether anybody is served by more input: not while an application has a piece of a body to read first.
     *
     * @param inRead the stream whose application is reading in this thread; null if none is
     */
    boolean wantInput(FastCgiStream inRead) {
        for (FastCgiStream stream : streams) {
            RequestBody body = stream.body();
            boolean served = stream == inRead ? !body.hasUnread() : body.wantsInput();
            if (!served && stream.responseState() == ResponseState.OPEN) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an application waits for more input.
     *
     * @param inRead the stream whose application is reading in this thread; null if none is
     */
    boolean awaitInput(FastCgiStream inRead) {
        return streams.stream().anyMatch(stream -> stream.awaitsInput(stream == inRead));
    }

    List<FastCgiStream> snapshot() {
        return List.copyOf(streams);
    }
}
