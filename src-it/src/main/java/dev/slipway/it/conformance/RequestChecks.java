// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.WireScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** STDIN, ABORT_REQUEST and the roles. */
final class RequestChecks {
    /** Time for an application that does not wait for STDIN to answer. */
    private static final Duration EARLY = Duration.ofMillis(100);

    private RequestChecks() {}

    static Group stdin(Application app) {
        Step answer = Expect.answer(1, app.postStatus());
        List<Check> checks = new ArrayList<>();
        for (int length : new int[] {0, 1, 127, 128, 65535, 65536, 1_000_000}) {
            checks.add(Check.of("5.3", length + " octets")
                    .send(app.post(new WireScript(), 1, false, new byte[length]))
                    .expect(answer));
        }
        checks.add(Check.of("5.3", "a hundred records")
                .send(app.begunPost(new WireScript(), 1, false, 10_000)
                        .cut(100)
                        .stdin(1, new byte[10_000])
                        .stdinEnd(1))
                .expect(answer));
        checks.add(Check.of("5.3", "octets that look like a record")
                .send(app.post(
                        new WireScript(), 1, false, new WireScript().abort(1).toBytes()))
                .expect(answer));
        checks.add(Check.of("5.3", "an empty STDIN record that comes late")
                .send(app.begunGet(1, false).paramsEnd(1))
                .pause(EARLY)
                .send(new WireScript().stdinEnd(1))
                .expect(Expect.answer(1, app.getStatus())));
        checks.add(Check.of("5.3", "STDIN whose records come late")
                .send(app.begunPost(new WireScript(), 1, false, 8))
                .pause(EARLY)
                .send(new WireScript().stdin(1, "body"))
                .pause(EARLY)
                .send(new WireScript().stdin(1, "body").stdinEnd(1))
                .expect(answer));
        checks.add(Check.of("5.3", "what is not read of 200000 octets does not reach the next request")
                .send(app.post(new WireScript(), 1, true, new byte[200_000]))
                .expect(answer)
                .send(app.get(1, false))
                .expect(Expect.answer(1, app.getStatus())));
        checks.add(Check.of("5.3", "octets of a GET without CONTENT_LENGTH do not reach the next request")
                .send(app.begunGet(1, true).paramsEnd(1).stdin(1, "body").stdinEnd(1))
                .expect(Expect.answer(1, app.getStatus()))
                .send(app.get(1, false))
                .expect(Expect.answer(1, app.getStatus())));
        return new Group("STDIN", checks);
    }

    static Group abort(Application app) {
        WireScript abort = new WireScript().abort(1);
        return new Group(
                "ABORT_REQUEST",
                List.of(
                        aborted("before PARAMS", new WireScript().begin(1, WireScript.RESPONDER, true)),
                        aborted("before the end of PARAMS", app.begunGet(1, true)),
                        aborted("before STDIN", app.begunPost(new WireScript(), 1, true, 100)),
                        aborted(
                                "amid STDIN",
                                app.begunPost(new WireScript(), 1, true, 100).stdin(1, "part")),
                        Check.of("5.4", "without KEEP_CONN the application closes")
                                .send(app.begunPost(new WireScript(), 1, false, 100)
                                        .stdin(1, "part")
                                        .abort(1))
                                .expect(Expect.end(1))
                                .expect(Expect.closed()),
                        Check.of("5.4", "the id can be used again")
                                .send(app.begunPost(new WireScript(), 1, true, 100)
                                        .stdin(1, "part"))
                                .send(abort)
                                .expect(Expect.end(1))
                                .send(app.get(1, true))
                                .expect(Expect.answer(1, app.getStatus())),
                        Check.of("5.4", "after the answer it is ignored")
                                .send(app.get(1, true))
                                .expect(Expect.answer(1, app.getStatus()))
                                .send(abort)
                                .expect(Expect.open())
                                .send(app.get(1, false))
                                .expect(Expect.answer(1, app.getStatus())),
                        Check.of("5.4", "of another id amid a request is ignored")
                                .send(app.begunGet(1, false)
                                        .abort(9)
                                        .paramsEnd(1)
                                        .abort(9)
                                        .stdinEnd(1))
                                .expect(Expect.answer(1, app.getStatus()))));
    }

    private static Check aborted(String name, WireScript begun) {
        return Check.of("5.4", name + ": END_REQUEST").send(begun.abort(1)).expect(Expect.end(1));
    }

    static Group roles(Application app) {
        List<Check> checks = new ArrayList<>();
        for (int role : new int[] {0, 4, 257, 65535}) {
            checks.add(Check.of("5.5", "role " + role + " is refused with END_REQUEST")
                    .send(withRole(app, role, false).stdinEnd(1))
                    .expect(Expect.refusal(1)));
        }
        checks.add(Check.of("5.5", "after a refused role a kept connection serves")
                .send(withRole(app, 4, true).stdinEnd(1))
                .expect(Expect.refusal(1))
                .send(app.get(1, true))
                .expect(Expect.answer(1, app.getStatus())));
        checks.add(Check.of("5.5", "after a refused role the application closes")
                .send(withRole(app, 4, false).stdinEnd(1))
                .expect(Expect.refusal(1))
                .expect(Expect.closed()));
        checks.add(Check.of("6.3", "an Authorizer request, which has no STDIN, ends")
                .send(withRole(app, WireScript.AUTHORIZER, false))
                .expect(Expect.end(1)));
        checks.add(Check.of("6.4", "a Filter request with DATA ends")
                .send(withRole(
                                app,
                                WireScript.FILTER,
                                false,
                                "CONTENT_LENGTH",
                                "4",
                                "FCGI_DATA_LAST_MOD",
                                "800000000",
                                "FCGI_DATA_LENGTH",
                                "4")
                        .stdin(1, "body")
                        .stdinEnd(1)
                        .data(1, new byte[4])
                        .dataEnd(1))
                .expect(Expect.end(1)));
        return new Group("Roles", checks);
    }

    private static WireScript withRole(Application app, int role, boolean keep, String... more) {
        Map<String, String> params = app.all("GET", more);
        return new WireScript().begin(1, role, keep).params(1, params).paramsEnd(1);
    }
}
