package dev.tapeline.article;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ArticlePushTest {

  @Test
  void aRepeatedPushChangesNothing() {
    String body =
        """
        {"articles": [{"source": "Wire", "id": "repeat", "title": "Nothing happened",
          "publishedAt": "2021-10-19T12:00:00Z"}]}""";

    JsonPath first = push(body);
    JsonPath second = push(body);

    assertThat(first.getString("results[0].status")).isEqualTo("CREATED");
    assertThat(second.getString("results[0].status")).isEqualTo("UNCHANGED");
    assertThat(second.getString("results[0].articleId"))
        .isEqualTo(first.getString("results[0].articleId"));
  }

  private static JsonPath push(String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/articles")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
