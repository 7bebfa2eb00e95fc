// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
    private static final String OLD = "<web-app xmlns='http://java.sun.com/xml/ns/javaee' version='3.0'/>";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"5.0, ee9", "6.0, ee10", "6.1, ee11", "6.2, ee11", "7.0, ee11", "'', ee11", "six, ee11"})
    void aJakartaDescriptorTellsByItsVersion(String version, String environment) throws IOException {
        write("WEB-INF/web.xml", "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='" + version + "'/>");
        write("WEB-INF/classes/A.class", "javax/servlet/Servlet");

        assertThat(Detection.of(directory)).hasToString(environment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OLD,
                "<web-app xmlns='http://xmlns.jcp.org/xml/ns/javaee' version='4.0'/>",
                "<web-app xmlns='http://java.sun.com/xml/ns/j2ee' version='2.4'/>",
                "<!DOCTYPE web-app PUBLIC '-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN'"
                        + " 'http://127.0.0.1:1/web-app_2_3.dtd'><web-app/>",
                "<web-app/>"
            })
    void anOlderDescriptorMeansEe8UnlessClassesKnowBetter(String descriptor) throws IOException {
        write("WEB-INF/web.xml", descriptor);
        assertThat(Detection.of(directory)).isEqualTo(EnvironmentName.EE8);

        write("WEB-INF/classes/A.class", "jakarta/servlet/Servlet");
        assertThat(Detection.of(directory)).isEqualTo(EnvironmentName.EE11);
    }

    @ParameterizedTest
    @CsvSource({"javax, ee8", "jakarta, ee11"})
    void withoutADescriptorTheClassesTell(String family, String environment) throws IOException {
        write("WEB-INF/classes/a/B.class", "..." + family + "/servlet/http/HttpServlet...");

        assertThat(Detection.of(directory)).hasToString(environment);
    }

    @Test
    void itsOwnClassesCountMoreThanLibraries() throws IOException {
        write("WEB-INF/classes/A.class", "jakarta/servlet/Servlet");
        jar("old.jar", "javax/servlet/Filter", "javax/servlet/Servlet");

        assertThat(Detection.of(directory)).isEqualTo(EnvironmentName.EE11);
    }

    @Test
    void mostOfTheLibrariesTellIfThereIsNothingElse() throws IOException {
        jar("both.jar", "javax/servlet/Filter", "jakarta/servlet/Filter");
        assertThat(Detection.of(directory)).as("no majority").isEqualTo(EnvironmentName.EE11);

        jar("old.jar", "javax/servlet/Servlet");
        assertThat(Detection.of(directory)).isEqualTo(EnvironmentName.EE8);
    }

    @Test
    void whatIsMadeForOneEnvironmentOfJettyIsForThatOne() throws IOException {
        write("WEB-INF/web.xml", OLD);
        write("WEB-INF/jetty-web.xml", "<Configure class='org.eclipse.jetty.ee9.webapp.WebAppContext'/>");

        assertThat(Detection.of(directory)).isEqualTo(EnvironmentName.EE9);
    }

    @Test
    void whatHasNoClassesIsForTheNewest() throws IOException {
        write("index.jsp", "javax/servlet/");
        assertThat(Detection.of(directory)).isEqualTo(EnvironmentName.EE11);
    }

    @Test
    void aDescriptorThatIsNoXmlIsLeftToJetty() throws IOException {
        write("WEB-INF/web.xml", "<web-app");
        write("WEB-INF/classes/A.class", "javax/servlet/Servlet");

        assertThat(Detection.of(directory)).isEqualTo(EnvironmentName.EE8);
    }

    @Test
    void aWarFileIsLookedIntoLikeADirectory() throws IOException {
        Path war = directory.resolve("app.war");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(war))) {
            out.putNextEntry(new ZipEntry("WEB-INF/web.xml"));
            out.write(OLD.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("WEB-INF/lib/library.jar"));
            ZipOutputStream jar = new ZipOutputStream(out);
            jar.putNextEntry(new ZipEntry("A.class"));
            jar.write("jakarta/servlet/Servlet".getBytes(StandardCharsets.UTF_8));
            jar.finish();
        }

        assertThat(Detection.of(war)).isEqualTo(EnvironmentName.EE11);
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void jar(String name, String... classes) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("WEB-INF/lib"));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(lib.resolve(name)))) {
            for (int i = 0; i < classes.length; i++) {
                out.putNextEntry(new ZipEntry("C" + i + ".class"));
                out.write(classes[i].getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
