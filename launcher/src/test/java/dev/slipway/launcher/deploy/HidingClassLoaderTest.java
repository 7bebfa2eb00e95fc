// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.util.component.Environment;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HidingClassLoaderTest {
    private static final ClassLoader ALL = HidingClassLoaderTest.class.getClassLoader();
    private static final String RESOURCE = "picocli/CommandLine.class";
    private static final String EVERYWHERE = "META-INF/MANIFEST.MF";

    private static HidingClassLoader without(Class<?>... some) {
        List<URL> jars = Stream.of(some)
                .map(it -> it.getProtectionDomain().getCodeSource().getLocation())
                .toList();
        return new HidingClassLoader("test", ALL, jars);
    }

    @Test
    void whatIsInAHiddenJarIsNotThere() throws Exception {
        HidingClassLoader loader = without(CommandLine.class);
        assertThatThrownBy(() -> loader.loadClass(CommandLine.class.getName()))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessage(CommandLine.class.getName());
        assertThat(loader.getResource(RESOURCE)).isNull();
        assertThat(loader.getResourceAsStream(RESOURCE)).isNull();
        assertThat(Collections.list(loader.getResources(EVERYWHERE)))
                .isNotEmpty()
                .noneMatch(url -> url.toString().contains("picocli"));
        assertThat(Collections.list(ALL.getResources(EVERYWHERE)))
                .anyMatch(url -> url.toString().contains("picocli"));
    }

    @Test
    void everythingElseIs() throws Exception {
        HidingClassLoader loader = without(CommandLine.class);
        assertThat(loader.loadClass(Environment.class.getName())).isSameAs(Environment.class);
        assertThat(loader.loadClass(String.class.getName())).isSameAs(String.class);
        assertThat(loader.getResource("java/lang/String.class")).isNotNull();
        assertThat(without().getResource(RESOURCE)).isEqualTo(ALL.getResource(RESOURCE));
    }
}
