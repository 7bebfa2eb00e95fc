// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import picocli.CommandLine;

/** The version of Slipway, as the build wrote it into the JAR. */
final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {line()};
    }

    static String line() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "slipway " + (version == null ? "(not packaged)" : version) + " on Java "
                + System.getProperty("java.version");
    }
}
