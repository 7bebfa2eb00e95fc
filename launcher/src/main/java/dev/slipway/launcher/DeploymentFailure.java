// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xml.sax.SAXParseException;

/** Says in a sentence why an application could not be deployed. */
final class DeploymentFailure {
    /** Whose code is not to blame: the class named to people is the application's. */
    private static final List<String> CONTAINER_PACKAGES =
            List.of("java.", "javax.", "jdk.", "sun.", "jakarta.", "org.eclipse.jetty.", "org.apache.jasper.");

    private DeploymentFailure() {}

    static String explain(Throwable failure) {
        Throwable root = rootCause(failure);
        if (root instanceof SAXParseException xml) {
            return xml.getSystemId() + ", line " + xml.getLineNumber() + ": " + xml.getMessage();
        }
        if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
            return missingClass(root.getMessage().replace('/', '.'));
        }
        return root + guilty(root).map(frame -> " (in " + frame + ")").orElse("");
    }

    private static String missingClass(String name) {
        if (name.startsWith("javax.servlet.")) {
            return "it needs class " + name + ", which is Java EE; Slipway serves Jakarta EE applications, whose"
                    + " classes begin with jakarta.servlet";
        }
        return "class " + name + " is missing in its WEB-INF/classes and WEB-INF/lib";
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static Optional<String> guilty(Throwable root) {
        return Arrays.stream(root.getStackTrace())
                .filter(frame -> CONTAINER_PACKAGES.stream()
                        .noneMatch(prefix -> frame.getClassName().startsWith(prefix)))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName());
    }
}
