// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.benchmarks.run;

import java.util.List;
import java.util.Locale;

/** Bars of the CPU per request, as SVG. */
final class Plot {
    private static final int ROW = 22;
    private static final int LABEL = 220;
    private static final int BAR = 480;

    private Plot() {}

    static String of(String title, List<Medians> rows) {
        double longest = rows.stream().mapToDouble(Medians::cpuMicros).max().orElse(1);
        int height = (rows.size() + 2) * ROW;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                        + "<text x=\"8\" y=\"16\" font-weight=\"bold\">%s</text>%n",
                LABEL + BAR + 80,
                height,
                escape(title)));
        int y = ROW + 8;
        for (Medians row : rows) {
            double width = BAR * row.cpuMicros() / longest;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>%n"
                            + "<text x=\"%.1f\" y=\"%d\">%.1f µs</text>%n",
                    LABEL - 8,
                    y + 12,
                    escape(row.contender()),
                    LABEL,
                    y,
                    width,
                    row.contender().startsWith("Slipway") ? "#1b6ca8" : "#b0b7bd",
                    LABEL + width + 6,
                    y + 12,
                    row.cpuMicros()));
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
