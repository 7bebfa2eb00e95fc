// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CGI header block of an answer (RFC 3875, section 6.2).
 *
 * @param status from the Status field; without one 302 if there is a Location, else 200
 * @param reason the reason phrase, empty without one
 * @param fields all fields in order, Status among them
 * @param length of the block with its empty line, in octets
 */
public record AnswerHead(int status, String reason, List<Field> fields, int length) {
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([^\\x00\\r]*?)[ \\t]*");
    private static final Pattern STATUS = Pattern.compile("([1-9][0-9]{2})(?: (.*))?");

    /** One header field. */
    public record Field(String name, String value) {
        @Override
        public String toString() {
            return name + ": " + value;
        }
    }

    /** The block at the start of these octets, or nothing as long as its empty line is not there. */
    static Optional<AnswerHead> parse(byte[] stdout) {
        var fields = new ArrayList<Field>();
        int lineStart = 0;
        for (int i = 0; i < stdout.length; i++) {
            if (stdout[i] == '\n') {
                int lineEnd = i > lineStart && stdout[i - 1] == '\r' ? i - 1 : i;
                if (lineEnd == lineStart) {
                    return Optional.of(of(fields, i + 1));
                }
                fields.add(field(new String(stdout, lineStart, lineEnd - lineStart, StandardCharsets.ISO_8859_1)));
                lineStart = i + 1;
            }
        }
        return Optional.empty();
    }

    /** All values of a field, in order. */
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    private static AnswerHead of(List<Field> fields, int length) {
        var head = new AnswerHead(200, "", List.copyOf(fields), length);
        List<String> statuses = head.values("Status");
        if (statuses.isEmpty()) {
            int status = head.values("Location").isEmpty() ? 200 : 302;
            return new AnswerHead(status, "", head.fields(), length);
        }
        if (statuses.size() > 1) {
            throw new AssertionError("more than one Status field: " + statuses);
        }
        Matcher matcher = STATUS.matcher(statuses.get(0));
        if (!matcher.matches()) {
            throw new AssertionError(
                    "Status is \"" + statuses.get(0) + "\", expected three digits and a reason phrase");
        }
        String reason = matcher.group(2) == null ? "" : matcher.group(2);
        return new AnswerHead(Integer.parseInt(matcher.group(1)), reason, head.fields(), length);
    }

    private static Field field(String line) {
        Matcher matcher = FIELD.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("not a header field: \"" + line + "\"");
        }
        return new Field(matcher.group(1), matcher.group(2));
    }
}
