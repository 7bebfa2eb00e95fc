// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.ForeignWars;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Browser;
import dev.slipway.it.client.Request;
import dev.slipway.it.client.Response;
import dev.slipway.it.client.Server;
import dev.slipway.it.compare.SameAnswer;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd;
import dev.slipway.it.frontend.ProcessFrontEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * WARs that nobody here wrote, all in one process, behind Apache httpd and nginx: each request gets the answer that Jetty's
 * HTTP connector gives.
 */
class ForeignWarsIT {
    private static final String ATTACHMENT = "attached, with a line\r\n--of hyphens";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<ForeignWars> BACKENDS = new ArrayList<>();
    private static final List<FrontEnd> FRONT_ENDS = new ArrayList<>();

    /** The reference first. */
    private static final List<Server> SERVERS = new ArrayList<>();

    @BeforeAll
    static void startAll() throws IOException {
        ForeignWars reference = ForeignWars.jetty(Workplace.work("foreign-wars-jetty"));
        BACKENDS.add(reference);
        reference.start();
        SERVERS.add(Server.http(reference.port()));
        ForeignWars slipway = ForeignWars.slipway(Workplace.work("foreign-wars-slipway"));
        BACKENDS.add(slipway);
        slipway.start();
        Path shared = ProcessFrontEnd.sharedDirectory();
        start(new ApacheFrontEnd(
                "foreign-wars", shared, configuration(shared, "apache", """
                AllowEncodedSlashes NoDecode
                SetEnv ap_trust_cgilike_cl 1
                <Location "/">
                    Require all granted
                    CGIPassAuth On
                </Location>
                ProxyPass "/" "fcgi://127.0.0.1:%d/" enablereuse=on ttl=30 flushpackets=on retry=0
                """.formatted(slipway.port())), slipway));
        Path sharedOfNginx = ProcessFrontEnd.sharedDirectory();
        start(new NginxFrontEnd(
                "foreign-wars",
                sharedOfNginx,
                configuration(sharedOfNginx, "nginx", """
                server {
                    listen 127.0.0.1:${httpPort};
                    listen 127.0.0.1:${httpsPort} ssl;
                    location / {
                        include fastcgi_params;
                        fastcgi_param HTTP_HOST $http_host;
                        fastcgi_pass 127.0.0.1:%d;
                    }
                }
                """.formatted(slipway.port())),
                slipway));
    }

    private static Path configuration(Path shared, String name, String text) throws IOException {
        return Files.writeString(shared.resolve(name + ".conf"), text);
    }

    private static void start(FrontEnd frontEnd) throws IOException {
        FRONT_ENDS.add(frontEnd);
        frontEnd.start();
        SERVERS.add(frontEnd.http());
    }

    @AfterAll
    static void stopAll() throws IOException {
        for (FrontEnd frontEnd : FRONT_ENDS) {
            frontEnd.stop();
            frontEnd.removeTemporaryFiles();
        }
        BACKENDS.forEach(ForeignWars::stop);
    }

