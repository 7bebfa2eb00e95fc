// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.FastCgiStream.ResponseState;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.RequestEvent;
import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.response.ResponseEncoder;
import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.response.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a web server's: its bytes go to the {@link RequestReader}, the reader's events to
 * {@link FastCgiStream}s, their responses to the {@link ResponseFlusher}.
 *
 * <p>One lock guards the reader, the input buffer, the streams and the order of what is written. It is held while bytes are
 * read without blocking and understood, never while the application, a callback or a write runs: what is found under it is
 * {@link FoundWork}, done after it. Methods named {@code locked…} need it. Jetty calls some methods here with the lock of a
 * channel held, so a channel that others know of is never called under ours.
 */
final class FastCgiConnection extends AbstractConnection {
    private static final Logger LOG = LoggerFactory.getLogger(FastCgiConnection.class);
    private static final AtomicLong IDS = new AtomicLong();

    private final FastCgiConnectionFactory factory;
    private final Connector connector;
    private final String id = Long.toString(IDS.incrementAndGet());
    private final ResponseFlusher flusher;

    private final ConnectionLock lock = new ConnectionLock();
    private final RequestReader reader;
    private final InputBuffer input;
    private final UnreleasedStreams streams = new UnreleasedStreams();
    private long requestCount;
    private boolean armed;
    /** The connection is closed with the END_REQUEST that waits for the end of STDIN. */
    private boolean closeAfterSkipped;
    /** How much of the last request is awaited before the close: its response written, its STDIN ended; 0 before that. */
    private int awaitedBeforeClose;

    private boolean closed;

    FastCgiConnection(FastCgiConnectionFactory factory, Connector connector, EndPoint endPoint) {
        super(endPoint, connector.getExecutor());
        this.factory = factory;
        this.connector = connector;
        HttpConfiguration configuration = factory.getHttpConfiguration();
        this.flusher = new ResponseFlusher(
                endPoint, connector.getByteBufferPool(), configuration.isUseOutputDirectByteBuffers());
        this.reader = new RequestReader(factory.capabilities(), factory.readerLimits());
        this.input = new InputBuffer(endPoint, connector.getByteBufferPool(), configuration);
    }

    String getId() {
        return id;
    }

    Connector getConnector() {
        return connector;
    }

    HttpConfiguration getHttpConfiguration() {
        return factory.getHttpConfiguration();
    }

    void execute(Runnable task) {
        getExecutor().execute(task);
    }

    void flush() {
        flusher.flush();
    }

    // ---- what the front end sends

    @Override
    public void onOpen() {
        super.onOpen();
        lock.find(this::lockedArm).run(this);
    }

    @Override
    public void onFillable() {
        lock.find(work -> {
                    armed = false;
                    lockedProduce(null, work);
                })
                .run(this);
    }

    /** Goes on with what is left in the input buffer, in a thread of its own. */
    private void resume() {
        lock.find(work -> lockedProduce(null, work)).run(this);
    }

    /**
     * Reads and understands until there is something for the application to do, or the socket is dry.
     *
     * @param inRead the stream whose application is reading in this thread; null if none is
     */
    private void lockedProduce(FastCgiStream inRead, FoundWork work) {
        try {
            while (lockedMayRead(inRead) && lockedHasInput(inRead, work)) {
                lockedEvent(reader.next(input.bytes()), work);
            }
            if (!input.hasRemaining()) {
                input.release();
                if (lockedMayRead(null)) {
                    lockedArm(work);
                }
            }
        } catch (ConnectionException e) {
            factory.onDistrusted(e, getEndPoint());
            lockedClose(e, work);
        } catch (IOException e) {
            lockedClose(new EofException(e), work);
        } catch (RuntimeException e) {
            // A mistake of ours must not leave a connection that nobody looks after.
            LOG.warn("Closed {} because of an unexpected failure", getEndPoint(), e);
            lockedClose(e, work);
        }
    }

    private boolean lockedMayRead(FastCgiStream inRead) {
        return !closed && streams.wantInput(inRead);
    }

