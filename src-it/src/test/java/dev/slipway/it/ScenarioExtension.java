// SPDX-License-Identifier: Apache-2.0
package dev.slipway.it;

import dev.slipway.it.compare.Compatibility;
import dev.slipway.it.compare.Deviation;
import dev.slipway.it.compare.Outcomes;
import dev.slipway.it.frontend.FrontEnd;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Judges how a scenario went: as it should, as a {@link Deviation} says, or neither, which is a failure that is given the
 * name of the front end and the servers' logs.
 */
final class ScenarioExtension implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        judge(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        judge(invocation, method, context);
    }

    private static void judge(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Deployment site = ((DeployedScenarios) context.getRequiredTestInstance()).site();
        FrontEnd frontEnd = site.frontEnd();
        String name = method.getExecutable().getName();
        Optional<Deviation> expected = Deviation.of(
                frontEnd.toString(),
                method.getArguments().isEmpty()
                        ? name
                        : name + "(" + method.getArguments().get(0) + ")");
        Outcomes outcomes = of(context).of(frontEnd.name());
        site.deviating(expected.isPresent());
        try {
            invocation.proceed();
        } catch (Exception | AssertionError failure) {
            if (expected.isEmpty() || !expected.get().explains(failure)) {
                throw named(site, expected, failure);
            }
            outcomes.deviated(frontEnd.mode(), title(method.getExecutable()), expected.get());
            return;
        }
        if (expected.isPresent() && expected.get().isCertain()) {
            throw new AssertionError(frontEnd + " does not deviate any more: Deviation." + expected.get()
                    + " expects a failure that says \"" + expected.get().measured() + "\"; take it out of there");
        }
        if (expected.isPresent()) {
            outcomes.deviated(frontEnd.mode(), title(method.getExecutable()), expected.get());
        } else {
            outcomes.succeeded(frontEnd.mode(), title(method.getExecutable()));
        }
    }

    /** A scenario as the documentation calls it, after the group that it is in. */
    static String title(Method method) {
        return method.getDeclaringClass().getSimpleName().replaceFirst("Scenarios$", "") + ": "
                + method.getName().replace('_', ' ');
    }

    private static AssertionError named(Deployment site, Optional<Deviation> expected, Throwable failure) {
        AssertionError named = new AssertionError(
                site.frontEnd() + ": " + failure.getMessage()
                        + expected.map(deviation -> "\nDeviation." + deviation
                                        + " expects another failure, one that says \"" + deviation.measured() + "\"")
                                .orElse(""),
                failure);
        named.addSuppressed(site.logTail());
        return named;
    }

    /** One for the whole run. */
    static Compatibility of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Compatibility.class))
                .computeIfAbsent(Compatibility.class, key -> new Compatibility(), Compatibility.class);
    }
}
