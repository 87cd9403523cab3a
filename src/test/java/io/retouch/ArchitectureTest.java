package io.retouch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way the arrows run. */
@AnalyzeClasses(
    packages = {
      "io.retouch.image",
      "io.retouch.preset",
      "io.retouch.edit",
      "io.retouch.operate",
      "io.retouch.event",
      "io.retouch.provider",
      "io.retouch.store",
      "io.retouch.ledger",
      "io.retouch.queue",
      "io.retouch.secret",
      "io.retouch.sdk"
    },
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ADAPTERS = {
    "io.retouch.provider..",
    "io.retouch.store..",
    "io.retouch.ledger..",
    "io.retouch.queue..",
    "io.retouch.secret..",
    "io.retouch.sdk.."
  };

  @ArchTest
  static final ArchRule arrowsRunOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.retouch..")
          .layer("image")
          .definedBy("io.retouch.image..")
          .layer("preset")
          .definedBy("io.retouch.preset..")
          .layer("edit")
          .definedBy("io.retouch.edit..")
          .layer("operate")
          .definedBy("io.retouch.operate..")
          .layer("event")
          .definedBy("io.retouch.event..")
          .layer("provider")
          .definedBy("io.retouch.provider..")
          .layer("store")
          .definedBy("io.retouch.store..")
          .layer("ledger")
          .definedBy("io.retouch.ledger..")
          .layer("queue")
          .definedBy("io.retouch.queue..")
          .layer("secret")
          .definedBy("io.retouch.secret..")
          .layer("sdk")
          .definedBy("io.retouch.sdk..")
          .whereLayer("image")
          .mayNotAccessAnyLayer()
          .whereLayer("event")
          .mayNotAccessAnyLayer()
          .whereLayer("sdk")
          .mayOnlyAccessLayers("edit")
          .whereLayer("sdk")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("preset")
          .mayOnlyAccessLayers("image")
          .whereLayer("edit")
          .mayOnlyAccessLayers("preset", "image")
          .whereLayer("operate")
          .mayOnlyAccessLayers("edit", "preset")
          .whereLayer("provider")
          .mayOnlyAccessLayers("edit", "preset", "image")
          .whereLayer("store")
          .mayOnlyAccessLayers("edit", "preset", "image")
          .whereLayer("ledger")
          .mayOnlyAccessLayers("edit", "preset", "image")
          .whereLayer("queue")
          .mayOnlyAccessLayers("edit", "preset", "image")
          .whereLayer("secret")
          .mayOnlyAccessLayers("edit", "preset", "image");

  @ArchTest
  static final ArchRule adaptersAreInvisible =
      classes().that().resideInAnyPackage(ADAPTERS).should().notBePublic();

  @ArchTest
  static final ArchRule awsStaysInItsAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.retouch.store..",
              "io.retouch.ledger..",
              "io.retouch.queue..",
              "io.retouch.secret..",
              "io.retouch.sdk..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule httpStaysInItsAdapters =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.retouch.provider..", "io.retouch.sdk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..", "java.net.http..");

  @ArchTest
  static final ArchRule nobodyReadsTheEnvironment =
      noClasses().should().callMethod(System.class, "getenv", String.class);
}
