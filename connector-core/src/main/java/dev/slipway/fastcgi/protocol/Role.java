// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

/** What the front end asks the application to be for one request (FastCGI 1.0, section 6). */
public enum Role {
    /** CGI/1.1 as we know it: PARAMS and STDIN in, STDOUT out (section 6.2). */
    RESPONDER(1),
    /** Says whether a request is allowed; has no STDIN (section 6.3). */
    AUTHORIZER(2),
    /** A responder that is also given a file, in DATA (section 6.4). */
    FILTER(3),
    /** A number that the specification does not define. */
    UNRECOGNIZED(-1);

    private final int code;

    Role(int code) {
        this.code = code;
    }

    /**
     * The number on the wire.
     *
     * @return 1 to 3; -1 for {@link #UNRECOGNIZED}
     */
    public int code() {
        return code;
    }

    /**
     * The role with this number on the wire.
     *
     * @param code 0 to 65535
     * @return the role, {@link #UNRECOGNIZED} if the specification has none
     */
    public static Role of(int code) {
        return switch (code) {
            case 1 -> RESPONDER;
            case 2 -> AUTHORIZER;
            case 3 -> FILTER;
            default -> UNRECOGNIZED;
        };
    }
}
