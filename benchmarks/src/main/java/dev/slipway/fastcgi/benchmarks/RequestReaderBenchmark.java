// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.ReaderLimits;
import dev.slipway.fastcgi.request.RequestEvent;
import dev.slipway.fastcgi.request.RequestReader;
import java.nio.ByteBuffer;
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
import org.openjdk.jmh.infra.Blackhole;

/** From a request's bytes, all here at once, to its end on a kept connection. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RequestReaderBenchmark {
    private final RequestReader reader = new RequestReader(new Capabilities(100, 100, true), ReaderLimits.DEFAULT);
    private final ByteBuffer nginx = ByteBuffer.wrap(SampleRequests.getFromNginx());
    private final ByteBuffer apache = ByteBuffer.wrap(SampleRequests.getFromApache());
    private final ByteBuffer post = ByteBuffer.wrap(SampleRequests.post64KiBFromNginx());

    @Benchmark
    public void getFromNginx(Blackhole events) throws ConnectionException {
        readWhole(nginx.rewind(), events);
    }

    @Benchmark
    public void getFromApache(Blackhole events) throws ConnectionException {
        readWhole(apache.rewind(), events);
    }

    @Benchmark
    public void post64KiB(Blackhole events) throws ConnectionException {
        readWhole(post.rewind(), events);
    }

    private void readWhole(ByteBuffer input, Blackhole events) throws ConnectionException {
        RequestEvent event;
        do {
            event = reader.next(input);
            events.consume(event == RequestEvent.REQUEST ? reader.params() : reader.content());
        } while (event != RequestEvent.STDIN_END);
        events.consume(reader.responseEnded(reader.requestId()));
    }
}
