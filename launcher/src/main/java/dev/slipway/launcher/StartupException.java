// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

/** Slipway cannot start; the message is a sentence for the person who started it. */
final class StartupException extends Exception {
    private static final long serialVersionUID = 1L;

    StartupException(String message) {
        super(message);
    }

    StartupException(String message, Throwable cause) {
        super(message, cause);
    }
}
