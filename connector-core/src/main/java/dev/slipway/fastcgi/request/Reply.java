// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import java.nio.ByteBuffer;

/**
 * What the protocol answers without the application.
 *
 * @param records what to write: whole records
 * @param refusal why a request was refused; null if none was
 * @param thenClose whether the connection is to be closed when it is written: its request came without FCGI_KEEP_CONN
 */
public record Reply(ByteBuffer records, Refusal refusal, boolean thenClose) {}
