// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.documentation;

import java.nio.file.Path;

/**
 * A code block of a document, from fence to fence.
 *
 * @param line of the opening fence, from 1
 * @param mark what the comment above it says, as in {@code run: serve}; empty if there is none
 * @param text without the indentation that its lines have in common
 */
record Block(Path document, int line, String mark, String text) {
    @Override
    public String toString() {
        return document.getFileName() + ":" + line + " (" + mark + ")";
    }
}
