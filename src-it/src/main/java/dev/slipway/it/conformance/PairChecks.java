// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.Pairs;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Name-value pairs: the two forms of a length, and pairs that straddle records (section 3.4). */
final class PairChecks {
    private final Application app;
    private final List<Check> checks = new ArrayList<>();

    private PairChecks(Application app) {
        this.app = app;
    }

    static Group of(Application app) {
        PairChecks pairs = new PairChecks(app);
        pairs.lengths();
        pairs.longForms();
        pairs.cuts();
        return new Group("Name-value pairs", pairs.checks);
    }

    private void lengths() {
        for (int length : new int[] {0, 1, 126, 127, 128, 129, 255, 256, 16384, 32767, 32768, 60000}) {
            answered("a value of " + length + " octets", Pairs.encode("X_LENGTH", "v".repeat(length)));
        }
        for (int length : new int[] {1, 127, 128, 255, 256, 1000}) {
            answered("a name of " + length + " octets", Pairs.encode("N".repeat(length), "value"));
        }
        answered("a name and a value of 128 octets", Pairs.encode("N".repeat(128), "v".repeat(128)));
    }

    private void longForms() {
        answered("a short name with a length of four octets", pair(true, false, "X_FORM", "value"));
        answered("a short value with a length of four octets", pair(false, true, "X_FORM", "value"));
        answered("an empty value with a length of four octets", pair(false, true, "X_FORM", ""));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        app.all("GET").forEach((name, value) -> all.writeBytes(pair(true, true, name, value)));
        answered(
                "every length of four octets",
                new WireScript()
                        .begin(1, WireScript.RESPONDER, false)
                        .paramsRecord(1, all.toByteArray())
                        .paramsEnd(1)
                        .stdinEnd(1));
    }

    /** One pair with both lengths of four octets: cut in each length, the name and the value, and at their limits. */
    private void cuts() {
        byte[] pair = pair(true, true, "X_CUT", "value");
        for (int cut = 1; cut < pair.length; cut++) {
            answered(
                    "a pair of %d octets cut behind octet %d".formatted(pair.length, cut),
                    app.begunGet(1, false)
                            .paramsRecord(1, Arrays.copyOf(pair, cut))
                            .paramsRecord(1, Arrays.copyOfRange(pair, cut, pair.length))
                            .paramsEnd(1)
                            .stdinEnd(1));
        }
    }

    private void answered(String name, byte[] pair) {
        answered(name, app.begunGet(1, false).paramsRecord(1, pair).paramsEnd(1).stdinEnd(1));
    }

    private void answered(String name, WireScript script) {
        checks.add(Check.of("3.4", name).send(script).expect(Expect.answer(1, app.getStatus())));
    }

    private static byte[] pair(boolean longName, boolean longValue, String name, String value) {
        ByteArrayOutputStream pair = new ByteArrayOutputStream();
        pair.writeBytes(length(longName, name));
        pair.writeBytes(length(longValue, value));
        pair.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        pair.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        return pair.toByteArray();
    }

    private static byte[] length(boolean longForm, String text) {
        return longForm ? Pairs.encodeLongLength(text.length()) : Pairs.encodeLength(text.length());
    }
}
