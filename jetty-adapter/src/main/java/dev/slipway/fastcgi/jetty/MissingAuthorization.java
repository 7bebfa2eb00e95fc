// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when applications ask for credentials and no request ever brings any: several web servers keep the Authorization
 * field to themselves unless they are told not to. Says so once.
 *
 * <p>Any thread may call. Requests are looked at only from the first 401 on, and until one has brought the field.
 */
final class MissingAuthorization {
    private static final Logger LOG = LoggerFactory.getLogger(MissingAuthorization.class);

    /** A browser asks without credentials first; so many in a row are not only that. */
    static final int CHALLENGES = 20;

    private enum State {
        NOT_ASKED,
        ASKED,
        /** The field has arrived, or its absence was told. */
        SETTLED
    }

    private final AtomicInteger challenges = new AtomicInteger();
    private volatile State state = State.NOT_ASKED;

    /** A request has come. */
    void arrived(HttpFields fields) {
        if (state == State.ASKED && fields.contains(HttpHeader.AUTHORIZATION)) {
            state = State.SETTLED;
        }
    }

    /** A request with these fields is answered. */
    void answered(HttpFields fields, int status) {
        if (status != HttpStatus.UNAUTHORIZED_401 || state == State.SETTLED) {
            return;
        }
        state = fields.contains(HttpHeader.AUTHORIZATION) ? State.SETTLED : State.ASKED;
        if (state == State.ASKED && challenges.incrementAndGet() == CHALLENGES) {
            state = State.SETTLED;
            LOG.warn(
                    "{} requests were answered 401, and none has brought an Authorization field. Apache httpd keeps it to"
                            + " itself without CGIPassAuth On, its mod_fcgid without FcgidPassHeader Authorization, and HAProxy"
                            + " without set-param HTTP_AUTHORIZATION %[req.hdr(authorization)]. Not reported again.",
                    CHALLENGES);
        }
    }
}
