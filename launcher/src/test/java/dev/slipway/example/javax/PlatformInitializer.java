// SPDX-License-Identifier: Apache-2.0
package dev.slipway.example.javax;

import java.util.Set;
import javax.servlet.ServletContainerInitializer;
import javax.servlet.ServletContext;
import javax.servlet.annotation.HandlesTypes;
import javax.servlet.http.HttpServlet;

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
