// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.cgi.BadRequestException;
import dev.slipway.fastcgi.cgi.CgiRequest;
import dev.slipway.fastcgi.cgi.ParamsMap;
import dev.slipway.fastcgi.jetty.identity.RequestIdentity;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.response.ResponseEncoder;
import dev.slipway.fastcgi.response.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** One request and its response, as Jetty reads and writes them; the connection does what concerns the socket. */
final class FastCgiStream implements HttpStream {
    /** How far the response has come; what the connection's lock guards. */
    enum ResponseState {
        OPEN,
        /** The last bytes are queued: nothing of this request may follow but its END_REQUEST. */
        ENDED,
        /** The front end or the connection is gone: nothing may be written any more. */
        ABORTED
    }

    private static final HttpChannel.Factory CHANNELS = new HttpChannel.DefaultFactory();

    private final FastCgiConnection connection;
    private final String id;
    private final int requestId;
    private final boolean keepAsked;
    private final boolean stdinStops;
    private boolean distrusted;
    private final Role role;
    private final RequestBody body;
    /** Null but for role FILTER. */
    private final FilterData data;

    private final ResponseEncoder encoder;
    private final HttpChannel channel;
    private final LargeResponseHeads largeHeads;
    private final MissingAuthorization missingAuthorization;
    private final ResponseFields fields;
    private final Runnable start;
    private ResponseState responseState = ResponseState.OPEN;
    private boolean inHandler = true;
    private boolean released;
    private Throwable untold;
    private boolean bodiesDiscarded;
    private volatile boolean committed;
    private boolean bodyless;

    /**
     * A stream for a request whose PARAMS are complete; {@link #start()} runs it.
     *
     * @param id among all requests of the connection, for logs
     * @param reader at the REQUEST event
     */
    FastCgiStream(FastCgiConnection connection, FastCgiConnectionFactory factory, String id, RequestReader reader) {
        this.keepAsked = reader.beginRequestOfEvent().keepConnection();
        ClientConnectionMetaData client =
                new ClientConnectionMetaData(connection, factory.getHttpConfiguration(), keepAsked);
        this.connection = connection;
        this.largeHeads = factory.largeHeads();
        this.missingAuthorization = factory.missingAuthorization();
        this.id = id;
        this.requestId = reader.requestId();
        this.encoder = new ResponseEncoder(requestId);
        this.channel = CHANNELS.newHttpChannel(client);
        this.channel.setHttpStream(this);
        RequestLimits limits = factory.requestLimits();
        this.role = reader.beginRequestOfEvent().role();
        this.fields = factory.responseFields(role);
        long contentLength = CgiRequest.UNKNOWN_LENGTH;
        long dataLength = CgiRequest.UNKNOWN_LENGTH;
        boolean stops = false;
        Runnable task;
        try {
            Params params = factory.peers().admit(reader.params(), connection.getEndPoint(), connection.getConnector());
            CgiRequest request = CgiRequest.from(params, factory.targetSource());
            stops = request.stdinStops();
            limits.check(request);
            factory.applicationPaths()
                    .check(request.applicationPath(), connection.getConnector().getServer());
            RequestIdentity identity = factory.getIdentity().identify(role, request, params);
            MetaData.Request metaData = RequestMetaData.of(request);
            missingAuthorization.arrived(metaData.getHttpFields());
            client.describe(request);
            contentLength = request.contentLength();
            dataLength = role == Role.FILTER ? FilterData.length(params) : dataLength;
            Runnable handler = channel.onRequest(metaData);
            identity.describe(channel.getRequest());
            channel.getRequest().setAttribute(FastCgiConnectionFactory.PARAMS_ATTRIBUTE, map(params, factory));
            task = () -> {
                channel.getComplianceViolationListener().onRequestBegin(channel.getRequest());
                handler.run();
            };
        } catch (BadRequestException | RuntimeException e) {
            // Jetty has several exceptions for what it does not take. Only onRequest() would have initialized the
            // channel.
            channel.initialize();
            int status = e instanceof HttpException http ? http.getCode() : HttpStatus.BAD_REQUEST_400;
            factory.getRefusals().count(status);
            distrusted = status == HttpStatus.FORBIDDEN_403;
            Throwable badRequest = new HttpException.RuntimeException(status, e.getMessage());
            task = () -> FoundWork.runIfAny(channel.onFailure(badRequest));
        }
        this.stdinStops = stops;
        this.data = role == Role.FILTER ? new FilterData(connection, dataLength, factory.getRefusals()) : null;
        boolean hasStdin = role != Role.AUTHORIZER;
        this.body = new RequestBody(
                RequestBody.Stream.STDIN,
                hasStdin ? contentLength : CgiRequest.UNKNOWN_LENGTH,
                limits,
                factory.getRefusals(),
                connection.inputBudget());
        if (!hasStdin) {
            body.end();
        }
        if (channel.getRequest() != null) {
            setRoleAttributes(channel.getRequest());
        }
        this.start = task;
    }

    /** What an application that knows only the servlet API can see of the role; nothing when it is the usual one. */
    private void setRoleAttributes(Request request) {
        if (role != Role.RESPONDER) {
            request.setAttribute(FastCgiConnectionFactory.ROLE_ATTRIBUTE, role.name());
        }
        if (data != null) {
            request.setAttribute(FastCgiConnectionFactory.DATA_ATTRIBUTE, Content.Source.asInputStream(data));
        }
    }

    private static ParamsMap map(Params params, FastCgiConnectionFactory factory) {
        return new ParamsMap(params, factory.getIdentity().charset());
    }

