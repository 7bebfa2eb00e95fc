// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One application for each platform, all in one process. */
class EnvironmentsIT {
    private static final String JAVAX = "http://xmlns.jcp.org/xml/ns/javaee";
    private static final String JAKARTA = "https://jakarta.ee/xml/ns/jakartaee";

    /** A realm-name that --realm does not know: its users are taken all the same. */
    private static final String STAFF_ONLY = """
            <security-constraint>
              <web-resource-collection>
                <web-resource-name>staff</web-resource-name>
                <url-pattern>/initialized</url-pattern>
              </web-resource-collection>
              <auth-constraint><role-name>staff</role-name></auth-constraint>
            </security-constraint>
            <login-config><auth-method>BASIC</auth-method><realm-name>Other</realm-name></login-config>
            <security-role><role-name>staff</role-name></security-role>
            """;

    private static final String PAGE = """
            <%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
            <%@ taglib prefix="x" uri="http://java.sun.com/jsp/jstl/xml" %>
            <c:forEach var="i" begin="1" end="3">[${i}]</c:forEach>
            <x:parse var="xml" doc="<a><b>xml</b></a>"/><x:out select="$xml/a/b"/>
            <% for (String name : new String[] {"javax.servlet.Servlet", "jakarta.servlet.Servlet"}) {
                   try {
                       Class.forName(name);
                       out.print(name);
                   } catch (ClassNotFoundException e) {
                       out.print("no");
                   }
                   out.print(";");
               } %>
            """;

    private static final String FAILING_PAGE =
            "<% if (true) throw new IllegalStateException(\"the ship has sunk\"); %>";

    @TempDir
    static Path directory;

    private static Path socket;
    private static Program slipway;

    @BeforeAll
    static void serveAll() throws Exception {
        socket = directory.resolve("app.sock");
        Path realm = Files.writeString(directory.resolve("realm.properties"), "jane: unused, staff\n");
        slipway = Program.slipway(
                "run",
                "--listen",
                "unix:" + socket,
                "--remote-user=trust",
                "--authorization=container",
                "--realm=" + realm,
                "--uri-compliance=DEFAULT,AMBIGUOUS_PATH_SEPARATOR",
                "/ee8=" + javax(),
                "/ee9=" + jakarta("ee9", "5.0").path(),
                "/ee10=" + jakarta("ee10", "6.0").path(),
                "/ee11=" + jakarta("ee11", "6.1").war(directory.resolve("ee11.war")));
        slipway.out.beginning("listening on ");
    }

    @AfterAll
    static void stop() {
        slipway.close();
    }

    private static Path javax() throws IOException {
        return application(
                        "ee8",
                        JAVAX,
                        "4.0",
                        "javax",
                        List.of(
                                dev.slipway.example.javax.PlatformServlet.class,
                                dev.slipway.example.javax.PlatformInitializer.class,
                                dev.slipway.example.javax.PlatformEndpoint.class))
                .path();
    }

    private static TestApplication jakarta(String name, String version) throws IOException {
        return application(
                name,
                JAKARTA,
                version,
                "jakarta",
                List.of(
                        dev.slipway.example.jakarta.PlatformServlet.class,
                        dev.slipway.example.jakarta.PlatformInitializer.class,
                        dev.slipway.example.jakarta.PlatformEndpoint.class));
    }

    private static TestApplication application(
            String name, String namespace, String version, String family, List<Class<?>> types) throws IOException {
        TestApplication application = TestApplication.in(directory.resolve(name))
                .describedBy(namespace, version, STAFF_ONLY)
                .file("page.jsp", PAGE)
                .file("failing.jsp", FAILING_PAGE)
                .with(types.get(0))
                .with(types.get(2));
        String fragment = """
                <web-fragment xmlns="%s" version="%s">
                  <servlet><servlet-name>f</servlet-name><servlet-class>%s</servlet-class></servlet>
                  <servlet-mapping><servlet-name>f</servlet-name><url-pattern>/fragment</url-pattern></servlet-mapping>
                </web-fragment>
                """.formatted(namespace, version, types.get(0).getName());
        return application.library(
                Map.of(
                        "META-INF/web-fragment.xml",
                        fragment,
                        "META-INF/resources/resource.txt",
                        "from a JAR",
                        "META-INF/services/" + family + ".servlet.ServletContainerInitializer",
                        types.get(1).getName()),
                types.get(1));
    }

