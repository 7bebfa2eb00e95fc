// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.Pairs;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Input that nobody has to understand: it is answered or the connection is closed, but nobody waits for ever. */
final class MalformedChecks {
    private final Application app;

    private MalformedChecks(Application app) {
        this.app = app;
    }

    static Group of(Application app) {
        return new Group("Malformed input: an answer or a close", new MalformedChecks(app).checks());
    }

    private List<Check> checks() {
        byte[] usual = Pairs.encode(app.all("GET"));
        return List.of(
                check("3.3", "version 0", version(0)),
                check("3.3", "version 2", version(2)),
                check("5.1", "BEGIN_REQUEST of 7 octets", begin(7)),
                check("5.1", "BEGIN_REQUEST of 9 octets", begin(9)),
                check("5.1", "BEGIN_REQUEST of no octets", begin(0)),
                check("3.3", "BEGIN_REQUEST with id 0", app.get(0, false)),
                check("3.4", "a pair longer than its stream", params(new byte[] {6, 100, 'X', '_', 'L', 'O', 'N', 'G'
                })),
                check("3.4", "a pair with a length of 2^31-1", params(new byte[] {1, -1, -1, -1, -1, 'X', 'v'})),
                check("3.4", "two lengths of 2^31-1", params(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 'X'})),
                check("3.4", "PARAMS that end inside a length", params(new byte[] {1, -128, 0})),
                check("5.2", "a second BEGIN_REQUEST of the same id", app.get(app.begunGet(1, false), 1, false)),
                check(
                        "5.3",
                        "STDIN before the end of PARAMS",
                        new WireScript()
                                .begin(1, WireScript.RESPONDER, false)
                                .stdin(1, "early")
                                .paramsRecord(1, usual)
                                .paramsEnd(1)
                                .stdinEnd(1)),
                check(
                        "5.4",
                        "ABORT_REQUEST with content",
                        app.begunGet(1, false)
                                .record(RecordTypes.ABORT_REQUEST, 1, new byte[9])
                                .paramsEnd(1)
                                .stdinEnd(1)),
                check(
                        "3.3",
                        "END_REQUEST from the front end",
                        app.get(new WireScript().record(RecordTypes.END_REQUEST, 1, new byte[8]), 1, false)),
                check("3.3", "HTTP instead of FastCGI", http()));
    }

    private Check check(String section, String name, WireScript script) {
        return Check.of(section, name).send(script).expect(Expect.reactionOrClose());
    }

    private WireScript version(int version) {
        WireScript other = new WireScript();
        for (byte[] record : app.get(1, false).records()) {
            record[0] = (byte) version;
            other.raw(record);
        }
        return other;
    }

    private WireScript begin(int length) {
        byte[] content = new byte[length];
        if (length > 1) {
            content[1] = WireScript.RESPONDER;
        }
        return app.restOfGet(new WireScript().record(RecordTypes.BEGIN_REQUEST, 1, content), 1);
    }

    private WireScript params(byte[] last) {
        return app.begunGet(1, false).paramsRecord(1, last).paramsEnd(1).stdinEnd(1);
    }

    private static WireScript http() {
        String request = "GET / HTTP/1.1\r\nHost: www.example.test\r\nUser-Agent: " + "x".repeat(30_000) + "\r\n\r\n";
        return new WireScript().raw(request.getBytes(StandardCharsets.US_ASCII));
    }
}
