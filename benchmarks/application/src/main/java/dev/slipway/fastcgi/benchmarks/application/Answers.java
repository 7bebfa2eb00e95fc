// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.application;

import java.nio.charset.StandardCharsets;

/** What every server of the comparison answers, in whatever language it is written. */
public final class Answers {
    /** The path of a GET whose answer has as many bytes as its last segment says. */
    public static final String BYTES_PATH = "/bytes/";

    /** Before such a path, and before a number of milliseconds for which the servlet blocks first. */
    public static final String PAUSE_PATH = "/pause/";

    /** The path of a POST whose answer is the length of its body, in decimal. */
    public static final String UPLOAD_PATH = "/upload";

    private Answers() {}

    /** The letters a to z again and again, in that length. */
    public static byte[] bytes(int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (byte) ('a' + i % 26);
        }
        return letters;
    }

    /** The answer to a body of that many bytes. */
    public static byte[] uploaded(long length) {
        return Long.toString(length).getBytes(StandardCharsets.US_ASCII);
    }
}
