// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty.listen;

import java.io.IOException;

/** A connector cannot listen; the message is a sentence for the person who has configured it. */
public final class ListenException extends IOException {
    private static final long serialVersionUID = 1L;

    ListenException(String message) {
        super(message);
    }

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
