// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.launcher.deploy.Application;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An application as it is named on the command line: {@code APP.war} or {@code PATH=APP.war}.
 *
 * @param contextPath null if none is given
 */
record PlacedWar(ContextPath contextPath, WarFile war) {
    static PlacedWar parse(String text) {
        int equals = text.indexOf('=');
        // A file may have such a name, too.
        return text.startsWith("/") && equals > 0 && !Files.exists(Path.of(text))
                ? new PlacedWar(ContextPath.parse(text.substring(0, equals)), WarFile.parse(text.substring(equals + 1)))
                : new PlacedWar(null, WarFile.parse(text));
    }

    Application application(ContextPath otherwise) {
        return new Application(war.path(), (contextPath == null ? otherwise : contextPath).value());
    }
}
