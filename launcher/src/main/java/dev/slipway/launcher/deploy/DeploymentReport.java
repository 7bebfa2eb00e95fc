// SPDX-License-Identifier: Apache-2.0
package dev.slipway.launcher.deploy;

import java.nio.file.Path;

/** Is told what becomes of applications, by the thread that deploys them. */
public interface DeploymentReport {
    /**
     * It is being served now.
     *
     * @param environment the name of Jetty's environment
     */
    void deployed(Path application, String contextPath, String environment);

    /**
     * It is not, and requests for it are answered with 503.
     *
     * @param reason a sentence for people
     */
    void failed(Path application, String contextPath, String reason, Throwable failure);

    /** It is no longer served. */
    void removed(Path application, String contextPath);

    /**
     * All have been told of that were to be deployed at the start, and there is no directory to watch.
     *
     * @return whether there is a reason to go on
     */
    boolean goesOn();
}
