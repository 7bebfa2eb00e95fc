// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SampleServer.Running.class)
class PagesTest {
    private final SampleServer sample;

    PagesTest(SampleServer sample) {
        this.sample = sample;
    }

    @Test
    void welcomesWithWhoServesAndWhoAsks() throws Exception {
        HttpResponse<String> response =
                sample.sendForText(sample.request("/?%3Cb%3E").header("User-Agent", "<script>alert(1)</script>"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("Served by", "The client", "TLS", "User", "127.0.0.1", "&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void showsWhatTheFrontEndTold() throws Exception {
        assertThat(sample.get("/").body())
                .contains("through <b>" + HtmlPage.escape(SampleServer.FRONT_END) + "</b>", SampleServer.CIPHER_SUITE)
                .contains("Passed on by the front end", "<dt>SERVER_SOFTWARE</dt>");
    }

    @Test
    void linksOnlyToWhatIsThere() throws Exception {
        for (List<Endpoint> endpoints : Endpoints.BY_PURPOSE.values()) {
            for (Endpoint endpoint : endpoints) {
                HttpResponse<String> response =
                        sample.sendForText(sample.request(endpoint.path()).method("HEAD", BodyPublishers.noBody()));
                assertThat(response.statusCode()).as(endpoint.path()).isNotEqualTo(404);
            }
        }
    }

    @Test
    void rendersAJsp() throws Exception {
        HttpResponse<String> response = sample.get("/page.jsp?name=%3CIshmael%3E");

        assertThat(response.body())
                .contains("id=\"remoteAddr\">127.0.0.1<", "id=\"product\">42<", "&lt;Ishmael&gt;", "<li>schooner</li>");
    }

    @Test
    void servesFiveMegabytesWithRangesAndETag() throws Exception {
        HttpResponse<byte[]> whole = sample.send(sample.request("/static/five-megabytes.bin"));
        HttpResponse<String> range =
                sample.sendForText(sample.request("/static/five-megabytes.bin").header("Range", "bytes=26-28"));
        String etag = whole.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> unchanged =
                sample.sendForText(sample.request("/static/five-megabytes.bin").header("If-None-Match", etag));

        assertThat(whole.body()).hasSize(5 * 1024 * 1024);
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo("abc");
        assertThat(unchanged.statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/style.css", "/static/logo.svg"})
    void servesTheAssetsOfItsPages(String path) throws Exception {
        assertThat(sample.get(path).statusCode()).isEqualTo(200);
    }
}
