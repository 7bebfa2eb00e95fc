// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.jetty.RequestBody.Stream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.junit.jupiter.api.Test;

class InputBudgetTest {
    private final InputBudget budget = new InputBudget(100);

    private static Content.Chunk chunk(int length) {
        return Content.Chunk.from(ByteBuffer.allocate(length), false);
    }

    @Test
    void itIsExhaustedWhenAllOfItWaits() {
        budget.add(99);
        assertThat(budget.isExhausted()).isFalse();
        budget.add(1);
        assertThat(budget.isExhausted()).isTrue();
    }

    @Test
    void itIsExhaustedUntilHalfOfItIsRead() {
        budget.add(120);
        budget.remove(69);
        assertThat(budget.isExhausted()).as("with 51").isTrue();
        budget.remove(1);
        assertThat(budget.isExhausted()).as("with 50").isFalse();
    }

    @Test
    void itMayBeExhaustedAgainAndAgain() {
        for (int i = 1; i <= 3; i++) {
            budget.add(100);
            budget.add(10);
            assertThat(budget.isExhausted()).isTrue();
            assertThat(budget.waiting()).isEqualTo(110);
            budget.remove(110);
            assertThat(budget.isExhausted()).isFalse();
            assertThat(budget.waiting()).isZero();
        }
    }

    @Test
    void whatIsReadInBetweenDoesNotCount() {
        for (int i = 0; i < 1000; i++) {
            budget.add(90);
            budget.remove(90);
        }
        assertThat(budget.isExhausted()).isFalse();
    }

    @Test
    void theSmallestBudgetTakesOneByteAtATime() {
        InputBudget one = new InputBudget(1);
        one.add(1);
        assertThat(one.isExhausted()).isTrue();
        one.remove(1);
        assertThat(one.isExhausted()).isFalse();
    }

    @Test
    void theBodiesOfAConnectionShareIt() {
        InputBudget thousands = new InputBudget(10_000);
        RequestBody first = new RequestBody(Stream.STDIN, -1, new RequestLimits(-1, -1), new Refusals(), thousands);
        RequestBody second = new RequestBody(Stream.STDIN, -1, new RequestLimits(-1, -1), new Refusals(), thousands);
        first.add(chunk(6000));
        assertThat(thousands.isExhausted()).isFalse();
        second.add(chunk(6000));
        assertThat(thousands.isExhausted()).isTrue();
        second.poll();
        assertThat(thousands.isExhausted()).as("still 6000").isTrue();
        first.poll();
        assertThat(thousands.isExhausted()).isFalse();
    }

    @Test
    void manySmallPiecesCountForMoreThanTheirBytes() {
        InputBudget thousands = new InputBudget(10_000);
        RequestBody body = new RequestBody(Stream.STDIN, -1, new RequestLimits(-1, -1), new Refusals(), thousands);
        int count = 0;
        while (!thousands.isExhausted()) {
            body.add(chunk(1));
            count++;
        }
        assertThat(count).as("each is an object or two").isLessThan(100);
        body.poll();
        body.discard();
        assertThat(thousands.waiting()).isZero();
    }

    @Test
    void whatABodyForgetsDoesNotWait() {
        RequestBody failing = new RequestBody(Stream.STDIN, -1, new RequestLimits(-1, -1), new Refusals(), budget);
        failing.add(chunk(100));
        failing.fail(new IllegalStateException());
        assertThat(budget.isExhausted()).as("failed").isFalse();
        failing.add(chunk(100));
        assertThat(budget.isExhausted()).as("came after the failure").isFalse();

        RequestBody discarded = new RequestBody(Stream.STDIN, -1, new RequestLimits(-1, -1), new Refusals(), budget);
        discarded.add(chunk(100));
        discarded.discard();
        assertThat(budget.isExhausted()).as("discarded").isFalse();
        discarded.add(chunk(100));
        assertThat(budget.isExhausted()).as("came after that").isFalse();

        RequestBody tooLong = new RequestBody(Stream.STDIN, 10, new RequestLimits(-1, -1), new Refusals(), budget);
        tooLong.add(chunk(10));
        tooLong.add(chunk(100));
        assertThat(budget.isExhausted()).as("longer than said").isFalse();
    }
}
