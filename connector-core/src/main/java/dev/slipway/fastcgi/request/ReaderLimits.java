// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import java.util.Objects;

/**
 * How much one connection may ask of us; each number that a peer chooses meets one of these before it sizes anything.
 *
 * @param params how much PARAMS
 * @param maxActiveRequests requests served at once on one connection; a further one is answered 503
 * @param maxSkippedRequests requests of one connection, refused or answered early, whose STDIN is still being skipped; one
 *     beyond is answered 503 at once
 * @param maxSkippedStdin bytes of STDIN that are skipped for one request that nobody reads, and bytes of records that are
 *     ignored between one request and the next; more closes the connection
 * @param maxGetValuesLength bytes of one GET_VALUES record; more closes the connection
 */
public record ReaderLimits(
        ParamsLimits params,
        int maxActiveRequests,
        int maxSkippedRequests,
        long maxSkippedStdin,
        int maxGetValuesLength) {
    /** 64 KiB of PARAMS, one request at a time, 64 skipped ones, 64 MiB of skipped STDIN, GET_VALUES of 1 KiB. */
    public static final ReaderLimits DEFAULT = new ReaderLimits(ParamsLimits.DEFAULT, 1, 64, 64L * 1024 * 1024, 1024);

    /**
     * Checks the ranges.
     *
     * @param params any
     * @param maxActiveRequests 1 or more
     * @param maxSkippedRequests 0 or more
     * @param maxSkippedStdin 0 or more
     * @param maxGetValuesLength 0 or more
     */
    public ReaderLimits {
        Objects.requireNonNull(params);
        atLeast(1, "maxActiveRequests", maxActiveRequests);
        atLeast(0, "maxSkippedRequests", maxSkippedRequests);
        atLeast(0, "maxSkippedStdin", maxSkippedStdin);
        atLeast(0, "maxGetValuesLength", maxGetValuesLength);
    }

    static void atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " " + value + " must be " + least + " or more");
        }
    }

    /**
     * These limits with others for PARAMS.
     *
     * @param limits any
     * @return the new limits
     */
    public ReaderLimits withParams(ParamsLimits limits) {
        return new ReaderLimits(limits, maxActiveRequests, maxSkippedRequests, maxSkippedStdin, maxGetValuesLength);
    }

    /**
     * These limits with another one for the PARAMS of one request.
     *
     * @param length 1 or more, bytes
     * @return the new limits
     */
    public ReaderLimits withMaxParamsLength(int length) {
        return new ReaderLimits(
                params.withMaxLength(length),
                maxActiveRequests,
                maxSkippedRequests,
                maxSkippedStdin,
                maxGetValuesLength);
    }

    /**
     * These limits with another one for active requests.
     *
     * @param count 1 or more
     * @return the new limits
     */
    public ReaderLimits withMaxActiveRequests(int count) {
        return new ReaderLimits(params, count, maxSkippedRequests, maxSkippedStdin, maxGetValuesLength);
    }

    /**
     * These limits with another one for requests whose STDIN is being skipped.
     *
     * @param count 0 or more
     * @return the new limits
     */
    public ReaderLimits withMaxSkippedRequests(int count) {
        return new ReaderLimits(params, maxActiveRequests, count, maxSkippedStdin, maxGetValuesLength);
    }

    /**
     * These limits with another one for GET_VALUES.
     *
     * @param length 0 or more, bytes
     * @return the new limits
     */
    public ReaderLimits withMaxGetValuesLength(int length) {
        return new ReaderLimits(params, maxActiveRequests, maxSkippedRequests, maxSkippedStdin, length);
    }

    /** How much may be ignored between two requests: what a refused request has sent in good faith always may. */
    long maxIgnored() {
        return Math.max(maxSkippedStdin, params.maxPendingLength());
    }

    /**
     * These limits with another one for skipped STDIN.
     *
     * @param length 0 or more, bytes
     * @return the new limits
     */
    public ReaderLimits withMaxSkippedStdin(long length) {
        return new ReaderLimits(params, maxActiveRequests, maxSkippedRequests, length, maxGetValuesLength);
    }
}
