// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

/**
 * How much PARAMS a peer may send.
 *
 * @param maxLength bytes of PARAMS of one request, names and lengths included; more is answered 431
 * @param maxPairs pairs of one request; more are answered 431: a pair costs us more memory than its two bytes on the wire
 * @param maxValueLength bytes of one value; a longer one is answered 431
 * @param maxPendingLength bytes of PARAMS of all requests of a connection whose PARAMS are not complete; a request that
 *     goes beyond is answered 503. One request alone may always have {@code maxLength}.
 */
public record ParamsLimits(int maxLength, int maxPairs, int maxValueLength, int maxPendingLength) {
    /** 64 KiB of PARAMS in 1000 pairs, each as long as they may be together; 256 KiB of incomplete ones. */
    public static final ParamsLimits DEFAULT = new ParamsLimits(64 * 1024, 1000, Integer.MAX_VALUE, 256 * 1024);

    /**
     * Checks the ranges.
     *
     * @param maxLength 1 or more
     * @param maxPairs 1 or more
     * @param maxValueLength 1 or more
     * @param maxPendingLength 1 or more
     */
    public ParamsLimits {
        ReaderLimits.atLeast(1, "maxParamsLength", maxLength);
        ReaderLimits.atLeast(1, "maxParams", maxPairs);
        ReaderLimits.atLeast(1, "maxParamValueLength", maxValueLength);
        ReaderLimits.atLeast(1, "maxPendingParamsLength", maxPendingLength);
    }

    /**
     * The longest value that any request may have.
     *
     * @return bytes, not more than {@link #maxLength()}
     */
    @Override
    public int maxValueLength() {
        return Math.min(maxValueLength, maxLength);
    }

    /**
     * How much may be incomplete on one connection.
     *
     * @return bytes, not less than {@link #maxLength()}
     */
    @Override
    public int maxPendingLength() {
        return Math.max(maxPendingLength, maxLength);
    }

    /**
     * These limits with another one for the whole.
     *
     * @param length 1 or more, bytes
     * @return the new limits
     */
    public ParamsLimits withMaxLength(int length) {
        return new ParamsLimits(length, maxPairs, maxValueLength, maxPendingLength);
    }

    /**
     * These limits with another one for pairs.
     *
     * @param count 1 or more
     * @return the new limits
     */
    public ParamsLimits withMaxPairs(int count) {
        return new ParamsLimits(maxLength, count, maxValueLength, maxPendingLength);
    }

    /**
     * These limits with another one for a value.
     *
     * @param length 1 or more, bytes
     * @return the new limits
     */
    public ParamsLimits withMaxValueLength(int length) {
        return new ParamsLimits(maxLength, maxPairs, length, maxPendingLength);
    }

    /**
     * These limits with another one for what is incomplete.
     *
     * @param length 1 or more, bytes
     * @return the new limits
     */
    public ParamsLimits withMaxPendingLength(int length) {
        return new ParamsLimits(maxLength, maxPairs, maxValueLength, length);
    }
}
