// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * What was found under the connection's lock and is done after it is released.
 *
 * <p>One for each time the lock is taken, several for each request, so what is rare has no memory of its own before it is
 * needed. Used by one thread only.
 */
final class FoundWork {
    /** A stream to tell of its failure. */
    private record Failed(FastCgiStream stream, Throwable cause) {}

    /** The last task of the application. */
    private Runnable application;

    /** Those before it; there are some only if several requests share the connection. */
    private List<Runnable> moreApplication = List.of();

    private List<Failed> failed = List.of();
    private List<Runnable> unblocking = List.of();
    private boolean written;
    private boolean armed;
    private boolean inputLeft;
    private long watch;
    private long paramsWatch;
    private long endWatch;
    private boolean closed;
    private Throwable closeCause;

    static void runIfAny(Runnable task) {
        if (task != null) {
            task.run();
        }
    }

    /** Something that runs the application. */
    void addApplication(Runnable task) {
        if (application != null) {
            moreApplication = added(moreApplication, application);
        }
        application = task;
    }

    /** The list with one more, which is the same list but for the first. */
    private static <T> List<T> added(List<T> list, T one) {
        List<T> longer = list.isEmpty() ? new ArrayList<>(2) : list;
        longer.add(one);
        return longer;
    }

    boolean hasApplication() {
        return application != null;
    }

    /** A stream to tell of its failure. */
    void addFailed(FastCgiStream stream, Throwable cause) {
        failed = added(failed, new Failed(stream, cause));
    }

    /** Something that lets a thread of the application go on, and does not run the application itself. */
    void addUnblocking(Runnable task) {
        unblocking = added(unblocking, task);
    }

    /** Something was queued to be written. */
    void setWritten() {
        written = true;
    }

    /** The connection wants to be called when there is more to read. */
    void setArmed() {
        armed = true;
    }

    /** There is input to go on with, but not in this thread. */
    void setInputLeft() {
        inputLeft = true;
    }

    /** The connection wants to look after this many milliseconds whether it still does not read. */
    void setWatch(long delay) {
        watch = delay;
    }

    /** The connection wants to look after this many milliseconds whether PARAMS are late. */
    void setParamsWatch(long delay) {
        paramsWatch = delay;
    }

    /** The connection wants to look after this many milliseconds whether STDIN goes on. */
    void setEndWatch(long delay) {
        endWatch = delay;
    }

    /** The connection is to be closed; the cause may be null. */
    void setClosed(Throwable cause) {
        closed = true;
        closeCause = cause;
    }

    /** Does it all, each task of the application on a thread of its own. */
    void dispatch(FastCgiConnection connection) {
        doWhatCannotBlock(connection);
        moreApplication.forEach(connection::execute);
        if (application != null) {
            connection.execute(application);
        }
    }

    /** Does it all, the application in this thread, when nothing else is left to do; other threads may take some of it. */
    void run(FastCgiConnection connection) {
        doWhatCannotBlock(connection);
        if (moreApplication.isEmpty()) {
            runIfAny(application);
        } else {
            moreApplication.add(application);
            HandOverExecutor.runAll(moreApplication, connection.getConnector().getExecutor(), connection::execute);
        }
    }

    private void doWhatCannotBlock(FastCgiConnection connection) {
        if (written) {
            connection.flush();
        }
        if (closed) {
            connection.getEndPoint().close(closeCause);
        }
        for (Failed each : failed) {
            // It may unblock a thread of the application, so it must not wait for one.
            ThreadPool.executeImmediately(
                    connection.getConnector().getExecutor(),
                    each.stream().channel().onRemoteFailure(each.cause()));
        }
        unblocking.forEach(
                task -> ThreadPool.executeImmediately(connection.getConnector().getExecutor(), task));
        if (armed) {
            connection.fillInterested();
        }
        if (inputLeft) {
            connection.execute(connection::resume);
        }
        if (watch > 0) {
            connection.watchAfter(watch);
        }
        if (paramsWatch > 0) {
            connection.watchParamsAfter(paramsWatch);
        }
        if (endWatch > 0) {
            connection.watchEndAfter(endWatch);
        }
    }
}
