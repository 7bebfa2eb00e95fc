// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.protocol;

import java.nio.ByteBuffer;

/**
 * The content of a BEGIN_REQUEST record (FastCGI 1.0, section 5.1).
 *
 * <pre>
 * | role | flags | reserved |
 *    2      1         5
 * </pre>
 *
 * @param roleCode 0 to 65535, kept as it came so that an unknown one can be reported
 * @param keepConnection whether the connection stays open after this request (flag FCGI_KEEP_CONN)
 */
public record BeginRequest(int roleCode, boolean keepConnection) {
    /** The length of the content, in bytes. */
    public static final int LENGTH = 8;

    private static final int KEEP_CONN = 1;

    /**
     * Decodes the content of a BEGIN_REQUEST record.
     *
     * @param content exactly eight bytes, big-endian; its position moves on by that
     * @return what it says; flags that the specification does not define are ignored
     */
    public static BeginRequest decode(ByteBuffer content) {
        int roleCode = content.getShort() & 0xFFFF;
        int flags = content.get();
        content.position(content.position() + 5);
        return new BeginRequest(roleCode, (flags & KEEP_CONN) != 0);
    }

    /**
     * What the front end asks us to be.
     *
     * @return the role, {@link Role#UNRECOGNIZED} if the specification has none
     */
    public Role role() {
        return Role.of(roleCode);
    }
}
