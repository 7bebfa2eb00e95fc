// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

/**
 * How much one connection may ask of us; each number that a peer chooses meets one of these before it sizes anything.
 *
 * @param maxParamsLength bytes of PARAMS of one request; more is answered 431
 * @param maxActiveRequests requests served at once on one connection; a further one is answered 503
 * @param maxSkippedRequests requests of one connection, refused or answered early, whose STDIN is still being skipped; a
 *     request beyond closes it
 * @param maxSkippedStdin bytes of STDIN that are skipped for one request that nobody reads; more closes the connection
 * @param maxGetValuesLength bytes of one GET_VALUES record; more closes the connection
 */
public record ReaderLimits(
        int maxParamsLength,
        int maxActiveRequests,
        int maxSkippedRequests,
        long maxSkippedStdin,
        int maxGetValuesLength) {
    /** 64 KiB of PARAMS, one request at a time, 64 skipped ones, 64 MiB of skipped STDIN, GET_VALUES of 1 KiB. */
    public static final ReaderLimits DEFAULT = new ReaderLimits(64 * 1024, 1, 64, 64L * 1024 * 1024, 1024);

    /**
     * Checks the ranges.
     *
     * @param maxParamsLength 1 or more
     * @param maxActiveRequests 1 or more
     * @param maxSkippedRequests 0 or more
     * @param maxSkippedStdin 0 or more
     * @param maxGetValuesLength 0 or more
     */
    public ReaderLimits {
        atLeast(1, "maxParamsLength", maxParamsLength);
        atLeast(1, "maxActiveRequests", maxActiveRequests);
        atLeast(0, "maxSkippedRequests", maxSkippedRequests);
        atLeast(0, "maxSkippedStdin", maxSkippedStdin);
        atLeast(0, "maxGetValuesLength", maxGetValuesLength);
    }

    private static void atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " " + value + " must be " + least + " or more");
        }
    }

    /**
     * These limits with another one for PARAMS.
     *
     * @param length 1 or more, bytes
     * @return the new limits
     */
    public ReaderLimits withMaxParamsLength(int length) {
        return new ReaderLimits(length, maxActiveRequests, maxSkippedRequests, maxSkippedStdin, maxGetValuesLength);
    }

    /**
     * These limits with another one for active requests.
     *
     * @param count 1 or more
     * @return the new limits
     */
    public ReaderLimits withMaxActiveRequests(int count) {
        return new ReaderLimits(maxParamsLength, count, maxSkippedRequests, maxSkippedStdin, maxGetValuesLength);
    }

    /**
     * These limits with another one for skipped STDIN.
     *
     * @param length 0 or more, bytes
     * @return the new limits
     */
    public ReaderLimits withMaxSkippedStdin(long length) {
        return new ReaderLimits(maxParamsLength, maxActiveRequests, maxSkippedRequests, length, maxGetValuesLength);
    }
}
