// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.it.Deployment;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Response;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.assertj.core.api.Assertions;

/** What each group of scenarios talks to, and a few words they share. */
public interface Scenarios {
    ObjectMapper JSON = new ObjectMapper();

    /** The web server under test, with Slipway behind it. */
    Deployment site();

    /** The same application behind Jetty's HTTP connector. */
    Deployment reference();

    /** A request target of the application. */
    static String app(String path) {
        return Workplace.CONTEXT_PATH + path;
    }

    static JsonNode json(Response response) throws IOException {
        Assertions.assertThat(response.status()).as("status of %s", response).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
