// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.WireScript;
import java.util.ArrayList;
import java.util.List;

/** GET_VALUES and types that nobody knows (sections 4.1 and 4.2). */
final class ManagementChecks {
    private static final String[] NAMES = {"FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS"};
    private static final String UNKNOWN = "X_NOBODY_KNOWS";

    private ManagementChecks() {}

    static Group getValues(Application app) {
        List<Check> checks = new ArrayList<>();
        for (String name : NAMES) {
            checks.add(values(name, new WireScript(), name));
        }
        checks.add(values("all three names", new WireScript(), NAMES));
        checks.add(values("an unknown name is left out", new WireScript(), UNKNOWN));
        checks.add(Check.of("4.1", "a known and an unknown name")
                .send(new WireScript().getValues(UNKNOWN, NAMES[2]))
                .expect(Expect.values(NAMES[2])));
        checks.add(values("no name", new WireScript()));
        checks.add(values("with padding", new WireScript().padding(13), NAMES));
        checks.add(Check.of("4.1", "twice")
                .send(new WireScript().getValues(NAMES[0]).getValues(NAMES[1]))
                .expect(Expect.values(NAMES[0]))
                .expect(Expect.values(NAMES[1])));
        checks.add(Check.of("4.1", "before a request")
                .send(app.get(new WireScript().getValues(NAMES), 1, false))
                .expect(Expect.values(NAMES))
                .expect(Expect.answer(1, app.getStatus())));
        checks.add(Check.of("4.1", "after a request on a kept connection")
                .send(app.get(1, true))
                .expect(Expect.answer(1, app.getStatus()))
                .send(new WireScript().getValues(NAMES))
                .expect(Expect.values(NAMES)));
        checks.add(Check.of("4.1", "amid the PARAMS of a request")
                .send(app.begunGet(1, false).getValues(NAMES).paramsEnd(1).stdinEnd(1))
                .expect(Expect.values(NAMES))
                .expect(Expect.answer(1, app.getStatus())));
        return new Group("GET_VALUES", checks);
    }

    private static Check values(String name, WireScript script, String... asked) {
        String[] known = asked.length == 1 && asked[0].equals(UNKNOWN) ? new String[0] : asked;
        return Check.of("4.1", name).send(script.getValues(asked)).expect(Expect.values(known));
    }

    static Group unknownType(Application app) {
        return new Group(
                "UNKNOWN_TYPE",
                List.of(
                        unknown("type 12, the first without a meaning", new WireScript(), 12, new byte[0]),
                        unknown("type 255", new WireScript(), 255, new byte[0]),
                        unknown("with content", new WireScript(), 100, new byte[300]),
                        unknown("with padding", new WireScript().padding(255), 100, new byte[1]),
                        Check.of("4.2", "before a request")
                                .send(app.get(new WireScript().record(50, 0, new byte[8]), 1, false))
                                .expect(Expect.unknownType(50))
                                .expect(Expect.answer(1, app.getStatus())),
                        Check.of("4.2", "amid the PARAMS of a request")
                                .send(app.begunGet(1, false)
                                        .record(50, 0, new byte[8])
                                        .paramsEnd(1)
                                        .stdinEnd(1))
                                .expect(Expect.unknownType(50))
                                .expect(Expect.answer(1, app.getStatus()))));
    }

    private static Check unknown(String name, WireScript script, int type, byte[] content) {
        return Check.of("4.2", name).send(script.record(type, 0, content)).expect(Expect.unknownType(type));
    }
}
