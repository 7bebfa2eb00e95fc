// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.RecordTypes;
import dev.slipway.fastcgi.testkit.WireScript;
import java.util.List;
import java.util.Set;

/** What an answer consists of (sections 3.3, 5.3 and 5.5, and CGI). */
final class AnswerChecks {
    private static final Set<Integer> TYPES = Set.of(RecordTypes.STDOUT, RecordTypes.STDERR, RecordTypes.END_REQUEST);

    private final Application app;

    private AnswerChecks(Application app) {
        this.app = app;
    }

    static Group of(Application app) {
        return new Group("Answers", new AnswerChecks(app).checks());
    }

    private List<Check> checks() {
        return List.of(
                get("3.3", "every record has version 1", reply -> {
                    for (Received record : reply.records()) {
                        Expect.require(record.version() == 1, "version " + record.version());
                    }
                }),
                get("3.3", "the reserved octet of every header is zero", reply -> {
                    for (Received record : reply.records()) {
                        Expect.require(record.reserved() == 0, record + ": " + record.reserved());
                    }
                }),
                get("3.3", "all padding is zero", reply -> Expect.require(reply.hasCleanPadding(), "it is not")),
                get("3.3", "only STDOUT, STDERR and END_REQUEST", reply -> {
                    for (Received record : reply.records()) {
                        Expect.require(TYPES.contains(record.type()), record.toString());
                    }
                }),
                get(
                        "5.3",
                        "an empty record ends STDOUT before END_REQUEST",
                        reply -> Expect.require(reply.endsStream(RecordTypes.STDOUT), "it does not")),
                get(
                        "5.3",
                        "an empty record ends STDERR, if there is STDERR",
                        reply -> Expect.require(reply.endsStream(RecordTypes.STDERR), "it does not")),
                get(
                        "5.5",
                        "END_REQUEST has 8 octets",
                        reply -> Expect.require(
                                reply.end().content().length == 8, reply.end().toString())),
                get(
                        "5.5",
                        "protocolStatus is REQUEST_COMPLETE",
                        reply -> Expect.require(reply.protocolStatus() == 0, "" + reply.protocolStatus())),
                get("5.5", "the reserved octets of END_REQUEST are zero", reply -> {
                    byte[] content = reply.end().content();
                    for (int i = 5; i < content.length; i++) {
                        Expect.require(content[i] == 0, "octet " + i + " is " + (content[i] & 0xFF));
                    }
                }),
                Check.of("5.5", "nothing after END_REQUEST on a kept connection")
                        .send(app.get(1, true))
                        .expect(Expect.answer(1, app.getStatus()))
                        .expect(Expect.open()),
                Check.of("5.5", "nothing after END_REQUEST before the close")
                        .send(app.get(1, false))
                        .expect(Expect.answer(1, app.getStatus()))
                        .expect(Expect.closed()),
                get("RFC 3875 6.2", "STDOUT begins with header fields and an empty line", Reply::head),
                get("RFC 3875 6.3.3", "Status, if there, is three digits and a phrase", Reply::status),
                get("RFC 3875 6.3.1", "a body has a Content-Type", reply -> {
                    Expect.require(reply.bodyLength() == 0 || reply.hasContentType(), "none");
                }),
                Check.of("RFC 3875 4.3.3", "no body in the answer to HEAD")
                        .send(app.begun(new WireScript(), 1, false, "HEAD")
                                .paramsEnd(1)
                                .stdinEnd(1))
                        .expect(Expect.reply(
                                1,
                                reply -> Expect.require(
                                        reply.bodyLength() == 0, reply.bodyLength() + " octets of body"))));
    }

    private Check get(String section, String name, Expect.Property property) {
        return Check.of(section, name).send(app.get(1, false)).expect(Expect.reply(1, property));
    }
}
