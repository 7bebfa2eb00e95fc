// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.FastCgiStream.ResponseState;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.ParamsDeadline;
import dev.slipway.fastcgi.request.Refusal;
import dev.slipway.fastcgi.request.RequestEvent;
import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.response.ResponseEncoder;
import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a connection: what comes from the socket goes to the streams that it is for, and what is to be done about it
 * into a {@link FoundWork}. Every method needs the connection's lock.
 *
 * <p>While a connection serves one request after the other, not reading is the backpressure: it holds at most one input
 * buffer. From the first sign that a front end shares it among requests, it reads on for all of them up to an
 * {@link InputBudget}.
 */
final class Demultiplexer {
    private static final Logger LOG = LoggerFactory.getLogger(Demultiplexer.class);

    /** A peer that does not read what it is told is asked no further: else a few bytes of its would take memory for ever. */
    private static final int MAX_UNSENT_REPLIES = 64;

    private final FastCgiConnection connection;
    private final FastCgiConnectionFactory factory;
    private final ResponseFlusher flusher;
    private final RequestReader reader;
    private final ParamsDeadline paramsDeadline;
    private final InputBuffer input;
    private final InputBudget budget;
    private final UnreleasedStreams streams = new UnreleasedStreams();
    private long requestCount;
    private int unsentReplies;
    private boolean armed;
    /** A request without FCGI_KEEP_CONN, or one that shows that the front end cannot be trusted, was among those before. */
    private boolean closeAsked;
    /** The ids of responses that are written but for END_REQUEST, which waits for the end of STDIN. */
    private final Set<Integer> unended = new HashSet<>(0);
    /** How much of the last request is awaited before the close: its response written, its STDIN ended; 0 before that. */
    private int awaitedBeforeClose;

    private boolean closed;
    /** Somebody will look whether the connection has been stopped for too long. */
    private boolean watched;
    /** Somebody will look whether the PARAMS of a request are late. */
    private boolean paramsWatched;

    Demultiplexer(
            FastCgiConnection connection,
            FastCgiConnectionFactory factory,
            ResponseFlusher flusher,
            InputBuffer input) {
        this.connection = connection;
        this.factory = factory;
        this.flusher = flusher;
        this.input = input;
        this.reader = new RequestReader(factory.capabilities(), factory.readerLimits());
        this.paramsDeadline = new ParamsDeadline(reader, TimeUnit.MILLISECONDS.toNanos(factory.getParamsTimeout()));
        this.budget = new InputBudget(factory.getInputBudget());
    }

    InputBudget budget() {
        return budget;
    }

    List<FastCgiStream> unreleased() {
        return streams.snapshot();
    }

    /** Whether several requests have used the connection at once, or may be expected to. */
    boolean isShared() {
        return reader.isShared();
    }

    // ---- reading

    /** The socket has called. */
    void fillable(FoundWork work) {
        armed = false;
        produce(null, work);
    }

    /**
     * Reads and understands until there is something for the application to do, or the socket is dry.
     *
     * @param inRead the stream whose application is reading in this thread; null if none is
     */
    void produce(FastCgiStream inRead, FoundWork work) {
        try {
            while (mayRead(inRead) && hasInput(inRead, work)) {
                event(reader.next(input.bytes()), inRead, work);
            }
            if (reader.isShared()) {
                flusher.share();
            }
            if (!input.hasRemaining()) {
                input.release();
            }
            readOn(work);
            watchParams(work);
        } catch (ConnectionException e) {
            factory.distrusted().add(e, connection.getEndPoint());
            close(e, work);
        } catch (IOException e) {
            close(new EofException(e), work);
        } catch (RuntimeException e) {
            // A mistake of ours must not leave a connection that nobody looks after.
            LOG.warn("Closed {} because of an unexpected failure", connection.getEndPoint(), e);
            close(e, work);
        }
    }

    private boolean mayRead(FastCgiStream inRead) {
        return !closed
                && unsentReplies < MAX_UNSENT_REPLIES
                && !streams.lingerTooMany()
                && (reader.isShared() ? !budget.isExhausted() : streams.wantInput(inRead));
    }

    private boolean hasInput(FastCgiStream inRead, FoundWork work) throws IOException {
        if (input.hasRemaining()) {
            return true;
        }
        if (work.hasApplication() || inRead != null && inRead.body().isReadable()) {
            return false;
        }
        int filled = input.fill();
        if (filled < 0) {
            close(new EofException("the front end has closed the connection"), work);
        }
        return filled > 0;
    }

