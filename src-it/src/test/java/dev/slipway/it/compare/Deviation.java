// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A scenario that goes otherwise behind a web server, whatever the connector does: it has to fail there, and in this way. A
 * scenario that succeeds although a deviation says otherwise fails, unless that is a matter of who is first, so that none outlives its reason. The deviations are in
 * docs/compatibility.md; what an application sees otherwise of a request is in {@link Difference}.
 */
public enum Deviation {
    FLUSH_WAITS(
            "lighttpd tcp, nginx tcp",
            "flushed_lines_arrive_at_once, flushed_line_arrives_at_once_over_http_2",
            "the first line before the second",
            "what is flushed arrives when a buffer is full or the answer ends"),
    EVENTS_WAIT(
            "lighttpd tcp",
            "events_arrive_at_once",
            "the first line before the second",
            "events arrive when the answer ends"),
    TRUNCATION_UNSEEN(
            "apache mod-fcgid, caddy, h2o, lighttpd tcp, nginx tcp, nginx unix-keep-unbuffered, nginx tcp-streamed",
            "exception_in_the_answer_is_seen_as_truncation,"
                    + " answer_without_a_length_of_a_killed_backend_is_seen_to_be_cut_off",
            "Expecting code to raise a throwable or but was: \"200\"",
            "an answer of unknown length that is cut off, by an exception or because the backend is gone, looks complete"
                    + " to the client"),
    CLIENT_IS_LEFT_WAITING(
            "apache proxypass-tcp-reuse, apache sethandler-unix, apache balancer-unix, nginx",
            "answer_with_a_length_of_a_killed_backend_is_seen_to_be_cut_off",
            "and the next answer in its place",
            "an answer whose length was told is cut off when the backend is gone, and the client's connection stays open: the"
                    + " client waits for the rest until its connection is idle for too long, and must not send another"
                    + " request"),
    BACKEND_GONE_IS_503(
            "apache proxypass-tcp-reuse, apache sethandler-unix, apache balancer-unix, h2o",
            "client_that_waits_for_a_killed_backend_is_answered_502, upload_to_a_killed_backend_is_answered_502",
            "but was: \"503\"",
            "a client whose backend is gone is answered 503"),
    BACKEND_GONE_BEFORE_THE_UPLOAD_IS_503(
            "apache mod-fcgid, haproxy, lighttpd tcp, lighttpd unix-streamed-responses",
            "upload_to_a_killed_backend_is_answered_502",
            "but was: \"503\"",
            "the backend is looked for when the whole body, or a buffer full of it, has come, and when it is gone by then,"
                    + " the client is answered 503"),
    BACKEND_GONE_IS_500(
            "lighttpd",
            "client_that_waits_for_a_killed_backend_is_answered_502, upload_to_a_killed_backend_is_answered_502",
            "but was: \"500\"",
            "a client whose backend is gone is answered 500"),
    TRUNCATION_MAY_BE_UNSEEN(
            "lighttpd tcp-streamed, lighttpd unix-streamed-responses",
            "exception_in_the_answer_is_seen_as_truncation",
            "Expecting code to raise a throwable",
            "an answer of unknown length that is cut off by an exception looks complete to the client if it is cut off"
                    + " before lighttpd has sent any of it",
            false),
    UPLOAD_STORED_FIRST(
            "apache mod-fcgid, h2o, lighttpd tcp, lighttpd unix-streamed-responses, nginx tcp, nginx tcp-keep,"
                    + " nginx unix-keep-unbuffered",
            "client_gone_in_the_middle_of_an_upload_fails_the_read,"
                    + " client_that_ends_in_the_middle_of_a_chunked_upload_fails_the_read,"
                    + " client_gone_in_the_middle_of_a_non_blocking_upload_reaches_a_listener",
            "that the application has seen",
            "a request reaches the application when its whole body has come; of a client that is gone before that, it"
                    + " never hears"),
    END_IN_A_CHUNKED_BODY_UNSEEN(
            "nginx tcp-streamed",
            "client_that_ends_in_the_middle_of_a_chunked_upload_fails_the_read",
            "that the application has seen",
            "of a client that ends its output in the middle of a body in chunks, the application may not hear before"
                    + " nginx gives up on it",
            false),
    ECHO_STALLS(
            "apache mod-fcgid",
            "non_blocking_echo_gives_the_body_back(3000000), large_non_blocking_echo_leaves_the_heap_flat",
            "500",
            "the answer is read when the whole body has been sent: an application that answers a long body while it"
                    + " reads it waits for the web server, which waits for the application, until FcgidIOTimeout"),
    HALF_CLOSED_IS_GONE(
            "nginx",
            "client_that_has_ended_its_output_gets_its_answer",
            "the connection ended after \"\" or Connection reset or Broken pipe",
            "a client that ends its output before it has its answer is taken for gone, and gets none, unless the answer is"
                    + " there first",
            false),
    CHUNKED_BODY_MUST_FIT(
            "haproxy",
            "body_in_chunks_is_read_whole(100), body_in_chunks_is_read_whole(8192),"
                    + " body_in_chunks_is_read_whole(20000), body_in_chunks_is_read_whole(1000000)",
            "HTTP/1.1 400 ",
            "a body in chunks that does not fit into HAProxy's buffer (tune.bufsize) is answered 400; with a Content-Length it passes"),
    CHUNKED_BODY_STORED_FIRST(
            "haproxy",
            "client_that_ends_in_the_middle_of_a_chunked_upload_fails_the_read,"
                    + " client_gone_in_the_middle_of_a_non_blocking_upload_reaches_a_listener",
            "that the application has seen",
            "a request with a body in chunks reaches the application when its whole body has come"),
    HEAD_ENDS_THE_CONNECTION(
            "h2o",
            "head_has_the_fields_of_get_and_no_body, head_of_hello_has_no_body_and_keeps_the_connection,"
                    + " etag_saves_the_second_transfer, connection_serves_many_requests_of_all_kinds",
            "the connection ended after or Connection reset or Broken pipe",
            "an HTTP/1.1 connection is closed after the answer to HEAD"),
    LOCAL_ADDRESS_UNKNOWN(
            "caddy",
            "client_address_and_port_are_the_clients",
            "0.0.0.0",
            "the address that the client connected to is not told");

