// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.Pairs;
import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records, however they are cut, padded and delivered (section 3.3). */
final class RecordChecks {
    private static final String FILLER = "X_FILLER";
    private static final int HEADER = 8;
    private static final int LONGEST = 65535;

    private final Application app;
    private final List<Check> checks = new ArrayList<>();

    private RecordChecks(Application app) {
        this.app = app;
    }

    static Group of(Application app) {
        RecordChecks records = new RecordChecks(app);
        records.padding();
        records.reserved();
        records.sizes();
        records.delivery();
        return new Group("Records and padding", records.checks);
    }

    private void padding() {
        for (int length : new int[] {1, 7, 8, 254, 255}) {
            answered(
                    "every record with padding of " + length,
                    app.post(new WireScript().padding(length), 1, false, new byte[300]),
                    app.postStatus());
        }
        answered(
                "every record padded to a multiple of eight",
                app.post(new WireScript().padToEight(), 1, false, new byte[301]),
                app.postStatus());
        answered(
                "BEGIN_REQUEST with padding",
                app.restOfGet(
                        new WireScript()
                                .padding(9)
                                .begin(1, WireScript.RESPONDER, false)
                                .padding(0),
                        1),
                app.getStatus());
        answered(
                "the empty PARAMS record with padding",
                app.begunGet(1, false).padding(255).paramsEnd(1).padding(0).stdinEnd(1),
                app.getStatus());
        answered(
                "the empty STDIN record with padding",
                app.begunGet(1, false).paramsEnd(1).padding(255).stdinEnd(1),
                app.getStatus());
        answered("padding that is not zero", padded(app.get(1, false), new byte[] {-1, -1, -1}), app.getStatus());
        byte[] record = new WireScript().abort(1).toBytes();
        answered("padding that looks like a record", padded(app.get(1, false), record), app.getStatus());
    }

    private void reserved() {
        WireScript reserved = new WireScript();
        for (byte[] record : app.get(1, false).records()) {
            record[7] = (byte) 0xA5;
            reserved.raw(record);
        }
        answered("a reserved octet of the header that is not zero", reserved, app.getStatus());
        answered(
                "reserved octets of BEGIN_REQUEST that are not zero",
                app.restOfGet(Application.begin(1, 0, 0xA5), 1),
                app.getStatus());
        checks.add(Check.of("5.1", "flags without a meaning, KEEP_CONN not among them")
                .send(app.restOfGet(Application.begin(1, 0xFE, 0), 1))
                .expect(Expect.answer(1, app.getStatus()))
                .expect(Expect.closed()));
    }

    private void sizes() {
        answered("PARAMS in records of one octet", app.get(new WireScript().cut(1), 1, false), app.getStatus());
        answered("STDIN in records of one octet", stdin(300, 1), app.postStatus());
        answered("STDIN in records of many sizes", stdin(10_000, 1, 255, 256, 8192, 7), app.postStatus());
        byte[] usual = Pairs.encode(app.all("GET"));
        byte[] filler = new byte[LONGEST - usual.length - FILLER.length() - 5];
        Arrays.fill(filler, (byte) 'x');
        answered(
                "a PARAMS record of 65535 octets",
                new WireScript()
                        .begin(1, WireScript.RESPONDER, false)
                        .paramsRecord(
                                1, joined(usual, Pairs.encode(FILLER.getBytes(StandardCharsets.US_ASCII), filler)))
                        .paramsEnd(1)
                        .stdinEnd(1),
                app.getStatus());
        for (int padding : new int[] {0, 255}) {
            answered(
                    "a STDIN record of 65535 octets with padding of " + padding,
                    app.begunPost(new WireScript(), 1, false, LONGEST)
                            .record(RecordTypes.STDIN, 1, new byte[LONGEST], padding)
                            .stdinEnd(1),
                    app.postStatus());
        }
    }

    private void delivery() {
        WireScript request = app.post(new WireScript().padToEight(), 1, false, new byte[21]);
        for (int octets = 1; octets < HEADER; octets++) {
            cut("each header cut behind octet " + octets, request, octets);
        }
        cut("each record cut behind its header", request, HEADER);
        cut("each record cut inside its content", request, HEADER + 5);
        checks.add(Check.of("3.3", "each record by a write of its own")
                .sendInPieces(request.records())
                .expect(Expect.answer(1, app.postStatus())));
        List<byte[]> octets = new ArrayList<>();
        for (byte octet : app.get(1, false).toBytes()) {
            octets.add(new byte[] {octet});
        }
        Check check = Check.of("3.3", "each octet by a write of its own");
        for (byte[] octet : octets) {
            check = check.send(new WireScript().raw(octet));
        }
        checks.add(check.expect(Expect.answer(1, app.getStatus())));
    }

    /** A POST whose STDIN, and nothing else, is cut into records of these sizes. */
    private WireScript stdin(int length, int... sizes) {
        return app.begunPost(new WireScript(), 1, false, length)
                .cut(sizes)
                .stdin(1, new byte[length])
                .stdinEnd(1);
    }

    private void cut(String name, WireScript request, int octets) {
        checks.add(Check.of("3.3", name).sendCut(request, octets).expect(Expect.answer(1, app.postStatus())));
    }

    private void answered(String name, WireScript script, int status) {
        checks.add(Check.of("3.3", name).send(script).expect(Expect.answer(1, status)));
    }

    /** The same records with this padding. */
    private static WireScript padded(WireScript script, byte[] padding) {
        WireScript padded = new WireScript();
        for (byte[] record : script.records()) {
            record[6] = (byte) padding.length;
            padded.raw(joined(record, padding));
        }
        return padded;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