    /** What runs the application, or answers in its place that this is no HTTP request. */
    Runnable start() {
        return start;
    }

    /** Tells the application that one of the bodies can be read. */
    void available(RequestBody which) {
        if (which == body) {
            FoundWork.runIfAny(channel.onContentAvailable());
        } else {
            data.available();
        }
    }

    int requestId() {
        return requestId;
    }

    /** Whether the front end has asked to keep the connection. */
    boolean isKeepAsked() {
        return keepAsked;
    }

    /** Whether STDIN may be left without its end once the response has begun. */
    boolean stdinStops() {
        return stdinStops;
    }

    /** Whether it is kept, too. Needs the connection's lock. */
    boolean keepConnection() {
        return keepAsked && !distrusted;
    }

    /** The front end cannot be trusted with another request. Needs the connection's lock. */
    void closeAfterResponse() {
        distrusted = true;
    }

    RequestBody body() {
        return body;
    }

    /** The second body of a FILTER request. */
    RequestBody data() {
        return data.body();
    }

    /** How much of its bodies waits for the application, bytes. Needs the connection's lock. */
    int unreadLength() {
        return body.unreadLength() + (data == null ? 0 : data.body().unreadLength());
    }

    /**
     * Whether its application waits for more of a body. Needs the connection's lock.
     *
     * @param inRead whether it is reading the first one in this thread
     */
    boolean awaitsInput(boolean inRead) {
        boolean stdin = (inRead || body.isDemanded()) && !body.isReadable();
        return stdin || data != null && data.body().isDemanded();
    }

    /** Lets every later read of its bodies fail. Needs the connection's lock. */
    void failBodies(Throwable cause, FoundWork work) {
        body.fail(cause);
        if (data != null) {
            data.fail(cause, work);
        }
    }

    /** Nobody will read its bodies any more. Needs the connection's lock. */
    void discardBodies(FoundWork work) {
        bodiesDiscarded = true;
        body.discard();
        if (data != null) {
            data.discard(work);
        }
    }

    ResponseEncoder encoder() {
        return encoder;
    }

    HttpChannel channel() {
        return channel;
    }

    ResponseState responseState() {
        return responseState;
    }

    /** Ends or aborts the response; false if either has happened before. Needs the connection's lock. */
    boolean leaveOpen(ResponseState next) {
        if (responseState != ResponseState.OPEN) {
            return false;
        }
        responseState = next;
        return true;
    }

    /** Keeps a failure until {@link #handled()}; false if the handler has returned. Needs the connection's lock. */
    boolean tellWhenHandled(Throwable failure) {
        untold = failure;
        return inHandler;
    }

    /** The handler has returned; the failure that came meanwhile, if any is to be told. Needs the connection's lock. */
    Optional<Throwable> handled() {
        inHandler = false;
        return released ? Optional.empty() : Optional.ofNullable(untold);
    }

    /** Whether Jetty is done with this request; who calls without the lock may learn late that it is. */
    boolean isReleased() {
        return released;
    }

    /** Jetty is done with this request. Needs the connection's lock. */
    void release() {
        released = true;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public Content.Chunk read() {
        return connection.read(this);
    }

    @Override
    public void demand() {
        connection.demand(this);
    }

    @Override
    public void prepareResponse(HttpFields.Mutable headers) {
        fields.prepare(headers);
    }

    @Override
    public void send(
            MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content, Callback callback) {
        ByteBuffer bytes = content == null ? BufferUtil.EMPTY_BUFFER : content;
        ResponseHead head = null;
        if (response == null) {
            if (!last && !bytes.hasRemaining()) {
                callback.succeeded();
                return;
            }
        } else if (HttpStatus.isInformational(response.getStatus())) {
            // No front end but lighttpd knows what to do with one: the others take it for the answer.
            callback.succeeded();
            return;
        } else {
            try {
                head = fields.head(response);
                largeHeads.check(head);
                missingAuthorization.answered(request.getHttpFields(), response.getStatus());
            } catch (IllegalArgumentException e) {
                largeHeads.refused(e);
                callback.failed(
                        new HttpException.RuntimeException(HttpStatus.INTERNAL_SERVER_ERROR_500, e.getMessage(), e));
                return;
            }
            bodyless = HttpMethod.HEAD.is(request.getMethod()) || fields.isBodyless(response);
            committed = true;
        }
        if (bodyless) {
            // H2O sends the client what should not be there, and HAProxy answers 502.
            bytes.position(bytes.limit());
        }
        connection.send(this, head, bytes, last, callback);
    }

    @Override
    public Runnable cancelSend(Throwable cause, Callback appCallback) {
        return () -> connection.cancelSend(this, cause, appCallback);
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public long getIdleTimeout() {
        return connection.getEndPoint().getIdleTimeout();
    }

    @Override
    public void setIdleTimeout(long idleTimeout) {
        connection.getEndPoint().setIdleTimeout(idleTimeout);
    }

    /** The reader skips what is unread, so it is never a reason to fail a request. */
    @Override
    public Throwable consumeAvailable() {
        // Mostly the response has ended, and its bodies with it: who does not see that does it once more.
        if (!bodiesDiscarded) {
            connection.discardBody(this);
        }
        return null;
    }

    @Override
    public void succeeded() {
        connection.released(this);
    }

    @Override
    public void failed(Throwable cause) {
        connection.failed(this, cause);
    }

    @Override
    public String toString() {
        return "FastCgiStream@" + Integer.toHexString(hashCode()) + "[" + requestId + "," + responseState + "]";
    }
}
