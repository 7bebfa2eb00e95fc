// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

/** What is spoken with the server. */
public enum WireProtocol {
    FASTCGI,
    HTTP,
    AJP
}
