// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;

/**
 * What is known of the application behind the responder: what to ask it for, and how it answers when all is as usual.
 *
 * @param target the request's target
 * @param params that this responder needs beside the usual ones
 * @param getStatus of its answer to GET
 * @param postStatus of its answer to POST
 */
record Application(String target, Map<String, String> params, int getStatus, int postStatus) {
    /** Asks once with each method. */
    static Application probe(SocketAddress address, Duration deadline, String target, Map<String, String> params)
            throws IOException, Failure {
        Application unknown = new Application(target, params, 0, 0);
        return new Application(
                target,
                params,
                status(address, deadline, unknown.get(new WireScript(), 1, false)),
                status(address, deadline, unknown.post(new WireScript(), 1, false, new byte[10])));
    }

    private static int status(SocketAddress address, Duration deadline, WireScript request)
            throws IOException, Failure {
        try (Conversation conversation = Conversation.open(address, deadline)) {
            conversation.send(request.toBytes());
            return conversation.awaitReply(1).status();
        }
    }

    /** Adds a whole GET to a script, in the way the script is set to cut and pad. */
    WireScript get(WireScript script, int id, boolean keep, String... more) {
        return begun(script, id, keep, "GET", more).paramsEnd(id).stdinEnd(id);
    }

    /** A whole GET. */
    WireScript get(int id, boolean keep, String... more) {
        return get(new WireScript(), id, keep, more);
    }

    /** Adds a whole POST to a script. */
    WireScript post(WireScript script, int id, boolean keep, byte[] body, String... more) {
        return begunPost(script, id, keep, body.length, more).stdin(id, body).stdinEnd(id);
    }

    /** A POST up to the end of its PARAMS. */
    WireScript begunPost(WireScript script, int id, boolean keep, int length, String... more) {
        return begun(script, id, keep, "POST", "CONTENT_LENGTH", "" + length)
                .params(id, more)
                .paramsEnd(id);
    }

    /** A request up to its parameters, whose stream is open. */
    WireScript begun(WireScript script, int id, boolean keep, String method, String... more) {
        return script.begin(id, WireScript.RESPONDER, keep).params(id, all(method, more));
    }

    /** GET up to its parameters. */
    WireScript begunGet(int id, boolean keep) {
        return begun(new WireScript(), id, keep, "GET");
    }

    /** BEGIN_REQUEST for a responder with these octets behind the role. */
    static WireScript begin(int id, int flags, int reserved) {
        byte r = (byte) reserved;
        byte[] content = {0, WireScript.RESPONDER, (byte) flags, r, r, r, r, r};
        return new WireScript().record(RecordTypes.BEGIN_REQUEST, id, content);
    }

    /** The rest of a GET behind BEGIN_REQUEST. */
    WireScript restOfGet(WireScript script, int id) {
        return script.params(id, all("GET")).paramsEnd(id).stdinEnd(id);
    }

    /** All parameters of a request. */
    Map<String, String> all(String method, String... more) {
        Map<String, String> all = RequestParams.of(method, target);
        all.putAll(params);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
