// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.jetty.FastCgiStream.ResponseState;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.ParamsDeadline;
import dev.slipway.fastcgi.request.Refusal;
import dev.slipway.fastcgi.request.Reply;
import dev.slipway.fastcgi.request.RequestEvent;
import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.response.ResponseEncoder;
import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a connection: what comes from the socket goes to the streams that it is for, and what is to be done about it
 * into a {@link FoundWork}. Every method needs the connection's lock.
 *
 * <p>While a connection serves one request after the other, not reading is the backpressure: it holds at most one input
 * buffer. From the first sign that a front end shares it among requests, it reads on for all of them up to an
 * {@link InputBudget}; and when it has stood still for long, since the sign may be behind what nobody reads.
 */
final class Demultiplexer {
    /** After so many input buffers others have their turn with the lock, and this thread with other connections. */
    private static final int MAX_FILLS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Demultiplexer.class);

    /** A peer that does not read what it is told is asked no further: else a few bytes of its would take memory for ever. */
    private static final int MAX_UNSENT_REPLIES = 64;

    private final FastCgiConnection connection;
    private final FastCgiConnectionFactory factory;
    private final ResponseFlusher flusher;
    private final RequestReader reader;
    /** Null until the PARAMS of a request have not come whole; null for most connections. */
    private ParamsWatch paramsWatch;
    /** Null until the connection has once not been read. */
    private StallWatch stallWatch;

    private final InputBuffer input;
    private final InputBudget budget;
    private final UnreleasedStreams streams = new UnreleasedStreams();
    private long requestCount;
    private int unsentReplies;
    private boolean armed;
    private final LastAnswer lastAnswer = new LastAnswer();
    private boolean closed;
    /** It has stood still for long without a sign of sharing. */
    private boolean readsAhead;

    Demultiplexer(
            FastCgiConnection connection,
            FastCgiConnectionFactory factory,
            ResponseFlusher flusher,
            InputBuffer input) {
        this.connection = connection;
        this.factory = factory;
        this.flusher = flusher;
        this.input = input;
        this.reader = new RequestReader(factory.capabilities(), factory.readerLimits(), factory.roles());
        this.budget = new InputBudget(factory.getInputBudget());
    }

    long requestCount() {
        return requestCount;
    }

    long bytesIn() {
        return input.bytesIn();
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
            int fills = 0;
            // After a read that left space the socket is dry, mostly: it calls again if not.
            while (mayRead(inRead)
                    && (input.hasRemaining()
                            || (fills == 0 || input.wasFilledUp()) && fills++ < MAX_FILLS && fill(inRead, work))) {
                if (stallWatch != null) {
                    stallWatch.end();
                }
                event(reader.next(input.bytes()), inRead, work);
            }
            if (reader.isShared()) {
                flusher.share();
            }
            if (!input.hasRemaining()) {
                input.release();
            }
            readOn(work);
            if (!closed) {
                watchParams(work);
            }
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

    private void watchParams(FoundWork work) {
        if (paramsWatch == null && reader.awaitsParams()) {
            paramsWatch = new ParamsWatch(reader, factory.getParamsTimeout());
        }
        if (paramsWatch != null) {
            paramsWatch.plan(work);
        }
    }

    private boolean mayRead(FastCgiStream inRead) {
        return !closed && unsentReplies < MAX_UNSENT_REPLIES && !streams.lingerTooMany() && !isHeldUp(inRead);
    }

    /** Whether a body must be read by its application first. */
    private boolean isHeldUp(FastCgiStream inRead) {
        return queuesInput()
                ? budget.isExhausted() && (budget.isFull() || !streams.awaitInput(inRead))
                : !streams.wantInput(inRead);
    }

    /** Whether what is read waits for its application in copies, up to the budget, and not in the input buffer. */
    private boolean queuesInput() {
        return reader.isShared() || readsAhead;
    }

    private boolean fill(FastCgiStream inRead, FoundWork work) throws IOException {
        if (work.hasApplication() || inRead != null && inRead.body().isReadable()) {
            return false;
        }
        int filled = input.fill(queuesInput());
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
        if (mayRead(null)) {
            if (input.hasRemaining()) {
                work.setInputLeft();
            } else {
                arm(work);
            }
        } else if (isHeldUp(null) && (reader.isShared() || factory.isMultiplexing() && !readsAhead)) {
            if (stallWatch == null) {
                stallWatch = new StallWatch(factory.getStdinStallTimeout());
            }
            stallWatch.begin(work);
        }
    }

    /**
     * Whether what was taken out of a body lets a connection that was stopped go on. The socket does not call for what an
     * application's thread has read since it was asked to.
     */
    boolean mayReadAgain() {
        return (!armed || input.hasRemaining()) && queuesInput() && mayRead(null);
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
                readsAhead &= streams.openCount() > 0;
                FastCgiStream stream = new FastCgiStream(connection, factory, Long.toString(++requestCount), reader);
                streams.add(stream);
                lastAnswer.forget(stream.requestId());
                lastAnswer.begun();
                factory.onRequest(streams.openCount());
                work.addApplication(() -> connection.handle(stream));
            }
            case STDIN -> bodyPiece(streams.find(reader.requestId()), FastCgiStream::body, inRead, work);
            case STDIN_END -> bodyEnd(streams.find(reader.requestId()), FastCgiStream::body, inRead, work);
            case DATA -> bodyPiece(streams.find(reader.requestId()), FastCgiStream::data, inRead, work);
            case DATA_END -> bodyEnd(streams.find(reader.requestId()), FastCgiStream::data, inRead, work);
            case ABORT -> abort(streams.find(reader.requestId()), work);
            case SKIPPED -> skipped(work);
            case REPLY -> {
                Reply reply = reader.reply();
                if (reply.refusal() != null) {
                    factory.getRefusals().count(reply.refusal());
                }
                lastAnswer.askIf(reply.thenClose());
                lastAnswer.forget(reader.requestId());
                write(reply.records(), work);
            }
        }
    }

    private void bodyPiece(
            FastCgiStream stream, Function<FastCgiStream, RequestBody> which, FastCgiStream inRead, FoundWork work) {
        Content.Chunk chunk = queuesInput() ? InputBuffer.copy(reader.content()) : input.retain(reader.content());
        RequestBody body = which.apply(stream);
        if (!body.add(chunk)) {
            stream.closeAfterResponse();
        }
        meetDemand(stream, body, inRead, work);
    }

    private static void bodyEnd(
            FastCgiStream stream, Function<FastCgiStream, RequestBody> which, FastCgiStream inRead, FoundWork work) {
        RequestBody body = which.apply(stream);
        if (!body.end()) {
            stream.closeAfterResponse();
        }
        meetDemand(stream, body, inRead, work);
    }

    /** The application that is reading the body in this thread sees for itself. */
    private static void meetDemand(FastCgiStream stream, RequestBody body, FastCgiStream inRead, FoundWork work) {
        if ((stream != inRead || body != stream.body()) && body.takeDemand()) {
            work.addApplication(() -> stream.available(body));
        }
    }

    private void skipped(FoundWork work) {
        if (lastAnswer.inputEnded(reader.requestId())) {
            write(new ResponseEncoder(reader.requestId()).endRequest(), work);
        } else if (lastAnswer.isFinishing() && lastAnswer.isFinished()) {
            close(null, work);
        }
    }

    // ---- failing

    private void abort(FastCgiStream stream, FoundWork work) {
        fail(stream, new EofException("the front end has aborted the request"), work);
        lastAnswer.askIf(!stream.keepConnection());
        write(stream.encoder().endStdoutAndRequest(), work);
    }

    /**
     * Fails a stream and tells its application, unless that is in its handler and waits for nothing: what it does next with
     * the request fails by itself, and a servlet that is about to go asynchronous would not understand.
     */
    private void fail(FastCgiStream stream, Throwable cause, FoundWork work) {
        if (stream.leaveOpen(ResponseState.ABORTED)) {
            boolean waits = stream.body().isDemanded() || flusher.isPending(stream);
            stream.failBodies(cause, work);
            if (waits || !stream.tellWhenHandled(cause)) {
                work.addFailed(stream, cause);
            }
        }
    }

    /** The connection may have stood still for too long: the stream with the most that waits is the one to blame. */
    void watch(FoundWork work) {
        if (stallWatch.isOver() && isHeldUp(null)) {
            if (reader.isShared()) {
                streams.leastRead().ifPresent(stream -> failUnread(stream, work));
            } else {
                // Nobody may be waiting at all; but if somebody is, it will be seen, and nobody fails for nothing.
                readsAhead = true;
            }
        }
        readOn(work);
    }

    private void failUnread(FastCgiStream stream, FoundWork work) {
        Throwable cause = new TimeoutException("the body was not read, and others wait for the connection: "
                + stream.unreadLength() + " bytes (stdinStallTimeout)");
        stream.failBodies(cause, work);
        if (!stream.tellWhenHandled(cause)) {
            work.addFailed(stream, cause);
        }
    }

    /** The PARAMS of a request may be late. */
    void paramsLate(FoundWork work) {
        if (paramsWatch.isLate(mayRead(null))) {
            dropLate(work);
        }
        if (!closed) {
            paramsWatch.plan(work);
        }
    }

    private void dropLate(FoundWork work) {
        if (streams.openCount() == 0) {
            factory.getRefusals().count(Refusal.PARAMS_TIMEOUT);
            close(new TimeoutException("the PARAMS of a request are not complete (paramsTimeout)"), work);
            return;
        }
        for (ParamsDeadline.Dropped dropped : paramsWatch.dropLate()) {
            factory.getRefusals().count(Refusal.PARAMS_TIMEOUT);
            write(dropped.requestId(), dropped.reply(), work);
        }
    }

    /** Jetty has given up on a response: without END_REQUEST the front end sees that it is truncated. */
    void failed(FastCgiStream stream, Throwable cause, FoundWork work) {
        stream.failBodies(cause, work);
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

    private void write(ByteBuffer records, FoundWork work) {
        write(reader.requestId(), records, work);
    }

    private void write(int requestId, ByteBuffer records, FoundWork work) {
        lastAnswer.shutDownIf(connection.getConnector().isShutdown());
        boolean last = lastAnswer.isNow(streams.openCount());
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
        stream.discardBodies(work);
        boolean inputEnded = reader.responseEnded(stream.requestId());
        lastAnswer.askIf(!stream.keepConnection());
        lastAnswer.shutDownIf(connection.getConnector().isShutdown());
        boolean closes = lastAnswer.isNow(streams.openCount());
        boolean waits = !inputEnded && (stream.isKeepAsked() || !closes);
        if (waits) {
            EndWatch watch = lastAnswer.await(stream.requestId(), factory.getStdinStallTimeout());
            watch.begin(stream.stdinStops(), input.bytesIn(), work);
        } else if (closes) {
            lastAnswer.finish(inputEnded);
        }
        readOn(work);
        // H2O aborts when an END_REQUEST overtakes the STDIN of a kept connection.
        return waits ? Ending.STDOUT : Ending.REQUEST;
    }

    /** The end of a STDIN whose response has ended may never come; what still comes of it is skipped. */
    void endLate(FoundWork work) {
        if (!closed) {
            boolean reading = mayRead(null) && !input.hasRemaining();
            lastAnswer
                    .takeLate(reading, input.bytesIn(), work)
                    .forEach(id -> write(id, new ResponseEncoder(id).endRequest(), work));
        }
    }

    /** Whether a connection that was to be closed after a reply is not, because a request has begun since. */
    boolean goesOn() {
        return lastAnswer.goesOn(streams.openCount());
    }

    /** Which answer ends the connection. */
    LastAnswer lastAnswer() {
        return lastAnswer;
    }

    /** Jetty is done with a stream. */
    void released(FastCgiStream stream, FoundWork work) {
        stream.release();
        if (streams.remove(stream)) {
            readOn(work);
        }
    }
}
