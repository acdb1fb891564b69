package org.effigy.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.effigy.architecture.offenders.InsideUser;
import org.effigy.audit.Internal;
import org.effigy.audit.likeness.Fidelity;
import org.junit.jupiter.api.Test;

/** What is public only because the audit has several rooms is used in these rooms alone. */
class InternalTest {
    private static ArchRule rule() {
        return noClasses()
                .that()
                .resideOutsideOfPackage("org.effigy.audit..")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith(Internal.class);
    }

    @Test
    void whatIsInternalStaysInside() {
        rule().check(MainClasses.ALL);
        assertFalse(MainClasses.ALL
                .that(CanBeAnnotated.Predicates.annotatedWith(Internal.class))
                .isEmpty());
        assertFalse(Fidelity.class.isAnnotationPresent(Internal.class));
    }

    /** The planted offender. */
    @Test
    void aUserFromOutsideIsSeen() {
        assertThrows(AssertionError.class, () -> rule().check(new ClassFileImporter().importClasses(InsideUser.class)));
    }
}