    private boolean lockedHasInput(FastCgiStream inRead, FoundWork work) throws IOException {
        if (input.hasRemaining()) {
            return true;
        }
        if (work.hasApplication() || inRead != null && inRead.body().isReadable()) {
            return false;
        }
        int filled = input.fill();
        if (filled < 0) {
            lockedClose(new EofException("the front end has closed the connection"), work);
        }
        return filled > 0;
    }

    private void lockedArm(FoundWork work) {
        if (!armed) {
            armed = true;
            work.setArmed();
        }
    }

    private void lockedEvent(RequestEvent event, FoundWork work) {
        switch (event) {
            case NEEDS_INPUT -> {
                // all of the buffer is understood
            }
            case REQUEST -> {
                FastCgiStream stream = new FastCgiStream(this, Long.toString(++requestCount), reader);
                streams.add(stream);
                work.addApplication(() -> handle(stream));
            }
            case STDIN -> {
                FastCgiStream stream = streams.find(reader.requestId());
                if (!stream.body().add(input.retain(reader.content()))) {
                    stream.closeAfterResponse();
                }
                lockedMeetDemand(stream, work);
            }
            case STDIN_END -> {
                FastCgiStream stream = streams.find(reader.requestId());
                if (!stream.body().end()) {
                    stream.closeAfterResponse();
                }
                lockedMeetDemand(stream, work);
            }
            case ABORT -> lockedAbort(streams.find(reader.requestId()), work);
            case SKIPPED -> lockedSkipped(work);
            case REPLY -> lockedWrite(reader.reply(), reader.closeAfterReply(), work);
        }
    }

    private void lockedSkipped(FoundWork work) {
        if (awaitedBeforeClose == 0) {
            boolean thenClose = closeAfterSkipped || connector.isShutdown();
            lockedWrite(new ResponseEncoder(reader.requestId()).endRequest(), thenClose, work);
        } else if (--awaitedBeforeClose == 0) {
            lockedClose(null, work);
        }
    }

    private static void lockedMeetDemand(FastCgiStream stream, FoundWork work) {
        if (stream.body().takeDemand()) {
            work.addApplication(stream::contentAvailable);
        }
    }

    private void lockedAbort(FastCgiStream stream, FoundWork work) {
        lockedFail(stream, new EofException("the front end has aborted the request"), work);
        lockedWrite(stream.encoder().endStdoutAndRequest(), !stream.keepConnection(), work);
    }

    /**
     * Fails a stream and tells its application, unless that is in its handler and waits for nothing: what it does next with
     * the request fails by itself, and a servlet that is about to go asynchronous would not understand.
     */
    private void lockedFail(FastCgiStream stream, Throwable cause, FoundWork work) {
        if (stream.leaveOpen(ResponseState.ABORTED)) {
            boolean waits = stream.body().isDemanded() || flusher.isPending(stream);
            stream.body().fail(cause);
            if (waits || !stream.tellWhenHandled(cause)) {
                work.addFailed(stream, cause);
            }
        }
    }

    /** Runs the application. */
    private void handle(FastCgiStream stream) {
        stream.start().run();
        lock.find(work -> stream.handled().ifPresent(cause -> work.addFailed(stream, cause)))
                .run(this);
    }

    /** Closes the connection and fails what is open on it. */
    private void lockedClose(Throwable cause, FoundWork work) {
        closed = true;
        input.release();
        streams.snapshot().forEach(stream -> lockedFail(stream, cause, work));
        work.setClosed(cause);
    }

    private void close(Throwable cause) {
        lock.find(work -> lockedClose(cause, work)).run(this);
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        close(cause);
    }

    @Override
    public void onClose(Throwable cause) {
        close(cause == null ? new EofException("the connection is closed") : cause);
        super.onClose(cause);
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        List<FastCgiStream> unreleased = lock.ask(streams::snapshot);
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
        return !handling;
    }

    // ---- what Jetty asks of a stream

    Content.Chunk read(FastCgiStream stream) {
        RequestBody body = stream.body();
        Content.Chunk here = lock.ask(body::poll);
        if (here != null) {
            return here;
        }
        FoundWork work = lock.find(found -> lockedProduce(stream, found));
        work.dispatch(this);
        return lock.ask(body::poll);
    }

