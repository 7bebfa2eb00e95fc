// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.fastcgi.jetty.identity.Identity;
import dev.slipway.fastcgi.jetty.identity.RemoteUser;
import dev.slipway.fastcgi.jetty.listen.InheritedConnector;
import dev.slipway.fastcgi.jetty.listen.ListenException;
import dev.slipway.fastcgi.jetty.listen.UnixConnector;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option is a property that configuration files can set as text and that JMX shows. */
class ManagedPropertiesTest {
    /** A secret is not shown; virtual threads are the pool's. */
    private static final Set<String> NOT_SHOWN = Set.of("setSecret", "setVirtualThreadsExecutor");

    static Stream<Class<?>> configurable() {
        return Stream.of(
                FastCgiConnectionFactory.class,
                Identity.class,
                HandOverExecutor.class,
                UnixConnector.class,
                InheritedConnector.class);
    }

    /** The public methods that are ours. */
    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("dev.slipway."));
    }

    private static Map<String, Class<?>> attributes(Class<?> type) {
        Map<String, Class<?>> attributes = new TreeMap<>();
        methods(type).forEach(method -> {
            ManagedAttribute attribute = method.getAnnotation(ManagedAttribute.class);
            if (attribute != null) {
                String name = attribute.name().isEmpty() ? property(method, "get|is") : attribute.name();
                attributes.put(name, method.getReturnType());
            }
        });
        return attributes;
    }

    private static String property(Method method, String prefix) {
        String name = method.getName().replaceFirst("^(?:" + prefix + ")", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    @ParameterizedTest
    @MethodSource("configurable")
    void everySetterHasAnAttribute(Class<?> type) {
        assertThat(attributes(type).keySet())
                .containsAll(methods(type)
                        .filter(method -> method.getName().startsWith("set") && !NOT_SHOWN.contains(method.getName()))
                        .map(method -> property(method, "set"))
                        .collect(Collectors.toSet()));
    }

    /** What is of a class that a console does not have, it cannot show. */
    @ParameterizedTest
    @MethodSource("configurable")
    void everyAttributeIsANumberABooleanOrText(Class<?> type) {
        assertThat(attributes(type))
                .allSatisfy((name, value) ->
                        assertThat(value.isPrimitive() || value == String.class).isTrue());
    }

    @Test
    void jmxShowsConnectorFactoryIdentityAndRefusals() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try (TestServer server = new TestServer(
                        (request, response, callback) -> callback.succeeded(), it -> JmxExample.manage(it.server()));
                FastCgiPeer peer = server.connect()) {
            peer.get("/");
            for (String type : new String[] {"fastcgiconnectionfactory", "identity", "refusals"}) {
                Set<ObjectName> names =
                        beans.queryNames(new ObjectName("dev.slipway.fastcgi.jetty*:type=" + type + ",*"), null);
                assertThat(names).as(type).hasSize(1);
                ObjectName name = names.iterator().next();
                for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                    // Fails if a getter does.
                    beans.getAttribute(name, attribute.getName());
                }
                if (type.equals("fastcgiconnectionfactory")) {
                    assertThat(beans.getAttribute(name, "roles")).isEqualTo("RESPONDER");
                    assertThat(beans.getAttribute(name, "mostRequestsAtOnce")).isEqualTo(1L);
                }
            }
        }
    }

    @Test
    void typedAndTextPropertiesAreTheSame(@TempDir Path directory) {
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        factory.setRoles(" filter, AUTHORIZER");
        assertThat(factory.getRoles()).isEqualTo("AUTHORIZER,FILTER");
        factory.setRoles(Set.of(Role.RESPONDER));
        assertThat(factory.getRoles()).isEqualTo("RESPONDER");
        factory.setAllowedClients("192.0.2.7,10.0.0.0/8");
        assertThat(factory.getAllowedClients()).isEqualTo("192.0.2.7/32,10.0.0.0/8");
        assertThat(factory.getAllowedUsers()).isNull();
        factory.setAllowedUids("0");
        factory.setAllowedGids("1, 0");
        assertThat(factory.getAllowedUsers()).contains("user ", ", group ");
        assertThat(factory.getSecretParam()).isEqualTo("SLIPWAY_SECRET");

        Identity identity = factory.getIdentity();
        identity.setRemoteUser("Trust");
        assertThat(identity.getRemoteUser()).isEqualTo("trust");
        identity.setRemoteUser(RemoteUser.IGNORE);
        assertThat(identity.getRemoteUser()).isEqualTo("ignore");
        identity.setCharset("latin1");
        assertThat(identity.getCharset()).isEqualTo("ISO-8859-1");

        UnixConnector unix = new UnixConnector(new Server(), directory.resolve("socket"), factory);
        assertThat(unix.getMode()).isEqualTo("rw-rw----");
        unix.setMode("0600");
        assertThat(unix.getMode()).isEqualTo("rw-------");
        unix.setMode("777");
        assertThat(unix.getMode()).isEqualTo("rwxrwxrwx");
        unix.setMode("rw-rw-rw-");
        assertThat(unix.getMode()).isEqualTo("rw-rw-rw-");
        unix.setMode(PosixFilePermissions.fromString("rw-------"));
        assertThat(unix.getMode()).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0668", "rw", "06600", "u+w"})
    void wrongModesAreNamed(String mode, @TempDir Path directory) {
        UnixConnector unix =
                new UnixConnector(new Server(), directory.resolve("socket"), new FastCgiConnectionFactory());
        assertThatThrownBy(() -> unix.setMode(mode))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "mode '" + mode + "' is not a file mode; write it in octal, as in 0660, or as in rw-rw----");
    }

    @Test
    void wrongTextIsNamed() {
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        assertThatThrownBy(() -> factory.setRoles("RESPONDER,ROUTER"))
                .hasMessageContaining("must be some of RESPONDER");
        assertThatThrownBy(() -> factory.getIdentity().setRemoteUser("yes"))
                .hasMessage("remoteUser 'yes' must be ignore or trust");
        assertThatThrownBy(() -> factory.getIdentity().setCharset("utf 8"))
                .hasMessage("charset 'utf 8' is not known to this Java");
    }

    @Test
    void theSecretIsReadAtTheStart(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "0123456789abcdef\n");
        FastCgiConnectionFactory factory = new FastCgiConnectionFactory();
        factory.setSecretFile(file.toString());
        factory.setSecretParam("KEY");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        assertThatThrownBy(factory::start).isInstanceOf(ListenException.class).hasMessageContaining("chmod o-r");
        assertThat(factory.isSecretAsked()).isFalse();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        factory.start();
        assertThat(factory.isSecretAsked()).isTrue();
        assertThat(factory.getSecretParam()).isEqualTo("KEY");
        factory.stop();
    }
}
