// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

/** The records were right, but what they say is not an HTTP request: answer 400 and go on. */
public class BadRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message the variable, its value and the rule; goes to the client, so nothing secret
     */
    public BadRequestException(String message) {
        super(message);
    }

    /** Peers cause these at will, so a stack trace would cost more than it tells. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
