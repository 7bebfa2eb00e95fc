// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import dev.slipway.fastcgi.testkit.RequestParams;
import dev.slipway.fastcgi.testkit.WireScript;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** A client with an address of its own, which asks through whatever connector: so the same test goes for each. */
abstract class Client implements AutoCloseable {
    /** An answer, without what is different between the protocols. */
    record Reply(int status, String body) {}

    /** Asks for something. */
    abstract void get(String target, String... nameAndValue) throws IOException;

    /** Sends a request with a body of 8 octets, and 4 of them. */
    abstract void post(String target) throws IOException;

    /** Sends the other 4. */
    abstract void postRest() throws IOException;

    /** The answer, when it has come. */
    abstract Reply reply() throws IOException;

    abstract void expectSilence(Duration time) throws IOException;

    abstract void expectClosed() throws IOException;

    @Override
    public abstract void close() throws IOException;

    static final class OverFastCgi extends Client {
        private final FastCgiPeer peer;
        private final String address;

        /** @param address the web server says that the client has it */
        OverFastCgi(FastCgiPeer peer, String address) {
            this.peer = peer;
            this.address = address;
        }

        @Override
        void get(String target, String... nameAndValue) throws IOException {
            String[] params = nameAndValue.length == 0
                    ? new String[] {"REMOTE_ADDR", address}
                    : new String[] {
                        "REMOTE_ADDR",
                        address,
                        "HTTP_" + nameAndValue[0].toUpperCase(Locale.ROOT).replace('-', '_'),
                        nameAndValue[1]
                    };
            peer.send(WireScript.getRequest(1, true, target, params));
        }

        @Override
        void post(String target) throws IOException {
            peer.send(new WireScript()
                    .begin(1, WireScript.RESPONDER, true)
                    .params(1, RequestParams.of("POST", target, "REMOTE_ADDR", address, "CONTENT_LENGTH", "8"))
                    .paramsEnd(1)
                    .stdin(1, "part"));
        }

        @Override
        void postRest() throws IOException {
            peer.send(new WireScript().stdin(1, "rest").stdinEnd(1));
        }

        @Override
        Reply reply() throws IOException {
            Answer answer = peer.readAnswer(1);
            return new Reply(answer.status(), answer.bodyText());
        }

        @Override
        void expectSilence(Duration time) throws IOException {
            peer.expectSilence(time);
        }

        @Override
        void expectClosed() throws IOException {
            peer.expectClosed();
        }

        @Override
        public void close() throws IOException {
            peer.close();
        }
    }

    static final class OverHttp extends Client {
        private final Socket socket = new Socket();
        private final InputStream in;

        /** @param address of the loopback interface, which the client connects from */
        OverHttp(InetSocketAddress server, String address) throws IOException {
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(server);
            socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        void get(String target, String... nameAndValue) throws IOException {
            send("GET " + target + " HTTP/1.1\r\nHost: www.example.test\r\n"
                    + (nameAndValue.length == 0 ? "" : nameAndValue[0] + ": " + nameAndValue[1] + "\r\n") + "\r\n");
        }

        @Override
        void post(String target) throws IOException {
            send("POST " + target + " HTTP/1.1\r\nHost: www.example.test\r\nContent-Length: 8\r\n\r\npart");
        }

        @Override
        void postRest() throws IOException {
            send("rest");
        }

        @Override
        Reply reply() throws IOException {
            String statusLine = line();
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip());
                }
            }
            return new Reply(
                    Integer.parseInt(statusLine.split(" ")[1]),
                    new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new AssertionError("closed after '" + line + "'");
                }
                line.write(octet);
            }
            return line.toString(StandardCharsets.US_ASCII).strip();
        }

        @Override
        void expectSilence(Duration time) throws IOException {
            socket.setSoTimeout((int) time.toMillis());
            try {
                throw new AssertionError("expected silence, received " + in.read());
            } catch (SocketTimeoutException e) {
                socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
            }
        }

        @Override
        void expectClosed() throws IOException {
            int octet = in.read();
            if (octet >= 0) {
                throw new AssertionError("expected a close, received " + octet);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
