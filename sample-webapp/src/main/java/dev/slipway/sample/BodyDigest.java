// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Length and SHA-256 of some bytes. */
record BodyDigest(long length, String sha256) {
    private static final int BUFFER_LENGTH = 32 * 1024;

    /** Reads what is left of a request's body. */
    static BodyDigest of(HttpServletRequest request) throws IOException {
        try {
            return of(request.getInputStream(), () -> Events.happened(Event.BODY_BEGUN));
        } catch (IOException e) {
            Events.happened(Event.READ_FAILURE);
            throw e;
        }
    }

    static BodyDigest of(InputStream input) throws IOException {
        return of(input, () -> {});
    }

    private static BodyDigest of(InputStream input, Runnable begun) throws IOException {
        MessageDigest digest = sha256Digest();
        byte[] buffer = new byte[BUFFER_LENGTH];
        long length = 0;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            if (length == 0) {
                begun.run();
            }
            digest.update(buffer, 0, count);
            length += count;
        }
        return new BodyDigest(length, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
