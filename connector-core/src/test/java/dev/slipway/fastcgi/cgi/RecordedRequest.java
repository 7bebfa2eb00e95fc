// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.request.ParamsLimits;
import dev.slipway.fastcgi.request.ReaderLimits;
import dev.slipway.fastcgi.request.RequestEvent;
import dev.slipway.fastcgi.request.RequestReader;
import dev.slipway.fastcgi.testkit.RecordedTraffic;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One request of a recording, read as a connection would. */
final class RecordedRequest {
    private static final Capabilities CAPABILITIES = new Capabilities(10, 10, true);
    private static final ReaderLimits LIMITS =
            new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(64 * 1024), 10, 10, 0, 1024);

    private final Params params;
    private final ByteArrayOutputStream stdin = new ByteArrayOutputStream();
    private boolean ended;

    private RecordedRequest(Params params) {
        this.params = params;
    }

    Params params() {
        return params;
    }

    /** All of STDIN, or how much of it came if its end did not. */
    String body() {
        return ended ? stdin.toString(StandardCharsets.ISO_8859_1) : stdin.size() + "…";
    }

    static List<RecordedRequest> read(String recording) throws ConnectionException {
        return read(recording, LIMITS);
    }

    static List<RecordedRequest> read(String recording, ReaderLimits limits) throws ConnectionException {
        ByteBuffer input =
                ByteBuffer.wrap(RecordedTraffic.load(RecordedRequest.class, "/captures/" + recording + ".bin")
                        .bytes());
        var reader = new RequestReader(CAPABILITIES, limits);
        List<RecordedRequest> all = new ArrayList<>();
        Map<Integer, RecordedRequest> active = new HashMap<>();
        for (RequestEvent event = reader.next(input); event != RequestEvent.NEEDS_INPUT; event = reader.next(input)) {
            RecordedRequest request = active.get(reader.requestId());
            switch (event) {
                case REQUEST -> {
                    all.add(new RecordedRequest(reader.params()));
                    active.put(reader.requestId(), all.get(all.size() - 1));
                }
                case STDIN -> {
                    byte[] piece = new byte[reader.content().remaining()];
                    reader.content().get(piece);
                    request.stdin.writeBytes(piece);
                }
                case STDIN_END -> {
                    request.ended = true;
                    assertThat(reader.responseEnded(reader.requestId())).isTrue();
                }
                default -> {
                    // replies are for the transcripts
                }
            }
        }
        return all;
    }
}
