// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks;

import dev.slipway.fastcgi.response.ResponseEncoder;
import dev.slipway.fastcgi.response.ResponseEncoder.Ending;
import dev.slipway.fastcgi.response.ResponseHead;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a response to the buffers of one gathering write; the framing buffer is used again, as a pool would. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResponseEncoderBenchmark {
    private final ByteBuffer smallContent = ByteBuffer.allocate(500);
    private final ByteBuffer largeContent = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer framing = ByteBuffer.allocateDirect(8 * 1024);

    @Benchmark
    public List<ByteBuffer> small() {
        return encode(smallContent.rewind(), "500");
    }

    @Benchmark
    public List<ByteBuffer> large() {
        return encode(largeContent.rewind(), "65536");
    }

    private List<ByteBuffer> encode(ByteBuffer content, String contentLength) {
        var head = new ResponseHead(200, "OK");
        head.field("Date", "Fri, 20 Nov 2026 10:00:00 GMT");
        head.field("Content-Type", "text/html;charset=utf-8");
        head.field("Content-Length", contentLength);
        head.field("Cache-Control", "no-cache, private");
        head.field("Vary", "Accept-Encoding");
        head.field("Set-Cookie", "JSESSIONID=node01k5z8x2c3v4b5n6m7; Path=/; Secure; HttpOnly");
        var encoder = new ResponseEncoder(1);
        framing.clear().limit(encoder.framingLength(head, content.remaining(), Ending.REQUEST));
        List<ByteBuffer> out = new ArrayList<>(8);
        encoder.encode(head, content, Ending.REQUEST, framing, out);
        return out;
    }
}
