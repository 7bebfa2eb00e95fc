// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The managed objects of another Java process of this user, as a console on the same machine sees them. */
public final class Jmx implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private Jmx(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    public static Jmx of(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new Jmx(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** An attribute of the one object of Jetty's or ours of this type. */
    public Object attribute(String type, String name) throws IOException, JMException {
        Set<ObjectName> names = beans.queryNames(new ObjectName("*:type=" + type + ",*"), null);
        if (names.size() != 1) {
            throw new AssertionError("one object of the type " + type + " is there, but they are " + names);
        }
        return beans.getAttribute(names.iterator().next(), name);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
