// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.fastcgi.testkit.Answer;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JspIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"jakarta.tags.core", "http://java.sun.com/jsp/jstl/core"})
    void anApplicationNeedNotBringJstl(String library) throws Exception {
        assertThat(pageOf("""
                        <%@ taglib prefix="c" uri="LIBRARY" %>
                        <%@ taglib prefix="fn" uri="jakarta.tags.functions" %>
                        <%@ taglib prefix="x" uri="jakarta.tags.xml" %>
                        <c:forEach var="i" begin="1" end="3">[${i}]</c:forEach>
                        <x:parse var="xml" doc="<a><b>xml</b></a>"/><x:out select="$xml/a/b"/> ${fn:toUpperCase("el")}
                        """.replace("LIBRARY", library))).contains("[1][2][3]", "xml EL");
    }

    /** Jetty looks then for libraries of the container's where it would not otherwise. */
    @ParameterizedTest
    @CsvSource({
        "http://xmlns.jcp.org/xml/ns/javaee,    4.0",
        "https://jakarta.ee/xml/ns/jakartaee, 5.0",
        "https://jakarta.ee/xml/ns/jakartaee, 6.0",
        "https://jakarta.ee/xml/ns/jakartaee, 6.1",
    })
    void anApplicationMayHaveItsLibrariesLeftAlone(String namespace, String version) throws Exception {
        TestApplication application =
                TestApplication.in(directory.resolve("app")).describedBy(namespace, version, "<absolute-ordering/>");
        assertThat(answerOf(application, "${6 * 7}").bodyText()).contains("42");
    }

    @Test
    void anApplicationSeesNothingOfSlipwaysOwnLibraries() throws Exception {
        assertThat(pageOf("""
                        <%
                        for (String name : java.util.List.of(
                                "picocli.CommandLine",
                                "org.slf4j.Logger",
                                "org.eclipse.jetty.server.Server",
                                "dev.slipway.launcher.Main")) {
                            try {
                                Class.forName(name);
                                out.print("sees " + name);
                            } catch (ClassNotFoundException e) {
                                out.print("hidden,");
                            }
                        }
                        %>
                        """)).contains("hidden,hidden,hidden,hidden,");
    }

    @Test
    void aClientIsNotShownTheStackTraceOfAFailure() throws Exception {
        Answer answer = answerOf("<% if (true) throw new IllegalStateException(\"the ship has sunk\"); %>");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.bodyText()).contains("500").doesNotContain("at org.", "Caused by");
    }

    private String pageOf(String jsp) throws IOException, InterruptedException {
        Answer answer = answerOf(jsp);
        assertThat(answer.status()).as(answer.bodyText()).isEqualTo(200);
        return answer.bodyText();
    }

    private Answer answerOf(String jsp) throws IOException, InterruptedException {
        return answerOf(TestApplication.in(directory.resolve("app")), jsp);
    }

    private Answer answerOf(TestApplication application, String jsp) throws IOException, InterruptedException {
        Files.writeString(application.path().resolve("page.jsp"), jsp);
        Path socket = directory.resolve("app.sock");
        try (Program slipway = Program.slipway(
                "run", "--listen", "unix:" + socket, application.path().toString())) {
            slipway.out.beginning("listening on ");
            try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(socket))) {
                return peer.get("/page.jsp");
            }
        }
    }
}
