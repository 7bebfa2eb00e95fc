// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.listen.ListenException;
import dev.slipway.fastcgi.jetty.listen.Secret;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The secret that web servers share with all listeners that have none of their own. */
@CommandLine.Command(optionListHeading = "Secret:")
final class SecretOptions implements Advanced {
    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "The first line of FILE is what each request has to have in the variable SLIPWAY_SECRET,"
                    + " on listeners without a secretFile of their own. Default: no secret")
    private Path secretFile;

    @Option(
            names = "--secret",
            paramLabel = "TEXT",
            description = "The secret itself. Write it into a file of settings that not everybody can read: the command"
                    + " line of a process is no secret. Default: no secret")
    private Secret secret;

    Optional<Secret> secret(CommandLine command) throws StartupException {
        if (secretFile == null) {
            return Optional.ofNullable(secret);
        }
        if (secret != null) {
            throw new CommandLine.ParameterException(
                    command, "there is a secret, and a secret-file, too; leave one out");
        }
        try {
            return Optional.of(Secret.read(secretFile, Secret.PARAM));
        } catch (ListenException e) {
            throw new StartupException(e.getMessage());
        }
    }
}
