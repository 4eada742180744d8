package dev.tapeline.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import dev.tapeline.alert.AlertsTest.WithReceivers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, matching and sending, to a real HTTP server and a real mail server. */
@QuarkusTest
@TestProfile(WithReceivers.class)
class AlertsTest {
  private static final String PATH = "/api/v1/alert-rules";
  private static final int PORT = freePort();
  private static final int MAIL_PORT = freePort();
  private static final String BASE = "http://127.0.0.1:" + PORT;

  private static Receiver receiver;
  private static GreenMail mail;

  /** So that the receivers may be posted to, and no test waits for retries. */
  public static final class WithReceivers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          Map.entry("tapeline.sample.enabled", "false"),
          Map.entry("tapeline.fetch.allow", "127.0.0.1:" + PORT),
          Map.entry("tapeline.fetch.read-timeout", "2s"),
          Map.entry("tapeline.public-url", "https://tapeline.example.com/"),
          Map.entry("tapeline.alerts.retry-first", "50ms"),
          Map.entry("tapeline.alerts.retry-most", "200ms"),
          Map.entry("tapeline.alerts.retry-for", "3s"),
          Map.entry("quarkus.mailer.host", "127.0.0.1"),
          Map.entry("quarkus.mailer.port", String.valueOf(MAIL_PORT)),
          Map.entry("quarkus.mailer.from", "Tapeline <alerts@example.com>"));
    }
  }

  @Inject Jdbi jdbi;

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void startReceivers() {
    receiver = new Receiver(PORT);
    mail = new GreenMail(new ServerSetup(MAIL_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
  }

  @AfterAll
  static void stopReceivers() {
    receiver.close();
    mail.stop();
  }

  @AfterEach
  void removeRules() {
    given()
        .get(PATH + "?limit=500")
        .jsonPath()
        .<String>getList("entries.id")
        .forEach(id -> given().delete(PATH + "/" + id).then().statusCode(204));
  }

  private static Response post(String body) {
    return given().contentType(ContentType.JSON).body(body.replace('\'', '"')).post(PATH);
  }

  private static JsonPath rule(String whom, String when, String path, String more) {
    Response made =
        post(
            "{'name': 'a rule', %s 'when': %s, 'target': {'kind': 'WEBHOOK', 'url': '%s%s'}%s}"
                .formatted(whom, when, BASE, path, more));
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return made.jsonPath();
  }

  private static List<Map<String, Object>> deliveries(String rule) {
    return given().get(PATH + "/" + rule + "/deliveries").jsonPath().getList("entries");
  }

  private static void push(String id, String text, String publishedAt) {
    given()
        .contentType(ContentType.JSON)
        .body(
            Map.of(
                "articles",
                List.of(
                    Map.of(
                        "source",
                        "a wire",
                        "id",
                        id,
                        "title",
                        text,
                        "text",
                        text,
                        "url",
                        "https://news.example.com/" + id,
                        "publishedAt",
                        publishedAt))))
        .post("/api/v1/articles")
        .then()
        .statusCode(200);
  }

  private void load(String ticker, String rows) {
    dev.tapeline.market.BarsForTests.load(jdbi, ticker, rows);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
  }

  @Test
  void hongKongFivePercentADayReachesAWebhookAndAMailboxWithItsExplanation() throws Exception {
    JsonPath hook =
        rule("'markets': ['XHKG'],", "{'move': {'minAbsChange': 5}}", "/ok/founding", "");
    Response mails =
        post(
            "{'name': 'Hong Kong, 5 % a day', 'markets': ['HKEX'], 'when': {'move':"
                + " {'minAbsChange': 5}}, 'target': {'kind': 'EMAIL', 'to': 'ana@example.com'}}");
    assertThat(mails.statusCode()).as(mails.asString()).isEqualTo(201);
    assertThat(mails.jsonPath().getString("secret")).isNull();

    push(
        "founding",
        "Xiaomi will mass-produce its electric car in the first half of 2024, and its shares"
            + " jumped 5.4% in Hong Kong",
        "2021-10-19T03:05:00Z");
    load(
        "1810.HK",
        """
        2021-10-15,21.2,21.5,21,21.3,21.3,100
        2021-10-18,21.2,21.5,21,21.35,21.35,100
        2021-10-19,21.4,22.6,21.3,22.5,22.5,100
        """);

    eventually(() -> assertThat(receiver.hits("/ok/founding")).hasSize(1));
    Receiver.Hit hit = receiver.hits("/ok/founding").get(0);
    new Webhook(hook.getString("secret")).verify(hit.body(), hit.headers());
    JsonPath payload = new JsonPath(hit.body());
    assertThat(payload.getString("type")).isEqualTo("alert.move");
    assertThat(payload.getString("data.rule.id")).isEqualTo(hook.getString("id"));
    assertThat(payload.getString("data.company.ticker")).isEqualTo("1810.HK");
    assertThat(payload.getString("data.move.changePercent")).isEqualTo("5.3864");
    assertThat(payload.getString("data.move.session")).isEqualTo("2021-10-19");
    assertThat(payload.getString("data.entry.kind")).isEqualTo("PRICE_MOVE");
    assertThat(payload.getInt("data.entry.seq")).isPositive();
    assertThat(payload.getBoolean("data.move.explained")).isTrue();
    assertThat(payload.getString("data.text"))
        .startsWith("Xiaomi Corporation (1810.HK) rose 5.39 % to 22.50 HKD on 2021-10-19\n")
        .contains("Likely cause: Xiaomi will mass-produce")
        .contains("https://news.example.com/founding")
        .contains("https://tapeline.example.com/");

    eventually(() -> assertThat(mail.getReceivedMessages()).hasSize(1));
    MimeMessage message = mail.getReceivedMessages()[0];
    assertThat(message.getSubject()).startsWith("Xiaomi Corporation (1810.HK) rose 5.39 %");
    assertThat(message.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    Multipart parts = (Multipart) message.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContent().toString()).contains("Likely cause:");
    assertThat(parts.getBodyPart(1).getContent().toString())
        .contains("<a href=\"https://news.example.com/founding\">");

    // One click, without a token, switches that rule off.
    String link = message.getHeader("List-Unsubscribe")[0];
    String path = link.substring(link.indexOf("/unsubscribe"), link.length() - 1);
    assertThat(given().auth().none().get(path).statusCode()).isEqualTo(200);
    assertThat(given().auth().none().post(path + "x").statusCode()).isEqualTo(404);
    assertThat(given().get(PATH + "/" + mails.path("id")).jsonPath().getBoolean("enabled"))
        .isTrue();
    assertThat(given().auth().none().post(path).statusCode()).isEqualTo(200);
    assertThat(given().get(PATH + "/" + mails.path("id")).jsonPath().getBoolean("enabled"))
        .isFalse();

    // The trial lists the days that /moves lists, and a test sends the latest of them.
    List<String> tried =
        given()
            .get(PATH + "/" + hook.getString("id") + "/trial?from=2021-10-01&to=2021-10-31")
            .jsonPath()
            .getList("entries.session");
    assertThat(tried)
        .isNotEmpty()
        .isEqualTo(
            given()
                .get("/api/v1/moves?from=2021-10-01&to=2021-10-31&minChange=5")
                .jsonPath()
                .getList("entries.session"));
    assertThat(given().post(PATH + "/" + hook.getString("id") + "/test").statusCode())
        .isEqualTo(202);
    eventually(() -> assertThat(receiver.hits("/ok/founding")).hasSize(2));
    JsonPath test = new JsonPath(receiver.hits("/ok/founding").get(1).body());
    assertThat(test.getString("type")).isEqualTo("alert.test");
    assertThat(test.getString("data.text")).startsWith("[Test] Xiaomi Corporation (1810.HK)");
  }

  @Test
  void aSmallMoveIsMatchedTooAndOnlyOnce() {
    JsonPath made =
        rule(
            "'companies': ['2318.HK'],",
            "{'move': {'minAbsChange': 1}}",
            "/ok/small",
            ", 'language': 'zh'");

    load("2318.HK", "2022-03-01,10,10,10,10,10,1\n2022-03-02,10,11,10,10.2,10.2,1\n");
    eventually(() -> assertThat(receiver.hits("/ok/small")).hasSize(1));
    // The next bar has the series computed anew; what was sent stays sent.
    load("2318.HK", "2022-03-03,10,11,10,10.21,10.21,1\n2022-03-04,10,11,10,10.5,10.5,1\n");
    eventually(() -> assertThat(receiver.hits("/ok/small")).hasSize(2));

    assertThat(deliveries(made.getString("id"))).hasSize(2);
    JsonPath payload = new JsonPath(receiver.hits("/ok/small").get(0).body());
    assertThat(payload.getString("data.move.session")).isEqualTo("2022-03-02");
    assertThat(payload.getString("data.entry")).isNull();
    assertThat(payload.getString("data.text")).contains("上涨 2.00%").contains("尚无已知新闻");
  }

  @Test
  void newsIsMatchedBeforeThereAreBarsAndTheVerdictComesBehindIt() {
    rule(
        "'companies': ['2331.HK'],",
        "{'reportedMove': {'minAbsChange': 5}, 'claim': {'verdict': 'CONTRADICTED'}}",
        "/ok/news",
        ", 'language': 'id'");

    push(
        "news-1",
        "Li Ning shares rose 5.4% to close at HK$22.50 on Tuesday.",
        "2021-10-19T10:00:00Z");
    eventually(() -> assertThat(receiver.hits("/ok/news")).hasSize(1));
    JsonPath first = new JsonPath(receiver.hits("/ok/news").get(0).body());
    assertThat(first.getString("type")).isEqualTo("alert.reported-move");
    assertThat(first.getString("data.text")).contains("diberitakan naik 5,40 %");

    load("2331.HK", "2021-10-18,21,21,21,21.35,21.35,1\n2021-10-19,21,22,21,22,22,1\n");
    eventually(() -> assertThat(receiver.hits("/ok/news")).hasSize(2));
    JsonPath second = new JsonPath(receiver.hits("/ok/news").get(1).body());
    assertThat(second.getString("type")).isEqualTo("alert.claim");
    assertThat(second.getString("data.entry.id")).isEqualTo(first.getString("data.entry.id"));
    assertThat(receiver.hits("/ok/news").get(0).id())
        .isNotEqualTo(receiver.hits("/ok/news").get(1).id());
  }

  @Test
  void whatFailsIsTriedAgainUnderTheSameIdWithEveryAttemptWrittenDown() {
    String id = rule("", "{'claim': {'verdict': 'CONFIRMED'}}", "/fail/2", "").getString("id");

    given().post(PATH + "/" + id + "/test").then().statusCode(202);

    eventually(() -> assertThat(deliveries(id).get(0)).containsEntry("status", "DELIVERED"));
    List<Receiver.Hit> hits = receiver.hits("/fail/2");
    assertThat(hits).hasSize(3);
    assertThat(hits.stream().map(Receiver.Hit::id).distinct())
        .containsExactly((String) deliveries(id).get(0).get("webhookId"));
    JsonPath shown = given().get(PATH + "/" + id + "/deliveries").jsonPath();
    assertThat(shown.getList("entries[0].attempts.status")).containsExactly(500, 500, 200);
    assertThat(shown.getString("entries[0].attempts[0].answer")).isEqualTo("not now");
    assertThat(given().get(PATH + "/" + id).jsonPath().getString("health.status")).isEqualTo("OK");
  }

  @ParameterizedTest
  @CsvSource({"/close/x", "/redirect/x", "/hang/x"})
  void whatNeverAnswersWellIsDeadInTheEndAndCanBeSentAgain(String path) {
    String id = rule("", "{'claim': {'verdict': 'CONFIRMED'}}", path, "").getString("id");

    given().post(PATH + "/" + id + "/test").then().statusCode(202);

    eventually(() -> assertThat(deliveries(id).get(0)).containsEntry("status", "DEAD"));
    assertThat(receiver.hits("/ok/redirected")).isEmpty();
    assertThat(given().get(PATH + "/" + id).jsonPath().getString("health.status"))
        .isEqualTo("FAILING");
    int before = receiver.hits(path).size();
    assertThat(given().post(PATH + "/" + id + "/resend-dead").jsonPath().getInt("resent"))
        .isEqualTo(1);
    eventually(() -> assertThat(receiver.hits(path)).hasSizeGreaterThan(before));
  }

  @Test
  void aReceiverThatSaysItIsGoneIsPausedAtOnceAndALongAnswerIsCut() {
    String gone = rule("", "{'claim': {'verdict': 'CONFIRMED'}}", "/gone/x", "").getString("id");
    given().post(PATH + "/" + gone + "/test").then().statusCode(202);
    eventually(() -> assertThat(deliveries(gone).get(0)).containsEntry("status", "DEAD"));
    assertThat(given().get(PATH + "/" + gone).jsonPath().getString("health.status"))
        .isEqualTo("PAUSED");
    given()
        .contentType(ContentType.JSON)
        .body("{\"enabled\": true}")
        .patch(PATH + "/" + gone)
        .then()
        .statusCode(200);
    assertThat(given().get(PATH + "/" + gone).jsonPath().getString("health.status"))
        .isEqualTo("OK");

    String wordy = rule("", "{'claim': {'verdict': 'CONFIRMED'}}", "/long/x", "").getString("id");
    given().post(PATH + "/" + wordy + "/test").then().statusCode(202);
    eventually(() -> assertThat(deliveries(wordy).get(0)).containsEntry("status", "DELIVERED"));
    assertThat(
            given()
                .get(PATH + "/" + wordy + "/deliveries")
                .jsonPath()
                .getString("entries[0].attempts[0].answer"))
        .hasSize(1024);
  }

  @Test
  void aReceiverThatHangsDelaysNobodyElse() {
    String hangs =
        rule("'companies': ['0700.HK'],", "{'event': {}, 'reportedMove': {}}", "/hang/y", "")
            .getString("id");
    String takes =
        rule("'companies': ['0700.HK'],", "{'event': {}, 'reportedMove': {}}", "/ok/quick", "")
            .getString("id");
    IntStream.range(0, 5)
        .forEach(
            i ->
                push(
                    "hang-" + i,
                    "Tencent shares fell %d.5%% in Hong Kong".formatted(i + 2),
                    "2022-0%d-10T05:00:00Z".formatted(i + 1)));

    eventually(
        () -> {
          assertThat(deliveries(takes)).isNotEmpty();
          assertThat(deliveries(takes))
              .allSatisfy(d -> assertThat(d).containsEntry("status", "DELIVERED"));
        });
    assertThat(deliveries(hangs))
        .noneSatisfy(d -> assertThat(d).containsEntry("status", "DELIVERED"));
    // In the order of what happened.
    List<String> sent =
        receiver.hits("/ok/quick").stream()
            .map(hit -> new JsonPath(hit.body()).getString("data.entry.seq"))
            .toList();
    assertThat(sent.stream().map(Integer::valueOf).toList()).isSorted();
  }

  @Test
  void aCompanyIsNotToldOfAgainWhileItCoolsDown() {
    String cools =
        rule(
                "'companies': ['3690.HK'],",
                "{'move': {'minAbsChange': 1}}",
                "/ok/cool",
                ", 'cooldown': 'PT1H'")
            .getString("id");
    load(
        "3690.HK",
        "2022-03-01,10,10,10,10,10,1\n2022-03-02,10,11,10,10.2,10.2,1\n2022-03-03,10,11,10,10.5,10.5,1\n");

    eventually(() -> assertThat(receiver.hits("/ok/cool")).hasSize(1));
    assertThat(deliveries(cools)).hasSize(1);
  }

  @Test
  void aSecretIsShownOnceAndTheFormerOneSignsForADay() throws Exception {
    JsonPath made = rule("", "{'claim': {'verdict': 'CONFIRMED'}}", "/ok/secret", "");
    String id = made.getString("id");
    String former = made.getString("secret");
    assertThat(former).startsWith("whsec_");
    assertThat(given().get(PATH + "/" + id).jsonPath().getString("secret")).isNull();

    String secret = given().post(PATH + "/" + id + "/rotate-secret").jsonPath().getString("secret");
    assertThat(secret).startsWith("whsec_").isNotEqualTo(former);
    given().post(PATH + "/" + id + "/test").then().statusCode(202);

    eventually(() -> assertThat(receiver.hits("/ok/secret")).hasSize(1));
    Receiver.Hit hit = receiver.hits("/ok/secret").get(0);
    new Webhook(secret).verify(hit.body(), hit.headers());
    new Webhook(former).verify(hit.body(), hit.headers());
    assertThatThrownBy(() -> new Webhook(secret).verify(hit.body() + " ", hit.headers()))
        .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
    // Nothing in the database can be read without the key.
    String row =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select cast(r as text) from alert_rule r where id = :id")
                    .bind("id", UUID.fromString(id))
                    .mapTo(String.class)
                    .one());
    assertThat(row).doesNotContain(secret).doesNotContain(BASE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'when': {'move': {}}, 'target': T}                                   | name",
        "{'name': 'x', 'target': T}                                            | when",
        "{'name': 'x', 'when': {}, 'target': T}                                | when",
        "{'name': 'x', 'when': {'move': {}}}                                   | target",
        "{'name': 'x', 'when': {'moves': {}}, 'target': T}                     | when.moves",
        "{'name': 'x', 'when': {'move': {'minChange': 5}}, 'target': T}        | when.move.minChange",
        "{'name': 'x', 'when': {'move': {'minAbsChange': '5'}}, 'target': T}   | when.move.minAbsChange",
        "{'name': 'x', 'when': {'move': {'minAbsChange': -5}}, 'target': T}    | when.move.minAbsChange",
        "{'name': 'x', 'when': {'event': {'types': ['nothing']}}, 'target': T} | when.event.types",
        "{'name': 'x', 'when': {'claim': {}}, 'target': T}                     | when.claim.verdict",
        "{'name': 'x', 'when': {'move': {}}, 'target': T, 'markets': ['NOPE']} | markets",
        "{'name': 'x', 'when': {'move': {}}, 'target': T, 'cooldown': '1h'}    | cooldown",
        "{'name': 'x', 'when': {'move': {}}, 'target': T, 'language': 'xx'}    | language",
        "{'name': 'x', 'when': {'move': {}}, 'target': T, 'owner': 'me'}       | owner",
        "{'name': 'x', 'when': {'move': {}}, 'target': {'kind': 'FAX'}}        | target.kind",
        "{'name': 'x', 'when': {'move': {}}, 'target': {'kind': 'EMAIL', 'to': 'a b@c'}} | target.to",
        "{'name': 'x', 'when': {'move': {}}, 'target': {'kind': 'WEBHOOK', 'url': 'ftp://a/b'}} | target.url",
        "{'name': 'x', 'when': {'move': {}}, 'target': {'kind': 'WEBHOOK', 'url': 'http://127.0.0.1:1/x'}} | target.url",
        "{'name': 'x', 'when': {'move': {}}, 'target': {'kind': 'WEBHOOK', 'url': 'http://169.254.169.254/'}} | target.url",
        "{'name': 'x', 'when': {'move': {}}, 'target': T, 'quietHours': {'from': '22', 'to': '06:00', 'zone': 'UTC'}} | quietHours.from",
        "{'name': 'x', 'when': {'move': {}}, 'target': T, 'quietHours': {'from': '22:00', 'to': '06:00', 'zone': 'Mars'}} | quietHours.zone",
      })
  void refusesWhatItCannotReadAndNamesIt(String body, String parameter) {
    Response answer =
        post(
            body.replaceFirst(
                "'target': T\\b", "'target': {'kind': 'WEBHOOK', 'url': '%s/ok'}".formatted(BASE)));

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("parameter")).isEqualTo(parameter);
  }

  @Test
  void aRuleIsShownChangedAndBelongsToItsToken() {
    String whole =
        "{'name': 'Whole', 'enabled': true, 'companies': ['01810.HK'], 'watchListId': null,"
            + " 'markets': ['XHKG'], 'when': {'move': {'minAbsChange': 5, 'minAbsZScore': null,"
            + " 'minAbsAbnormal': null, 'direction': null, 'extreme': null, 'minStreak': null,"
            + " 'unexplained': null}, 'reportedMove': {'minAbsChange': 5}, 'event': {'types':"
            + " ['earnings', 'incidents/recall'], 'factLevels': ['CONFIRMED'], 'minRelevance': 75,"
            + " 'minNovelty': 100, 'polarity': null}, 'claim': {'verdict': 'CONTRADICTED'}},"
            + " 'target': {'kind': 'WEBHOOK', 'url': '%s/ok'}, 'delivery': 'IMMEDIATE',"
            + " 'cooldown': 'PT1H', 'quietHours': {'from': '22:00', 'to': '06:00', 'zone':"
            + " 'Asia/Jakarta'}, 'language': 'en'}";
    String token = token("write");
    Response made =
        given()
            .auth()
            .oauth2(token)
            .contentType(ContentType.JSON)
            .body(whole.formatted(BASE).replace('\'', '"'))
            .post(PATH);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    String id = made.path("id");

    JsonPath shown = given().auth().oauth2(token).get(PATH + "/" + id).jsonPath();
    assertThat(shown.getList("companies")).containsExactly("1810.HK");
    assertThat(shown.getString("quietHours.from")).isEqualTo("22:00");
    assertThat(shown.getString("cooldown")).isEqualTo("PT1H");
    assertThat(shown.getInt("when.move.minAbsChange")).isEqualTo(5);
    assertThat(shown.getString("target.url")).isEqualTo(BASE + "/ok");

    Response changed =
        given()
            .auth()
            .oauth2(token)
            .contentType(ContentType.JSON)
            .body(
                "{\"enabled\": false, \"cooldown\": null, \"when\": {\"move\": {\"minAbsChange\": 7}}}")
            .patch(PATH + "/" + id);
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    assertThat(changed.jsonPath().getInt("when.move.minAbsChange")).isEqualTo(7);
    assertThat(changed.jsonPath().getString("when.claim.verdict")).isEqualTo("CONTRADICTED");
    assertThat(changed.jsonPath().getBoolean("enabled")).isFalse();
    assertThat(changed.jsonPath().getString("cooldown")).isNull();
    assertThat(changed.jsonPath().getString("secret")).isNull();

    String other = token("write");
    assertThat(given().auth().oauth2(other).get(PATH + "/" + id).statusCode()).isEqualTo(404);
    assertThat(given().auth().oauth2(other).delete(PATH + "/" + id).statusCode()).isEqualTo(404);
    assertThat(given().auth().oauth2(other).get(PATH).jsonPath().getList("entries")).isEmpty();
    assertThat(given().get(PATH + "/" + id).statusCode()).as("the admin").isEqualTo(200);
  }

  private static String token(String scope) {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"name\": \"alerts\", \"scopes\": [\"%s\"]}".formatted(scope))
        .post("/api/v1/tokens")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'SLACK', 'url': 'BASE/ok/slack'                             | /ok/slack | text",
        "'DISCORD', 'url': 'BASE/ok/discord'                         | /ok/discord | content",
        "'TELEGRAM', 'url': 'BASE', 'token': '1:A', 'chatId': '7'    | /bot1:A/sendMessage | text",
        "'NTFY', 'url': 'BASE/ntfy/topic-of-tests'                   | /ntfy/ | title",
      })
  void chatsAreToldInTheirOwnForm(String target, String path, String field) {
    Response made =
        post(
            "{'name': 'R <&> *x*', 'when': {'claim': {'verdict': 'CONFIRMED'}}, 'companies': ['9999.HK'], 'target': {'kind': %s}}"
                .formatted(target.replace("BASE", BASE)));
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(made.jsonPath().getString("target.token")).isIn(null, "***");

    int before = receiver.hits(path).size();
    given().post(PATH + "/" + made.path("id") + "/test").then().statusCode(202);

    eventually(() -> assertThat(receiver.hits(path)).hasSizeGreaterThan(before));
    Receiver.Hit hit = receiver.hits(path).get(before);
    assertThat(new JsonPath(hit.body()).getString(field)).contains("reaches you");
  }
}
