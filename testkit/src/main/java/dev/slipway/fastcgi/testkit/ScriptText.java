// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of a {@link WireScript}, one record per line; a stream without content is its end.
 *
 * <pre>
 * BEGIN 1 RESPONDER keep
 * PARAMS 1 REQUEST_METHOD=POST REQUEST_URI=/hello HTTP_X="two words"
 * PARAMS 1
 * STDIN 1 "hello\n"
 * STDIN 1
 * ABORT 1
 * GET_VALUES FCGI_MAX_REQS FCGI_MPXS_CONNS
 * </pre>
 *
 * Quoted text may hold the escapes of Java's string literals; a line that starts with # is a comment.
 */
final class ScriptText {
    private static final Pattern WORD = Pattern.compile("([^\\s\"]*)(?:\"((?:[^\"\\\\]|\\\\.)*)\")?");

    private ScriptText() {}

    static WireScript parse(String text) {
        var script = new WireScript();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> add(script, line));
        return script;
    }

    private static void add(WireScript script, String line) {
        try {
            List<String> words = words(line);
            String kind = words.get(0);
            if (kind.equals("GET_VALUES")) {
                script.getValues(words.subList(1, words.size()).toArray(String[]::new));
                return;
            }
            int id = Integer.parseInt(words.get(1));
            List<String> rest = words.subList(2, words.size());
            switch (kind) {
                case "BEGIN" -> script.begin(id, role(rest.get(0)), keep(rest));
                case "PARAMS" -> params(script, id, rest);
                case "STDIN" -> stream(script, RecordTypes.STDIN, id, rest);
                case "DATA" -> stream(script, RecordTypes.DATA, id, rest);
                case "ABORT" -> script.abort(id);
                default -> throw new IllegalArgumentException("no such record: " + kind);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("in script line: " + line, e);
        }
    }

    private static void params(WireScript script, int id, List<String> assignments) {
        if (assignments.isEmpty()) {
            script.paramsEnd(id);
            return;
        }
        var pairs = new ArrayList<String>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            pairs.add(assignment.substring(0, equals));
            pairs.add(assignment.substring(equals + 1));
        }
        script.params(id, pairs.toArray(String[]::new));
    }

    private static void stream(WireScript script, int type, int id, List<String> contents) {
        script.record(type, id, Octets.of(String.join("", contents)));
    }

    private static boolean keep(List<String> words) {
        if (words.size() == 1) {
            return false;
        }
        if (words.size() == 2 && words.get(1).equals("keep")) {
            return true;
        }
        throw new IllegalArgumentException("after the role only keep may follow: " + words);
    }

    private static int role(String name) {
        return switch (name) {
            case "RESPONDER" -> WireScript.RESPONDER;
            case "AUTHORIZER" -> WireScript.AUTHORIZER;
            case "FILTER" -> WireScript.FILTER;
            default -> Integer.parseInt(name);
        };
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        Matcher matcher = WORD.matcher(line);
        int position = 0;
        while (position < line.length()) {
            matcher.region(position, line.length());
            if (!matcher.lookingAt() || matcher.end() == position) {
                throw new IllegalArgumentException("quote without an end at column " + (position + 1));
            }
            String quoted = matcher.group(2) == null ? "" : matcher.group(2).translateEscapes();
            words.add(matcher.group(1) + quoted);
            position = matcher.end();
            while (position < line.length() && line.charAt(position) == ' ') {
                position++;
            }
        }
        return words;
    }
}
