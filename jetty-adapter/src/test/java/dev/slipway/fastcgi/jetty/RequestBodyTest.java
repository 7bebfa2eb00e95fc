// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.RequestBody.Stream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private final AtomicInteger unreleased = new AtomicInteger();
    private final RequestBody body =
            new RequestBody(Stream.STDIN, -1, new RequestLimits(-1, -1), new Refusals(), new InputBudget(1 << 20));

    private Content.Chunk chunk(int length) {
        unreleased.incrementAndGet();
        return Content.Chunk.from(ByteBuffer.allocate(length), false, unreleased::decrementAndGet);
    }

    private void read(RequestBody from, int length) {
        Content.Chunk chunk = from.poll();
        assertThat(chunk.remaining()).isEqualTo(length);
        chunk.release();
    }

    @AfterEach
    void everyChunkIsReleased() {
        assertThat(unreleased).hasValue(0);
    }

    @Test
    void piecesComeInOrderAndThenTheEnd() {
        assertThat(body.poll()).isNull();
        assertThat(body.add(chunk(1))).isTrue();
        assertThat(body.add(chunk(2))).isTrue();
        assertThat(body.end()).isTrue();
        read(body, 1);
        read(body, 2);
        assertThat(body.poll().isLast()).isTrue();
        assertThat(body.poll().isLast()).isTrue();
    }

    @Test
    void aDemandIsMetOnce() {
        body.demand();
        assertThat(body.takeDemand()).isFalse();
        body.add(chunk(1));
        assertThat(body.takeDemand()).isTrue();
        assertThat(body.takeDemand()).isFalse();
        read(body, 1);
    }

    @Test
    void inputIsWantedUntilAPieceIsThereAndAgainWhenItIsDemanded() {
        assertThat(body.wantsInput()).isTrue();
        body.add(chunk(1));
        assertThat(body.wantsInput()).isFalse();
        read(body, 1);
        assertThat(body.wantsInput()).as("while the application works on it").isFalse();
        body.demand();
        assertThat(body.wantsInput()).isTrue();
        body.end();
        assertThat(body.takeDemand()).isTrue();
        assertThat(body.wantsInput()).as("so that an abort is seen").isTrue();
    }

    @Test
    void whatIsUnreadIsReleasedByAFailureAndTheFirstOneStays() {
        body.add(chunk(1));
        EOFException first = new EOFException();
        body.fail(first);
        body.fail(new EOFException());
        body.add(chunk(1));
        body.end();
        assertThat(body.poll().getFailure()).isSameAs(first);
        assertThat(body.poll().getFailure()).isSameAs(first);
    }

    @Test
    void aDiscardedBodyHasEnded() {
        body.add(chunk(1));
        body.discard();
        body.add(chunk(1));
        assertThat(body.poll().isLast()).isTrue();
    }

    @Test
    void anEmptyBodyHasEndedBeforeItsStreamHas() {
        RequestBody empty =
                new RequestBody(Stream.STDIN, 0, new RequestLimits(-1, -1), new Refusals(), new InputBudget(1 << 20));
        empty.demand();
        assertThat(empty.takeDemand()).isTrue();
        assertThat(empty.poll().isLast()).isTrue();
        assertThat(empty.wantsInput()).as("so that an abort is seen").isTrue();
        assertThat(empty.end()).isTrue();
        assertThat(empty.add(chunk(1))).isFalse();
    }

    @Test
    void tooMuchIsAFailure() {
        RequestBody three =
                new RequestBody(Stream.STDIN, 3, new RequestLimits(-1, -1), new Refusals(), new InputBudget(1 << 20));
        assertThat(three.add(chunk(2))).isTrue();
        assertThat(three.add(chunk(2))).isFalse();
        assertThat(three.poll().getFailure()).isInstanceOf(HttpException.class).hasMessageContaining("3 bytes");
    }

    @Test
    void tooLittleIsAFailure() {
        RequestBody three =
                new RequestBody(Stream.STDIN, 3, new RequestLimits(-1, -1), new Refusals(), new InputBudget(1 << 20));
        three.add(chunk(2));
        assertThat(three.end()).isFalse();
        assertThat(three.poll().getFailure())
                .isInstanceOf(HttpException.class)
                .hasMessageContaining("2 bytes")
                .hasMessageContaining("is 3");
    }

    @Test
    void exactlyAsMuchAsSaidIsRight() {
        RequestBody three =
                new RequestBody(Stream.STDIN, 3, new RequestLimits(-1, -1), new Refusals(), new InputBudget(1 << 20));
        assertThat(three.add(chunk(3))).isTrue();
        assertThat(three.end()).isTrue();
        read(three, 3);
    }
}
