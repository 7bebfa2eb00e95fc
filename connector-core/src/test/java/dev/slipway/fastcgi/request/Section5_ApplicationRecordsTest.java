// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.WireScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order that the records of one request have to keep; {@link Scenario} has what is right. */
class Section5_ApplicationRecordsTest {
    @Test
    void stdinBeforeTheEndOfParamsIsMalformed() {
        String closed = "CLOSED MALFORMED STDIN of request 1 where its PARAMS was expected";
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 RESPONDER
                        STDIN 1 hello
                        """))).containsExactly(closed);
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 RESPONDER
                        PARAMS 1 A=1
                        STDIN 1
                        """))).containsExactly(closed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARAMS 1 B=2", "PARAMS 1"})
    void paramsBehindTheirEndAreMalformed(String params) {
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 RESPONDER
                        PARAMS 1
                        """ + params)))
                .containsExactly("1 REQUEST", "CLOSED MALFORMED PARAMS of request 1 where its STDIN was expected");
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 RESPONDER
                        PARAMS 1
                        STDIN 1
                        """ + params)))
                .containsExactly(
                        "1 REQUEST",
                        "1 STDIN_END",
                        "CLOSED MALFORMED PARAMS of request 1 where its ENDED was expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STDIN 1 more", "STDIN 1"})
    void stdinBehindItsEndIsMalformed(String stdin) {
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 RESPONDER
                        PARAMS 1
                        STDIN 1
                        """ + stdin)))
                .containsExactly(
                        "1 REQUEST", "1 STDIN_END", "CLOSED MALFORMED STDIN of request 1 where its ENDED was expected");
    }

    @Test
    void theOrderIsCheckedForRefusedRequestsToo() {
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 FILTER
                        STDIN 1 x
                        """)))
                .containsExactly("CLOSED MALFORMED STDIN of request 1 where its PARAMS was expected");
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 FILTER
                        PARAMS 1
                        PARAMS 1
                        """)))
                .containsExactly("CLOSED MALFORMED PARAMS of request 1 where its STDIN was expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PARAMS 1 A=1", "PARAMS 1", "PARAMS 1\nSTDIN 1 x", "PARAMS 1\nSTDIN 1"})
    void r04_beginRequestOfAnIdThatHasNotEndedClosesTheConnection(String between) {
        assertThat(Transcript.of(WireScript.parse("BEGIN 1 RESPONDER keep\n" + between + "\nBEGIN 1 RESPONDER keep")))
                .last()
                .isEqualTo("CLOSED MALFORMED BEGIN_REQUEST of request 1, which has not ended");
    }

    @Test
    void theIdOfARefusedRequestMayNotBeginAgainBeforeItsAnswer() {
        assertThat(Transcript.of(WireScript.parse("""
                        BEGIN 1 FILTER keep
                        PARAMS 1
                        BEGIN 1 RESPONDER keep
                        """)))
                .containsExactly("CLOSED MALFORMED BEGIN_REQUEST of request 1, which has not ended");
    }

    @Test
    void r14_theVariablesOfOneRequestAreNotSeenInTheNext() {
        assertThat(Transcript.of(Scenario.FOUR_AT_ONCE, WireScript.parse("""
                        BEGIN 1 RESPONDER keep
                        PARAMS 1 SECRET=1
                        ABORT 1
                        BEGIN 1 RESPONDER keep
                        PARAMS 1
                        BEGIN 2 RESPONDER keep
                        PARAMS 2
                        """)))
                .containsExactly("1 REPLY END_REQUEST", "1 REQUEST keep", "2 REQUEST keep");
    }
}
