// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.jetty.identity.Identity;
import dev.slipway.fastcgi.jetty.identity.RemoteUser;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What of the web server's word about a client reaches the application. */
@CommandLine.Command(optionListHeading = "Users and attributes:")
final class IdentityOptions {
    @Option(
            names = "--remote-user",
            paramLabel = "ignore|trust",
            defaultValue = "ignore",
            description =
                    "Whether the user that the web server names (REMOTE_USER) is the user of the request. Trust it"
                            + " only where the web server has checked a password, or the like: nginx and HAProxy send any name that"
                            + " a client claims. Default: ${DEFAULT-VALUE}")
    private RemoteUser remoteUser = RemoteUser.IGNORE;

    @Option(
            names = "--authorization",
            paramLabel = "SOURCE",
            converter = AuthorizationText.class,
            description = {
                "Where the roles of that user come from; without it there are none.",
                "container    the file of --realm",
                "header:NAME  a list in the variable NAME that the web server sets"
            })
    private String authorization;

    @Option(
            names = "--role-separator",
            paramLabel = "TEXT",
            converter = SeparatorText.class,
            defaultValue = ";",
            description = "What stands between two roles of header:NAME. Default: ${DEFAULT-VALUE}")
    private String roleSeparator = ";";

    @Option(
            names = "--realm",
            paramLabel = "FILE",
            description =
                    "Users and roles, a line USER: PASSWORD, ROLE, ROLE for each, as in Jetty. The application can"
                            + " log its users in with it, too.")
    RealmFile realm;

    @Option(
            names = "--attributes",
            paramLabel = "REGEX",
            converter = AttributesText.class,
            description = "Which variables of the web server are request attributes: a regular expression for the whole"
                    + " name, as in 'eppn|mail|Shib-.*'. AJP_NAME is the attribute NAME. Default: none")
    private String attributes;

    @Option(
            names = "--param-charset",
            paramLabel = "CHARSET",
            defaultValue = "UTF-8",
            description = "The charset of the web server's variables. Default: ${DEFAULT-VALUE}")
    private Charset charset = StandardCharsets.UTF_8;

    /** Fails with a sentence if options do not go together. */
    void check(CommandLine command) {
        if (authorization != null && remoteUser == RemoteUser.IGNORE) {
            throw new CommandLine.ParameterException(
                    command,
                    "--authorization is of no use without --remote-user=trust: there is no user to have roles");
        }
        if (realm == null && "container".equals(authorization)) {
            throw new CommandLine.ParameterException(
                    command, "--authorization=container needs --realm=FILE, where the roles of users are looked up");
        }
    }

    void apply(Identity identity) {
        identity.setRemoteUser(remoteUser);
        identity.setAuthorization(authorization);
        identity.setRoleSeparator(roleSeparator);
        identity.setAttributes(attributes);
        identity.setCharset(charset);
    }

    /** A text that a property of {@link Identity} takes. */
    private abstract static class PropertyText implements CommandLine.ITypeConverter<String> {
        private final BiConsumer<Identity, String> property;

        PropertyText(BiConsumer<Identity, String> property) {
            this.property = property;
        }

        @Override
        public String convert(String text) {
            try {
                property.accept(new Identity(), text);
                return text;
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    static final class AuthorizationText extends PropertyText {
        AuthorizationText() {
            super(Identity::setAuthorization);
        }
    }

    static final class SeparatorText extends PropertyText {
        SeparatorText() {
            super(Identity::setRoleSeparator);
        }
    }

    static final class AttributesText extends PropertyText {
        AttributesText() {
            super(Identity::setAttributes);
        }
    }
}
