// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import static dev.slipway.it.scenario.Scenarios.app;

import dev.slipway.it.Deployment;
import dev.slipway.it.client.Connection;
import dev.slipway.it.client.Pattern26;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.process.Await;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * What clients see of a backend that is killed while they wait for an answer, are in the middle of one that told its length
 * or not, and are sending a body. One dies for all of them: a start takes seconds.
 *
 * @param waiting what came of it: a status, with {@code cut off} when the answer has no proper end
 */
record KilledBackend(String waiting, String lengthTold, String lengthUntold, String uploading) {
    private static final int UPLOAD = 100_000;
    private static final String NEXT_ANSWER = "HTTP/1.1 ";

    static KilledBackend of(Deployment site) throws Exception {
        return site.once(KilledBackend.class, () -> watch(site));
    }

    private static KilledBackend watch(Deployment site) throws IOException {
        Events begun = Events.of(site, "begun");
        KilledBackend seen;
        try (Connection waiting = Connection.open(site.http());
                Connection lengthTold = Connection.open(site.http());
                Connection lengthUntold = Connection.open(site.http());
                Connection uploading = Connection.open(site.http())) {
            waiting.send(Request.get(app("/slow?ms=60000")));
            lengthTold.send(Request.get(app("/stream?chunks=100000&ms=20&length=1000000")));
            lengthUntold.send(Request.get(app("/stream?chunks=100000&ms=20")));
            begun.awaitMore(3);
            // Whether the application hears of this before its end is up to the web server.
            uploading.send(Request.of("POST", app("/digest")).with("Content-Length: " + UPLOAD));
            byte[] body = Pattern26.bytes(UPLOAD);
            uploading.send(body, 0, UPLOAD / 2);
            site.backend().kill();
            String uploaded = uploaded(uploading, body);
            seen = new KilledBackend(outcome(waiting, "GET"), cut(lengthTold), outcome(lengthUntold, "GET"), uploaded);
        }
        site.backend().start();
        if (site.frontEnd().pausesWithoutBackend()) {
            Await.until("the backend is found again", Duration.ofSeconds(20), () -> isServed(site));
        }
        return seen;
    }

    private static String uploaded(Connection connection, byte[] body) {
        try {
            connection.send(body, UPLOAD / 2, UPLOAD / 2);
        } catch (IOException e) {
            // The answer tells.
        }
        return outcome(connection, "POST");
    }

    /** The next request shows whether the connection has been closed: waiting for that could take until it is idle for too long. */
    private static String cut(Connection connection) {
        StringBuilder read = new StringBuilder();
        int status = 0;
        try {
            Response head = connection.head();
            status = head.status();
            connection.send(Request.get(app("/hello")));
            InputStream body = connection.body("GET", head);
            for (int octet = body.read(); octet >= 0; octet = body.read()) {
                read.append((char) octet);
                if (read.toString().endsWith(NEXT_ANSWER)) {
                    return status + " and the next answer in its place";
                }
            }
            return Integer.toString(status);
        } catch (IOException e) {
            return status == 0 ? "no answer" : status + " cut off";
        }
    }

    private static String outcome(Connection connection, String method) {
        Response head;
        try {
            head = connection.head();
        } catch (IOException e) {
            return "no answer";
        }
        try {
            connection.body(method, head).readAllBytes();
            return Integer.toString(head.status());
        } catch (IOException e) {
            return head.status() + " cut off";
        }
    }

    static boolean isServed(Deployment site) {
        try {
            return site.exchange(Request.get(app("/hello"))).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
