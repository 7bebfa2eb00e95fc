// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import java.lang.management.ManagementFactory;
import org.eclipse.jetty.jmx.MBeanContainer;
import org.eclipse.jetty.server.Server;

/** The lines of the documentation that show a server to JMX. */
final class JmxExample {
    private JmxExample() {}

    static void manage(Server server) {
        server.addBean(new MBeanContainer(ManagementFactory.getPlatformMBeanServer()));
    }
}
