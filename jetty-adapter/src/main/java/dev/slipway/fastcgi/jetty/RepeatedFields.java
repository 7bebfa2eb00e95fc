// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.cgi.HeaderField;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;

/**
 * Jetty's fields for those that come again and again: the core gives the same object for the same octets, so it is found by
 * its identity.
 *
 * <p>Of bounded size, and without secrets. Safe for any thread without a lock: two that put at once may lose one of both,
 * which is then made once more.
 */
final class RepeatedFields {
    /** All fields are final, so that a thread that sees an entry sees all of it. */
    private record Entry(HeaderField field, HttpField made) {}

    /** Those that the core makes anew for each request, since their values are secret, or differ. */
    private static final Set<String> MADE_ANEW = Set.of(
            "Authorization",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "From",
            "If-Modified-Since",
            "If-Range",
            "If-Unmodified-Since",
            "Max-Forwards",
            "Proxy-Authorization",
            "Range");

    private final Entry[] entries = new Entry[2048];
    private final Function<HeaderField, HttpField> maker;

    /** An empty table of what a maker makes. */
    RepeatedFields(Function<HeaderField, HttpField> maker) {
        this.maker = maker;
    }

    HttpField of(HeaderField field) {
        int place = System.identityHashCode(field) & entries.length - 1;
        Entry entry = entries[place];
        if (entry != null && entry.field() == field) {
            return entry.made();
        }
        HttpField made = maker.apply(field);
        if (!MADE_ANEW.contains(field.name())) {
            entries[place] = new Entry(field, made);
        }
        return made;
    }
}
