// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters that every front end sends for an ordinary request. */
public final class RequestParams {
    private RequestParams() {}

    /** A new map that may be changed; extra names and values, in turn, replace those of the same name. */
    public static Map<String, String> of(String method, String target, String... extraParams) {
        int query = target.indexOf('?');
        var params = new LinkedHashMap<String, String>();
        params.put("GATEWAY_INTERFACE", "CGI/1.1");
        params.put("SERVER_SOFTWARE", "slipway-testkit");
        params.put("REQUEST_METHOD", method);
        params.put("REQUEST_URI", target);
        params.put("SCRIPT_NAME", query < 0 ? target : target.substring(0, query));
        params.put("QUERY_STRING", query < 0 ? "" : target.substring(query + 1));
        params.put("REQUEST_SCHEME", "http");
        params.put("SERVER_PROTOCOL", "HTTP/1.1");
        params.put("SERVER_ADDR", "192.0.2.1");
        params.put("SERVER_NAME", "www.example.test");
        params.put("SERVER_PORT", "80");
        params.put("REMOTE_ADDR", "192.0.2.7");
        params.put("REMOTE_PORT", "54321");
        params.put("HTTP_HOST", "www.example.test");
        putAll(params, extraParams);
        return params;
    }

    static void putAll(Map<String, String> params, String... namesAndValues) {
        Pairs.requireEven(namesAndValues);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            params.put(namesAndValues[i], namesAndValues[i + 1]);
        }
    }
}
