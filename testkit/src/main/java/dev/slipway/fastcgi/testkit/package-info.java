// SPDX-License-Identifier: Apache-2.0
/**
 * FastCGI 1.0 from the front end's side, for tests.
 *
 * <p>{@link dev.slipway.fastcgi.testkit.WireScript} writes what a front end sends,
 * {@link dev.slipway.fastcgi.testkit.AnswerReader} checks and assembles what the application sends, and
 * {@link dev.slipway.fastcgi.testkit.FastCgiPeer} does both over a socket. Nothing here uses the code under test. Text stands
 * for octets (ISO 8859-1) unless a method says otherwise, and a violated expectation is an {@link AssertionError}.
 */
package dev.slipway.fastcgi.testkit;
