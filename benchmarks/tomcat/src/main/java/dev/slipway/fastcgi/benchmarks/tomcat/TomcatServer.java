// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.tomcat;

import dev.slipway.fastcgi.benchmarks.application.AnswerServlet;
import dev.slipway.fastcgi.benchmarks.application.ServerProcess;
import java.net.InetAddress;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.ajp.AbstractAjpProtocol;

/** Tomcat with HTTP/1.1 and AJP; its argument is a directory for its files. */
public final class TomcatServer {
    private TomcatServer() {}

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[0]);
        Connector http = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        http.setProperty("address", "127.0.0.1");
        // Kept connections are kept: the other servers do not count the requests of one.
        http.setProperty("maxKeepAliveRequests", "-1");
        http.setProperty("connectionTimeout", Integer.toString(ServerProcess.IDLE_TIMEOUT_MILLIS));
        http.setProperty("maxConnections", "20000");
        http.setProperty("maxThreads", Integer.toString(ServerProcess.MAX_THREADS));
        http.setPort(0);
        tomcat.setConnector(http);
        Connector ajp = new Connector("org.apache.coyote.ajp.AjpNioProtocol");
        AbstractAjpProtocol<?> protocol = (AbstractAjpProtocol<?>) ajp.getProtocolHandler();
        protocol.setAddress(InetAddress.getByName("127.0.0.1"));
        protocol.setSecretRequired(false);
        protocol.setPacketSize(64 * 1024);
        ajp.setPort(0);
        tomcat.setConnector(ajp);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "answer", new AnswerServlet());
        context.addServletMapping("/", "answer");
        tomcat.start();
        ServerProcess.listening("http=127.0.0.1:" + http.getLocalPort(), "ajp=127.0.0.1:" + ajp.getLocalPort());
        ServerProcess.awaitEnd();
        tomcat.stop();
    }
}
