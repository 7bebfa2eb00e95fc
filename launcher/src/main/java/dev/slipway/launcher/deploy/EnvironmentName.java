// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The platforms that applications are made for, by the names of Jetty's environments. */
public enum EnvironmentName {
    /** Java EE 8 and before: Servlet up to 4.0, whose classes begin with {@code javax.servlet}. */
    EE8(4, 0),

    /** Jakarta EE 9: Servlet 5.0, the same with {@code jakarta.servlet}. */
    EE9(5, 0),

    /** Jakarta EE 10: Servlet 6.0. */
    EE10(6, 0),

    /** Jakarta EE 11: Servlet 6.1. */
    EE11(6, 1);

    private final int major;
    private final int minor;

    EnvironmentName(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    /** Reads what people write. */
    public static EnvironmentName parse(String text) {
        return of(text).orElseThrow(() ->
                new IllegalArgumentException("'" + text + "' is not an environment; write one of "
                        + Arrays.stream(values()).map(EnvironmentName::toString).collect(Collectors.joining(", "))));
    }

    static Optional<EnvironmentName> of(String text) {
        return Arrays.stream(values())
                .filter(name -> name.toString().equals(text))
                .findAny();
    }

    /** The oldest Jakarta environment that has a version of Servlet, or else the newest: Servlet is compatible upwards. */
    static EnvironmentName ofJakartaServlet(int major, int minor) {
        return Arrays.stream(values())
                .filter(name -> name != EE8)
                .filter(name -> name.major > major || name.major == major && name.minor >= minor)
                .findFirst()
                .orElse(EE11);
    }

    /** Jetty's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Before Servlet 6.0 there is no rule against paths whose decoded form has another meaning. */
    boolean hasAmbiguousPathRule() {
        return major >= 6;
    }

    String contextClassName() {
        return "org.eclipse.jetty." + this + ".webapp.WebAppContext";
    }
}
