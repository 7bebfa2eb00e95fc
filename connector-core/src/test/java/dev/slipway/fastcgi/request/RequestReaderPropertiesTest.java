// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for any requests: they come out as they were sent, wherever records, pairs and buffers are cut. */
class RequestReaderPropertiesTest {
    private static final int MOST_REQUESTS = 4;
    private static final ReaderLimits LIMITS = new ReaderLimits(ParamsLimits.DEFAULT, MOST_REQUESTS, 0, 0, 0);

    /** What a front end sends as one request, or what the reader gave. */
    record Request(List<String> namesAndValues, List<Byte> body, boolean keep) {}

    /** How a front end writes a request. */
    record Framing(int[] cuts, int padding) {}

    @Provide
    Arbitrary<Request> requests() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withCharRange('\u0000', '\u00FF')
                .ofMaxLength(300)
                .withoutEdgeCases();
        Arbitrary<List<String>> pairs = texts.list().ofMaxSize(20).map(list -> list.subList(0, list.size() & ~1));
        return Combinators.combine(pairs, Arbitraries.bytes().list().ofMaxSize(2000), Arbitraries.of(true, false))
                .as(Request::new)
                .withoutEdgeCases();
    }

    @Provide
    Arbitrary<Framing> framings() {
        Arbitrary<Integer> lengths = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 20), Arbitraries.integers().between(1, 65535));
        return Combinators.combine(
                        lengths.array(int[].class).ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(0, 255))
                .as(Framing::new)
                .withoutEdgeCases();
    }

    @Property
    void requestsComeOutAsTheyWereSent(
            @ForAll @Size(min = 1, max = MOST_REQUESTS) List<@From("requests") Request> requests,
            @ForAll @From("framings") Framing framing,
            @ForAll @IntRange(min = 1, max = 5000) int longestPiece,
            @ForAll Random random)
            throws ConnectionException {
        byte[] bytes = interleaved(requests, framing, random);
        var received = new Received();
        for (int begin = 0; begin < bytes.length; ) {
            int end = Math.min(bytes.length, begin + 1 + random.nextInt(longestPiece));
            byte[] piece = Arrays.copyOfRange(bytes, begin, end);
            received.read(ByteBuffer.wrap(piece));
            Arrays.fill(piece, (byte) 0xEE);
            begin = end;
        }
        assertThat(received.ended.values()).containsExactlyElementsOf(requests);
    }

    /** The records of all requests, each request's in order, with ids from 1. */
    private static byte[] interleaved(List<Request> requests, Framing framing, Random random) {
        List<List<byte[]>> scripts = new ArrayList<>();
        for (Request request : requests) {
            int id = scripts.size() + 1;
            byte[] body = new byte[request.body.size()];
            for (int i = 0; i < body.length; i++) {
                body[i] = request.body.get(i);
            }
            scripts.add(new ArrayList<>(new WireScript()
                    .cut(framing.cuts)
                    .padding(framing.padding)
                    .begin(id, WireScript.RESPONDER, request.keep)
                    .params(id, request.namesAndValues.toArray(String[]::new))
                    .paramsEnd(id)
                    .stdin(id, body)
                    .stdinEnd(id)
                    .records()));
        }
        var bytes = new ByteArrayOutputStream();
        while (!scripts.isEmpty()) {
            List<byte[]> script = scripts.get(random.nextInt(scripts.size()));
            bytes.writeBytes(script.remove(0));
            scripts.removeIf(List::isEmpty);
        }
        return bytes.toByteArray();
    }

    /** What the reader gave, by request id. */
    private static final class Received {
        private final RequestReader reader = new RequestReader(Transcript.CAPABILITIES, LIMITS);
        private final Map<Integer, Request> open = new TreeMap<>();
        private final Map<Integer, Request> ended = new TreeMap<>();

        void read(ByteBuffer input) throws ConnectionException {
            for (RequestEvent event = reader.next(input);
                    event != RequestEvent.NEEDS_INPUT;
                    event = reader.next(input)) {
                int id = reader.requestId();
                switch (event) {
                    case REQUEST -> {
                        List<String> namesAndValues = new ArrayList<>();
                        for (int i = 0; i < reader.params().size(); i++) {
                            namesAndValues.add(reader.params().name(i));
                            namesAndValues.add(reader.params().value(i));
                        }
                        boolean keep = reader.beginRequestOfEvent().keepConnection();
                        open.put(id, new Request(namesAndValues, new ArrayList<>(), keep));
                    }
                    case STDIN -> {
                        while (reader.content().hasRemaining()) {
                            open.get(id).body.add(reader.content().get());
                        }
                    }
                    case STDIN_END -> {
                        ended.put(id, open.remove(id));
                        assertThat(reader.responseEnded(id)).isTrue();
                    }
                    default -> throw new AssertionError(event + " of request " + id);
                }
            }
            assertThat(input.hasRemaining()).isFalse();
        }
    }
}
