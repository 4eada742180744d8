package dev.tapeline.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the table of {@code docs/architecture.md}. */
class ArchitectureTest {

  private static final String ROOT = "dev.tapeline.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.tapeline");

  @ParameterizedTest
  @CsvSource({
    "exchange..,            ''",
    "analysis,              analysis.. exchange..",
    "analysis.text..,       exchange..",
    "analysis.directory..,  analysis.text.. exchange..",
    "analysis.linking..,    analysis.text.. analysis.directory..",
    "analysis.move..,       analysis.text.. analysis.directory.. analysis.linking.. exchange..",
    "analysis.event..,      analysis.text.. analysis.directory.. analysis.linking.. analysis.move.. exchange..",
    "analysis.page..,       analysis.text..",
    "rest..,                ''",
    "fetch..,               ''",
    "pull..,                ''",
    "company..,             rest.. analysis.. exchange..",
    "timeline..,            rest.. analysis.. exchange.. company..",
    "article..,             rest.. analysis.. exchange.. company.. timeline..",
    "source..,              rest.. analysis.. exchange.. company.. timeline.. article.. fetch.. pull..",
    "market..,              rest.. analysis.. exchange.. company.. timeline.. article.. fetch.. pull..",
    "alert..,               rest.. analysis.. exchange.. company.. timeline.. market.. fetch.. pull..",
    "web..,                 rest.. analysis.. exchange.. company.. timeline.. article.. source.. market.. alert.."
  })
  void packagesKnowOnlyWhatTheTableLetsThem(String owner, String allowed) {
    String[] known =
        Stream.concat(Stream.of(owner), Arrays.stream(allowed.split(" ")))
            .filter(name -> !name.isEmpty())
            .map(name -> ROOT + name)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(ROOT + owner)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.tapeline..")
                .and(
                    DescribedPredicate.not(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                            known))))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void noPackagesGoInCircles() {
    slices().matching("dev.tapeline.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theAnalysisNeedsNoFrameworkNoDatabaseAndNoNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.tapeline.analysis..", "dev.tapeline.exchange..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "io.vertx..",
            "jakarta..",
            "org.jboss..",
            "org.hibernate..",
            "org.jdbi..",
            "java.sql..",
            "javax.sql..",
            "java.net.http..",
            "org.apache.hc..")
        .check(CLASSES);
  }

  @Test
  void onlyTheAppReadsTheClockAndTheMachinesDefaults() {
    classes()
        .that(resideOutsideOfPackage("dev.tapeline.app.."))
        .should(notCall(ArchitectureTest::readsClockOrDefaults, "the clock or a default"))
        .check(CLASSES);
  }

  private static boolean readsClockOrDefaults(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return switch (name) {
      case "now" -> owner.startsWith("java.time.") && parameters(access) == 0;
      case "systemDefaultZone", "systemUTC", "tickSeconds" -> owner.equals("java.time.Clock");
      case "system" -> owner.equals("java.time.InstantSource") || owner.equals("java.time.Clock");
      case "systemDefault" -> owner.equals("java.time.ZoneId");
      case "currentTimeMillis" -> owner.equals("java.lang.System");
      case "defaultCharset" -> owner.equals("java.nio.charset.Charset");
      case "getDefault" -> owner.equals("java.util.Locale") || owner.equals("java.util.TimeZone");
      case "toLowerCase", "toUpperCase", "getBytes" ->
          owner.equals("java.lang.String") && parameters(access) == 0;
      case "<init>" ->
          owner.equals("java.io.FileReader")
              || owner.equals("java.io.FileWriter")
              || (owner.equals("java.io.InputStreamReader") && parameters(access) == 1)
              || (owner.equals("java.util.Date") && parameters(access) == 0);
      default -> false;
    };
  }

  /** It runs inside other programs, whose default locale is not Tapeline's to choose. */
  @Test
  void theAnalysisFormatsWithoutADefaultLocale() {
    classes()
        .that(
            resideInAPackage("dev.tapeline.analysis..")
                .or(resideInAPackage("dev.tapeline.exchange..")))
        .should(notCall(ArchitectureTest::formatsByDefault, "a formatter of the default locale"))
        .check(CLASSES);
  }

  private static boolean formatsByDefault(JavaAccess<?> access) {
    if (!access.getTargetOwner().getName().equals("java.lang.String")) {
      return false;
    }
    String name = access.getTarget().getName();
    return name.equals("formatted") || (name.equals("format") && parameters(access) == 2);
  }

  private static int parameters(JavaAccess<?> access) {
    return access.getTarget()
            instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget call
        ? call.getRawParameterTypes().size()
        : 0;
  }

  private static ArchCondition<JavaClass> notCall(
      java.util.function.Predicate<JavaAccess<?>> forbidden, String what) {
    return new ArchCondition<>("not call " + what) {
      @Override
      public void check(JavaClass checked, ConditionEvents events) {
        checked.getAccessesFromSelf().stream()
            .filter(forbidden)
            .forEach(
                access ->
                    events.add(SimpleConditionEvent.violated(checked, access.getDescription())));
      }
    };
  }

  @Test
  void noEntityLeavesThroughAResource() {
    methods()
        .that()
        .areDeclaredInClassesThat()
        .areAnnotatedWith(Path.class)
        .and()
        .arePublic()
        .should(
            new ArchCondition<JavaMethod>("have no entity in their signature") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                signature(method)
                    .filter(type -> type.isAnnotatedWith(Entity.class))
                    .forEach(
                        type ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    method, method.getFullName() + " shows " + type.getName())));
              }
            })
        .check(CLASSES);
  }

  private static Stream<JavaClass> signature(JavaCodeUnit method) {
    return Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
        .flatMap(type -> type.getAllInvolvedRawTypes().stream());
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .resideInAnyPackage("..util..", "..utils..", "..common..", "..dto..", "..impl..")
        .check(CLASSES);
  }

  @Test
  void resourcesAreCalledResources() {
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .haveSimpleNameEndingWith("Resource")
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    Set<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(found -> !isNullMarked(found))
            .map(JavaPackage::getName)
            .collect(Collectors.toSet());

    assertThat(unmarked).isEmpty();
  }

  private static boolean isNullMarked(JavaPackage found) {
    return found
        .tryGetPackageInfo()
        .map(info -> info.isAnnotatedWith(NullMarked.class))
        .orElse(false);
  }
}
