// SPDX-License-Identifier: Apache-2.0
/**
 * Protocol checks that run against any FastCGI responder; see docs/conformance.md.
 *
 * <p>A check is a script of records and what has to come back. What comes back is read more tolerantly than the testkit's
 * peer does: what one check is about must not fail all others.
 */
package dev.slipway.it.conformance;
