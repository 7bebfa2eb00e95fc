// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InputBufferTest {
    private static final int CAPACITY = 4096;

    private final ArrayByteBufferPool.Tracking pool = new ArrayByteBufferPool.Tracking();
    private final ByteArrayEndPoint endPoint = new ByteArrayEndPoint();
    private final InputBuffer input = new InputBuffer(endPoint, pool, configuration());

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setInputBufferSize(CAPACITY);
        return configuration;
    }

    @AfterEach
    void nothingLeaks() {
        input.release();
        assertThat(pool.getLeaks()).isEmpty();
    }

    private int fill(String bytes) throws IOException {
        endPoint.addInput(bytes);
        return input.fill(false);
    }

    /** A chunk of all that is in the buffer, which is read by that. */
    private Content.Chunk take() {
        ByteBuffer bytes = input.bytes();
        Content.Chunk chunk = input.retain(bytes.slice());
        bytes.position(bytes.limit());
        return chunk;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
    }

    @Test
    void aDrySocketCostsNoBuffer() throws Exception {
        assertThat(input.fill(false)).isZero();
        assertThat(input.hasRemaining()).isFalse();
        assertThat(pool.getLeaks()).isEmpty();
    }

    @Test
    void theEndOfInputCostsNoBuffer() throws Exception {
        endPoint.addInputEOF();
        assertThat(input.fill(false)).isNegative();
        assertThat(pool.getLeaks()).isEmpty();
    }

    @Test
    void aBufferIsUsedAgainWhenNobodyHoldsAPiece() throws Exception {
        assertThat(fill("abc")).isEqualTo(3);
        take().release();
        assertThat(fill("def")).isEqualTo(3);
        assertThat(text(input.bytes())).isEqualTo("def");
        assertThat(input.bytes().position()).isZero();
    }

    @Test
    void newBytesGoBehindAPieceThatIsHeld() throws Exception {
        fill("abc");
        Content.Chunk held = take();
        fill("def");
        assertThat(text(input.bytes())).isEqualTo("def");
        assertThat(text(held.getByteBuffer())).isEqualTo("abc");
        assertThat(pool.getLeaks()).hasSize(1);
        held.release();
    }

    @Test
    void anotherBufferIsTakenWhenThereIsLittleSpaceBehindAHeldPiece() throws Exception {
        fill("x".repeat(CAPACITY - 100));
        Content.Chunk held = take();
        fill("def");
        assertThat(text(input.bytes())).isEqualTo("def");
        assertThat(text(held.getByteBuffer())).isEqualTo("x".repeat(CAPACITY - 100));
        assertThat(pool.getLeaks()).hasSize(2);
        held.release();
    }

    @Test
    void aLargeBufferIsTakenWhileTheSocketFillsTheUsualOne() throws Exception {
        endPoint.addInput("x".repeat(CAPACITY + 50_000));
        assertThat(input.fill(false)).isEqualTo(CAPACITY);
        assertThat(input.wasFilledUp()).isTrue();
        Content.Chunk held = take();
        assertThat(input.fill(false)).isEqualTo(50_000);
        assertThat(input.wasFilledUp()).isFalse();
        take().release();
        input.release();
        assertThat(text(held.getByteBuffer())).isEqualTo("x".repeat(CAPACITY));
        held.release();
        fill("abc");
        assertThat(input.bytes().capacity()).isEqualTo(CAPACITY);
        take().release();
    }

    @Test
    void aHeldPieceOutlivesTheBuffer() throws Exception {
        fill("abc");
        Content.Chunk held = take();
        input.release();
        assertThat(text(held.getByteBuffer())).isEqualTo("abc");
        assertThat(pool.getLeaks()).hasSize(1);
        held.release();
    }

    @Test
    void aCopyIsOnTheHeapWhereItIsNoLongerThanItIsNeeded() {
        ByteBuffer direct = ByteBuffer.allocateDirect(5).put("hello".getBytes(StandardCharsets.US_ASCII));
        Content.Chunk copy = InputBuffer.copy(direct.flip());

        assertThat(text(copy.getByteBuffer())).isEqualTo("hello");
        assertThat(copy.getByteBuffer().isDirect()).isFalse();
        assertThat(text(direct)).as("what was copied").isEqualTo("hello");
    }

    @Test
    void whatIsCopiedIsNotReadInLargePieces() throws Exception {
        endPoint.addInput(ByteBuffer.allocate(200_000));
        assertThat(input.fill(true)).isEqualTo(CAPACITY);
        input.bytes().position(CAPACITY);
        assertThat(input.fill(true)).isEqualTo(CAPACITY);
        input.bytes().position(CAPACITY);
        assertThat(input.fill(false)).isEqualTo(64 * 1024);
        input.bytes().position(64 * 1024);
        assertThat(input.fill(true)).isEqualTo(CAPACITY);
    }
}
