// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.FastCgiStream.ResponseState;
import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.response.ResponseHead;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * One socket of a web server's: Jetty's calls on one side, the {@link Demultiplexer} and the {@link ResponseFlusher} on the
 * other.
 *
 * <p>One lock guards the demultiplexer and the order of what is written. It is held while bytes are read without blocking and
 * understood, never while the application, a callback or a write runs: what is found under it is {@link FoundWork}, done
 * after it. Jetty calls some methods here with the lock of a channel held, so a channel that others know of is never called
 * under ours.
 */
final class FastCgiConnection extends AbstractConnection {
    private static final AtomicLong IDS = new AtomicLong();

    private final FastCgiConnectionFactory factory;
    private final Connector connector;
    private final long id = IDS.incrementAndGet();
    private final ResponseFlusher flusher;
    private final ConnectionLock lock = new ConnectionLock();
    private final Demultiplexer demultiplexer;
    private long responseCount;
    private volatile Scheduler.Task stallWatch;
    private volatile Scheduler.Task paramsWatch;
    private volatile Scheduler.Task endWatch;

    FastCgiConnection(FastCgiConnectionFactory factory, Connector connector, EndPoint endPoint) {
        super(endPoint, connector.getExecutor());
        this.factory = factory;
        this.connector = connector;
        HttpConfiguration configuration = factory.getHttpConfiguration();
        this.flusher = new ResponseFlusher(
                endPoint,
                connector.getExecutor(),
                connector.getByteBufferPool(),
                configuration.isUseOutputDirectByteBuffers());
        InputBuffer input = new InputBuffer(endPoint, connector.getByteBufferPool(), configuration);
        this.demultiplexer = new Demultiplexer(this, factory, flusher, input);
    }

    String getId() {
        return Long.toString(id);
    }

    Connector getConnector() {
        return connector;
    }

    InputBudget inputBudget() {
        return demultiplexer.budget();
    }

    void execute(Runnable task) {
        try {
            getExecutor().execute(task);
        } catch (RejectedExecutionException e) {
            // The server is being stopped.
            getEndPoint().close(e);
        }
    }

    void flush() {
        flusher.flush();
    }

    // ---- what the socket says

    @Override
    public void onOpen() {
        super.onOpen();
        if (!factory.open().opened(getEndPoint(), factory.getMaxConnections())
                || !factory.peers().admits(getEndPoint(), connector)) {
            getEndPoint().close();
            return;
        }
        lock.find(demultiplexer::arm).run(this);
    }

    @Override
    public void onFillable() {
        lock.find(demultiplexer::fillable).run(this);
    }

    /** Goes on with what is left in the input buffer. */
    void resume() {
        lock.find(work -> demultiplexer.produce(null, work)).run(this);
    }

    void watchAfter(long delay) {
        stallWatch = findAfter(delay, demultiplexer::watch);
    }

    void watchParamsAfter(long delay) {
        paramsWatch = findAfter(delay, demultiplexer::paramsLate);
    }

    void watchEndAfter(long delay) {
        endWatch = findAfter(delay, demultiplexer::endLate);
    }

    private Scheduler.Task findAfter(long delay, Consumer<FoundWork> finder) {
        Runnable watch = () -> lock.find(finder).dispatch(this);
        return connector.getScheduler().schedule(watch, delay, TimeUnit.MILLISECONDS);
    }

    /** What the protocol says by itself has been written, or never will be. */
    void replySent(boolean last) {
        if (last && !lock.ask(demultiplexer::goesOn)) {
            getEndPoint().close();
        }
        lock.find(demultiplexer::replySent).dispatch(this);
    }

    /** Runs the application. */
    void handle(FastCgiStream stream) {
        stream.start().run();
        if (stream.isReleased()) {
            return;
        }
        lock.find(work -> stream.handled().ifPresent(cause -> work.addFailed(stream, cause)))
                .run(this);
    }

    private void close(Throwable cause) {
        lock.find(work -> demultiplexer.close(cause, work)).run(this);
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        close(cause);
    }

    @Override
    public void onClose(Throwable cause) {
        close(cause == null ? new EofException("the connection is closed") : cause);
        super.onClose(cause);
        factory.open().closed();
        // They would keep all of this in memory for a while.
        cancel(stallWatch);
        cancel(paramsWatch);
        cancel(endWatch);
    }

    private static void cancel(Scheduler.Task watch) {
        if (watch != null) {
            watch.cancel();
        }
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        List<FastCgiStream> unreleased = lock.ask(demultiplexer::unreleased);
        if (connector.isShutdown() && !unreleased.isEmpty()) {
            // Jetty shortens the timeout so that idle connections go away; requests are drained.
            return false;
        }
        boolean handling = false;
        for (FastCgiStream stream : unreleased) {
            HttpChannel.IdleTimeoutTask task = stream.channel().onIdleTimeout(timeout);
            if (task.handlingRequest()) {
                handling = true;
                ThreadPool.executeImmediately(getExecutor(), task.action());
            }
        }
        if (!handling) {
            factory.getRefusals().countIdleConnection();
        }
        return !handling;
    }

