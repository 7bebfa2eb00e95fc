// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;

/** A GET with two different values of one variable. */
final class TwiceInParams {
    private TwiceInParams() {}

    static WireScript get(String name) {
        return new WireScript()
                .begin(1, WireScript.RESPONDER, true)
                .params(1, RequestParams.of("GET", "/", "REMOTE_USER", "jane", name, "one"))
                .params(1, name, "two")
                .paramsEnd(1)
                .stdinEnd(1);
    }
}
