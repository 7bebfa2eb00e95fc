// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.Hex;
import dev.slipway.fastcgi.protocol.BeginRequest;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Transcript.Answering;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The reader's own contract; what records mean is in {@link Scenario} and in the tests named by section. */
class RequestReaderTest {
    private final Transcript transcript = new Transcript(Scenario.FOUR_AT_ONCE, Answering.NEVER);
    private final RequestReader reader = transcript.reader();

    @Test
    void oneCallFindsOneEvent() throws ConnectionException {
        ByteBuffer input = WireScript.getRequest(7, true, "/").toByteBuffer();

        assertThat(reader.next(input)).isEqualTo(RequestEvent.REQUEST);
        assertThat(reader.requestId()).isEqualTo(7);
        assertThat(reader.beginRequestOfEvent()).isEqualTo(new BeginRequest(1, true));
        assertThat(reader.params().name(0)).isEqualTo("GATEWAY_INTERFACE");
        assertThat(input.remaining()).as("the STDIN record waits").isEqualTo(8);
        assertThat(reader.next(input)).isEqualTo(RequestEvent.STDIN_END);
        assertThat(reader.next(input)).isEqualTo(RequestEvent.NEEDS_INPUT);
        assertThat(reader.next(input)).isEqualTo(RequestEvent.NEEDS_INPUT);
    }

    @Test
    void stdinIsAViewOfTheInputAndNotACopy() throws ConnectionException {
        byte[] bytes = WireScript.parse("""
                BEGIN 1 RESPONDER
                PARAMS 1
                STDIN 1 hello
                STDIN 1 world
                """).toBytes();
        ByteBuffer input = ByteBuffer.wrap(bytes);

        assertThat(reader.next(input)).isEqualTo(RequestEvent.REQUEST);
        assertThat(reader.next(input)).isEqualTo(RequestEvent.STDIN);
        ByteBuffer content = reader.content();
        assertThat(Hex.of(content)).isEqualTo("68656c6c6f");
        bytes[content.arrayOffset()] = 'J';
        assertThat(content.get(0)).isEqualTo((byte) 'J');
        assertThat(content.capacity())
                .as("nothing behind the piece can be reached")
                .isEqualTo(5);
        assertThat(reader.next(input)).isEqualTo(RequestEvent.STDIN);
        assertThat(reader.content()).as("each piece is a view of its own").isNotSameAs(content);
        assertThat(Hex.of(content)).isEqualTo("4a656c6c6f");
    }

    @Test
    void aResponseThatEndsBetweenTwoPiecesOfARecordHasItsRestSkipped() {
        byte[] bytes = WireScript.parse("""
                BEGIN 1 RESPONDER keep
                PARAMS 1
                STDIN 1 hello
                STDIN 1
                """).toBytes();
        transcript.feed(ByteBuffer.wrap(bytes, 0, bytes.length - 8 - 3));
        transcript.responseEnded(1);
        transcript.feed(ByteBuffer.wrap(bytes, bytes.length - 8 - 3, 8 + 3));

        assertThat(transcript.lines())
                .containsExactly("1 REQUEST keep", "1 STDIN 2 he", "1 RESPONSE_ENDED while STDIN is open", "1 SKIPPED");
    }

    @Test
    void aResponseMayEndAfterStdinAndFreesTheId() {
        transcript.feed(WireScript.getRequest(1, true, "/").toByteBuffer());

        assertThat(reader.responseEnded(1)).isTrue();
    }

    @Test
    void onlyAResponseThatIsExpectedCanEnd() {
        transcript.feed(WireScript.parse("""
                BEGIN 1 RESPONDER keep
                PARAMS 1
                STDIN 1
                BEGIN 2 RESPONDER keep
                BEGIN 3 AUTHORIZER keep
                PARAMS 3 A=1
                BEGIN 4 RESPONDER keep
                PARAMS 4
                ABORT 4
                """).toByteBuffer());
        reader.responseEnded(1);

        assertThatThrownBy(() -> reader.responseEnded(1))
                .as("ended before")
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no response of request 1 can end");
        assertThatThrownBy(() -> reader.responseEnded(2)).as("in PARAMS").isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.responseEnded(3)).as("refused").isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.responseEnded(4)).as("aborted").isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.responseEnded(5)).as("never begun").isInstanceOf(IllegalStateException.class);
    }

    private boolean isSharedAfter(String script) {
        transcript.feed(WireScript.parse(script).toByteBuffer());
        return reader.isShared();
    }

    @Test
    void oneRequestAfterTheOtherIsNotShared() {
        for (int id = 1; id <= 3; id++) {
            transcript.feed(WireScript.getRequest(id, true, "/").toByteBuffer());
            assertThat(reader.responseEnded(id)).isTrue();
        }
        assertThat(isSharedAfter("BEGIN 4 RESPONDER keep\nABORT 4\nBEGIN 5 RESPONDER keep\n"))
                .isFalse();
    }

    @Test
    void whoAsksForValuesMayShare() {
        transcript.feed(new WireScript().getValues("FCGI_MPXS_CONNS").toByteBuffer());
        assertThat(reader.isShared()).isTrue();
    }

    @Test
    void aSecondRequestBeforeTheEndOfTheFirstSharesFromThenOn() {
        assertThat(isSharedAfter("BEGIN 1 RESPONDER keep\nPARAMS 1\nSTDIN 1\n")).isFalse();
        assertThat(isSharedAfter("BEGIN 2 RESPONDER keep\n")).isTrue();
        reader.responseEnded(1);
        assertThat(isSharedAfter("ABORT 2\n")).as("for good").isTrue();
    }

    @Test
    void anEarlyAnswerWhoseIdIsUsedAgainDoesNotShare() {
        assertThat(isSharedAfter("BEGIN 1 RESPONDER keep\nPARAMS 1\n")).isFalse();
        assertThat(reader.responseEnded(1)).isFalse();
        assertThat(isSharedAfter("BEGIN 1 RESPONDER keep\nPARAMS 1\n")).isFalse();
    }
}