    @Test
    void eachIsServedInItsOwnEnvironment() throws IOException {
        for (ForeignWars backend : BACKENDS) {
            String said = Files.readString(backend.log(), StandardCharsets.ISO_8859_1);
            ForeignWars.environments()
                    .forEach((path, environment) ->
                            assertThat(said).contains(".war at " + path + " (" + environment + ")"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jsp8", "/jsp9"})
    void pagesWithTagsBeansAndJstl(String path) throws IOException {
        Clients clients = new Clients();

        assertThat(clients.get(path).status()).isEqualTo(301);
        assertThat(clients.get(path + "/").text()).contains("tagfile.jsp");
        for (String page :
                List.of("bean1.jsp", "bean2.jsp", "tag.jsp", "tag2.jsp", "tagfile.jsp", "expr.jsp?A=1", "foo/")) {
            assertThat(clients.get(path + "/" + page).status()).as(page).isEqualTo(200);
        }
        assertThat(clients.get(path + "/jstl.jsp").text()).contains("JSTL");
        assertThat(clients.get(path + "/small_powered_by.gif").status()).isEqualTo(200);
        assertThat(clients.get(path + "/none.jsp").status()).isEqualTo(404);
    }

    @Test
    void theMonitorAsksForAPasswordReadsAndSearches() throws IOException {
        Clients clients = new Clients();
        assertThat(clients.get("/jolokia/version").status()).isEqualTo(401);

        String password = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(Request.octets(ForeignWars.USER + ":" + ForeignWars.PASSWORD));
        assertThat(clients.same(Request.get("/jolokia/read/java.lang:type=Runtime/SpecVersion")
                                .with(password))
                        .text())
                .contains("\"value\":\"" + System.getProperty("java.specification.version") + "\"");
        String search = "{\"type\":\"search\",\"mbean\":\"java.lang:type=M*\"}";
        assertThat(clients.same(Request.post("/jolokia/", "application/json", Request.octets(search))
                                .with(password))
                        .text())
                .contains("java.lang:type=Memory");
        assertThat(clients.same(Request.post("/jolokia/", "application/json", Request.octets("{"))
                                .with(password))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theConsoleRedirectsToItsLoginAndServesItsFiles() throws IOException {
        Clients clients = new Clients();

        Response first = clients.get("/hawtio/");
        assertThat(first.status()).isEqualTo(302);
        assertThat(clients.get(first.field("Location").orElseThrow()).text()).contains("<title>");
        assertThat(clients.same(Request.post(
                                "/hawtio/auth/login",
                                "application/json",
                                Request.octets("{\"username\":\"jane\",\"password\":\"wrong\"}")))
                        .status())
                .isEqualTo(403);
        assertThat(clients.get("/hawtio/img/hawtio-logo.svg").status()).isEqualTo(200);
    }

    @Test
    void theWikiKnowsItsUsersSavesPagesAndTakesUploads() throws IOException {
        Clients clients = new Clients();
        assertThat(clients.get("/wiki/Wiki.jsp?page=Main").text()).contains("JSPWiki");
        clients.same(
                name -> form("/wiki/Login.jsp?redirect=Main", "j_username=" + name + "&j_password=no&action=login"));

        Response registered = clients.same(name -> form(
                "/wiki/Login.jsp?tab=register",
                "redirect=Main&loginname=" + name + "&password=secret-pw&password2=secret-pw&fullname=" + name
                        + "&email=&action=saveProfile"));
        assertThat(registered.status()).isEqualTo(302);

        clients.same(name -> Request.get("/wiki/Edit.jsp?page=" + name));
        assertThat(clients.same(name -> form(
                                "/wiki/Edit.jsp?page=" + name,
                                "page=" + name + "&action=save&encodingcheck=%E3%81%81&submit_auth=&ok=Save&changenote="
                                        + "&_editedtext=H%C3%A4llo+''wiki''&" + clients.tokenOf(name)))
                        .status())
                .isEqualTo(302);
        assertThat(clients.same(name -> Request.get("/wiki/Wiki.jsp?page=" + name))
                        .text())
                .contains("H\u00e4llo <i>wiki</i>");

        assertThat(clients.same(name -> upload("/wiki/attach?progressid=" + name, name))
                        .status())
                .isEqualTo(302);
        assertThat(clients.same(name -> Request.get("/wiki/attach/" + name + "/a.txt"))
                        .text())
                .isEqualTo(ATTACHMENT);
    }

    private static Request form(String target, String fields) {
        return Request.post(target, FORM, Request.octets(fields));
    }

    private static Request upload(String target, String page) {
        String boundary = "----a-boundary";
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
        String body = part + "\"page\"\r\n\r\n" + page + "\r\n"
                + part + "\"nextpage\"\r\n\r\n\r\n"
                + part + "\"action\"\r\n\r\nupload\r\n"
                + part + "\"content\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n" + ATTACHMENT
                + "\r\n--" + boundary + "--\r\n";
        return Request.post(target, "multipart/form-data; boundary=" + boundary, Request.octets(body));
    }

    /** One for each server, doing the same under names of their own, since those behind web servers share a backend. */
    private static final class Clients {
        private static final Pattern TOKEN = Pattern.compile("name='([a-z]+)' value='(-?[0-9]+)'");

        private final Map<String, Browser> browsers = new LinkedHashMap<>();
        private final Map<String, Response> latest = new HashMap<>();

        Clients() {
            for (int i = 0; i < SERVERS.size(); i++) {
                browsers.put("Anna" + i, new Browser(SERVERS.get(i)));
            }
        }

        Response get(String target) throws IOException {
            return same(Request.get(target));
        }

        Response same(Request request) throws IOException {
            return same(name -> request);
        }

        /** The reference's answer, if all others are the same. */
        Response same(Function<String, Request> requestOf) throws IOException {
            Response expected = null;
            for (Map.Entry<String, Browser> client : browsers.entrySet()) {
                Request request = requestOf.apply(client.getKey());
                Response answer = client.getValue().exchange(request);
                latest.put(client.getKey(), answer);
                expected = expected == null ? answer : expected;
                assertThat(SameAnswer.of(answer))
                        .as(request + " by " + client.getKey())
                        .isEqualTo(SameAnswer.of(expected));
            }
            return expected;
        }

        /** What the form that a client has got last has against robots, as it is sent back. */
        String tokenOf(String name) {
            Matcher token = TOKEN.matcher(latest.get(name).text());
            assertThat(token.find()).isTrue();
            return token.group(1) + "=" + token.group(2);
        }
    }
}
