// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static dev.slipway.fastcgi.request.Scenario.FOUR_AT_ONCE;
import static dev.slipway.fastcgi.request.Scenario.of;

import dev.slipway.fastcgi.testkit.WireScript;
import java.util.List;

/** {@link Scenario}s of records that belong to no request, have padding, or are mistakes. */
final class RecordScenarios {
    private RecordScenarios() {}

    static List<Scenario> all() {
        return List.of(
                of(
                        "records of inactive ids, of the wrong role or of no known type are ignored",
                        new WireScript()
                                .abort(9)
                                .paramsEnd(9)
                                .stdin(9, "late")
                                .stdinEnd(9)
                                .then(WireScript.parse("""
                                        BEGIN 1 RESPONDER
                                        PARAMS 1
                                        """))
                                .data(1, new byte[] {1, 2})
                                .dataEnd(1)
                                .record(6, 1, new byte[] {3})
                                .record(12, 1, new byte[] {4})
                                .record(255, 1, new byte[0])
                                .record(0, 7, new byte[] {5})
                                .record(9, 1, new byte[] {6})
                                .record(10, 0, new byte[] {7})
                                .record(11, 0, new byte[8])
                                .stdinEnd(1),
                        """
                        1 REQUEST
                        1 STDIN_END
                        """),
                of(
                        "management records are answered at any time",
                        new WireScript()
                                .record(12, 0, new byte[] {1, 2, 3})
                                .begin(1, WireScript.RESPONDER, false)
                                .getValues("FCGI_MAX_CONNS", "FCGI_MAX_REQS", "FCGI_MPXS_CONNS")
                                .paramsEnd(1)
                                .getValues("FCGI_OTHER", "", "fcgi_max_conns", "FCGI_MAX_CONNS")
                                .stdin(1, "a")
                                .getValues()
                                .record(0, 0, new byte[0])
                                .record(255, 0, new byte[0])
                                .stdinEnd(1),
                        """
                        0 REPLY UNKNOWN_TYPE 12
                        0 REPLY GET_VALUES_RESULT FCGI_MAX_CONNS=7 FCGI_MAX_REQS=50 FCGI_MPXS_CONNS=1
                        1 REQUEST
                        0 REPLY GET_VALUES_RESULT FCGI_MAX_CONNS=7
                        1 STDIN 1 a
                        0 REPLY GET_VALUES_RESULT
                        0 REPLY UNKNOWN_TYPE 0
                        0 REPLY UNKNOWN_TYPE 255
                        1 STDIN_END
                        """),
                of("the most padding on every record, on empty ones too", padded(new WireScript().padding(255)), PADDED)
                        .with(FOUR_AT_ONCE),
                of("padding to a multiple of eight", padded(new WireScript().padToEight()), PADDED)
                        .with(FOUR_AT_ONCE),
                of("one byte of padding", padded(new WireScript().padding(1)), PADDED)
                        .with(FOUR_AT_ONCE),
                of(
                        "a record that is not FastCGI closes the connection behind what was right",
                        WireScript.parse("""
                                BEGIN 1 RESPONDER
                                PARAMS 1
                                STDIN 1 hello
                                """).raw(new byte[] {2, 5, 0, 1}),
                        """
                        1 REQUEST
                        1 STDIN 5 hello
                        CLOSED MALFORMED record of version 2, expected 1
                        """),
                of(
                        "PARAMS that end inside a pair close the connection",
                        new WireScript()
                                .begin(1, WireScript.RESPONDER, true)
                                .paramsRecord(1, new byte[] {1, 2, 'A'})
                                .paramsEnd(1)
                                .stdinEnd(1),
                        """
                        CLOSED MALFORMED name-value pair of 1+2 bytes, but only 1 are left of its block
                        """));
    }

    private static WireScript padded(WireScript script) {
        return script.getValues("FCGI_MAX_CONNS")
                .begin(1, WireScript.RESPONDER, true)
                .params(1, "A", "b")
                .paramsEnd(1)
                .stdin(1, "hello")
                .record(77, 0, new byte[] {1})
                .record(77, 5, new byte[] {1})
                .begin(3, WireScript.AUTHORIZER, true)
                .paramsEnd(3)
                .begin(5, WireScript.RESPONDER, true)
                .abort(5)
                .stdinEnd(5)
                .stdin(1, "!")
                .stdinEnd(1);
    }

    private static final String PADDED = """
            0 REPLY GET_VALUES_RESULT FCGI_MAX_CONNS=7
            1 REQUEST keep A=b
            1 STDIN 5 hello
            0 REPLY UNKNOWN_TYPE 77
            3 REPLY 500 ROLE_NOT_SERVED
            5 REPLY END_REQUEST
            1 STDIN 1 !
            1 STDIN_END
            """;
}
