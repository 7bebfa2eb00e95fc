// SPDX-License-Identifier: Apache-2.0
package dev.slipway.example.jakarta;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.servlet.http.HttpServlet;
import java.util.Set;

/** Part of a test's application: serves /initialized with the servlet that it is told of. */
@HandlesTypes(HttpServlet.class)
public class PlatformInitializer implements ServletContainerInitializer {
    @Override
    public void onStartup(Set<Class<?>> servlets, ServletContext context) {
        if (servlets != null && servlets.contains(PlatformServlet.class)) {
            context.addServlet("initialized", PlatformServlet.class).addMapping("/initialized");
        }
    }
}
