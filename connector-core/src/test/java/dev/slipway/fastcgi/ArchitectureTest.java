// SPDX-License-Identifier: Apache-2.0
package dev.slipway.fastcgi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.slipway.fastcgi.request.ParamTable;
import dev.slipway.fastcgi.request.Params;
import java.lang.module.ModuleFinder;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may know whom: {@code protocol ← response ← request ← cgi}, and nothing but java.base below. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "dev.slipway.fastcgi.protocol",
                    "dev.slipway.fastcgi.request",
                    "dev.slipway.fastcgi.response",
                    "dev.slipway.fastcgi.cgi");

    private static final Set<String> JAVA_BASE =
            ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().packages();

    @Test
    void theClassesAreThere() {
        assertThat(CORE.size()).isGreaterThan(20);
    }

    @Test
    void coreDependsOnJavaBaseAndItself() {
        classes()
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<JavaClass>("are in java.base or in core") {
                    @Override
                    public boolean test(JavaClass used) {
                        String name = used.getBaseComponentType().getPackageName();
                        return used.getBaseComponentType().isPrimitive()
                                || name.startsWith("java.") && JAVA_BASE.contains(name)
                                || name.startsWith("dev.slipway.fastcgi.");
                    }
                })
                .check(CORE);
    }

    @Test
    void protocolKnowsNobody() {
        onlyKnows("protocol");
    }

    @Test
    void responseKnowsProtocol() {
        onlyKnows("response", "protocol");
    }

    @Test
    void requestKnowsProtocolAndResponse() {
        onlyKnows("request", "protocol", "response");
    }

    @Test
    void onlyRefusalKnowsResponse() {
        noClasses()
                .that()
                .resideInAPackage("..request")
                .and()
                .doNotHaveSimpleName("Refusal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..response")
                .check(CORE);
    }

    @Test
    void cgiKnowsOnlyParams() {
        classes()
                .that()
                .resideInAPackage("..cgi")
                .should()
                .onlyDependOnClassesThat(
                        new DescribedPredicate<JavaClass>("are Params or its tables, in cgi or in java") {
                            @Override
                            public boolean test(JavaClass used) {
                                return !used.getPackageName().startsWith("dev.slipway.")
                                        || used.isEquivalentTo(Params.class)
                                        || used.isEquivalentTo(ParamTable.class)
                                        || used.isEquivalentTo(ParamTable.Lookup.class)
                                        || used.getPackageName().equals("dev.slipway.fastcgi.cgi");
                            }
                        })
                .check(CORE);
    }

    @Test
    void noFieldIsPublicAndMutable() {
        fields().that().arePublic().should().beFinal().andShould().beStatic().check(CORE);
    }

    private static void onlyKnows(String name, String... others) {
        classes()
                .that()
                .resideInAPackage("dev.slipway.fastcgi." + name)
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<JavaClass>("are allowed for " + name) {
                    @Override
                    public boolean test(JavaClass used) {
                        String owner = used.getBaseComponentType().getPackageName();
                        return !owner.startsWith("dev.slipway.")
                                || owner.equals("dev.slipway.fastcgi." + name)
                                || Set.of(others).contains(owner.substring(owner.lastIndexOf('.') + 1));
                    }
                })
                .check(CORE);
    }
}
