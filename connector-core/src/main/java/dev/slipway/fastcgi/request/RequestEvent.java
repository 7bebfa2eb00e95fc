// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

/** What one call of {@link RequestReader#next} found; the reader's accessors have the details. */
public enum RequestEvent {
    /** The buffer is used up, and no more can be said without further bytes. */
    NEEDS_INPUT,
    /**
     * A request with all of its PARAMS: see {@link RequestReader#params()}. Its STDIN follows, and the DATA of a FILTER;
     * nothing follows for an AUTHORIZER, whose input has ended.
     */
    REQUEST,
    /** A piece of a request's STDIN: see {@link RequestReader#content()}. */
    STDIN,
    /** The end of a request's STDIN. */
    STDIN_END,
    /** A piece of the DATA of a FILTER request: see {@link RequestReader#content()}. */
    DATA,
    /** The end of the DATA of a FILTER request. */
    DATA_END,
    /** The front end has given up on a request that was announced by {@link #REQUEST}; its id is free. */
    ABORT,
    /** The rest of the STDIN of a request whose response has ended was skipped: its END_REQUEST is due, its id is free. */
    SKIPPED,
    /** The protocol answers by itself: write {@link RequestReader#reply()}. */
    REPLY
}
