// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

/**
 * A value as text, and who said so.
 *
 * @param value as it would stand on the command line
 * @param source for messages, as in {@code environment SLIPWAY_LISTEN}
 */
public record Setting(String value, String source) {}