    @ParameterizedTest
    @CsvSource({"ee8, 4.0", "ee9, 5.0", "ee10, 6.0", "ee11, 6.1"})
    void annotationsFragmentsInitializersAndResourcesOfJarsWork(String environment, String version) throws Exception {
        assertThat(slipway.out.containing(" at /" + environment + " ")).endsWith(" (" + environment + ")");
        assertThat(get("/" + environment + "/annotated").bodyText())
                .isEqualTo("/annotated " + version + " null staff=false");
        assertThat(get("/" + environment + "/fragment").bodyText())
                .isEqualTo("/fragment " + version + " null staff=false");
        assertThat(get("/" + environment + "/resource.txt").bodyText()).isEqualTo("from a JAR");
        assertThat(get("/" + environment + "/").bodyText()).contains("A test's application");
    }

    @ParameterizedTest
    @CsvSource({"ee8, 4.0", "ee9, 5.0", "ee10, 6.0", "ee11, 6.1"})
    void theUserOfTheWebServerIsTheUserWithTheRolesOfTheRealm(String environment, String version) throws Exception {
        String page = "/" + environment + "/initialized";

        assertThat(get(page, "REMOTE_USER", "jane").bodyText())
                .isEqualTo("/initialized " + version + " jane staff=true");
        assertThat(get(page, "REMOTE_USER", "joe").status()).isEqualTo(403);
        assertThat(get(page).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "ee8, javax.servlet.Servlet;no;",
        "ee9, no;jakarta.servlet.Servlet;",
        "ee10, no;jakarta.servlet.Servlet;",
        "ee11, no;jakarta.servlet.Servlet;"
    })
    void pagesHaveJstlAndSeeTheirOwnPlatformAlone(String environment, String classes) throws Exception {
        Answer answer = get("/" + environment + "/page.jsp");

        assertThat(answer.status()).as(answer.bodyText()).isEqualTo(200);
        assertThat(answer.bodyText()).contains("[1][2][3]", "xml", classes);
    }

    @ParameterizedTest
    @CsvSource({"ee8", "ee9", "ee10", "ee11"})
    void clientsAreNotShownStackTraces(String environment) throws Exception {
        Answer answer = get("/" + environment + "/failing.jsp");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.bodyText()).contains("500").doesNotContain("at org.", "Caused by");
    }

    @ParameterizedTest
    @CsvSource({"ee8", "ee9", "ee10", "ee11"})
    void pathsThatAreLetThroughCanBeAskedFor(String environment) throws Exception {
        Answer answer = get("/" + environment + "/annotated%2Fmore");

        assertThat(answer.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"ee8", "ee9", "ee10", "ee11"})
    void theHandshakeOfWebSocketIsAnsweredWithTheReason(String environment) throws Exception {
        Answer answer = get(
                "/" + environment + "/socket",
                "HTTP_SEC_WEBSOCKET_KEY",
                "dGhlIHNhbXBsZSBub25jZQ==",
                "HTTP_SEC_WEBSOCKET_VERSION",
                "13");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.bodyText()).startsWith("WebSocket cannot be carried over FastCGI");
    }

    @Test
    void whatNoApplicationIsAtIsNotFound() throws Exception {
        assertThat(get("/ee12/").status()).isEqualTo(404);
    }

    private static Answer get(String target, String... params) throws IOException {
        try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(socket))) {
            return peer.get(target, params);
        }
    }
}
