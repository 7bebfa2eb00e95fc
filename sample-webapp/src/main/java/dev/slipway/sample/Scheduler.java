// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sample;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The application's one timer thread, as old as the application. */
@WebListener
public final class Scheduler implements ServletContextListener {
    private static final String ATTRIBUTE = Scheduler.class.getName();

    static ScheduledExecutorService of(ServletContext context) {
        return (ScheduledExecutorService) context.getAttribute(ATTRIBUTE);
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext()
                .setAttribute(
                        ATTRIBUTE,
                        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sample-timer")));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        of(event.getServletContext()).shutdownNow();
    }
}
