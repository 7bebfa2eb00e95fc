// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.WireScript;
import java.util.ArrayList;
import java.util.List;

/** KEEP_CONN, request ids, several requests on one connection, and records that belong to none. */
final class ConnectionChecks {
    private ConnectionChecks() {}

    static Group keepConn(Application app) {
        WireScript kept = app.get(1, true);
        WireScript last = app.get(1, false);
        Step answer = Expect.answer(1, app.getStatus());
        Check five = Check.of("5.1", "five requests in turn");
        for (int i = 0; i < 5; i++) {
            five = five.send(kept).expect(answer);
        }
        return new Group(
                "KEEP_CONN",
                List.of(
                        Check.of("5.1", "without it the application closes")
                                .send(last)
                                .expect(answer)
                                .expect(Expect.closed()),
                        Check.of("5.1", "with it the connection stays open")
                                .send(kept)
                                .expect(answer)
                                .expect(Expect.open()),
                        Check.of("5.1", "a second request with the same id")
                                .send(kept)
                                .expect(answer)
                                .send(kept)
                                .expect(answer),
                        Check.of("5.1", "a second request with another id")
                                .send(kept)
                                .expect(answer)
                                .send(app.get(2, true))
                                .expect(Expect.answer(2, app.getStatus())),
                        five.expect(Expect.open()),
                        Check.of("5.1", "a second request without it: the application closes")
                                .send(kept)
                                .expect(answer)
                                .send(last)
                                .expect(answer)
                                .expect(Expect.closed())));
    }

    static Group ids(Application app) {
        List<Check> checks = new ArrayList<>();
        for (int id : new int[] {1, 2, 255, 256, 257, 32768, 65535}) {
            checks.add(Check.of("3.3", "id " + id)
                    .send(app.get(id, false))
                    .expect(Expect.answer(id, app.getStatus()))
                    .expect(Expect.closed()));
        }
        return new Group("Request ids", checks);
    }

    static Group inactive(Application app) {
        return new Group(
                "Records of ids that are not active",
                List.of(
                        ignored(app, "STDIN before the request", new WireScript().stdin(7, "late")),
                        ignored(app, "an empty STDIN record before the request", new WireScript().stdinEnd(7)),
                        ignored(app, "PARAMS before the request", new WireScript().params(7, "X_LATE", "late")),
                        ignored(app, "DATA before the request", new WireScript().data(7, new byte[9])),
                        ignored(app, "ABORT_REQUEST before the request", new WireScript().abort(7)),
                        Check.of("3.3", "STDIN of another id amid the request")
                                .send(app.begunGet(1, false)
                                        .stdin(7, "late")
                                        .paramsEnd(1)
                                        .stdinEnd(1))
                                .expect(Expect.answer(1, app.getStatus())),
                        Check.of("3.3", "STDIN of the id between two requests")
                                .send(app.get(1, true))
                                .expect(Expect.answer(1, app.getStatus()))
                                .send(app.get(new WireScript().stdin(1, "late").stdinEnd(1), 1, false))
                                .expect(Expect.answer(1, app.getStatus()))));
    }

    private static Check ignored(Application app, String name, WireScript before) {
        return Check.of("3.3", name).send(app.get(before, 1, false)).expect(Expect.answer(1, app.getStatus()));
    }

    /** Each request is served or refused; what fails is that one of them is forgotten. */
    static Group multiplexing(Application app) {
        WireScript interleaved = app.begunGet(1, true);
        app.begun(interleaved, 2, true, "GET");
        WireScript three = app.begunGet(1, true);
        app.begun(three, 2, true, "GET");
        app.begun(three, 3, true, "GET");
        return new Group(
                "Multiplexing: each request is served or refused",
                List.of(
                        Check.of("3.3", "two requests, their records in turn")
                                .send(interleaved
                                        .paramsEnd(1)
                                        .paramsEnd(2)
                                        .stdinEnd(1)
                                        .stdinEnd(2))
                                .expect(Expect.end(1))
                                .expect(Expect.end(2)),
                        Check.of("3.3", "a whole request while another one waits for its STDIN")
                                .send(app.begunPost(new WireScript(), 1, true, 4))
                                .send(app.get(2, true))
                                .expect(Expect.end(2))
                                .send(new WireScript().stdin(1, "body").stdinEnd(1))
                                .expect(Expect.end(1)),
                        Check.of("3.3", "two whole requests at once")
                                .send(app.get(app.get(1, true), 2, true))
                                .expect(Expect.end(1))
                                .expect(Expect.end(2)),
                        Check.of("3.3", "three requests that end in another order than they began")
                                .send(three.paramsEnd(3)
                                        .stdinEnd(3)
                                        .paramsEnd(2)
                                        .stdinEnd(2)
                                        .paramsEnd(1)
                                        .stdinEnd(1))
                                .expect(Expect.end(1))
                                .expect(Expect.end(2))
                                .expect(Expect.end(3))));
    }
}
