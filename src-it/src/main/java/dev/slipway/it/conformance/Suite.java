// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All checks against one responder. */
public final class Suite {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    /** The first request may have to start something. */
    private static final Duration FIRST_DEADLINE = Duration.ofSeconds(30);

    private final SocketAddress address;
    private final List<Group> groups;

    private Suite(SocketAddress address, List<Group> groups) {
        this.address = address;
        this.groups = groups;
    }

    /**
     * Asks the application how it answers when all is as usual.
     *
     * @param params that this responder needs beside the usual ones
     * @throws IOException if there is no answer to compare others with
     */
    public static Suite at(SocketAddress address, String target, Map<String, String> params) throws IOException {
        try {
            return new Suite(address, groups(Application.probe(address, FIRST_DEADLINE, target, params)));
        } catch (Failure failure) {
            throw new IOException("an ordinary request is not answered: " + failure.getMessage(), failure);
        }
    }

    private static List<Group> groups(Application app) {
        return List.of(
                RecordChecks.of(app),
                PairChecks.of(app),
                ConnectionChecks.keepConn(app),
                ManagementChecks.getValues(app),
                ManagementChecks.unknownType(app),
                ConnectionChecks.ids(app),
                RequestChecks.stdin(app),
                RequestChecks.abort(app),
                RequestChecks.roles(app),
                ConnectionChecks.inactive(app),
                ConnectionChecks.multiplexing(app),
                AnswerChecks.of(app),
                MalformedChecks.of(app));
    }

    /** Runs one check after the other. */
    public void run(Consumer<Result> results) {
        for (Group group : groups) {
            for (Check check : group.checks()) {
                results.accept(check.run(group.name(), address, DEADLINE));
            }
        }
    }
}
