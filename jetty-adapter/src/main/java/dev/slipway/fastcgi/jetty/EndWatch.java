// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

/**
 * How long a response that is written whole waits with its END_REQUEST for the end of a STDIN of which nothing more comes.
 *
 * <p>The web server has the whole answer, but keeps its client waiting for END_REQUEST: nginx until
 * {@code fastcgi_read_timeout}, 60 s by default, having stopped to send the body itself. At most one look is planned at a
 * time. Needs the connection's lock.
 */
final class EndWatch {
    /** For a web server that is known to stop, milliseconds. */
    private static final long STOPPED = 100;

    private final long timeout;
    private boolean stops;
    private boolean planned;
    private long seen;

    /**
     * A watch over a connection.
     *
     * @param timeout 1 or more, milliseconds
     */
    EndWatch(long timeout) {
        this.timeout = timeout;
    }

    /**
     * Somebody is to look whether more comes than has come so far.
     *
     * @param stdinStops whether the web server of this connection is known to stop sending a body
     */
    void begin(boolean stdinStops, long bytesIn, FoundWork work) {
        stops = stdinStops;
        plan(bytesIn, work);
    }

    /** The same again, unless somebody is to look already. */
    void plan(long bytesIn, FoundWork work) {
        if (!planned) {
            planned = true;
            seen = bytesIn;
            work.setEndWatch(stops ? Math.min(STOPPED, timeout) : timeout);
        }
    }

    /** Takes the look that was planned: whether nothing has come since. */
    boolean isOver(long bytesIn) {
        planned = false;
        return bytesIn == seen;
    }
}
