package dev.tapeline.alert;

import static dev.tapeline.alert.AlertApi.deliveries;
import static dev.tapeline.alert.AlertApi.eventually;
import static dev.tapeline.alert.AlertApi.hook;
import static dev.tapeline.alert.AlertApi.mail;
import static dev.tapeline.alert.AlertApi.push;
import static dev.tapeline.alert.AlertApi.rule;
import static dev.tapeline.alert.AlertApi.test;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on the time, with a clock that is moved. */
@QuarkusTest
@TestProfile(WithMovedClock.class)
class AlertClockTest {
  private static Receiver receiver;

  @Inject MovedClock clock;
  @Inject Jdbi jdbi;
  @Inject Deliveries deliveries;
  @Inject AlertRounds rounds;

  @BeforeAll
  static void start() {
    receiver = new Receiver(WithMovedClock.PORT);
  }

  @AfterAll
  static void stop() {
    receiver.close();
  }

  @AfterEach
  void removeRules() {
    AlertApi.removeRules();
  }

  private boolean isDue() {
    return !deliveries.due(clock.instant(), Set.of(), 10, 10).isEmpty();
  }

  private static Map<String, Object> only(String rule) {
    List<Map<String, Object>> all = deliveries(rule);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  // --- When it is sent

  @ParameterizedTest
  @CsvSource({
    // The nights in which clocks go forward and back in Berlin.
    "spring, 2024-03-30T22:30:00Z, 2024-03-31T04:00:00Z",
    "autumn, 2024-10-26T22:30:00Z, 2024-10-27T05:00:00Z",
  })
  void quietHoursHoldBackUntilTheyEnd(String name, String at, String end) {
    clock.set(at);
    String id =
        rule("'companies': ['6862.HK'], 'when': {'reportedMove': {}}, 'quietHours': {'from':"
                + " '22:00', 'to': '06:00', 'zone': 'Europe/Berlin'}, "
                + hook("/ok/" + name))
            .getString("id");

    push(name, "Haidilao shares rose 5.4% in Hong Kong", at);

    eventually(() -> assertThat(only(id)).containsEntry("nextAttemptAt", end));
    clock.set(end);
    clock.move(Duration.ofMillis(-1));
    assertThat(isDue()).isFalse();
    assertThat(receiver.hits("/ok/" + name)).isEmpty();
    clock.set(end);
    eventually(() -> assertThat(only(id)).containsEntry("status", "DELIVERED"));
    assertThat(receiver.hits("/ok/" + name)).hasSize(1);
  }

  @Test
  void hourlyDigestsTellEverythingInOneMail() throws Exception {
    clock.set("2024-04-02T10:10:00Z");
    GreenMail mails =
        new GreenMail(
            new ServerSetup(WithMovedClock.MAIL_PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    try {
      String id =
          rule("'companies': ['0992.HK', '2382.HK'], 'when': {'reportedMove': {}}, 'delivery':"
                  + " 'HOURLY', "
                  + mail("digest@example.com"))
              .getString("id");
      push("digest-1", "Lenovo shares rose 5.4% in Hong Kong", "2024-04-02T10:05:00Z");
      clock.set("2024-04-02T10:40:00Z");
      push("digest-2", "Sunny Optical shares fell 6.1% in Hong Kong", "2024-04-02T10:35:00Z");
      eventually(
          () ->
              assertThat(deliveries(id))
                  .hasSize(2)
                  .allSatisfy(
                      d -> assertThat(d).containsEntry("nextAttemptAt", "2024-04-02T11:00:00Z")));
      clock.set("2024-04-02T10:59:59Z");
      assertThat(isDue()).isFalse();

      clock.set("2024-04-02T11:00:00Z");

      eventually(() -> assertThat(mails.getReceivedMessages()).hasSize(1));
      eventually(
          () ->
              assertThat(deliveries(id))
                  .allSatisfy(d -> assertThat(d).containsEntry("status", "DELIVERED")));
      assertThat(mails.getReceivedMessages()).hasSize(1);
      Multipart parts = (Multipart) mails.getReceivedMessages()[0].getContent();
      assertThat(parts.getBodyPart(0).getContent().toString())
          .contains("Lenovo")
          .contains("Sunny Optical");
    } finally {
      mails.stop();
    }
  }

  @Test
  void aCompanyCoolsDownByTheClock() {
    clock.set("2024-05-06T02:00:00Z");
    String id =
        rule("'companies': ['1211.HK'], 'when': {'reportedMove': {}}, 'cooldown': 'PT1H', "
                + hook("/ok/cools"))
            .getString("id");
    push("cools-1", "BYD shares rose 5.1% in Hong Kong on Monday", "2024-05-06T02:00:00Z");
    eventually(() -> assertThat(deliveries(id)).hasSize(1));

    clock.set("2024-05-06T02:59:59Z");
    push("cools-2", "BYD shares fell 6.2% in Hong Kong", "2024-04-29T02:00:00Z");
    awaitMatched();
    assertThat(deliveries(id)).hasSize(1);

    clock.set("2024-05-06T03:00:01Z");
    push("cools-3", "BYD shares rose 7.3% in Hong Kong", "2024-04-22T02:00:00Z");
    eventually(() -> assertThat(deliveries(id)).hasSize(2));
  }

  private void awaitMatched() {
    eventually(() -> assertThat(isMatched()).isTrue());
  }

  private boolean isMatched() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select seen_seq >= (select max(seq) from timeline_entry)
                      and not exists (select from timeline_entry where pending)
                    from alert_progress
                    """)
                .mapTo(Boolean.class)
                .one());
  }

  // --- When it fails

  @Test
  void aClockThatStepsBackHoldsNothingBack() {
    clock.set("2024-06-03T10:00:00Z");
    String id =
        rule("'companies': ['0005.HK'], 'when': {'reportedMove': {}}, " + hook("/fail/1"))
            .getString("id");
    push("steps-back", "HSBC shares rose 5.4% in Hong Kong", "2024-06-03T09:00:00Z");
    eventually(() -> assertThat(only(id)).containsEntry("status", "RETRYING"));

    clock.set("2024-06-02T10:00:00Z"); // the next attempt is a day ahead by this clock

    eventually(() -> assertThat(only(id)).containsEntry("status", "DELIVERED"));
    List<Receiver.Hit> hits = receiver.hits("/fail/1");
    assertThat(hits).hasSize(2);
    assertThat(hits.get(0).id()).isEqualTo(hits.get(1).id());
  }

  @Test
  void whatNobodyTakesForADayIsDead() {
    clock.set("2024-06-10T10:00:00Z");
    String id = rule("'when': {'claim': {'verdict': 'CONFIRMED'}}, " + hook("/fail/99")).get("id");
    test(id);
    eventually(() -> assertThat(only(id)).containsEntry("status", "RETRYING"));

    clock.move(Duration.ofHours(25));

    eventually(() -> assertThat(only(id)).containsEntry("status", "DEAD"));
    assertThat(given().get(AlertApi.RULES + "/" + id + "/deliveries?status=DEAD").asString())
        .contains("not now");
  }

  @Test
  void theOwnerOfARuleThatIsPausedIsToldByAnotherOfItsRules() {
    clock.set("2024-06-17T00:00:00Z");
    String fails =
        rule("'when': {'claim': {'verdict': 'CONFIRMED'}}, " + hook("/fail/999")).get("id");
    JsonPath tells =
        rule("'when': {'claim': {'verdict': 'CONFIRMED'}}, 'language': 'id', " + hook("/ok/tells"));
    test(fails);
    eventually(() -> assertThat(AlertApi.get(fails).getInt("health.failures")).isPositive());

    // Ten failures and six hours: neither is enough by itself.
    for (int failures = 1; failures < 12; failures++) {
      int least = failures;
      clock.move(Duration.ofMinutes(40));
      eventually(
          () ->
              assertThat(AlertApi.get(fails).getInt("health.failures"))
                  .isGreaterThanOrEqualTo(least));
    }

    eventually(
        () -> assertThat(AlertApi.get(fails).getString("health.status")).isEqualTo("PAUSED"));
    assertThat(AlertApi.get(fails).getString("health.pausedAt")).isNotNull();
    eventually(() -> assertThat(receiver.hits("/ok/tells")).hasSize(1));
    JsonPath told = new JsonPath(receiver.hits("/ok/tells").get(0).body());
    assertThat(told.getString("type")).isEqualTo("alert.paused");
    assertThat(told.getString("data.rule.id")).isEqualTo(fails);
    assertThat(told.getString("data.text")).contains("dijeda").contains("answers 500");
    assertThat(deliveries(tells.get("id"))).hasSize(1);
  }

  @Test
  void aMailServerThatHangsIsGivenUpAndDelaysNoWebhook() throws Exception {
    clock.set("2024-07-01T10:00:00Z");
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (ServerSocket silent =
        new ServerSocket(WithMovedClock.MAIL_PORT, 50, InetAddress.getLoopbackAddress())) {
      threads.submit(
          () -> {
            List<Socket> held = new java.util.ArrayList<>();
            while (!silent.isClosed()) {
              held.add(silent.accept()); // and says nothing
            }
            return held;
          });
      String mails =
          rule("'companies': ['3690.HK'], 'when': {'reportedMove': {}}, " + mail("x@example.com"))
              .getString("id");
      String hooks =
          rule("'companies': ['3690.HK'], 'when': {'reportedMove': {}}, " + hook("/ok/beside"))
              .getString("id");

      push("hangs", "Meituan shares rose 5.4% in Hong Kong", "2024-07-01T09:00:00Z");

      eventually(() -> assertThat(only(hooks)).containsEntry("status", "DELIVERED"));
      eventually(
          () ->
              assertThat(
                      given()
                          .get(AlertApi.RULES + "/" + mails + "/deliveries")
                          .jsonPath()
                          .getString("entries[0].attempts[0].answer"))
                  .isEqualTo("the mail server takes too long"));
    } finally {
      threads.shutdownNow();
    }
  }

  // --- What ends

  @Test
  void theFormerSecretSignsForADay() throws Exception {
    clock.set("2024-07-08T10:00:00Z");
    JsonPath made = rule("'when': {'claim': {'verdict': 'CONFIRMED'}}, " + hook("/ok/rotated"));
    String id = made.get("id");
    String secret =
        given().post(AlertApi.RULES + "/" + id + "/rotate-secret").jsonPath().getString("secret");
    clock.move(Duration.ofHours(25));

    test(id);

    eventually(() -> assertThat(receiver.hits("/ok/rotated")).hasSize(1));
    Receiver.Hit hit = receiver.hits("/ok/rotated").get(0);
    assertThat(hit.headers().firstValue("webhook-signature").orElseThrow())
        .as("one signature")
        .doesNotContain(" ");
    // The library compares with its own clock, which was not moved: so the signature is compared.
    String signed = hit.headers().firstValue("webhook-signature").orElseThrow();
    long at = Long.parseLong(hit.headers().firstValue("webhook-timestamp").orElseThrow());
    assertThat(new Webhook(secret).sign(hit.id(), at, hit.body())).isEqualTo(signed);
    assertThat(new Webhook(made.getString("secret")).sign(hit.id(), at, hit.body()))
        .isNotEqualTo(signed);
    assertThatThrownBy(() -> new Webhook(secret).verify(hit.body(), hit.headers()))
        .as("what is old is refused by receivers")
        .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
  }

  @Test
  void whatHasEndedIsRemovedAfterNinetyDaysAndWhatIsOpenStays() {
    clock.set("2024-01-08T10:00:00Z");
    String ended =
        rule("'when': {'claim': {'verdict': 'CONFIRMED'}}, " + hook("/ok/old")).get("id");
    String open =
        rule("'companies': ['0001.HK'], 'when': {'reportedMove': {}}, 'delivery': 'IMMEDIATE',"
                + " 'quietHours': {'from': '00:00', 'to': '23:59', 'zone': 'UTC'}, "
                + hook("/ok/open"))
            .get("id");
    test(ended);
    push("open", "CK Hutchison shares rose 5.4% in Hong Kong", "2024-01-08T09:00:00Z");
    eventually(() -> assertThat(only(ended)).containsEntry("status", "DELIVERED"));
    eventually(() -> assertThat(only(open)).containsEntry("status", "PENDING"));
    clock.move(Duration.ofDays(90));
    rounds.prune();
    assertThat(deliveries(ended)).hasSize(1);

    clock.set("2024-04-08T10:00:01Z"); // in the quiet hours of that day
    assertThat(rounds.prune()).isPositive();

    assertThat(deliveries(ended)).isEmpty();
    assertThat(deliveries(open)).hasSize(1);
  }
}
