// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static dev.slipway.fastcgi.request.Scenario.FOUR_AT_ONCE;
import static dev.slipway.fastcgi.request.Scenario.of;

import dev.slipway.fastcgi.request.Transcript.Answering;
import dev.slipway.fastcgi.testkit.WireScript;
import java.util.List;

/** {@link Scenario}s of requests that are served to their end. */
final class WholeRequestScenarios {
    private WholeRequestScenarios() {}

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
                        """).with(FOUR_AT_ONCE));
    }
}
