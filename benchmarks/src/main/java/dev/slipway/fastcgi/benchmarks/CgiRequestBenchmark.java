// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks;

import dev.slipway.fastcgi.cgi.BadRequestException;
import dev.slipway.fastcgi.cgi.CgiRequest;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Capabilities;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.request.ReaderLimits;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the parameters of a request to HTTP. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CgiRequestBenchmark {
    private Params nginx;
    private Params apache;

    @Setup
    public void read() throws ConnectionException {
        nginx = params(SampleRequests.getFromNginx());
        apache = params(SampleRequests.getFromApache());
    }

    @Benchmark
    public CgiRequest fromNginx() throws BadRequestException {
        return CgiRequest.from(nginx);
    }

    @Benchmark
    public CgiRequest fromApache() throws BadRequestException {
        return CgiRequest.from(apache);
    }

    private static Params params(byte[] request) throws ConnectionException {
        var reader = new RequestReader(new Capabilities(1, 1, false), ReaderLimits.DEFAULT);
        reader.next(ByteBuffer.wrap(request));
        return reader.params();
    }
}
