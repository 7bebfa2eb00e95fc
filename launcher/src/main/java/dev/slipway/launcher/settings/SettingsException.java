// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

/** A file or an environment with something in it that is no setting; the message is a sentence for who wrote it. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
