// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Copies a request's body to its response whenever one can be read and the other written. */
final class NonBlockingCopy {
    private final AsyncContext async;
    private final AsyncEnd end;
    private final ServletInputStream input;
    private final ServletOutputStream output;
    private final byte[] buffer = new byte[16 * 1024];
    private int bufferedLength;

    NonBlockingCopy(AsyncContext async, AsyncEnd end, ServletInputStream input, ServletOutputStream output) {
        this.async = async;
        this.end = end;
        this.input = input;
        this.output = output;
    }

    ReadListener reading() {
        return new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                copy();
            }

            @Override
            public void onAllDataRead() throws IOException {
                copy();
            }

            @Override
            public void onError(Throwable failure) {
                fail(Event.READ_FAILURE);
            }
        };
    }

    WriteListener writing() {
        return new WriteListener() {
            @Override
            public void onWritePossible() throws IOException {
                copy();
            }

            @Override
            public void onError(Throwable failure) {
                fail(Event.WRITE_FAILURE);
            }
        };
    }

    /** Runs until a stream is not ready; that stream's listener calls it again. */
    private void copy() throws IOException {
        while (output.isReady()) {
            if (bufferedLength > 0) {
                output.write(buffer, 0, bufferedLength);
                bufferedLength = 0;
            } else if (input.isFinished()) {
                complete();
                return;
            } else if (input.isReady()) {
                bufferedLength = Math.max(0, input.read(buffer));
            } else {
                return;
            }
        }
    }

    private void complete() {
        if (end.claim()) {
            Events.happened(Event.COMPLETED);
            async.complete();
        }
    }

    private void fail(Event event) {
        Events.happened(event);
        if (end.claim()) {
            async.complete();
        }
    }
}