    // ---- figures, for Jetty's statistics

    @Override
    public long getMessagesIn() {
        return lock.ask(demultiplexer::requestCount);
    }

    @Override
    public long getMessagesOut() {
        return lock.ask(() -> responseCount);
    }

    @Override
    public long getBytesIn() {
        return lock.ask(demultiplexer::bytesIn);
    }

    @Override
    public long getBytesOut() {
        return flusher.bytesOut();
    }

    // ---- what Jetty asks of a stream

    Content.Chunk read(FastCgiStream stream) {
        RequestBody body = stream.body();
        Content.Chunk here = lock.ask(body::poll);
        if (here == null) {
            lock.find(work -> demultiplexer.produce(stream, work)).dispatch(this);
            here = lock.ask(body::poll);
        }
        readOnIfStopped();
        return here;
    }

    private void readOnIfStopped() {
        if (lock.ask(demultiplexer::mayReadAgain)) {
            lock.find(demultiplexer::readOn).dispatch(this);
        }
    }

    void demand(FastCgiStream stream) {
        lock.find(work -> {
                    stream.body().demand();
                    if (!stream.body().isReadable()) {
                        demultiplexer.produce(stream, work);
                    }
                })
                .dispatch(this);
        if (lock.ask(stream.body()::takeDemand)) {
            stream.available(stream.body());
        }
    }

    Content.Chunk readData(RequestBody data) {
        Content.Chunk here = lock.ask(data::poll);
        readOnIfStopped();
        return here;
    }

    void demandData(FilterData data) {
        lock.find(work -> {
                    data.body().demand();
                    if (!data.body().isReadable()) {
                        demultiplexer.produce(null, work);
                    }
                })
                .dispatch(this);
        if (lock.ask(data.body()::takeDemand)) {
            data.available();
        }
    }

    void failData(FilterData data, Throwable cause) {
        lock.find(work -> data.fail(cause, work)).dispatch(this);
    }

    void discardBody(FastCgiStream stream) {
        lock.find(work -> {
                    stream.body().discard();
                    demultiplexer.readOn(work);
                })
                .dispatch(this);
    }

    void send(FastCgiStream stream, ResponseHead head, ByteBuffer content, boolean last, Callback callback) {
        lock.find(work -> {
                    boolean taken = stream.responseState() == ResponseState.OPEN
                            && (last
                                    ? sendLast(stream, head, content, callback, work)
                                    : flusher.offer(stream, head, content, Ending.NONE, callback));
                    if (taken) {
                        work.setWritten();
                    } else {
                        work.addApplication(() -> callback.failed(new EofException("the front end has gone away")));
                    }
                })
                .run(this);
    }

    private boolean sendLast(
            FastCgiStream stream, ResponseHead head, ByteBuffer content, Callback callback, FoundWork work) {
        responseCount++;
        Ending ending = demultiplexer.endResponse(stream, work);
        LastAnswer last = demultiplexer.lastAnswer();
        if (!last.isFinishing()) {
            return flusher.offer(stream, head, content, ending, callback);
        }
        int number = last.number();
        return flusher.offer(stream, head, content, ending, Callback.from(callback, () -> finish(number)));
    }

    /** The last response is written, and the front end waits for the end of the connection. */
    private void finish(int number) {
        switch (lock.ask(() -> demultiplexer.lastAnswer().written(number))) {
            case CLOSE -> getEndPoint().close();
            case SHUT_DOWN_OUTPUT -> getEndPoint().shutdownOutput();
            case GO_ON -> {
                // the next response will finish
            }
        }
    }

    void cancelSend(FastCgiStream stream, Throwable cause, Callback callback) {
        ResponseState state = lock.ask(stream::responseState);
        if (state == ResponseState.ENDED && !(cause instanceof TimeoutException)) {
            // All of the response is on its way: nothing is gained by cutting it off.
            flusher.failWhenWritten(stream, cause, callback);
            return;
        }
        boolean inUse = flusher.cancel(stream, cause);
        boolean othersCare = state == ResponseState.ABORTED && lock.ask(demultiplexer::isShared);
        if (inUse && !othersCare || state != ResponseState.ABORTED) {
            // A part of the response will be missing: a closed connection is the only honest end.
            getEndPoint().close(cause);
        }
        flusher.failWhenWritten(stream, cause, callback);
    }

    void released(FastCgiStream stream) {
        lock.find(work -> demultiplexer.released(stream, work)).dispatch(this);
    }

    void failed(FastCgiStream stream, Throwable cause) {
        lock.find(work -> demultiplexer.failed(stream, cause, work)).run(this);
        released(stream);
    }
}
