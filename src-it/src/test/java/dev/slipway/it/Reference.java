// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.backend.Backend;
import dev.slipway.it.frontend.JettyFrontEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The deployment that every other one is compared with: one for the whole run, started when first asked for. */
final class Reference implements AutoCloseable {
    private final Deployment deployment;

    private Reference() {
        try {
            deployment = Deployment.start(new JettyFrontEnd("reference", Backend.IDLE_TIMEOUT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Deployment of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Reference.class))
                .computeIfAbsent(Reference.class, key -> new Reference(), Reference.class)
                .deployment;
    }

    @Override
    public void close() throws IOException {
        deployment.close();
    }
}
