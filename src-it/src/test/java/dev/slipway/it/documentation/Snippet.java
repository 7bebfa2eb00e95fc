// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it.documentation;

/** All that people may copy from the documentation, and what runs it: the list that a new snippet has to join. */
enum Snippet {
    DEMO("run: demo", "launcher/src/test/java/dev/slipway/launcher/DemoScriptIT.java"),
    /** Continuous integration is this very command. */
    TEST("run: test", ".ci/run"),
    CONFORMANCE("run: conformance", "src-it/src/test/java/dev/slipway/it/conformance/ConformanceIT.java"),
    UNPACK("run: unpack", Snippet.DOCUMENTED),
    SERVE("run: serve", Snippet.DOCUMENTED),
    SERVE_TCP("run: serve-tcp", Snippet.DOCUMENTED),
    SERVE_PATH("run: serve-path", Snippet.DOCUMENTED),
    README_CONF("file: docs/apache/readme.conf", Snippet.DOCUMENTED),
    TCP_CONF("file: docs/apache/tcp.conf", Snippet.DOCUMENTED),
    PATH_CONF("file: docs/apache/path.conf", Snippet.DOCUMENTED),
    SETHANDLER_CONF("file: docs/apache/sethandler.conf", Snippet.DOCUMENTED),
    APACHE_RESTART("file: docs/apache/restart.conf", Snippet.HAND_OVER),
    HAPROXY_RESTART("file: docs/haproxy/restart.conf", Snippet.HAND_OVER),
    SERVE_USERS("run: serve-users", Snippet.IDENTITY),
    SERVE_ATTRIBUTES("run: serve-attributes", Snippet.IDENTITY),
    USERS_CONF("file: docs/identity/apache-users.conf", Snippet.IDENTITY),
    APACHE_TLS_CONF("file: docs/identity/apache-tls.conf", Snippet.CERTIFICATES),
    NGINX_TLS_CONF("file: docs/identity/nginx-tls.conf", Snippet.CERTIFICATES),
    LIGHTTPD_TLS_CONF("file: docs/identity/lighttpd-tls.conf", Snippet.CERTIFICATES),
    HAPROXY_TLS_CONF("file: docs/identity/haproxy-tls.conf", Snippet.CERTIFICATES),
    CADDY_TLS_CONF("file: docs/identity/caddy-tls.conf", Snippet.CERTIFICATES),
    SERVE_GATE("run: serve-gate", Snippet.AUTHORIZER),
    SERVE_GATE_TCP("run: serve-gate-tcp", Snippet.AUTHORIZER),
    GATE_SERVLET("file: sample-webapp/src/main/java/dev/slipway/sample/GateServlet.java", Snippet.AUTHORIZER),
    AUTHORIZER_SERVER_CONF("file: docs/authorizer/apache-server.conf", Snippet.AUTHORIZER),
    AUTHORIZER_APACHE_CONF("file: docs/authorizer/apache.conf", Snippet.AUTHORIZER),
    AUTHORIZER_LIGHTTPD_CONF("file: docs/authorizer/lighttpd.conf", Snippet.AUTHORIZER),
    MOD_FCGID_CONF("file: docs/apache/mod_fcgid.conf", Snippet.DOCUMENTED),
    IIS_REGISTRATION("file: docs/iis/register.cmd", Snippet.IIS),
    IIS_REGISTRATION_BY_POWERSHELL("file: docs/iis/register.ps1", Snippet.IIS),
    IIS_WEB_CONFIG("file: docs/iis/web.config", Snippet.IIS),
    NGINX_SHORTEST("file: docs/nginx/shortest.conf", Snippet.DOCUMENTED_NGINX),
    NGINX_PRODUCTION("file: docs/nginx/production.conf", Snippet.DOCUMENTED_NGINX),
    NGINX_PATH("file: docs/nginx/path.conf", Snippet.DOCUMENTED_NGINX),
    LIGHTTPD_SHORTEST("file: docs/lighttpd/shortest.conf", Snippet.DOCUMENTED_LIGHTTPD),
    LIGHTTPD_PRODUCTION("file: docs/lighttpd/production.conf", Snippet.DOCUMENTED_LIGHTTPD),
    LIGHTTPD_PATH("file: docs/lighttpd/path.conf", Snippet.DOCUMENTED_LIGHTTPD),
    HAPROXY_SHORTEST("file: docs/haproxy/shortest.conf", Snippet.DOCUMENTED_HAPROXY),
    HAPROXY_PRODUCTION("file: docs/haproxy/production.conf", Snippet.DOCUMENTED_HAPROXY),
    CADDY_SHORTEST("file: docs/caddy/shortest.conf", Snippet.DOCUMENTED_CADDY),
    CADDY_PRODUCTION("file: docs/caddy/production.conf", Snippet.DOCUMENTED_CADDY),
    H2O_SHORTEST("file: docs/h2o/shortest.conf", Snippet.DOCUMENTED_H2O),
    H2O_PRODUCTION("file: docs/h2o/production.conf", Snippet.DOCUMENTED_H2O),
    CGI_FCGI_GET("run: cgi-fcgi-get", Snippet.CGI_FCGI),
    CGI_FCGI_POST("run: cgi-fcgi-post", Snippet.CGI_FCGI),
    APP_FCGI("file: docs/sockets/app-fcgi", Snippet.SPAWNED),
    SPAWN_FCGI("file: docs/sockets/spawn-fcgi.sh", Snippet.SPAWNED),
    SPAWNED_BY_CGI_FCGI("file: docs/sockets/cgi-fcgi.sh", Snippet.SPAWNED),
    LIGHTTPD_CONF("file: docs/sockets/lighttpd.conf", Snippet.SPAWNED),
    SYSTEMD_SOCKET("file: docs/sockets/slipway.socket", Snippet.SPAWNED),
    SYSTEMD_SERVICE("file: docs/sockets/slipway.service", Snippet.SPAWNED),
    LISTEN_FDS("file: docs/sockets/listen-fds", Snippet.SPAWNED),
    JETTY_UNPACK("run: jetty-unpack", Snippet.JETTY),
    JETTY_MODULES("run: jetty-modules", Snippet.JETTY),
    JETTY_START("run: jetty-start", Snippet.JETTY),
    /** The file itself is verified, and its command run; to install it is for a machine of its own. */
    INSTALL_SERVICE("run: install-service", "launcher/src/test/java/dev/slipway/launcher/ServiceFileIT.java"),
    SETTINGS("file: docs/settings/slipway.properties", Snippet.CONFIG),
    JETTY_EE8("file: docs/jetty/ee8.properties", Snippet.JETTY),
    JETTY_DOS("file: docs/jetty/jetty-dos.xml", Snippet.JETTY_TOGETHER),
    JMX("file: " + Snippet.ADAPTER + "JmxExample.java", Snippet.ADAPTER + "ManagedPropertiesTest.java"),
    EMBEDDING("file: " + Snippet.ADAPTER + "EmbeddingExample.java", Snippet.ADAPTER + "EmbeddingExampleTest.java"),
    UNIX_SOCKET("file: " + Snippet.ADAPTER + "UnixSocketExample.java", Snippet.ADAPTER + "EmbeddingExampleTest.java");

