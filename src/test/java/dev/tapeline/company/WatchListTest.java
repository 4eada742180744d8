package dev.tapeline.company;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WatchListTest {
  private static final String PATH = "/api/v1/watch-lists";

  @Test
  void isMadeChangedShownAndRemoved() {
    String name = name();
    Response made = post("{\"name\": \"%s\", \"companies\": [\"01810.HK\", \"AAPL\"]}", name);
    assertThat(made.statusCode()).isEqualTo(201);
    String id = made.jsonPath().getString("id");
    assertThat(made.header("Location")).endsWith(PATH + "/" + id);
    assertThat(made.jsonPath().getList("companies.ticker")).containsExactly("1810.HK", "AAPL");

    Response changed =
        given()
            .contentType("application/json")
            .body(
                "{\"add\": [\"XTKS:7203\"], \"remove\": [\"AAPL\"], \"name\": \"%s 2\"}"
                    .formatted(name))
            .patch(PATH + "/" + id);
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(changed.jsonPath().getList("companies.ticker")).containsExactly("1810.HK", "7203.T");
    assertThat(changed.jsonPath().getString("revisedAt")).isNotNull();

    // By its name too, whatever the case.
    JsonPath shown =
        given().get(PATH + "/" + (name + " 2").toUpperCase(java.util.Locale.ROOT)).jsonPath();
    assertThat(shown.getString("id")).isEqualTo(id);
    assertThat(shown.getList("companies.ticker")).containsExactly("1810.HK", "7203.T");

    assertThat(given().delete(PATH + "/" + id).statusCode()).isEqualTo(204);
    assertThat(given().get(PATH + "/" + id).statusCode()).isEqualTo(404);
    assertThat(given().delete(PATH + "/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void replacesAllItsCompanies() {
    String id =
        post("{\"name\": \"%s\", \"companies\": [\"AAPL\"]}", name()).jsonPath().getString("id");

    Response changed =
        given()
            .contentType("application/merge-patch+json")
            .body("{\"companies\": [\"1810.HK\", \"1810.HK\"]}")
            .patch(PATH + "/" + id);

    assertThat(changed.jsonPath().getList("companies.ticker")).containsExactly("1810.HK");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ticker,Shares\\r\\n1810.HK,200\\r\\nAAPL,5\\r\\n | 2 | 0",
        "1810.HK\\nAAPL\\n1810.HK                        | 2 | 0",
        "Name;ISIN\\nApple;US0378331005\\nWho;XX         | 1 | 1",
        "symbol\\n\\n\"1810.HK\"\\nNOSUCH.XX             | 1 | 1",
      })
  void isReadFromCsv(String csv, int companies, int refused) {
    Response made =
        given()
            .contentType("text/csv")
            .queryParam("name", name())
            .body(csv.strip().replace("\\r", "\r").replace("\\n", "\n"))
            .post(PATH);

    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(made.jsonPath().getList("companies")).hasSize(companies);
    List<Object> rows = made.jsonPath().getList("refused");
    assertThat(rows == null ? 0 : rows.size()).isEqualTo(refused);
  }

  @Test
  void saysWhichRowsOfACsvItDidNotTake() {
    Response made =
        given()
            .contentType("text/csv")
            .queryParam("name", name())
            .body("ticker\nAAPL\nNOSUCH.XX\n")
            .post(PATH);

    assertThat(made.jsonPath().getLong("refused[0].line")).isEqualTo(3);
    assertThat(made.jsonPath().getString("refused[0].company")).isEqualTo("NOSUCH.XX");
    assertThat(made.jsonPath().getString("refused[0].reason")).contains("NOSUCH.XX");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"companies\": []}                            | 400 | name",
        "{\"name\": \"\"}                               | 400 | name",
        "{\"name\": 5}                                  | 400 | name",
        "{\"name\": \"a\\u0007b\"}                      | 400 | name",
        "{\"name\": \"x\", \"companies\": \"AAPL\"}     | 400 | companies",
        "{\"name\": \"x\", \"companies\": [5]}          | 400 | companies",
        "{\"name\": \"x\", \"compnies\": []}            | 400 | compnies",
        "[]                                             | 400 | body",
      })
  void refusesWhatItCannotRead(String body, int status, String parameter) {
    Response answer = given().contentType("application/json").body(body).post(PATH);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getString("parameter")).isEqualTo(parameter);
  }

  @Test
  void refusesUnknownCompaniesAndTakenNames() {
    String name = name();
    assertThat(post("{\"name\": \"%s\"}", name).statusCode()).isEqualTo(201);

    assertThat(post("{\"name\": \"%s\", \"companies\": [\"NOSUCH.XX\"]}", name()).statusCode())
        .isEqualTo(404);
    Response again = post("{\"name\": \"%s\"}", name.toUpperCase(java.util.Locale.ROOT));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.jsonPath().getString("detail")).containsIgnoringCase(name);
  }

  @Test
  void pagesShowEachOnceByName() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(post("{\"name\": \"%s\"}", name()).jsonPath().getString("name"));
    }

    List<String> seen = new ArrayList<>();
    String next = PATH + "?limit=2";
    while (next != null) {
      JsonPath page = given().urlEncodingEnabled(false).get(next).jsonPath();
      seen.addAll(page.getList("entries.name"));
      next = page.getString("next");
    }
    assertThat(seen).containsAll(made).doesNotHaveDuplicates();
    assertThat(seen).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/timeline", "/api/v1/moves"})
  void choosesTheCompaniesOfOtherLists(String path) {
    String id =
        post("{\"name\": \"%s\", \"companies\": [\"AAPL\"]}", name()).jsonPath().getString("id");
    String empty = post("{\"name\": \"%s\"}", name()).jsonPath().getString("id");

    assertThat(given().get(path + "?watchList=" + id).statusCode()).isEqualTo(200);
    assertThat(given().get(path + "?watchList=" + empty).jsonPath().getList("entries")).isEmpty();
    assertThat(given().get(path + "?watchList=" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(given().auth().none().get(path + "?watchList=" + id).statusCode()).isEqualTo(401);
    assertThat(
            given()
                .auth()
                .none()
                .urlEncodingEnabled(false)
                .get(path + "?watch%4cist=" + id)
                .statusCode())
        .isEqualTo(401);
  }

  private static String name() {
    return "List " + UUID.randomUUID().toString().substring(0, 8);
  }

  private static Response post(String body, Object... values) {
    return given().contentType("application/json").body(body.formatted(values)).post(PATH);
  }
}
