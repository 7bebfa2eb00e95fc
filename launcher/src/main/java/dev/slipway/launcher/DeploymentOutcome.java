// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher;

import dev.slipway.launcher.deploy.DeploymentReport;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Tells people what becomes of their applications, a line for each. */
final class DeploymentOutcome implements DeploymentReport {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean stackTraces;
    private boolean anyDeployed;

    /** @param stackTraces whether they follow what has failed */
    DeploymentOutcome(PrintWriter out, PrintWriter err, boolean stackTraces) {
        this.out = out;
        this.err = err;
        this.stackTraces = stackTraces;
    }

    @Override
    public void deployed(Path application, String contextPath, String environment) {
        anyDeployed = true;
        out.println("serving " + application + " at " + contextPath + " (" + environment + ")");
        out.flush();
    }

    @Override
    public void failed(Path application, String contextPath, String reason, Throwable cause) {
        err.println("slipway run: " + application + " cannot be deployed: " + reason);
        if (stackTraces) {
            cause.printStackTrace(err);
        } else {
            err.println("(--verbose shows the stack trace)");
        }
        err.flush();
    }

    @Override
    public void removed(Path application, String contextPath) {
        out.println("removed " + application + " from " + contextPath);
        out.flush();
    }

    @Override
    public boolean goesOn() {
        return anyDeployed;
    }
}
