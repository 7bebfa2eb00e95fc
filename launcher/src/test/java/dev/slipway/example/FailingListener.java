// SPDX-License-Identifier: Apache-2.0
package dev.slipway.example;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Part of a test's application: cannot start. */
public class FailingListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        throw new IllegalStateException("no database", new IllegalArgumentException("port 0"));
    }
}
