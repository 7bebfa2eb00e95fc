// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A GET in AJP 1.3, as the Apache Tomcat Connectors reference describes it ("AJP Protocol Reference", Forward Request).
 */
final class AjpRequest {
    private static final int FORWARD_REQUEST = 2;
    private static final int GET = 2;
    private static final int REQUEST_TERMINATOR = 0xFF;

    private AjpRequest() {}

    /** The packet of a GET of that path with those names and values of fields. */
    static byte[] bytes(String path, String[] fields) {
        try {
            var content = new ByteArrayOutputStream();
            var data = new DataOutputStream(content);
            data.writeByte(FORWARD_REQUEST);
            data.writeByte(GET);
            string(data, "HTTP/1.1");
            string(data, path);
            string(data, "192.0.2.7");
            // No name of the client.
            data.writeShort(0xFFFF);
            string(data, "www.example.test");
            data.writeShort(80);
            data.writeBoolean(false);
            data.writeShort(fields.length / 2);
            for (String text : fields) {
                string(data, text);
            }
            data.writeByte(REQUEST_TERMINATOR);
            var packet = new ByteArrayOutputStream();
            var framed = new DataOutputStream(packet);
            framed.writeShort(0x1234);
            framed.writeShort(content.size());
            framed.write(content.toByteArray());
            return packet.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void string(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        out.writeShort(bytes.length);
        out.write(bytes);
        out.writeByte(0);
    }
}
