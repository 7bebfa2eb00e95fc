// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The bytes that a front end sends, written record by record. */
public final class WireScript {
    public static final int RESPONDER = 1;
    public static final int AUTHORIZER = 2;
    public static final int FILTER = 3;

    private static final int MAX_CONTENT = 65535;

    private final List<byte[]> records = new ArrayList<>();
    private int[] cuts = {MAX_CONTENT};
    private PaddingRule padding = contentLength -> 0;

    /** An empty script. */
    public WireScript() {}

    /** Reads the text form, one record per line: see {@link ScriptText}. */
    public static WireScript parse(String text) {
        return ScriptText.parse(text);
    }

    /** A whole GET with the usual parameters; extra ones, names and values in turn, replace those of the same name. */
    public static WireScript getRequest(int id, boolean keep, String target, String... extraParams) {
        return new WireScript()
                .begin(id, RESPONDER, keep)
                .params(id, RequestParams.of("GET", target, extraParams))
                .paramsEnd(id)
                .stdinEnd(id);
    }

    /** A whole POST of a body, with CONTENT_LENGTH and the usual parameters. */
    public static WireScript postRequest(int id, boolean keep, String target, byte[] body, String... extraParams) {
        Map<String, String> params = RequestParams.of("POST", target, "CONTENT_LENGTH", "" + body.length);
        RequestParams.putAll(params, extraParams);
        return new WireScript()
                .begin(id, RESPONDER, keep)
                .params(id, params)
                .paramsEnd(id)
                .stdin(id, body)
                .stdinEnd(id);
    }

    /** From here on, streams are cut into records of these sizes in turn; the last size is repeated. */
    public WireScript cut(int... sizes) {
        if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1 || size > MAX_CONTENT)) {
            throw new IllegalArgumentException("sizes are 1 to 65535, not " + Arrays.toString(sizes));
        }
        cuts = sizes.clone();
        return this;
    }

    /** From here on, each record has this many bytes of padding. */
    public WireScript padding(int length) {
        padding = contentLength -> length;
        return this;
    }

    /** From here on, each record is padded to a multiple of eight, as nginx and libfcgi do. */
    public WireScript padToEight() {
        padding = contentLength -> -contentLength & 7;
        return this;
    }

    /** BEGIN_REQUEST; the role is a number, so that it can be one that does not exist. */
    public WireScript begin(int id, int role, boolean keep) {
        byte[] content = {(byte) (role >> 8), (byte) role, (byte) (keep ? 1 : 0), 0, 0, 0, 0, 0};
        return record(RecordTypes.BEGIN_REQUEST, id, content);
    }

    /** PARAMS with names and values in turn; duplicates are kept, the stream stays open. */
    public WireScript params(int id, String... namesAndValues) {
        return stream(RecordTypes.PARAMS, id, Pairs.encode(namesAndValues));
    }

    /** PARAMS with the pairs of a map; the stream stays open. */
    public WireScript params(int id, Map<String, String> pairs) {
        return stream(RecordTypes.PARAMS, id, Pairs.encode(pairs));
    }

    /** PARAMS with any octets, in one record whatever the cuts are. */
    public WireScript paramsRecord(int id, byte[] content) {
        return record(RecordTypes.PARAMS, id, content);
    }

    /** The empty PARAMS record. */
    public WireScript paramsEnd(int id) {
        return record(RecordTypes.PARAMS, id, new byte[0]);
    }

    /** STDIN; no octets are no record. */
    public WireScript stdin(int id, byte[] content) {
        return stream(RecordTypes.STDIN, id, content);
    }

    /** STDIN with the octets of a text. */
    public WireScript stdin(int id, String content) {
        return stdin(id, Octets.of(content));
    }

    /** The empty STDIN record. */
    public WireScript stdinEnd(int id) {
        return record(RecordTypes.STDIN, id, new byte[0]);
    }

    /** DATA; no octets are no record. */
    public WireScript data(int id, byte[] content) {
        return stream(RecordTypes.DATA, id, content);
    }

    /** The empty DATA record. */
    public WireScript dataEnd(int id) {
        return record(RecordTypes.DATA, id, new byte[0]);
    }

    /** ABORT_REQUEST. */
    public WireScript abort(int id) {
        return record(RecordTypes.ABORT_REQUEST, id, new byte[0]);
    }

    /** GET_VALUES: each name with an empty value. */
    public WireScript getValues(String... names) {
        var content = new ByteArrayOutputStream();
        for (String name : names) {
            content.writeBytes(Pairs.encode(name, ""));
        }
        return record(RecordTypes.GET_VALUES, 0, content.toByteArray());
    }

    /** Any record, with the padding that is set. */
    public WireScript record(int type, int id, byte[] content) {
        return record(type, id, content, padding.lengthFor(content.length));
    }

    /** Any record with this many zero bytes of padding. */
    public WireScript record(int type, int id, byte[] content, int paddingLength) {
        if (content.length > MAX_CONTENT || paddingLength < 0 || paddingLength > 255) {
            throw new IllegalArgumentException(
                    "a record of %d+%d octets does not exist".formatted(content.length, paddingLength));
        }
        return raw(ByteBuffer.allocate(8 + content.length + paddingLength)
                .put((byte) 1)
                .put((byte) type)
                .putShort((short) id)
                .putShort((short) content.length)
                .put((byte) paddingLength)
                .put((byte) 0)
                .put(content)
                .array());
    }

    /** Bytes that need not be a record. */
    public WireScript raw(byte[] bytes) {
        records.add(bytes.clone());
        return this;
    }

    /** Everything of another script. */
    public WireScript then(WireScript next) {
        records.addAll(next.records);
        return this;
    }

    /** The records, and raw bytes as they were added. */
    public List<byte[]> records() {
        return records.stream().map(byte[]::clone).toList();
    }

    /** All bytes. */
    public byte[] toBytes() {
        var out = new ByteArrayOutputStream();
        records.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** All bytes, in a new buffer. */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(toBytes());
    }

    private WireScript stream(int type, int id, byte[] content) {
        int position = 0;
        for (int i = 0; position < content.length; i++) {
            int end = Math.min(position + cuts[Math.min(i, cuts.length - 1)], content.length);
            record(type, id, Arrays.copyOfRange(content, position, end));
            position = end;
        }
        return this;
    }

    /** How much padding a record gets. */
    private interface PaddingRule {
        int lengthFor(int contentLength);
    }
}
