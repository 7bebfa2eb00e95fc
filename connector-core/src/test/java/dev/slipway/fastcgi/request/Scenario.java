// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.request;

import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.request.Transcript.Answering;
import dev.slipway.fastcgi.testkit.WireScript;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a front end sends, and what has to be made of it, however the bytes are cut. */
record Scenario(
        String name, ReaderLimits limits, Set<Role> roles, Answering answering, WireScript script, String transcript) {
    /** Four requests at once, for front ends that multiplex. */
    static final ReaderLimits FOUR_AT_ONCE =
            new ReaderLimits(ParamsLimits.DEFAULT.withMaxLength(64 * 1024), 4, 64, 1024 * 1024, 1024);

    /** PARAMS of at most 40 bytes. */
    static final ReaderLimits SHORT_PARAMS = ReaderLimits.DEFAULT.withMaxParamsLength(40);

    static Scenario of(String name, String script, String transcript) {
        return of(name, WireScript.parse(script), transcript);
    }

    static Scenario of(String name, WireScript script, String transcript) {
        return new Scenario(name, ReaderLimits.DEFAULT, Set.of(Role.RESPONDER), Answering.NEVER, script, transcript);
    }

    Scenario with(ReaderLimits otherLimits) {
        return new Scenario(name, otherLimits, roles, answering, script, transcript);
    }

    Scenario with(Answering otherAnswering) {
        return new Scenario(name, limits, roles, otherAnswering, script, transcript);
    }

    Scenario serving(Role... served) {
        return new Scenario(name, limits, Set.of(served), answering, script, transcript);
    }

    /** A reader and a transcript of what it will say. */
    Transcript newTranscript() {
        return new Transcript(new RequestReader(Transcript.CAPABILITIES, limits, roles), answering);
    }

    @Override
    public String toString() {
        return name;
    }

    static List<Scenario> all() {
        return Stream.of(
                        WholeRequestScenarios.all(),
                        CutShortScenarios.all(),
                        RecordScenarios.all(),
                        RoleScenarios.all())
                .flatMap(List::stream)
                .toList();
    }
}
