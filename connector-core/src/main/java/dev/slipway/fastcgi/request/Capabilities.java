// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.NameValuePairs;
import dev.slipway.fastcgi.protocol.Records;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What this application tells a front end that asks with GET_VALUES (FastCGI 1.0, section 4.1).
 *
 * @param maxConnections how many connections it accepts at once, 1 or more (FCGI_MAX_CONNS)
 * @param maxRequests how many requests it serves at once over all connections, 1 or more (FCGI_MAX_REQS)
 * @param multiplexing whether it serves several requests at once on one connection (FCGI_MPXS_CONNS)
 */
public record Capabilities(int maxConnections, int maxRequests, boolean multiplexing) {
    /**
     * Checks the ranges.
     *
     * @param maxConnections 1 or more
     * @param maxRequests 1 or more
     * @param multiplexing any
     */
    public Capabilities {
        if (maxConnections < 1 || maxRequests < 1) {
            throw new IllegalArgumentException(
                    "maxConnections " + maxConnections + " and maxRequests " + maxRequests + " must be 1 or more");
        }
    }

    /** The answers to the names that were asked for; a name that is not known is left out. */
    Map<String, String> valuesFor(Set<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            switch (name) {
                case "FCGI_MAX_CONNS" -> values.put(name, Integer.toString(maxConnections));
                case "FCGI_MAX_REQS" -> values.put(name, Integer.toString(maxRequests));
                case "FCGI_MPXS_CONNS" -> values.put(name, multiplexing ? "1" : "0");
                default -> {
                    // section 4.1: the application omits the variables it does not understand
                }
            }
        }
        return values;
    }

    /** The GET_VALUES_RESULT for the content of a GET_VALUES record. */
    ByteBuffer answer(byte[] block) throws ConnectionException {
        Set<String> names = new LinkedHashSet<>();
        NameValuePairs.decode(
                block,
                block.length,
                (nameOffset, nameLength, valueOffset, valueLength) ->
                        names.add(new String(block, nameOffset, nameLength, StandardCharsets.ISO_8859_1)));
        return Records.getValuesResult(valuesFor(names));
    }
}
