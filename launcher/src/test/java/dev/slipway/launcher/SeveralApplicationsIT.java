// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.example.FailingListener;
import dev.slipway.fastcgi.testkit.FastCgiPeer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralApplicationsIT {
    @TempDir
    Path directory;

    @Test
    void oneThatFailsIsNamedAndTheOthersAreServed() throws Exception {
        Path good = TestApplication.in(directory.resolve("good")).path();
        Path failing = TestApplication.in(directory.resolve("failing"))
                .listening(FailingListener.class)
                .path();
        Path older = TestApplication.in(directory.resolve("older"))
                .with(dev.slipway.example.javax.PlatformServlet.class)
                .describedBy(
                        "https://jakarta.ee/xml/ns/jakartaee", "6.0", TestApplication.listener("javax.servlet.Gone"))
                .path();
        try (Program slipway = serve("/=" + good, "/failing=" + failing, "/older=" + older)) {
            slipway.out.beginning("listening on ");

            slipway.err.beginning("slipway run: " + failing + " cannot be deployed: java.lang.IllegalStateException: no"
                    + " database");
            slipway.err.beginning("slipway run: " + older + " cannot be deployed: it needs class javax.servlet.Gone,"
                    + " which environment ee10 does not have; choose another with --ee ee8");
            assertThat(status("/index.html")).isEqualTo(200);
            assertThat(status("/failing/index.html")).isEqualTo(503);
            assertThat(status("/older/index.html")).isEqualTo(503);
        }
    }

    @Test
    void thereIsNothingToGoOnForIfAllFail() throws Exception {
        Path failing = TestApplication.in(directory.resolve("failing"))
                .listening(FailingListener.class)
                .path();
        try (Program slipway = serve("/a=" + failing, "/b=" + failing)) {
            assertThat(slipway.exitCode()).isEqualTo(1);
            assertThat(slipway.err.all())
                    .filteredOn(line -> line.contains("cannot be deployed"))
                    .hasSize(2);
        }
    }

    @Test
    void theEnvironmentCanBeChosen() throws Exception {
        Path application = TestApplication.in(directory.resolve("app")).path();
        try (Program slipway = serve("--ee", "ee9", application.toString())) {
            assertThat(slipway.out.beginning("serving ")).endsWith(application + " at / (ee9)");
        }
    }

    @Test
    void twoAtOnePathAreRefused() throws Exception {
        Path a = TestApplication.in(directory.resolve("a")).path();
        Path b = TestApplication.in(directory.resolve("b")).path();
        try (Program slipway = serve(a.toString(), b.toString())) {
            assertThat(slipway.exitCode()).isEqualTo(2);
            assertThat(slipway.err.all())
                    .first()
                    .isEqualTo("slipway run: " + a + " and " + b
                            + " are both to be served at /; write PATH=APP.war, as in" + " /shop=b");
        }
    }

    @Test
    void aFileMayHaveAnEqualsSignInItsName() throws Exception {
        Path application = TestApplication.in(directory.resolve("a=b")).path();
        try (Program slipway = serve(application.toString())) {
            slipway.out.beginning("serving " + application + " at / ");
        }
    }

    @Test
    void aDirectoryIsWatched() throws Exception {
        Path webapps = Files.createDirectory(directory.resolve("webapps"));
        TestApplication application = TestApplication.in(directory.resolve("app"));
        application.war(webapps.resolve("root.war"));
        try (Program slipway = serve("--webapps", webapps.toString())) {
            slipway.out.beginning("serving " + webapps.resolve("root.war") + " at / (ee11)");
            slipway.out.beginning("listening on ");
            assertThat(status("/index.html")).isEqualTo(200);

            Path shop = webapps.resolve("shop.war");
            move(application.listening(FailingListener.class).war(directory.resolve("new")), shop);
            slipway.err.containing(shop + " cannot be deployed: java.lang.IllegalStateException: no database");
            assertThat(status("/shop/index.html")).isEqualTo(503);
            assertThat(status("/index.html")).isEqualTo(200);

            move(
                    TestApplication.in(directory.resolve("old"))
                            .with(dev.slipway.example.javax.PlatformServlet.class)
                            .war(directory.resolve("new")),
                    shop);
            slipway.out.beginning("serving " + shop + " at /shop (ee8)");
            assertThat(status("/shop/annotated")).isEqualTo(200);

            Files.delete(shop);
            slipway.out.beginning("removed " + shop + " from /shop");
            assertThat(status("/shop/annotated")).isEqualTo(404);
            assertThat(slipway.terminate().exitCode()).isZero();
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private Program serve(String... arguments) throws IOException {
        String[] all = new String[arguments.length + 3];
        all[0] = "run";
        all[1] = "--listen";
        all[2] = "unix:" + directory.resolve("app.sock");
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Program.slipway(all);
    }

    private int status(String target) throws IOException {
        try (FastCgiPeer peer = FastCgiPeer.connect(UnixDomainSocketAddress.of(directory.resolve("app.sock")))) {
            return peer.get(target).status();
        }
    }
}