    /** Sees to it that reading goes on, if it may, by the socket's call or with what is here already. */
    void readOn(FoundWork work) {
        if (closed) {
            return;
        }
        if (isStopped()) {
            if (!watched) {
                watched = true;
                work.setWatch(Math.max(1, factory.getStdinStallTimeout() - budget.exhaustedFor()));
            }
        } else if (mayRead(null)) {
            if (input.hasRemaining()) {
                work.setInputLeft();
            } else {
                arm(work);
            }
        }
    }

    /** Whether what was taken out of a body lets a connection that was stopped go on. */
    boolean mayReadAgain() {
        return !armed && reader.isShared() && mayRead(null);
    }

    /** Whether nothing is read because too much waits for applications. */
    private boolean isStopped() {
        return reader.isShared() && budget.isExhausted();
    }

    void arm(FoundWork work) {
        if (!armed) {
            armed = true;
            work.setArmed();
        }
    }

    private void event(RequestEvent event, FastCgiStream inRead, FoundWork work) {
        switch (event) {
            case NEEDS_INPUT -> {
                // all of the buffer is understood
            }
            case REQUEST -> {
                FastCgiStream stream = new FastCgiStream(connection, factory, Long.toString(++requestCount), reader);
                streams.add(stream);
                // a front end that uses the id again does not wait for the end of the one before
                unended.remove(stream.requestId());
                factory.onRequest(streams.openCount());
                work.addApplication(() -> connection.handle(stream));
            }
            case STDIN -> {
                FastCgiStream stream = streams.find(reader.requestId());
                Content.Chunk chunk =
                        reader.isShared() ? InputBuffer.copy(reader.content()) : input.retain(reader.content());
                if (!stream.body().add(chunk)) {
                    stream.closeAfterResponse();
                }
                meetDemand(stream, inRead, work);
            }
            case STDIN_END -> {
                FastCgiStream stream = streams.find(reader.requestId());
                if (!stream.body().end()) {
                    stream.closeAfterResponse();
                }
                meetDemand(stream, inRead, work);
            }
            case ABORT -> abort(streams.find(reader.requestId()), work);
            case SKIPPED -> skipped(work);
            case REPLY -> {
                if (reader.refusal() != null) {
                    factory.getRefusals().count(reader.refusal());
                }
                closeAsked |= reader.closeAfterReply();
                unended.remove(reader.requestId());
                write(reader.reply(), work);
            }
        }
    }

    /** The application that is reading in this thread sees for itself. */
    private static void meetDemand(FastCgiStream stream, FastCgiStream inRead, FoundWork work) {
        if (stream != inRead && stream.body().takeDemand()) {
            work.addApplication(stream::contentAvailable);
        }
    }

    private void skipped(FoundWork work) {
        if (unended.remove(reader.requestId())) {
            write(new ResponseEncoder(reader.requestId()).endRequest(), work);
        } else if (awaitedBeforeClose > 0 && --awaitedBeforeClose == 0) {
            close(null, work);
        }
    }

    // ---- failing

    private void abort(FastCgiStream stream, FoundWork work) {
        fail(stream, new EofException("the front end has aborted the request"), work);
        closeAsked |= !stream.keepConnection();
        write(stream.encoder().endStdoutAndRequest(), work);
    }

    /**
     * Fails a stream and tells its application, unless that is in its handler and waits for nothing: what it does next with
     * the request fails by itself, and a servlet that is about to go asynchronous would not understand.
     */
    private void fail(FastCgiStream stream, Throwable cause, FoundWork work) {
        if (stream.leaveOpen(ResponseState.ABORTED)) {
            boolean waits = stream.body().isDemanded() || flusher.isPending(stream);
            stream.body().fail(cause);
            if (waits || !stream.tellWhenHandled(cause)) {
                work.addFailed(stream, cause);
            }
        }
    }

    /** The connection may have been stopped for too long: the stream with the most that waits is the one to blame. */
    void watch(FoundWork work) {
        watched = false;
        if (isStopped() && budget.exhaustedFor() >= factory.getStdinStallTimeout()) {
            streams.leastRead().ifPresent(stream -> {
                Throwable cause = new TimeoutException("the body was not read, and others wait for the connection: "
                        + stream.body().unreadLength() + " bytes (stdinStallTimeout)");
                stream.body().fail(cause);
                if (!stream.tellWhenHandled(cause)) {
                    work.addFailed(stream, cause);
                }
            });
        }
        readOn(work);
    }

