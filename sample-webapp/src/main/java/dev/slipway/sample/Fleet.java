// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import java.util.List;

/** What {@code page.jsp} shows besides the request. */
public final class Fleet {
    public List<String> getShips() {
        return List.of("barque", "brig", "ketch", "schooner", "sloop");
    }

    public String escape(String text) {
        return text == null ? "" : HtmlPage.escape(text);
    }
}
