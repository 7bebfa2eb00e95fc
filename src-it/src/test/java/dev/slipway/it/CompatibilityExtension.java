// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.compare.Compatibility;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * For a class with a nested class for each mode of one front end: when all of them have gone through all of their
 * scenarios, compares how that went with docs/compatibility.md. A run of only some of them is not compared.
 */
final class CompatibilityExtension implements AfterAllCallback {
    private final Map<Class<?>, String> modes = new ConcurrentHashMap<>();
    private volatile String frontEnd;

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Class<?> ended = context.getRequiredTestClass();
        if (DeployedScenarios.class.isAssignableFrom(ended)) {
            Deployment site = ((DeployedScenarios) context.getRequiredTestInstance()).site();
            modes.put(ended, site.frontEnd().mode());
            frontEnd = site.frontEnd().name();
            return;
        }
        Compatibility compatibility = ScenarioExtension.of(context);
        if (Stream.of(ended.getDeclaredClasses())
                .filter(nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                .allMatch(nested -> modes.containsKey(nested)
                        && compatibility.of(frontEnd).complete(modes.get(nested), scenarios(nested)))) {
            compatibility.assertAsDocumented(frontEnd, modes.values());
        }
    }

    private static List<String> scenarios(Class<?> mode) {
        return AnnotationSupport.findAnnotatedMethods(mode, Testable.class, HierarchyTraversalMode.TOP_DOWN).stream()
                .map(ScenarioExtension::title)
                .distinct()
                .toList();
    }
}