    private void watchParams(FoundWork work) {
        if (closed || !paramsDeadline.isNeeded()) {
            return;
        }
        // This also takes the time of a request that is new, whether somebody is to look already or not.
        long left = paramsDeadline.left(NanoTime.now());
        if (!paramsWatched) {
            paramsWatched = true;
            work.setParamsWatch(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1));
        }
    }

    /** The PARAMS of a request may be late. */
    void paramsLate(FoundWork work) {
        paramsWatched = false;
        if (!mayRead(null)) {
            paramsDeadline.restart();
        } else if (paramsDeadline.isNeeded() && paramsDeadline.left(NanoTime.now()) <= 0) {
            dropLate(work);
        }
        watchParams(work);
    }

    private void dropLate(FoundWork work) {
        if (streams.openCount() == 0) {
            factory.getRefusals().count(Refusal.PARAMS_TIMEOUT);
            close(new TimeoutException("the PARAMS of a request are not complete (paramsTimeout)"), work);
            return;
        }
        for (ParamsDeadline.Dropped dropped : paramsDeadline.dropLate(NanoTime.now())) {
            factory.getRefusals().count(Refusal.PARAMS_TIMEOUT);
            write(dropped.requestId(), dropped.reply(), work);
        }
    }

    /** Jetty has given up on a response: without END_REQUEST the front end sees that it is truncated. */
    void failed(FastCgiStream stream, Throwable cause, FoundWork work) {
        stream.body().fail(cause);
        if (stream.leaveOpen(ResponseState.ABORTED)) {
            close(cause, work);
        }
    }

    /** Closes the connection and fails what is open on it. */
    void close(Throwable cause, FoundWork work) {
        closed = true;
        input.release();
        streams.snapshot().forEach(stream -> fail(stream, cause, work));
        work.setClosed(cause);
    }

    // ---- writing

    /** Whether the connection is to be closed now: the front end has asked for it, and no other answer is missing. */
    private boolean isLastAnswer() {
        return closeAsked && awaitedBeforeClose == 0 && streams.openCount() == 0 && unended.isEmpty();
    }

    private void write(ByteBuffer records, FoundWork work) {
        write(reader.requestId(), records, work);
    }

    private void write(int requestId, ByteBuffer records, FoundWork work) {
        closeAsked |= connection.getConnector().isShutdown();
        boolean last = isLastAnswer();
        // When nothing can be written any more, the flusher has closed the connection.
        Callback written = Callback.from(InvocationType.NON_BLOCKING, () -> connection.replySent(last));
        if (flusher.offer(requestId, records, written)) {
            unsentReplies++;
            work.setWritten();
        }
    }

    void replySent(FoundWork work) {
        if (--unsentReplies == MAX_UNSENT_REPLIES - 1) {
            readOn(work);
        }
    }

    /**
     * The last bytes of a response are about to be queued: first the state, then the bytes, since the front end may have
     * answered them before they are written.
     *
     * @return how they end
     */
    Ending endResponse(FastCgiStream stream, FoundWork work) {
        stream.leaveOpen(ResponseState.ENDED);
        stream.body().discard();
        boolean inputEnded = reader.responseEnded(stream.requestId());
        closeAsked |= !stream.keepConnection() || connection.getConnector().isShutdown();
        boolean closes = isLastAnswer();
        boolean waits = !inputEnded && (stream.isKeepAsked() || !closes);
        if (waits) {
            unended.add(stream.requestId());
        } else if (closes) {
            awaitedBeforeClose = inputEnded ? 1 : 2;
        }
        readOn(work);
        // H2O aborts when an END_REQUEST overtakes the STDIN of a kept connection.
        return waits ? Ending.STDOUT : Ending.REQUEST;
    }

    /** Whether the connection ends with the response that {@link #endResponse} has just ended. */
    boolean isFinishing() {
        return awaitedBeforeClose > 0;
    }

    /** The last response is written; true if the connection may be closed, false if there is STDIN to skip. */
    boolean isFinished() {
        return --awaitedBeforeClose == 0;
    }

    /** Jetty is done with a stream. */
    void released(FastCgiStream stream, FoundWork work) {
        stream.release();
        if (streams.remove(stream)) {
            readOn(work);
        }
    }
}
