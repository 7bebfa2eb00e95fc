// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

/** The types of record, with what the specification says of each as columns (FastCGI 1.0, section 8). */
public enum RecordType {
    // (code, management, from front end, stream, exact content length)
    /** A request begins (section 5.1). */
    BEGIN_REQUEST(1, false, true, false, 8),
    /** The front end gives up on a request (section 5.4). */
    ABORT_REQUEST(2, false, true, false, 0),
    /** A request is over (section 5.5). */
    END_REQUEST(3, false, false, false, 8),
    /** The variables of a request (section 5.2). */
    PARAMS(4, false, true, true, RecordType.ANY_LENGTH),
    /** The body of a request (section 5.3). */
    STDIN(5, false, true, true, RecordType.ANY_LENGTH),
    /** The response, as CGI has it (section 5.3). */
    STDOUT(6, false, false, true, RecordType.ANY_LENGTH),
    /** What is for the error log (section 5.3). */
    STDERR(7, false, false, true, RecordType.ANY_LENGTH),
    /** The file of a FILTER request (section 5.3). */
    DATA(8, false, true, true, RecordType.ANY_LENGTH),
    /** Asks what the application is able to do (section 4.1). */
    GET_VALUES(9, true, true, false, RecordType.ANY_LENGTH),
    /** Says what the application is able to do (section 4.1). */
    GET_VALUES_RESULT(10, true, false, false, RecordType.ANY_LENGTH),
    /** A management record was not understood (section 4.2). */
    UNKNOWN_TYPE(11, true, false, false, 8),
    /** A number that the specification does not define. */
    UNRECOGNIZED(-1, false, false, false, RecordType.ANY_LENGTH);

    private static final int ANY_LENGTH = -1;
    private static final RecordType[] BY_CODE = new RecordType[12];

    static {
        for (RecordType type : values()) {
            if (type != UNRECOGNIZED) {
                BY_CODE[type.code] = type;
            }
        }
    }

    private final int code;
    private final boolean management;
    private final boolean fromFrontEnd;
    private final boolean stream;
    private final int exactLength;

    RecordType(int code, boolean management, boolean fromFrontEnd, boolean stream, int exactLength) {
        this.code = code;
        this.management = management;
        this.fromFrontEnd = fromFrontEnd;
        this.stream = stream;
        this.exactLength = exactLength;
    }

    /**
     * The type with this number on the wire.
     *
     * @param code 0 to 255
     * @return the type, {@link #UNRECOGNIZED} if the specification has none
     */
    public static RecordType of(int code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : UNRECOGNIZED;
    }

    /**
     * The number on the wire.
     *
     * @return 1 to 11; -1 for {@link #UNRECOGNIZED}
     */
    public int code() {
        return code;
    }

    /**
     * Whether records of this type carry request id 0 (section 3.3).
     *
     * @return true for management records
     */
    public boolean isManagement() {
        return management;
    }

    /**
     * Whether a front end sends this type; the others are ours to send.
     *
     * @return true for what an application receives
     */
    public boolean isFromFrontEnd() {
        return fromFrontEnd;
    }

    /**
     * Whether records of this type form a stream that an empty record ends (section 3.3).
     *
     * @return true for PARAMS, STDIN, STDOUT, STDERR and DATA
     */
    public boolean isStream() {
        return stream;
    }

    /**
     * Whether the specification allows a record of this type with this much content.
     *
     * @param contentLength 0 to 65535
     * @return false if the type has a fixed length and this is not it
     */
    public boolean allowsLength(int contentLength) {
        return exactLength == ANY_LENGTH || exactLength == contentLength;
    }

    /**
     * The one content length that is allowed.
     *
     * @return 0 or 8; -1 if any length is
     */
    public int exactLength() {
        return exactLength;
    }
}
