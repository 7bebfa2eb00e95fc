// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the PARAMS of the requests of one connection may take, from when a request was first seen to be incomplete.
 *
 * <p>A request that comes whole costs nothing: the time is only taken of what is incomplete when the input is used up. All
 * times are those of {@link System#nanoTime()}. Guarded by the connection's lock, as the reader is.
 */
public final class ParamsDeadline {
    /**
     * A request that was dropped.
     *
     * @param requestId its id
     * @param reply what to write for it: whole records
     */
    public record Dropped(int requestId, ByteBuffer reply) {}

    private static final long NOT_NOTED = Long.MIN_VALUE;

    private final RequestReader reader;
    private final long timeout;
    /** Since when there is a part of a record that may begin a request. */
    private long beginningSince = NOT_NOTED;

    /**
     * The deadline of a connection.
     *
     * @param reader of the connection
     * @param timeout nanoseconds
     */
    public ParamsDeadline(RequestReader reader, long timeout) {
        this.reader = reader;
        this.timeout = timeout;
    }

    /**
     * Whether there is a request whose PARAMS are awaited.
     *
     * @return true also for the first bytes of one
     */
    public boolean isNeeded() {
        boolean needed = reader.awaitsParams();
        if (!needed) {
            beginningSince = NOT_NOTED;
        }
        return needed;
    }

    private boolean isBeginning() {
        return reader.requests().isEmpty() && reader.isBeginning();
    }

    /**
     * Takes the time of what is incomplete, and tells how much of it is left.
     *
     * @param now the time
     * @return nanoseconds until the first request is late; 0 or less if one is
     */
    public long left(long now) {
        long oldest = 0;
        if (isBeginning()) {
            beginningSince = beginningSince == NOT_NOTED ? now : beginningSince;
            oldest = now - beginningSince;
        } else {
            beginningSince = NOT_NOTED;
        }
        for (InboundRequest request : reader.requests()) {
            if (request.awaitsParams()) {
                oldest = Math.max(oldest, request.awaitedFor(now));
            }
        }
        return timeout - oldest;
    }

    /** Begins anew for all of them: it was we who did not read. */
    public void restart() {
        beginningSince = NOT_NOTED;
        reader.requests().forEach(InboundRequest::forgetAwaited);
    }

    /**
     * Drops the requests that are late; their ids are inactive from now on.
     *
     * @param now the time
     * @return what to answer them
     */
    public List<Dropped> dropLate(long now) {
        List<InboundRequest> late = new ArrayList<>();
        for (InboundRequest request : reader.requests()) {
            if (request.awaitsParams() && request.awaitedFor(now) >= timeout) {
                late.add(request);
            }
        }
        late.forEach(reader::drop);
        return late.stream()
                .map(request -> new Dropped(request.id(), Refusal.PARAMS_TIMEOUT.encode(request.id())))
                .toList();
    }
}
