// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static dev.slipway.fastcgi.request.Scenario.SHORT_PARAMS;
import static dev.slipway.fastcgi.request.Scenario.of;

import dev.slipway.fastcgi.request.Transcript.Answering;
import java.util.List;

/** {@link Scenario}s of requests that are refused, aborted, or answered before their input has ended. */
final class CutShortScenarios {
    private CutShortScenarios() {}

    static List<Scenario> all() {
        return List.of(
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
                        .with(Answering.AT_REQUEST));
    }
}