    void demand(FastCgiStream stream) {
        lock.find(work -> {
                    stream.body().demand();
                    lockedMeetDemand(stream, work);
                    if (!work.hasApplication()) {
                        lockedProduce(null, work);
                    }
                })
                .run(this);
    }

    void discardBody(FastCgiStream stream) {
        lock.find(work -> stream.body().discard());
    }

    void send(FastCgiStream stream, ResponseHead head, ByteBuffer content, boolean last, Callback callback) {
        lock.find(found -> {
                    boolean taken = stream.responseState() == ResponseState.OPEN
                            && (last
                                    ? lockedSendLast(stream, head, content, callback, found)
                                    : flusher.offer(stream, head, content, Ending.NONE, callback));
                    if (taken) {
                        found.setWritten();
                    } else {
                        found.addApplication(() -> callback.failed(new EofException("the front end has gone away")));
                    }
                })
                .run(this);
    }

    private boolean lockedSendLast(
            FastCgiStream stream, ResponseHead head, ByteBuffer content, Callback callback, FoundWork work) {
        // First the state, then the bytes: the front end may have answered them before write() returns.
        stream.leaveOpen(ResponseState.ENDED);
        stream.body().discard();
        boolean inputEnded = reader.responseEnded(stream.requestId());
        if (!inputEnded) {
            lockedSkipBody(work);
        }
        boolean thenClose = !stream.keepConnection() || connector.isShutdown();
        boolean waits = !inputEnded && stream.isKeepAsked();
        if (waits || !thenClose) {
            // H2O aborts when an END_REQUEST overtakes the STDIN of a kept connection.
            closeAfterSkipped |= waits && thenClose;
            return flusher.offer(stream, head, content, waits ? Ending.STDOUT : Ending.REQUEST, callback);
        }
        awaitedBeforeClose = inputEnded ? 1 : 2;
        return flusher.offer(stream, head, content, Ending.REQUEST, Callback.from(callback, this::finish));
    }

    /** Nobody demands the body of an answered request any more, so the connection reads on by itself. */
    private void lockedSkipBody(FoundWork work) {
        if (input.hasRemaining()) {
            work.addApplication(() -> execute(this::resume));
        } else if (lockedMayRead(null)) {
            lockedArm(work);
        }
    }

    /** The last response is written, and the front end waits for the end of the connection. */
    private void finish() {
        if (lock.ask(() -> --awaitedBeforeClose == 0)) {
            getEndPoint().close();
            return;
        }
        // With STDIN unread a close would be a reset, which can overtake the response.
        getEndPoint().shutdownOutput();
    }

    private void lockedWrite(ByteBuffer records, boolean thenClose, FoundWork work) {
        // When nothing can be written any more, the flusher has closed the connection.
        flusher.offer(records, thenClose ? Callback.from(() -> getEndPoint().close()) : Callback.NOOP);
        work.setWritten();
    }

    void cancelSend(FastCgiStream stream, Throwable cause, Callback callback) {
        ResponseState state = lock.ask(stream::responseState);
        if (state == ResponseState.ENDED && !(cause instanceof TimeoutException)) {
            // All of the response is on its way: nothing is gained by cutting it off.
            flusher.failWhenWritten(stream, cause, callback);
            return;
        }
        boolean inUse = flusher.cancel(stream, cause);
        if (inUse || state != ResponseState.ABORTED) {
            // A part of the response will be missing: a closed connection is the only honest end.
            getEndPoint().close(cause);
        }
        callback.failed(cause);
    }

    void released(FastCgiStream stream) {
        boolean wasStopped = lock.ask(() -> {
            stream.release();
            return streams.remove(stream);
        });
        if (wasStopped) {
            execute(this::resume);
        }
    }

    /** Jetty has given up on a response: without END_REQUEST the front end sees that it is truncated. */
    void failed(FastCgiStream stream, Throwable cause) {
        lock.find(work -> {
                    stream.body().fail(cause);
                    if (stream.leaveOpen(ResponseState.ABORTED)) {
                        lockedClose(cause, work);
                    }
                })
                .run(this);
        released(stream);
    }
}