    private static final String DOCUMENTED = "src-it/src/test/java/dev/slipway/it/DocumentedIT.java";
    private static final String HAND_OVER = "src-it/src/test/java/dev/slipway/it/HandOverIT.java";
    private static final String AUTHORIZER = "src-it/src/test/java/dev/slipway/it/AuthorizerIT.java";
    private static final String IDENTITY = "src-it/src/test/java/dev/slipway/it/identity/IdentityIT.java";
    private static final String CERTIFICATES = "src-it/src/test/java/dev/slipway/it/identity/ClientCertificateIT.java";
    private static final String IIS = "src-it/src/test/java/dev/slipway/it/documentation/IisConfigurationTest.java";
    private static final String DOCUMENTED_NGINX = "src-it/src/test/java/dev/slipway/it/DocumentedNginxIT.java";
    private static final String DOCUMENTED_LIGHTTPD = "src-it/src/test/java/dev/slipway/it/DocumentedLighttpdIT.java";
    private static final String DOCUMENTED_HAPROXY = "src-it/src/test/java/dev/slipway/it/DocumentedHaproxyIT.java";
    private static final String DOCUMENTED_CADDY = "src-it/src/test/java/dev/slipway/it/DocumentedCaddyIT.java";
    private static final String DOCUMENTED_H2O = "src-it/src/test/java/dev/slipway/it/DocumentedH2oIT.java";
    private static final String CGI_FCGI = "src-it/src/test/java/dev/slipway/it/CgiFcgiIT.java";
    private static final String SPAWNED = "launcher/src/test/java/dev/slipway/launcher/SpawnedIT.java";
    private static final String JETTY_TOGETHER = "src-it/src/test/java/dev/slipway/it/JettyModulesTogetherIT.java";
    private static final String JETTY = "src-it/src/test/java/dev/slipway/it/JettyModuleIT.java";
    private static final String CONFIG = "launcher/src/test/java/dev/slipway/launcher/ConfigIT.java";
    private static final String ADAPTER = "jetty-adapter/src/test/java/dev/slipway/fastcgi/jetty/";

    private final String mark;
    private final String runner;

    /**
     * @param mark the comment above the block
     * @param runner a test, or what runs a script, from the top of the tree
     */
    Snippet(String mark, String runner) {
        this.mark = mark;
        this.runner = runner;
    }

    String mark() {
        return mark;
    }

    String runner() {
        return runner;
    }

    /** The name by which the runner calls it, so that it cannot forget it. */
    String nameInRunner() {
        String name = mark.substring(mark.indexOf(' ') + 1);
        return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.\\w+$", "");
    }
}
