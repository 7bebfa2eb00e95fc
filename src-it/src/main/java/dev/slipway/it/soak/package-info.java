// SPDX-License-Identifier: Apache-2.0
/**
 * A soak test: very many requests of all kinds, every answer looked at, and nothing of the server's may grow.
 *
 * <p>{@link dev.slipway.it.soak.Soak} is a program; the front end's side is the test kit's.
 */
package dev.slipway.it.soak;
