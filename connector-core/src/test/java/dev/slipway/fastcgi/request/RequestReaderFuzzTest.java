// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.Allocation;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.testkit.AnswerReader;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a peer sends: the reader throws nothing but {@link ConnectionException}, comes to an end, says only what can
 * be, and takes no more memory than the bytes that came are worth.
 */
class RequestReaderFuzzTest {
    private static final int INPUTS_OF_EACH_KIND = 35_000;
    private static final ReaderLimits LIMITS = new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(300), 3, 3, 100, 50);

    /** What a byte from the peer may make us allocate on average, garbage included; a refusal costs most. */
    private static final long ALLOCATED_PER_BYTE = 25;

    private long read;
    private long allocated;

    private final byte[] valid = WireScript.parse("""
            GET_VALUES FCGI_MAX_REQS
            BEGIN 1 RESPONDER keep
            PARAMS 1 REQUEST_METHOD=GET HTTP_X=1
            BEGIN 2 AUTHORIZER keep
            PARAMS 2 A=b
            PARAMS 2
            PARAMS 1
            STDIN 1 hello
            BEGIN 3 RESPONDER keep
            ABORT 3
            STDIN 1
            BEGIN 4 RESPONDER
            PARAMS 4
            STDIN 4
            """).toBytes();

    @Test
    void survivesRandomBytes() throws Exception {
        var random = new Random(1);
        for (int i = 0; i < INPUTS_OF_EACH_KIND; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = 1;
            }
            check(bytes, random);
        }
    }

    @Test
    void survivesRandomRecords() throws Exception {
        var random = new Random(2);
        int open = 0;
        for (int i = 0; i < INPUTS_OF_EACH_KIND; i++) {
            open += check(randomRecords(random), random) ? 1 : 0;
        }
        assertThat(open).as("inputs that were legal to their end").isGreaterThan(INPUTS_OF_EACH_KIND / 20);
    }

    @Test
    void survivesChangesOfWhatIsRight() throws Exception {
        var random = new Random(3);
        for (int i = 0; i < INPUTS_OF_EACH_KIND; i++) {
            byte[] bytes = valid.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int place = random.nextInt(bytes.length);
                bytes[place] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[place] ^ 1 << random.nextInt(8));
            }
            check(bytes, random);
        }
    }

    @AfterEach
    void takesNoMoreMemoryThanTheBytesAreWorth() {
        assertThat(allocated).isLessThan(ALLOCATED_PER_BYTE * read);
    }

    private static byte[] randomRecords(Random random) {
        var script = new WireScript();
        for (int records = 1 + random.nextInt(12); records > 0; records--) {
            int id = 1 + random.nextInt(4);
            int padding = random.nextInt(4) == 0 ? random.nextInt(256) : 0;
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> script.begin(id, random.nextInt(8) == 0 ? random.nextInt(5) : 1, random.nextBoolean());
                case 3, 4 -> script.params(id, "NAME", "x".repeat(random.nextInt(150)));
                case 5, 6 -> script.paramsEnd(id);
                case 7 -> script.stdin(id, "x".repeat(random.nextInt(40)));
                case 8 -> script.stdinEnd(id);
                case 9 -> script.abort(id);
                case 10 -> script.getValues("FCGI_MAX_REQS", "X");
                default -> script.record(random.nextInt(14), random.nextInt(3), new byte[random.nextInt(12)], padding);
            }
        }
        return script.toBytes();
    }

    /** Reads the bytes in pieces, ending responses at random; whether all of them were legal. */
    private boolean check(byte[] bytes, Random random) throws Exception {
        var reader = new RequestReader(Transcript.CAPABILITIES, LIMITS);
        var peer = new Peer(reader, random);
        try {
            int begin = 0;
            while (begin < bytes.length) {
                int end = Math.min(bytes.length, begin + 1 + random.nextInt(bytes.length));
                peer.read(ByteBuffer.wrap(bytes, begin, end - begin));
                begin = end;
            }
            return true;
        } catch (ConnectionException e) {
            assertThat(e.reason()).isNotNull();
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(HexFormat.of().formatHex(bytes), e);
        } finally {
            read += bytes.length;
            allocated += peer.allocated;
        }
    }

    /** Believes of the reader only what its events say. */
    private static final class Peer {
        private final RequestReader reader;
        private final Random random;
        private final List<Integer> announced = new ArrayList<>();
        private final List<Integer> skipped = new ArrayList<>();
        private long allocated;
        private RequestEvent event;

        Peer(RequestReader reader, Random random) {
            this.reader = reader;
            this.random = random;
        }

        void read(ByteBuffer input) throws Exception {
            for (int events = 0; ; events++) {
                int before = input.remaining();
                allocated += Allocation.of(() -> event = reader.next(input));
                if (event == RequestEvent.NEEDS_INPUT) {
                    assertThat(input.hasRemaining()).isFalse();
                    return;
                }
                assertThat(events).as("events of %d bytes", before).isLessThan(300);
                check(reader.requestId());
            }
        }

        private void check(Integer id) {
            switch (event) {
                case REQUEST -> {
                    assertThat(announced).doesNotContain(id).hasSizeLessThan(3);
                    announced.add(id);
                    skipped.remove(id);
                    assertThat(reader.params().size()).isLessThan(300);
                }
                case STDIN -> {
                    assertThat(announced).contains(id);
                    assertThat(reader.content().hasRemaining()).isTrue();
                }
                case STDIN_END -> assertThat(announced).contains(id);
                case ABORT -> assertThat(announced.remove(id)).isTrue();
                case SKIPPED -> assertThat(skipped.remove(id)).isTrue();
                default -> {
                    byte[] reply = new byte[reader.reply().records().remaining()];
                    reader.reply().records().get(reply);
                    AnswerReader.readAll(reply);
                }
            }
            if (announced.contains(id) && random.nextInt(4) == 0) {
                announced.remove(id);
                if (!reader.responseEnded(id)) {
                    skipped.add(id);
                }
            }
        }
    }
}
