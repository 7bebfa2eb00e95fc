// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.it.backend.SupervisedBackend;
import dev.slipway.it.backend.Workplace;
import dev.slipway.it.client.Load;
import dev.slipway.it.client.Request;
import dev.slipway.it.frontend.Account;
import dev.slipway.it.frontend.ApacheFrontEnd;
import dev.slipway.it.frontend.FrontEnd;
import dev.slipway.it.frontend.HaproxyFrontEnd;
import dev.slipway.it.frontend.NginxFrontEnd;
import dev.slipway.it.frontend.ProcessFrontEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Slipway is restarted under load, as docs/sockets.md says, and nobody sees it: requests that run are answered, further ones
 * wait for the successor, which takes the listening socket.
 */
class HandOverIT {
    private static final int CLIENTS = 8;

    private abstract static class Restarted extends DeployedScenarios {
        private final String name;
        private final String configuration;
        private SupervisedBackend backend;

        /** @param configuration of docs/NAME, without its extension */
        Restarted(String name, String configuration) {
            this.name = name;
            this.configuration = configuration;
        }

        @Override
        protected final FrontEnd frontEnd() throws IOException {
            Path shared = ProcessFrontEnd.sharedDirectory();
            Path work = ProcessFrontEnd.work(name, "hand-over");
            Path documented = Workplace.tree().resolve("docs/" + name + "/" + configuration + ".conf");
            Path here = Files.writeString(
                    work.resolve("documented.conf"),
                    DocumentationReader.here(Files.readString(documented), shared, ""));
            backend = new SupervisedBackend(work, DocumentationReader.socket(shared), Account.groupOfWebServers());
            return frontEnd(shared, here, backend);
        }

        abstract FrontEnd frontEnd(Path shared, Path here, SupervisedBackend slipway) throws IOException;

        @Test
        void restart_under_load_fails_no_get() throws Exception {
            List<Request> requests =
                    List.of(Request.get("/hello"), Request.get("/bytes?n=100000"), Request.get("/slow?ms=20"));
            try (Load load = Load.start(site().http(), CLIENTS, requests)) {
                for (int i = 0; i < 2; i++) {
                    load.awaitMore(20 * CLIENTS);
                    backend.restartSlipway();
                }
                load.awaitMore(20 * CLIENTS);
                assertThat(load.end()).as("failed requests").isEmpty();
            }
        }
    }

    @Nested
    class Apache extends Restarted {
        Apache() {
            super(ApacheFrontEnd.NAME, "restart");
        }

        @Override
        FrontEnd frontEnd(Path shared, Path here, SupervisedBackend slipway) throws IOException {
            return new ApacheFrontEnd("hand-over", shared, here, slipway);
        }
    }

    @Nested
    class Nginx extends Restarted {
        Nginx() {
            super(NginxFrontEnd.NAME, "production");
        }

        @Override
        FrontEnd frontEnd(Path shared, Path here, SupervisedBackend slipway) throws IOException {
            return new NginxFrontEnd("hand-over", shared, DocumentedNginxIT.withPorts(here), slipway);
        }
    }

    @Nested
    class Haproxy extends Restarted {
        Haproxy() {
            super(HaproxyFrontEnd.NAME, "restart");
        }

        @Override
        FrontEnd frontEnd(Path shared, Path here, SupervisedBackend slipway) throws IOException {
            return new HaproxyFrontEnd("hand-over", shared, DocumentedHaproxyIT.withPorts(here), slipway);
        }
    }
}