    private final List<String> frontEnds;
    private final List<String> scenarios;
    private final String measured;
    private final String reason;
    private final boolean certain;

    Deviation(String frontEnds, String scenarios, String measured, String reason) {
        this(frontEnds, scenarios, measured, reason, true);
    }

    /**
     * @param frontEnds names as of {@code FrontEnd.name()} for all modes, or {@code NAME MODE}, separated by a comma
     * @param scenarios names of methods, for those with an argument {@code method(argument)}, separated by a comma
     * @param measured what the scenario's failure has to say, after the words of the assertion; one of several, separated by
     *     {@code or}
     * @param reason a sentence for the documentation: what the client or the application gets, and why
     * @param certain false if the scenario may succeed all the same, since it depends on who is first
     */
    Deviation(String frontEnds, String scenarios, String measured, String reason, boolean certain) {
        this.frontEnds = List.of(frontEnds.split(", "));
        this.scenarios = List.of(scenarios.split(", "));
        this.measured = measured;
        this.reason = reason;
        this.certain = certain;
    }

    /** @param frontEnd {@code NAME MODE} */
    public static Optional<Deviation> of(String frontEnd, String scenario) {
        return Stream.of(values())
                .filter(deviation ->
                        deviation.frontEnds.contains(frontEnd) || deviation.frontEnds.contains(frontEnd.split(" ")[0]))
                .filter(deviation -> deviation.scenarios.contains(scenario))
                .findFirst();
    }

    public boolean explains(Throwable failure) {
        return Stream.of(measured.split(" or ")).anyMatch(failure.toString()::contains);
    }

    /** Whether the scenario has to fail; if not, it may. */
    public boolean isCertain() {
        return certain;
    }

    public String measured() {
        return measured;
    }

    /** As the documentation calls it. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** This deviation as a row of the documentation's table. */
    public String row() {
        return "| " + String.join(" | ", title(), String.join(", ", frontEnds), reason) + " |";
    }
}
