// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.request.ParamsDeadline;
import dev.slipway.fastcgi.request.RequestReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.NanoTime;

/** Who looks whether the PARAMS of a request are late: at most one look is planned at a time. Needs the connection's lock. */
final class ParamsWatch {
    private final ParamsDeadline deadline;
    private boolean planned;

    /**
     * The watch over a connection.
     *
     * @param timeout 1 or more, milliseconds
     */
    ParamsWatch(RequestReader reader, long timeout) {
        this.deadline = new ParamsDeadline(reader, TimeUnit.MILLISECONDS.toNanos(timeout));
    }

    /** Plans a look if there is a request whose PARAMS are awaited. */
    void plan(FoundWork work) {
        if (!deadline.isNeeded()) {
            return;
        }
        // This also takes the time of a request that is new, whether somebody is to look already or not.
        long left = deadline.left(NanoTime.now());
        if (!planned) {
            planned = true;
            work.setParamsWatch(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1));
        }
    }

    /**
     * Takes the look that was planned.
     *
     * @param reading whether the connection is read: what was not looked for cannot be late
     * @return whether a request is late
     */
    boolean isLate(boolean reading) {
        planned = false;
        if (!reading) {
            deadline.restart();
        }
        return deadline.isNeeded() && deadline.left(NanoTime.now()) <= 0;
    }

    /** Drops the requests that are late. */
    List<ParamsDeadline.Dropped> dropLate() {
        return deadline.dropLate(NanoTime.now());
    }
}
