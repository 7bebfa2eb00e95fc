// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.settings;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A setting that administrators know from elsewhere: taken for ours where it means the same, else told what ours is. */
public enum ForeignName {
    LISTEN_MODE(Origin.PHP_FPM, "listen.mode", Kind.OF_ADDRESS, "mode"),
    LISTEN_OWNER(Origin.PHP_FPM, "listen.owner", Kind.OF_ADDRESS, "owner"),
    LISTEN_GROUP(Origin.PHP_FPM, "listen.group", Kind.OF_ADDRESS, "group"),
    LISTEN_BACKLOG(Origin.PHP_FPM, "listen.backlog", Kind.OF_ADDRESS, "backlog"),
    LISTEN_ALLOWED_CLIENTS(Origin.PHP_FPM, "listen.allowed_clients", Kind.OF_ADDRESS, "allowedClients"),
    ACCESS_LOG(Origin.PHP_FPM, "access.log", Kind.SAME, "access-log"),
    ACCESS_FORMAT(
            Origin.PHP_FPM, "access.format", Kind.OTHER, "access-log-format has the letters of Jetty and Apache httpd"),
    LOG_LEVEL(Origin.PHP_FPM, "log_level", Kind.OTHER, "log-level has the levels of SLF4J"),
    ERROR_LOG(
            Origin.PHP_FPM,
            "error_log",
            Kind.OTHER,
            "Slipway logs to the standard error; the service or 2>>FILE says where that goes"),
    MAX_CHILDREN(
            Origin.PHP_FPM, "pm.max_children", Kind.OTHER, "max-threads limits the threads of one process for all"),
    CONTROL_TIMEOUT(
            Origin.PHP_FPM,
            "process_control_timeout",
            Kind.OTHER,
            "drain-timeout is how long requests may take to end"),
    TERMINATE_TIMEOUT(
            Origin.PHP_FPM,
            "request_terminate_timeout",
            Kind.OTHER,
            "Java cannot end a request by force; the web server's timeout ends it for the client"),
    USER(Origin.PHP_FPM, "user", Kind.OTHER, "start Slipway as that user: User= of its systemd service"),
    GROUP(Origin.PHP_FPM, "group", Kind.OTHER, "start Slipway in that group: Group= of its systemd service"),
    ACL_USERS(Origin.PHP_FPM, "listen.acl_users", Kind.OTHER, "write listen = unix:PATH?allowedUids=USERS"),
    ACL_GROUPS(Origin.PHP_FPM, "listen.acl_groups", Kind.OTHER, "write listen = unix:PATH?allowedGids=GROUPS"),

    SECRET_REQUIRED(
            Origin.AJP, "secretRequired", Kind.OTHER, "a secret is required where secret or secret-file is set"),
    ATTRIBUTES(Origin.AJP, "allowedRequestAttributesPattern", Kind.SAME, "attributes"),
    TOMCAT_AUTHENTICATION(
            Origin.AJP,
            "tomcatAuthentication",
            Map.of("false", Map.of("remote-user", "trust"), "true", Map.of("remote-user", "ignore"))),
    TOMCAT_AUTHORIZATION(
            Origin.AJP,
            "tomcatAuthorization",
            Map.of("true", Map.of("remote-user", "trust", "authorization", "container"), "false", Map.of())),
    MAX_THREADS(Origin.AJP, "maxThreads", Kind.SAME, "max-threads"),
    MIN_SPARE_THREADS(Origin.AJP, "minSpareThreads", Kind.SAME, "min-threads"),
    ACCEPT_COUNT(Origin.AJP, "acceptCount", Kind.OF_ADDRESS, "backlog"),
    PACKET_SIZE(
            Origin.AJP,
            "packetSize",
            Kind.OTHER,
            "FastCGI has no packets that both sides must agree on; max-params-length limits a request's variables and"
                    + " header fields"),
    MAX_CONNECTIONS(
            Origin.AJP,
            "maxConnections",
            Kind.OTHER,
            "max-connections closes those beyond, and does not let them wait"),
    CONNECTION_TIMEOUT(
            Origin.AJP,
            "connectionTimeout",
            Kind.OTHER,
            "params-timeout is for a request that does not become complete, idle-timeout for a connection that is"
                    + " silent, both in seconds"),
    KEEP_ALIVE_TIMEOUT(
            Origin.AJP, "keepAliveTimeout", Kind.OTHER, "idle-timeout is for all silent connections, in seconds"),
    MAX_POST_SIZE(
            Origin.AJP, "maxPostSize", Kind.OTHER, "max-request-body-size limits all bodies, not those of forms alone"),
    ADDRESS(Origin.AJP, "address", Kind.OTHER, "write listen = tcp:ADDRESS:PORT"),
    PORT(Origin.AJP, "port", Kind.OTHER, "write listen = tcp:ADDRESS:PORT"),
    URI_ENCODING(Origin.AJP, "URIEncoding", Kind.OTHER, "paths are UTF-8; param-charset is for variables");

    /** Whose words these are. */
    public enum Origin {
        PHP_FPM("PHP-FPM"),
        AJP("AJP");

        private final String title;

        Origin(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /** How such a name is related to ours. */
    enum Kind {
        /** The same value under another name. */
        SAME,
        /** An option of the address that is listened on. */
        OF_ADDRESS,
        /** Single values that have counterparts. */
        BY_VALUE,
        /** Nothing that means the same; the text says what comes near. */
        OTHER
    }

    private final Origin origin;
    private final String text;
    private final Kind kind;
    private final String ours;
    private final Map<String, Map<String, String>> values;

    ForeignName(Origin origin, String text, Kind kind, String ours) {
        this.origin = origin;
        this.text = text;
        this.kind = kind;
        this.ours = ours;
        this.values = Map.of();
    }

    ForeignName(Origin origin, String text, Map<String, Map<String, String>> values) {
        this.origin = origin;
        this.text = text;
        this.kind = Kind.BY_VALUE;
        this.ours = "";
        this.values = values;
    }

    static Optional<ForeignName> of(String text) {
        return Arrays.stream(values()).filter(name -> name.text.equals(text)).findAny();
    }

    /** Whose word it is. */
    public Origin origin() {
        return origin;
    }

    Kind kind() {
        return kind;
    }

    /** Our name, or what comes near. */
    String ours() {
        return ours;
    }

    /** Our settings for single values. */
    Map<String, Map<String, String>> byValue() {
        return values;
    }

    /** What it is here, for people. */
    public String explained() {
        return switch (kind) {
            case SAME -> "`" + ours + "`";
            case OF_ADDRESS -> "`" + ours + "=` behind the address of `listen`";
            case BY_VALUE ->
                new TreeMap<>(values)
                        .entrySet().stream()
                                .map(value -> "`" + value.getKey() + "`: " + explained(value.getValue()))
                                .collect(Collectors.joining("; "));
            case OTHER -> "not taken: " + ours;
        };
    }

    private static String explained(Map<String, String> settings) {
        return settings.isEmpty()
                ? "the default"
                : new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(setting -> "`" + setting.getKey() + " = " + setting.getValue() + "`")
                                .collect(Collectors.joining(" and "));
    }

    @Override
    public String toString() {
        return text;
    }
}
