package dev.tapeline.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tapeline.app.token.Scope;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Who may do what while the service listens on loopback. */
@QuarkusTest
class LoopbackAccessTest {

  @TestFactory
  List<DynamicTest> everyOperationWithEveryScope() {
    return cases(new AuthMatrix(true));
  }

  static List<DynamicTest> cases(AuthMatrix matrix) {
    List<AuthMatrix.Operation> operations = AuthMatrix.operations();
    assertThat(operations).hasSizeGreaterThan(20);
    List<DynamicTest> tests = new ArrayList<>();
    operations.forEach(
        operation ->
            tests.add(dynamicTest(operation + " none", () -> matrix.check(operation, null, null))));
    for (Scope scope : Scope.values()) {
      String token = AuthMatrix.token(scope);
      operations.forEach(
          operation ->
              tests.add(
                  dynamicTest(
                      operation + " " + scope, () -> matrix.check(operation, scope, token))));
    }
    return tests;
  }
}
