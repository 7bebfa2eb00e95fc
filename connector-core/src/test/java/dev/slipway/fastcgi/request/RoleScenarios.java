// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static dev.slipway.fastcgi.request.Scenario.of;

import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.request.Transcript.Answering;
import java.util.List;

/** Requests of the roles AUTHORIZER and FILTER (FastCGI 1.0, section 6), where they are served. */
final class RoleScenarios {
    private RoleScenarios() {}

    static List<Scenario> all() {
        return List.of(
                of("an AUTHORIZER request is complete with its PARAMS", """
                        BEGIN 1 AUTHORIZER keep
                        PARAMS 1 A=1
                        PARAMS 1
                        BEGIN 1 AUTHORIZER
                        PARAMS 1
                        """, """
                        1 REQUEST keep AUTHORIZER A=1
                        1 RESPONSE_ENDED free
                        1 REQUEST AUTHORIZER
                        1 RESPONSE_ENDED free
                        """)
                        .serving(Role.AUTHORIZER)
                        .with(Answering.AT_REQUEST),
                of("a STDIN that an AUTHORIZER request has nevertheless is ignored", """
                        BEGIN 1 AUTHORIZER keep
                        PARAMS 1
                        STDIN 1 hello
                        STDIN 1
                        ABORT 1
                        """, """
                        1 REQUEST keep AUTHORIZER
                        1 ABORT
                        """)
                        .serving(Role.AUTHORIZER),
                of("a FILTER request has STDIN and then DATA", """
                        BEGIN 1 FILTER keep
                        PARAMS 1 FCGI_DATA_LENGTH=7
                        PARAMS 1
                        STDIN 1 hello
                        STDIN 1
                        DATA 1 "a fi"
                        DATA 1 "le."
                        DATA 1
                        """, """
                        1 REQUEST keep FILTER FCGI_DATA_LENGTH=7
                        1 STDIN 5 hello
                        1 STDIN_END
                        1 DATA 7 a file.
                        1 DATA_END
                        """).serving(Role.FILTER),
                of("the response of a FILTER request ends while DATA is open", """
                        BEGIN 1 FILTER keep
                        PARAMS 1
                        STDIN 1
                        DATA 1 unread
                        DATA 1
                        BEGIN 1 FILTER keep
                        PARAMS 1
                        STDIN 1
                        DATA 1
                        """, """
                        1 REQUEST keep FILTER
                        1 STDIN_END
                        1 RESPONSE_ENDED while STDIN is open
                        1 SKIPPED
                        1 REQUEST keep FILTER
                        1 STDIN_END
                        1 RESPONSE_ENDED while STDIN is open
                        1 SKIPPED
                        """)
                        .serving(Role.FILTER)
                        .with(Answering.AT_STDIN_END),
                of("the response of a FILTER request ends while both bodies are open", """
                        BEGIN 1 FILTER keep
                        PARAMS 1
                        STDIN 1 unread
                        STDIN 1
                        DATA 1 unread
                        DATA 1
                        """, """
                        1 REQUEST keep FILTER
                        1 RESPONSE_ENDED while STDIN is open
                        1 SKIPPED
                        """)
                        .serving(Role.FILTER)
                        .with(Answering.AT_REQUEST),
                of("DATA of a request of another role is ignored", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1
                        DATA 1 file
                        DATA 1
                        STDIN 1
                        """, """
                        1 REQUEST keep
                        1 STDIN_END
                        """).serving(Role.RESPONDER, Role.FILTER),
                of("DATA before the end of STDIN closes the connection", """
                        BEGIN 1 FILTER keep
                        PARAMS 1
                        DATA 1 file
                        """, """
                        1 REQUEST keep FILTER
                        CLOSED MALFORMED DATA of request 1 where its STDIN was expected
                        """)
                        .serving(Role.FILTER),
                of("a role that is not among those that are served is refused", """
                        BEGIN 1 RESPONDER keep
                        PARAMS 1
                        STDIN 1
                        BEGIN 1 4 keep
                        PARAMS 1
                        """, """
                        1 REPLY 500 ROLE_NOT_SERVED
                        1 REPLY 500 ROLE_NOT_SERVED
                        """)
                        .serving(Role.AUTHORIZER));
    }
}
