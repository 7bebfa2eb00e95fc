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
    APP_FCGI("file: docs/sockets/app-fcgi", Snippet.SPAWNED),
    SPAWN_FCGI("file: docs/sockets/spawn-fcgi.sh", Snippet.SPAWNED),
    CGI_FCGI("file: docs/sockets/cgi-fcgi.sh", Snippet.SPAWNED),
    LIGHTTPD_CONF("file: docs/sockets/lighttpd.conf", Snippet.SPAWNED),
    SYSTEMD_SOCKET("file: docs/sockets/slipway.socket", Snippet.SPAWNED),
    SYSTEMD_SERVICE("file: docs/sockets/slipway.service", Snippet.SPAWNED),
    LISTEN_FDS("file: docs/sockets/listen-fds", Snippet.SPAWNED),
    EMBEDDING("file: " + Snippet.ADAPTER + "EmbeddingExample.java", Snippet.ADAPTER + "EmbeddingExampleTest.java"),
    UNIX_SOCKET("file: " + Snippet.ADAPTER + "UnixSocketExample.java", Snippet.ADAPTER + "EmbeddingExampleTest.java");

    private static final String DOCUMENTED = "src-it/src/test/java/dev/slipway/it/DocumentedIT.java";
    private static final String SPAWNED = "launcher/src/test/java/dev/slipway/launcher/SpawnedIT.java";
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
