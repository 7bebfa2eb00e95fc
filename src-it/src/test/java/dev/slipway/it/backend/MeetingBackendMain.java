// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.backend;

import dev.slipway.fastcgi.jetty.FastCgiConnectionFactory;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * The process of {@link MeetingBackend}: {@code /meeting/N} answers nobody before N have asked, {@code /counters} tells what
 * the connector has counted.
 */
public final class MeetingBackendMain {
    private MeetingBackendMain() {}

    public static void main(String[] arguments) throws Exception {
        Server server = new Server();
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        ServerConnector connector = new ServerConnector(server, factory);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(arguments[0]));
        server.addConnector(connector);
        server.setHandler(new Meeting(factory));
        server.setStopAtShutdown(true);
        server.start();
        // With the first channel that it closes, the virtual machine opens a socket that it keeps.
        SocketChannel.open().close();
        System.out.println(Backend.SERVING + "127.0.0.1:" + arguments[0]);
        server.join();
    }

    private static final class Meeting extends Handler.Abstract {
        private record Guest(Response response, Callback callback) {}

        private final FastCgiConnectionFactory factory;
        private final List<Guest> waiting = new ArrayList<>();

        Meeting(FastCgiConnectionFactory factory) {
            this.factory = factory;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = Request.getPathInContext(request);
            if (path.startsWith("/meeting/")) {
                int guests = Integer.parseInt(path.substring("/meeting/".length()));
                arrived(new Guest(response, callback), guests).forEach(guest -> answer(guest, "met"));
            } else {
                answer(new Guest(response, callback), "" + factory.getMostRequestsAtOnce());
            }
            return true;
        }

        /** Those that are answered now: all or nobody. */
        private synchronized List<Guest> arrived(Guest guest, int guests) {
            waiting.add(guest);
            if (waiting.size() < guests) {
                return List.of();
            }
            List<Guest> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }

        private static void answer(Guest guest, String text) {
            Content.Sink.write(guest.response, true, text, guest.callback);
        }
    }
}
