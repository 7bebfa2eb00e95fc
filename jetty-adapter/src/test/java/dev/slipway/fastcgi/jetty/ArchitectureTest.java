// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi.jetty;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.slipway.fastcgi.protocol.BeginRequest;
import dev.slipway.fastcgi.protocol.ConnectionException;
import dev.slipway.fastcgi.protocol.Role;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: the adapter knows Jetty and no bytes, the core knows bytes and no Jetty. */
class ArchitectureTest {
    private static final String ADAPTER = "dev.slipway.fastcgi.jetty..";
    private static final String PROTOCOL = "dev.slipway.fastcgi.protocol..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.slipway.fastcgi");

    /** What the adapter may know of the wire format. */
    private static final DescribedPredicate<JavaClass> OF_NO_CONCERN = resideInAPackage(PROTOCOL)
            .and(DescribedPredicate.describe(
                    "beside roles and failures",
                    type -> Set.of(Role.class, BeginRequest.class, ConnectionException.class).stream()
                            .noneMatch(allowed -> type.getName().startsWith(allowed.getName()))));

    private static final DescribedPredicate<JavaMethodCall> READS_OR_WRITES_BYTES =
            DescribedPredicate.describe("a get or put of a ByteBuffer", ArchitectureTest::readsOrWritesBytes);

    private static boolean readsOrWritesBytes(JavaAccess<?> call) {
        String name = call.getTarget().getName();
        return call.getTargetOwner().isEquivalentTo(ByteBuffer.class)
                && (name.startsWith("get") || name.startsWith("put"));
    }

    @Test
    void theAdapterKnowsNoRecords() {
        noClasses()
                .that()
                .resideInAPackage(ADAPTER)
                .should()
                .dependOnClassesThat(OF_NO_CONCERN)
                .check(CLASSES);
    }

    @Test
    void theAdapterReadsAndWritesNoBytes() {
        noClasses()
                .that()
                .resideInAPackage(ADAPTER)
                .should()
                .callMethodWhere(READS_OR_WRITES_BYTES)
                .check(CLASSES);
    }

    @Test
    void theAdapterDependsOnJettysServerAndTheCoreOnly() {
        classes()
                .that()
                .resideInAPackage(ADAPTER)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.slipway.fastcgi..",
                        "org.eclipse.jetty.security",
                        "org.eclipse.jetty.security.authentication",
                        "org.eclipse.jetty.server",
                        "org.eclipse.jetty.server.handler",
                        "org.eclipse.jetty.io",
                        "org.eclipse.jetty.http",
                        "org.eclipse.jetty.util..",
                        "org.slf4j",
                        "jdk.net",
                        "javax.net.ssl",
                        "javax.security.auth",
                        "java..")
                .check(CLASSES);
    }

    @Test
    void theCoreDependsOnJavaOnly() {
        classes()
                .that()
                .resideInAPackage("dev.slipway.fastcgi..")
                .and()
                .resideOutsideOfPackages(ADAPTER, "dev.slipway.fastcgi.testkit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.slipway.fastcgi.protocol",
                        "dev.slipway.fastcgi.request",
                        "dev.slipway.fastcgi.response",
                        "dev.slipway.fastcgi.cgi",
                        "java..")
                .check(CLASSES);
    }

    @Test
    void theWireFormatKnowsNothingElse() {
        classes()
                .that()
                .resideInAPackage(PROTOCOL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.slipway.fastcgi.protocol", "java..")
                .check(CLASSES);
    }

    @Test
    void theRulesSeeWhatTheyForbid() {
        // the core does what the adapter must not, so a rule that finds nothing there is broken
        assertThatThrownBy(() -> noClasses()
                        .that()
                        .resideInAPackage(PROTOCOL)
                        .should()
                        .callMethodWhere(READS_OR_WRITES_BYTES)
                        .check(CLASSES))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> noClasses()
                        .that()
                        .resideInAPackage("dev.slipway.fastcgi.request")
                        .should()
                        .dependOnClassesThat(OF_NO_CONCERN)
                        .check(CLASSES))
                .isInstanceOf(AssertionError.class);
    }
}
