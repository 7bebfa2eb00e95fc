// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes a multipart form and tells what was in each part; without a form, shows one. */
@WebServlet("/upload/*")
@MultipartConfig(fileSizeThreshold = 64 * 1024)
public final class UploadServlet extends SampleServlet {
    private static final long serialVersionUID = 1L;

    /** What is told of a part. */
    private record PartSummary(String name, String fileName, String contentType, long size, String sha256) {
        static PartSummary of(Part part) throws IOException {
            try (InputStream content = part.getInputStream()) {
                BodyDigest digest = BodyDigest.of(content);
                return new PartSummary(
                        part.getName(),
                        part.getSubmittedFileName(),
                        part.getContentType(),
                        digest.length(),
                        digest.sha256());
            }
        }
    }

    @Override
    protected void answer(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getMethod().equals("GET") || asksForHeadersOnly(request)) {
            HtmlPage page = new HtmlPage(request, "Upload");
            addForm(page);
            page.send(response);
            return;
        }
        String contentType = request.getContentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            response.sendError(
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "content type " + contentType + ": expected multipart/form-data");
            return;
        }
        List<PartSummary> parts = new ArrayList<>();
        for (Part part : request.getParts()) {
            parts.add(PartSummary.of(part));
        }
        if (HtmlPage.isWantedBy(request)) {
            HtmlPage page = new HtmlPage(request, "Uploaded");
            addTable(page, parts);
            addForm(page);
            page.send(response);
        } else {
            Json.send(response, parts);
        }
    }

    private static void addTable(HtmlPage page, List<PartSummary> parts) {
        page.markup("<div class=\"scroll\"><table><tr><th>Name<th>File<th>Content type<th>Bytes<th>SHA-256</tr>\n");
        for (PartSummary part : parts) {
            page.markup("<tr><td>").text(part.name());
            page.markup("<td>").text(part.fileName());
            page.markup("<td>").text(part.contentType());
            page.markup("<td>").text(Long.toString(part.size()));
            page.markup("<td><code>").text(part.sha256()).markup("</code></tr>\n");
        }
        page.markup("</table></div>\n");
    }

    private static void addForm(HtmlPage page) {
        page.markup("""
                <form class="tall" method="post" enctype="multipart/form-data">
                  <label>Files <input type="file" name="file" multiple></label>
                  <label>A note <input type="text" name="note" value="Ahoy"></label>
                  <button>Upload</button>
                </form>
                """);
    }
}
