package dev.tapeline.app.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the description shows as an example is what its schemas allow, and so are real answers. */
@QuarkusTest
class ExamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  @TestFactory
  List<DynamicTest> examplesFitTheirSchemas() throws IOException {
    JsonNode api = api();
    List<DynamicTest> tests = new ArrayList<>();
    api.path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fields()
                    .forEachRemaining(
                        method -> {
                          String name = method.getKey() + " " + path.getKey();
                          JsonNode operation = method.getValue();
                          collect(name + " body", operation.path("requestBody"), api, tests);
                          operation
                              .path("responses")
                              .fields()
                              .forEachRemaining(
                                  answer ->
                                      collect(
                                          name + " " + answer.getKey(),
                                          answer.getValue(),
                                          api,
                                          tests));
                        }));
    assertThat(tests).hasSizeGreaterThan(5);
    return tests;
  }

  private static void collect(String name, JsonNode holder, JsonNode api, List<DynamicTest> tests) {
    holder
        .path("content")
        .fields()
        .forEachRemaining(
            type ->
                type.getValue()
                    .path("examples")
                    .fields()
                    .forEachRemaining(
                        example ->
                            tests.add(
                                dynamicTest(
                                    name + " " + example.getKey(),
                                    () ->
                                        fits(
                                            type.getValue().path("schema"),
                                            example.getValue().path("value"),
                                            api)))));
  }

  private static void fits(JsonNode schema, JsonNode value, JsonNode api) throws IOException {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("allOf", JSON.createArrayNode().add(schema));
    whole.set("components", api.path("components"));
    JsonSchema read = SCHEMAS.getSchema(whole);
    assertThat(read.validate(value.isTextual() ? JSON.readTree(value.asText()) : value))
        .as(value.toString())
        .isEmpty();
  }

  @Test
  void answersFitTheirSchemas() throws IOException {
    JsonNode api = api();
    for (String path :
        List.of("/api/v1/companies", "/api/v1/sources", "/api/v1/moves", "/api/v1/tokens")) {
      JsonNode schema =
          api.path("paths")
              .path(path)
              .path("get")
              .path("responses")
              .path("200")
              .path("content")
              .path("application/json")
              .path("schema");
      assertThat(schema.isObject()).as(path).isTrue();
      fits(schema, JSON.readTree(given().get(path).asByteArray()), api);
    }
  }

  private static JsonNode api() throws IOException {
    return JSON.readTree(given().accept("application/json").get("/q/openapi").asByteArray());
  }
}
