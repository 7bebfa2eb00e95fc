// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.ServletException;

/** An option of an endpoint is missing or out of range; the message is for the client. */
final class BadOptionException extends ServletException {
    private static final long serialVersionUID = 1L;

    BadOptionException(String message) {
        super(message);
    }
}
