// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

/**
 * How a request ended, as END_REQUEST says it (FastCGI 1.0, section 5.5).
 *
 * <p>Real front ends show an empty 200 answer or hang when they get anything but {@link #REQUEST_COMPLETE} without an
 * answer before it, so refusals are ordinary answers.
 */
public enum ProtocolStatus {
    /** The normal end. */
    REQUEST_COMPLETE(0),
    /** Refused: this connection serves one request at a time. */
    CANT_MPX_CONN(1),
    /** Refused: no resources. */
    OVERLOADED(2),
    /** Refused: the role is not known. */
    UNKNOWN_ROLE(3);

    private final int code;

    ProtocolStatus(int code) {
        this.code = code;
    }

    /**
     * The number on the wire.
     *
     * @return 0 to 3
     */
    public int code() {
        return code;
    }
}
