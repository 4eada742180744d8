package dev.tapeline.app.openapi;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiDescriptionTest {

  @Test
  void tellsWhatTheServiceIs() {
    JsonPath description = description();

    assertThat(description.getString("info.title")).isEqualTo("Tapeline");
    assertThat(description.getString("info.version")).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(description.getString("info.license.name")).isEqualTo("Apache-2.0");
    assertThat(description.getString("components.securitySchemes.token.scheme"))
        .isEqualTo("bearer");
  }

  @Test
  void marksWhatNeedsTheToken() {
    Map<String, Map<String, Map<String, Object>>> paths = description().getMap("paths");

    assertThat(operation(paths, "/api/v1/articles", "post").get("security"))
        .isEqualTo(List.of(Map.of("token", List.of())));
    assertThat(operation(paths, "/api/v1/analyze", "post")).doesNotContainKey("security");
    assertThat(operation(paths, "/api/v1/companies", "get")).doesNotContainKey("security");
  }

  @Test
  void givesEveryOperationAnIdOfItsOwn() {
    Map<String, Map<String, Map<String, Object>>> paths = description().getMap("paths");

    List<Object> ids =
        paths.values().stream()
            .flatMap(item -> item.values().stream())
            .map(operation -> operation.get("operationId"))
            .toList();
    assertThat(ids).isNotEmpty().doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void hasNoSchemaThatIsButAnotherNameOfItself() {
    Map<String, Map<String, Object>> schemas = description().getMap("components.schemas");

    schemas.forEach(
        (name, schema) ->
            assertThat(schema.get("$ref")).as(name).isNotEqualTo("#/components/schemas/" + name));
  }

  @Test
  void describesBothKindsOfEntries() {
    JsonPath description = description();

    assertThat(description.getString("components.schemas.TimelineEntry.properties.move"))
        .contains("RecordedMove");
    assertThat(description.getList("components.schemas.TimelineEntry.allOf.'$ref'"))
        .contains("#/components/schemas/NewsEvent");
  }

  private static Map<String, Object> operation(
      Map<String, Map<String, Map<String, Object>>> paths, String path, String method) {
    return requireNonNull(requireNonNull(paths.get(path), path).get(method), method);
  }

  private static JsonPath description() {
    return given().accept("application/json").get("/q/openapi").jsonPath();
  }
}
