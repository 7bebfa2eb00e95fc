// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.fastcgi.cgi.TargetSource;
import dev.slipway.fastcgi.jetty.identity.RemoteUser;
import dev.slipway.fastcgi.jetty.listen.Secret;
import dev.slipway.fastcgi.protocol.Role;
import dev.slipway.launcher.deploy.EnvironmentName;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.logging.JettyLevel;
import picocli.CommandLine;

/** From text to the values of options. */
final class Converters {
    private Converters() {}

    static CommandLine register(CommandLine command) {
        return command.registerConverter(ListenAddress.class, saying(ListenAddress::parse))
                .registerConverter(WebappsDirectory.class, saying(WebappsDirectory::parse))
                .registerConverter(EnvironmentName.class, saying(EnvironmentName::parse))
                .registerConverter(ContextPath.class, saying(ContextPath::parse))
                .registerConverter(UriCompliance.class, saying(UriCompliances::parse))
                .registerConverter(Role.class, saying(Converters::role))
                .registerConverter(TargetSource.class, saying(TargetSource::parse))
                .registerConverter(RealmFile.class, saying(RealmFile::parse))
                .registerConverter(RemoteUser.class, saying(Converters::remoteUser))
                .registerConverter(Charset.class, saying(Converters::charset))
                .registerConverter(Duration.class, saying(Time::parse))
                .registerConverter(ByteSize.class, saying(ByteSize::parse))
                .registerConverter(JettyLevel.class, saying(LogOptions::level))
                .registerConverter(Secret.class, saying(text -> Secret.of(text, Secret.PARAM)))
                .registerConverter(Boolean.class, saying(Converters::yesOrNo))
                .registerConverter(Boolean.TYPE, saying(Converters::yesOrNo))
                .registerConverter(Integer.class, saying(Converters::count));
    }

    /** Picocli shows the message of this exception type alone, without class names. */
    private static <T> CommandLine.ITypeConverter<T> saying(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        };
    }

    private static Role role(String text) {
        return Stream.of(Role.values())
                .filter(role -> role != Role.UNRECOGNIZED && role.name().equals(text))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not a role; write some of RESPONDER, AUTHORIZER, FILTER"));
    }

    private static RemoteUser remoteUser(String text) {
        return switch (text) {
            case "ignore" -> RemoteUser.IGNORE;
            case "trust" -> RemoteUser.TRUST;
            default -> throw new IllegalArgumentException("'" + text + "' is neither ignore nor trust");
        };
    }

    private static Charset charset(String text) {
        try {
            return Charset.forName(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no charset that Java knows", e);
        }
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static int count(String text) {
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number from 1 to 999999999");
        }
        return Integer.parseInt(text);
    }
}
