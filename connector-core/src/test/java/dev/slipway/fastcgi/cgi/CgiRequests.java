// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.request.Params;
import dev.slipway.fastcgi.testkit.Pairs;
import java.util.ArrayList;
import java.util.List;

/** Requests of a few variables, names and values in turn. */
final class CgiRequests {
    private CgiRequests() {}

    /** The mapping of these pairs. */
    static CgiRequest from(String... namesAndValues) throws BadRequestException, ConnectionException {
        byte[] block = Pairs.encode(namesAndValues);
        return CgiRequest.from(Params.decode(block, block.length));
    }

    /** A GET of / unless the pairs say otherwise. */
    static CgiRequest with(String... namesAndValues) throws BadRequestException, ConnectionException {
        List<String> pairs = new ArrayList<>(List.of(namesAndValues));
        for (String[] usual : new String[][] {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", "/"}}) {
            boolean given = false;
            for (int i = 0; i < namesAndValues.length; i += 2) {
                given |= namesAndValues[i].equals(usual[0]);
            }
            if (!given) {
                pairs.addAll(List.of(usual));
            }
        }
        return from(pairs.toArray(String[]::new));
    }

    /** Checks that the mapping rejects a value, or for null the absence, of one variable of an otherwise right request. */
    static void assertBad(String variable, String value, String message) {
        List<String> pairs = new ArrayList<>();
        for (String[] usual : new String[][] {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", "/"}}) {
            if (!usual[0].equals(variable)) {
                pairs.addAll(List.of(usual));
            }
        }
        if (value != null) {
            pairs.addAll(List.of(variable, value));
        }
        assertThatThrownBy(() -> from(pairs.toArray(String[]::new)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining(message);
    }
}
