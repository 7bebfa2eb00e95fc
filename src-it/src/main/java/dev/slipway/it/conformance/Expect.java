// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.Pairs;
import dev.slipway.fastcgi.testkit.RecordTypes;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What has to come. */
final class Expect {
    /** How long nothing has to come where nothing may. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private Expect() {}

    /** A property of a whole answer. */
    @FunctionalInterface
    interface Property {
        void check(Reply reply) throws Failure;
    }

    /** The whole answer, and this of it. */
    static Step reply(int id, Property property) {
        return conversation -> property.check(conversation.awaitReply(id));
    }

    /** END_REQUEST, whatever is before and in it. */
    static Step end(int id) {
        return reply(id, reply -> {});
    }

    /** The application's answer, with this status. */
    static Step answer(int id, int status) {
        return reply(id, reply -> {
            require(reply.protocolStatus() == 0, "protocolStatus " + reply.protocolStatus());
            require(reply.status() == status, "Status " + reply.status() + ", expected " + status);
        });
    }

    /** END_REQUEST that says UNKNOWN_ROLE, or an answer with an error status. */
    static Step refusal(int id) {
        return reply(id, reply -> {
            int unknownRole = 3;
            require(reply.protocolStatus() == unknownRole || reply.status() >= 400, "not refused");
        });
    }

    /** A close, and nothing before it. */
    static Step closed() {
        return conversation -> {
            require(conversation.awaitClosed(), "the connection stays open");
            requireNothing(conversation);
        };
    }

    /** Neither a close nor an octet. */
    static Step open() {
        return conversation -> {
            conversation.pause(QUIET);
            requireNothing(conversation);
            if (conversation.isClosed()) {
                throw new Failure(Outcome.CLOSED, "the connection does not stay open");
            }
        };
    }

    /** An answer of any kind, or a close. */
    static Step reactionOrClose() {
        return conversation -> {
            if (!conversation.awaitReaction()) {
                throw new Failure(Outcome.HANGS, "neither an answer nor a close");
            }
        };
    }

    /** GET_VALUES_RESULT with none but these names, and numbers. */
    static Step values(String... asked) {
        return conversation -> {
            Received record = conversation.awaitManagement(RecordTypes.GET_VALUES_RESULT);
            Map<String, String> values = pairs(record);
            for (Map.Entry<String, String> value : values.entrySet()) {
                require(Set.of(asked).contains(value.getKey()), value.getKey() + " was not asked for");
                String digits = value.getKey().equals("FCGI_MPXS_CONNS") ? "[01]" : "[0-9]+";
                require(value.getValue().matches(digits), value.getKey() + " is \"" + value.getValue() + "\"");
            }
        };
    }

    /** UNKNOWN_TYPE that names this type. */
    static Step unknownType(int type) {
        return conversation -> {
            byte[] content =
                    conversation.awaitManagement(RecordTypes.UNKNOWN_TYPE).content();
            require(content.length == 8, "UNKNOWN_TYPE of " + content.length + " octets, expected 8");
            require((content[0] & 0xFF) == type, "UNKNOWN_TYPE names " + (content[0] & 0xFF));
        };
    }

    static void require(boolean condition, String reason) throws Failure {
        if (!condition) {
            throw Failure.because(reason);
        }
    }

    private static void requireNothing(Conversation conversation) throws Failure {
        require(conversation.pending().isEmpty(), conversation.received());
        require(conversation.unreadCount() == 0, conversation.unreadCount() + " stray octets");
    }

    private static Map<String, String> pairs(Received record) throws Failure {
        try {
            return Pairs.decode(record.content());
        } catch (AssertionError e) {
            throw Failure.because(e.getMessage());
        }
    }
}
