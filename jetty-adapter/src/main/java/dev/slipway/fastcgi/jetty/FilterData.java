// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.request.Params;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;

/**
 * The DATA of a FILTER request: the file that the web server would have served (FastCGI 1.0, section 6.4).
 *
 * <p>It follows STDIN on the wire, but the application may read it first: a connection with such a request reads on for both,
 * up to its {@link InputBudget}. Safe for any thread.
 */
final class FilterData implements Content.Source {
    /** The parameter that says how long it is. */
    static final String LENGTH = "FCGI_DATA_LENGTH";

    private static final int MOST_DIGITS = 18;

    private final FastCgiConnection connection;
    private final RequestBody body;
    private volatile Runnable demand;

    /**
     * The DATA of a new request.
     *
     * @param length bytes; -1 if it is not known
     */
    FilterData(FastCgiConnection connection, long length, Refusals refusals) {
        this.connection = connection;
        // The web server has chosen the file, so what clients may send does not apply to it.
        RequestLimits noLimits = new RequestLimits(-1, -1);
        this.body = new RequestBody(RequestBody.Stream.DATA, length, noLimits, refusals, connection.inputBudget());
    }

    /** What a FILTER request says of its length, bytes; -1 if nothing. */
    static long length(Params params) {
        for (int i = 0; i < params.size(); i++) {
            if (params.name(i).equals(LENGTH)) {
                return length(params.value(i));
            }
        }
        return -1;
    }

    private static long length(String value) {
        if (value.isEmpty()) {
            return -1;
        }
        if (value.length() > MOST_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new HttpException.RuntimeException(
                    HttpStatus.BAD_REQUEST_400, LENGTH + " \"" + value + "\" is not a number of bytes.");
        }
        return Long.parseLong(value);
    }

    RequestBody body() {
        return body;
    }

    /** Lets every later read fail, and a reader that waits go on. Needs the connection's lock. */
    void fail(Throwable cause, FoundWork work) {
        body.fail(cause);
        meetDemand(work);
    }

    /** Forgets what is unread, and lets a reader that waits go on. Needs the connection's lock. */
    void discard(FoundWork work) {
        body.discard();
        meetDemand(work);
    }

    private void meetDemand(FoundWork work) {
        if (body.takeDemand()) {
            work.addUnblocking(this::available);
        }
    }

    /** There is something to read. */
    void available() {
        demand.run();
    }

    @Override
    public Content.Chunk read() {
        return connection.readData(body);
    }

    @Override
    public void demand(Runnable demandCallback) {
        demand = demandCallback;
        connection.demandData(this);
    }

    @Override
    public void fail(Throwable cause) {
        connection.failData(this, cause);
    }
}
