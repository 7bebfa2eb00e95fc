// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * One client connection that sends what libraries refuse to send, sends it in pieces, and goes away when told to. It is
 * strict about answers: a body that ends before its framing says so is an {@link EOFException}.
 */
public final class Connection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        this.output = socket.getOutputStream();
    }

    public static Connection open(Server server) throws IOException {
        return open(server, 0);
    }

    /** With a receive buffer of so many octets: a client that reads slowly is then felt early. */
    public static Connection open(Server server, int receiveBufferLength) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBufferLength > 0) {
                socket.setReceiveBufferSize(receiveBufferLength);
            }
            socket.connect(new InetSocketAddress(server.host(), server.port()), CONNECT_MILLIS);
            socket.setSoTimeout(READ_MILLIS);
            socket.setTcpNoDelay(true);
            SSLContext tls = server.tls();
            return new Connection(
                    tls == null
                            ? socket
                            : tls.getSocketFactory().createSocket(socket, server.host(), server.port(), true));
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** One request and its answer on a connection of their own. */
    public static Response exchange(Server server, Request request) throws IOException {
        try (Connection connection = open(server)) {
            return connection.exchange(request);
        }
    }

    /** One request and its answer, which may come before all of the request is sent, together with the connection's end. */
    public Response exchange(Request request) throws IOException {
        IOException unsent = null;
        try {
            send(request);
        } catch (IOException e) {
            unsent = e;
        }
        try {
            return response(request.method());
        } catch (IOException e) {
            if (unsent != null) {
                e.addSuppressed(unsent);
            }
            throw e;
        }
    }

    public void send(Request request) throws IOException {
        send(request.head());
        send(request.body());
    }

    public void send(byte[] octets) throws IOException {
        output.write(octets);
        output.flush();
    }

    public void send(byte[] octets, int start, int length) throws IOException {
        output.write(octets, start, length);
        output.flush();
    }

    /** Says that nothing more will be sent, and goes on reading. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    /** The whole answer to a request of this method, interim answers skipped. */
    public Response response(String method) throws IOException {
        Response head = head();
        while (head.status() < 200) {
            head = head();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body(method, head).transferTo(body);
        return new Response(head.statusLine(), head.fields(), body.toByteArray());
    }

    /** The next answer's head, interim or final; its body is empty. */
    public Response head() throws IOException {
        String statusLine = line();
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("not a header line: " + line);
            }
            fields.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).trim()));
        }
        return new Response(statusLine, fields, new byte[0]);
    }

    /** The body that follows this head, as a stream that knows its end. */
    public InputStream body(String method, Response head) throws IOException {
        int status = head.status();
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new FixedBody(input, 0);
        }
        if (head.field("Transfer-Encoding").isPresent()) {
            return new ChunkedBody(input);
        }
        return head.field("Content-Length").isPresent()
                ? new FixedBody(
                        input, Long.parseLong(head.field("Content-Length").get()))
                : input;
    }

    /** True when the server has closed its side: nothing more is there. */
    public boolean ended() throws IOException {
        return input.read() < 0;
    }

    private String line() throws IOException {
        return line(input);
    }

    static String line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException("the connection ended after \"" + line + "\"");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Goes away without a word: the server sees a reset, not an orderly end. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
