// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.request.Transcript.Answering;
import dev.slipway.fastcgi.testkit.WireScript;
import java.util.List;

/** What a front end sends, and what has to be made of it, however the bytes are cut. */
record Scenario(String name, ReaderLimits limits, Answering answering, WireScript script, String transcript) {
    /** Four requests at once, for front ends that multiplex. */
    static final ReaderLimits FOUR_AT_ONCE = new ReaderLimits(64 * 1024, 4, 64, 1024 * 1024, 1024);

    /** PARAMS of at most 40 bytes. */
    static final ReaderLimits SHORT_PARAMS = ReaderLimits.DEFAULT.withMaxParamsLength(40);

    private static Scenario of(String name, String script, String transcript) {
        return of(name, WireScript.parse(script), transcript);
    }

    private static Scenario of(String name, WireScript script, String transcript) {
        return new Scenario(name, ReaderLimits.DEFAULT, Answering.NEVER, script, transcript);
    }

    private Scenario with(ReaderLimits otherLimits) {
        return new Scenario(name, otherLimits, answering, script, transcript);
    }

    private Scenario with(Answering otherAnswering) {
        return new Scenario(name, limits, otherAnswering, script, transcript);
    }

    @Override
    public String toString() {
        return name;
    }

    static List<Scenario> all() {
        return List.of(
                of("a GET", """
                        BEGIN 1 RESPONDER
                        PARAMS 1 REQUEST_METHOD=GET REQUEST_URI=/
                        PARAMS 1
                        STDIN 1
                        """, """
                        1 REQUEST REQUEST_METHOD=GET REQUEST_URI=/
                        1 STDIN_END
                        """),
                of("a POST in several records", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 REQUEST_METHOD=POST
                        PARAMS 1 REQUEST_URI=/form
                        PARAMS 1
                        STDIN 1 hello
                        STDIN 1 " "
                        STDIN 1 world
                        STDIN 1
                        """, """
                        1 REQUEST keep REQUEST_METHOD=POST REQUEST_URI=/form
                        1 STDIN 11 hello world
                        1 STDIN_END
                        """),
                of("a request without any parameter, and the largest id", """
                        BEGIN 65535 RESPONDER
                        PARAMS 65535
                        STDIN 65535
                        """, """
                        65535 REQUEST
                        65535 STDIN_END
                        """),
                of(
                        "pairs that straddle records of one byte",
                        new WireScript()
                                .begin(1, WireScript.RESPONDER, false)
                                .cut(1)
                                .params(1, "HTTP_X", "a".repeat(130), "EMPTY", "")
                                .paramsEnd(1)
                                .stdin(1, "hi")
                                .stdinEnd(1),
                        """
                        1 REQUEST HTTP_X=crc 5f06aa22 EMPTY=
                        1 STDIN 2 hi
                        1 STDIN_END
                        """),
                of(
                        "a body in the largest records, and one byte more",
                        new WireScript()
                                .begin(1, WireScript.RESPONDER, false)
                                .paramsEnd(1)
                                .stdin(1, new byte[65536])
                                .stdinEnd(1),
                        """
                        1 REQUEST
                        1 STDIN 65536 crc d7978eeb
                        1 STDIN_END
                        """),
                of("three requests in turn on a kept connection, answered as they end", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=first
                        PARAMS 1
                        STDIN 1
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 B=second
                        PARAMS 1
                        STDIN 1 x
                        STDIN 1
                        BEGIN 1 RESPONDER
                        PARAMS 1
                        STDIN 1
                        """, """
                        1 REQUEST keep A=first
                        1 STDIN_END
                        1 RESPONSE_ENDED free
                        1 REQUEST keep B=second
                        1 STDIN 1 x
                        1 STDIN_END
                        1 RESPONSE_ENDED free
                        1 REQUEST
                        1 STDIN_END
                        1 RESPONSE_ENDED free
                        """)
                        .with(Answering.AT_STDIN_END),
                of("what HAProxy sends when it multiplexes", """
                        GET_VALUES FCGI_MAX_REQS FCGI_MPXS_CONNS
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=1
                        BEGIN 3 RESPONDER keep
                        PARAMS 3 B=2
                        PARAMS 1
                        PARAMS 3
                        STDIN 3 three
                        STDIN 1 one
                        STDIN 3 3
                        ABORT 3
                        STDIN 1
                        """, """
                        0 REPLY GET_VALUES_RESULT FCGI_MAX_REQS=50 FCGI_MPXS_CONNS=1
                        1 REQUEST keep A=1
                        3 REQUEST keep B=2
                        3 STDIN 5 three
                        1 STDIN 3 one
                        3 STDIN 1 3
                        3 ABORT
                        1 STDIN_END
                        """).with(FOUR_AT_ONCE),
                of("a second request while the first is active is refused when its STDIN has ended", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=1
                        PARAMS 1
                        BEGIN 3 RESPONDER keep
                        PARAMS 3 B=2
                        PARAMS 3
                        STDIN 3 "not read"
                        STDIN 1 one
                        STDIN 3
                        STDIN 1
                        """, """
                        1 REQUEST keep A=1
                        1 STDIN 3 one
                        3 REPLY 503 TOO_MANY_REQUESTS
                        1 STDIN_END
                        """),
                of("a request that is refused and has no KEEP_CONN closes the connection behind the answer", """
                        BEGIN 1 RESPONDER keep
                        BEGIN 3 RESPONDER
                        PARAMS 3
                        STDIN 3
                        """, """
                        3 REPLY 503 TOO_MANY_REQUESTS close
                        """),
                of("PARAMS that are too long are answered 431, and the connection goes on", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 HTTP_X=123456789012345678901234567890
                        PARAMS 1 HTTP_Y=1
                        PARAMS 1 HTTP_Z=2
                        PARAMS 1
                        STDIN 1 "not read"
                        STDIN 1
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 HTTP_X=1
                        PARAMS 1
                        STDIN 1
                        """, """
                        1 REPLY 431 PARAMS_TOO_LONG
                        1 REQUEST keep HTTP_X=1
                        1 STDIN_END
                        """)
                        .with(SHORT_PARAMS),
                of("roles that are not served are refused when all of their input has come", """
                        BEGIN 1 AUTHORIZER keep
                        PARAMS 1 A=1
                        PARAMS 1
                        BEGIN 2 FILTER keep
                        PARAMS 2 B=2
                        PARAMS 2
                        STDIN 2 stdin
                        STDIN 2
                        DATA 2 file
                        DATA 2
                        BEGIN 3 4 keep
                        PARAMS 3
                        BEGIN 4 0
                        PARAMS 4
                        """, """
                        1 REPLY 500 ROLE_NOT_SERVED
                        2 REPLY 500 ROLE_NOT_SERVED
                        3 REPLY 500 ROLE_NOT_SERVED
                        4 REPLY 500 ROLE_NOT_SERVED close
                        """),
                of("a request that is aborted before it was announced is only ended", """
                        BEGIN 1 RESPONDER keep
                        ABORT 1
                        BEGIN 3 RESPONDER keep
                        PARAMS 3 A=1
                        ABORT 3
                        BEGIN 5 RESPONDER
                        ABORT 5
                        """, """
                        1 REPLY END_REQUEST
                        3 REPLY END_REQUEST
                        5 REPLY END_REQUEST close
                        """),
                of("a request that is refused and aborted is only ended", """
                        BEGIN 1 FILTER keep
                        ABORT 1
                        BEGIN 3 FILTER keep
                        PARAMS 3
                        STDIN 3 hello
                        ABORT 3
                        STDIN 3
                        """, """
                        1 REPLY END_REQUEST
                        3 REPLY END_REQUEST
                        """),
                of("an aborted request is gone, and the rest of its input is ignored", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1
                        ABORT 1
                        STDIN 1 late
                        STDIN 1
                        ABORT 1
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=2
                        PARAMS 1
                        STDIN 1 half
                        ABORT 1
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=3
                        PARAMS 1
                        STDIN 1
                        ABORT 1
                        """, """
                        1 REQUEST keep
                        1 ABORT
                        1 REQUEST keep A=2
                        1 STDIN 4 half
                        1 ABORT
                        1 REQUEST keep A=3
                        1 STDIN_END
                        1 ABORT
                        """),
                of("an early answer has the rest of STDIN skipped", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=1
                        PARAMS 1
                        STDIN 1 "not read"
                        STDIN 1 either
                        STDIN 1
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=2
                        PARAMS 1
                        STDIN 1
                        """, """
                        1 REQUEST keep A=1
                        1 RESPONSE_ENDED while STDIN is open
                        1 SKIPPED
                        1 REQUEST keep A=2
                        1 RESPONSE_ENDED while STDIN is open
                        1 SKIPPED
                        """).with(Answering.AT_REQUEST),
                of("an abort after an early answer ends the skipping", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1
                        STDIN 1 "not read"
                        ABORT 1
                        """, """
                        1 REQUEST keep
                        1 RESPONSE_ENDED while STDIN is open
                        1 SKIPPED
                        """).with(Answering.AT_REQUEST),
                of("Apache begins the next request without ending the STDIN of one that was answered early", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=1
                        PARAMS 1
                        STDIN 1 "not all"
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 A=2
                        PARAMS 1
                        STDIN 1
                        """, """
                        1 REQUEST keep A=1
                        1 RESPONSE_ENDED while STDIN is open
                        1 REQUEST keep A=2
                        1 RESPONSE_ENDED while STDIN is open
                        1 SKIPPED
                        """)
                        .with(Answering.AT_REQUEST),
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
