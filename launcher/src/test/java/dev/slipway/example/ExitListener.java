// SPDX-License-Identifier: Apache-2.0
package dev.slipway.example;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.nio.file.Files;
import java.nio.file.Path;

/** Part of a test's application: ends the process with exit code 3 once the file {@code exit.trigger} is gone. */
public class ExitListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        Path trigger = Path.of(System.getProperty("exit.trigger"));
        new Thread(() -> {
                    while (Files.exists(trigger)) {
                        Thread.onSpinWait();
                    }
                    System.exit(3);
                })
                .start();
    }
}
