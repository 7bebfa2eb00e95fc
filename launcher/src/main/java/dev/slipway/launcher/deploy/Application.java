// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.nio.file.Path;

/**
 * An application to serve from the beginning.
 *
 * @param path of a WAR file, or of a directory with its content
 * @param contextPath where it is served: {@code /}, or {@code /app}
 */
public record Application(Path path, String contextPath) {}
