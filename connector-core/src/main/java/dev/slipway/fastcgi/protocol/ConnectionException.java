// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

/** The bytes of a connection cannot be trusted any more: close it and say nothing. */
public class ConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the connection, for counting and for telling people. */
    public enum Reason {
        /** Bytes that FastCGI 1.0 does not allow. */
        MALFORMED,
        /** The peer speaks HTTP: a web server was told to use the wrong protocol for this port. */
        SPEAKS_HTTP,
        /** The peer begins a TLS handshake. */
        SPEAKS_TLS,
        /** More than a named limit allows. */
        LIMIT_EXCEEDED
    }

    /** For counting and for telling people. */
    private final Reason reason;

    /**
     * Says why.
     *
     * @param reason what is wrong
     * @param message the value and the rule, in lower case: {@code BEGIN_REQUEST of 7 bytes, expected 8}
     */
    public ConnectionException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * A {@link Reason#MALFORMED} one.
     *
     * @param message the value and the rule
     * @return the exception, to be thrown
     */
    public static ConnectionException malformed(String message) {
        return new ConnectionException(Reason.MALFORMED, message);
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** Peers cause these at will, so a stack trace would cost more than it tells. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
