// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.conformance;

import dev.slipway.fastcgi.testkit.RecordTypes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The records of one id up to its END_REQUEST, which is the last. */
record Reply(List<Received> records) {
    private static final Pattern HEAD_END = Pattern.compile("\r?\n\r?\n");
    private static final Pattern HEAD = Pattern.compile("(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\r\n]*\r?\n)+\r?\n");
    private static final Pattern STATUS = Pattern.compile("(?im)^status:[ \t]*(.*?)[ \t]*\r?$");
    private static final Pattern CONTENT_TYPE = Pattern.compile("(?im)^content-type:[ \t]*\\S");

    Received end() {
        return records.get(records.size() - 1);
    }

    /** The protocolStatus of END_REQUEST; REQUEST_COMPLETE is 0. */
    int protocolStatus() throws Failure {
        if (end().content().length < 5) {
            throw Failure.because("END_REQUEST of " + end().content().length + " octets, expected 8");
        }
        return end().content()[4] & 0xFF;
    }

    /** All records of a type. */
    List<Received> ofType(int type) {
        return records.stream().filter(record -> record.type() == type).toList();
    }

    /** The CGI header block at the beginning of STDOUT, with its empty line. */
    String head() throws Failure {
        String stdout = stdout();
        Matcher end = HEAD_END.matcher(stdout);
        if (!end.find()) {
            throw Failure.because(stdout.isEmpty() ? "no STDOUT" : "STDOUT without an empty line");
        }
        String head = stdout.substring(0, end.end());
        if (!HEAD.matcher(head).matches()) {
            throw Failure.because("STDOUT does not begin with header fields");
        }
        return head;
    }

    int bodyLength() throws Failure {
        return stdout().length() - head().length();
    }

    /** The Status field, which CGI does not require. */
    Optional<String> statusField() throws Failure {
        Matcher matcher = STATUS.matcher(head());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    boolean hasContentType() throws Failure {
        return CONTENT_TYPE.matcher(head()).find();
    }

    /** The HTTP status; without a Status field it is 200. */
    int status() throws Failure {
        String status = statusField().orElse("200");
        if (!status.matches("[1-9][0-9]{2}( .*)?")) {
            throw Failure.because("Status \"" + status + "\", expected three digits and a reason phrase");
        }
        return Integer.parseInt(status.substring(0, 3));
    }

    /** Whether a stream that has begun was ended by an empty record, its only one and last. */
    boolean endsStream(int type) {
        List<Received> stream = ofType(type);
        long empty =
                stream.stream().filter(record -> record.content().length == 0).count();
        return stream.isEmpty() || empty == 1 && stream.get(stream.size() - 1).content().length == 0;
    }

    /** Octets of padding that are not zero. */
    boolean hasCleanPadding() {
        return records.stream().allMatch(record -> Arrays.equals(record.padding(), new byte[record.padding().length]));
    }

    private String stdout() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ofType(RecordTypes.STDOUT).forEach(record -> bytes.writeBytes(record.content()));
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
