package org.effigy.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes that are shipped, wherever on the class path they stand: in a folder or in a jar, and no tests. */
final class MainClasses {
    private static final ImportOption SHIPPED =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    static final JavaClasses ALL = in("org.effigy");

    private MainClasses() {}

    static JavaClasses in(String... packages) {
        return new ClassFileImporter().withImportOption(SHIPPED).importPackages(packages);
    }

    /** The others. */
    static JavaClasses tests(String... packages) {
        return new ClassFileImporter()
                .withImportOption(location -> !SHIPPED.includes(location))
                .importPackages(packages);
    }
}
