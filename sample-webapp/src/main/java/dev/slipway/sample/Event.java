// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

/** What the endpoints count, so that a test sees what has reached the application. */
enum Event {
    BODY_BEGUN("bodiesBegun"),
    /** An answer that takes its time: before its first octet with {@code /slow}, after its first line elsewhere. */
    BEGUN("begun"),
    WRITE_FAILURE("writeFailures"),
    READ_FAILURE("readFailures"),
    ASYNC_ERROR("asyncErrors"),
    ASYNC_TIMEOUT("asyncTimeouts"),
    DISCONNECT("disconnects"),
    COMPLETED("completed");

    private final String key;

    Event(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
