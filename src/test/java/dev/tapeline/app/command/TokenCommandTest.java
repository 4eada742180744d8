package dev.tapeline.app.command;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Tokens by command, beside a running service. */
@QuarkusTest
class TokenCommandTest {

  @Inject Jdbi jdbi;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void makesListsAndRevokes() throws Exception {
    String secret = run(0, "token", "create", "--name", "by hand", "--scope", "write").strip();
    assertThat(watchLists(secret)).isEqualTo(200);

    List<JsonNode> named = new ArrayList<>();
    for (String line : run(0, "token", "list").lines().toList()) {
      JsonNode token = new ObjectMapper().readTree(line);
      if (token.path("name").asText().equals("by hand")) {
        named.add(token);
      }
    }
    assertThat(named).hasSize(1);
    JsonNode mine = named.get(0);
    assertThat(mine.path("scopes").toString()).isEqualTo("[\"write\"]");
    assertThat(mine.toString()).doesNotContain(secret);

    run(0, "token", "revoke", mine.path("id").asText());
    assertThat(watchLists(secret)).isEqualTo(401);
  }

  @Test
  void saysWhatItCannotDo() {
    run(1, "token", "revoke", "00000000-0000-0000-0000-000000000000");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no token");
    run(1, "token", "create", "--name", "x", "--expires", "yesterday");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("expiresAt");
    run(2, "token", "create", "--name", "x", "--scope", "root");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("read, write, admin");
  }

  private static int watchLists(String token) {
    return given().auth().oauth2(token).get("/api/v1/watch-lists").statusCode();
  }

  private String run(int expected, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(), out, new PrintWriter(err, true, StandardCharsets.UTF_8));
    int status = Tapeline.run(DatabaseForTests.of(jdbi), console, args);
    assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    return out.toString(StandardCharsets.UTF_8);
  }
}
