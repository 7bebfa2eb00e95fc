// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;

/** Counts records that were of no use since the last request: no peer has a reason to send them for ever. */
final class IgnoredBytes {
    private final ReaderLimits limits;
    private long count;

    IgnoredBytes(ReaderLimits limits) {
        this.limits = limits;
    }

    void add(int length) throws ConnectionException {
        count += length;
        if (count > limits.maxIgnored()) {
            throw new ConnectionException(
                    ConnectionException.Reason.LIMIT_EXCEEDED,
                    "more than " + limits.maxIgnored() + " bytes of records that are of no use (maxSkippedStdin)");
        }
    }
}
