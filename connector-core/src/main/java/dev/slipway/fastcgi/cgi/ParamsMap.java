// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.cgi;

import dev.slipway.fastcgi.request.Params;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * All parameters of a request for applications that look for one, decoded when the first is asked for.
 *
 * <p>Of a name that came twice it has the last value. The values of {@code HTTP_*} are octets (ISO-8859-1), as header
 * fields are. Passwords, and {@code HTTP_PROXY}, are not in it.
 *
 * <p>Read-only, and safe for any thread.
 */
public final class ParamsMap extends AbstractMap<String, String> {
    private static final String FORGED_BY_CLIENTS = "HTTP_PROXY";

    private final Params params;
    private final Charset charset;
    private volatile Map<String, String> decoded;

    /**
     * A map of these parameters.
     *
     * @param params of one request
     * @param charset of the values, except those of {@code HTTP_*}
     */
    public ParamsMap(Params params, Charset charset) {
        this.params = params;
        this.charset = charset;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return decoded().entrySet();
    }

    @Override
    public String get(Object name) {
        return decoded().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return decoded().containsKey(name);
    }

    private Map<String, String> decoded() {
        Map<String, String> map = decoded;
        if (map == null) {
            map = new LinkedHashMap<>();
            for (int i = 0; i < params.size(); i++) {
                String name = params.name(i);
                if (!Passwords.isPassword(name) && !name.equals(FORGED_BY_CLIENTS)) {
                    map.put(name, params.value(i, name.startsWith("HTTP_") ? StandardCharsets.ISO_8859_1 : charset));
                }
            }
            map = Collections.unmodifiableMap(map);
            decoded = map;
        }
        return map;
    }

    /** The names only: values may be secret. */
    @Override
    public String toString() {
        return keySet().toString();
    }
}
