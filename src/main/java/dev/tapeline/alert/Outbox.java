package dev.tapeline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes what is to be sent, in the transaction of whoever found it. */
@ApplicationScoped
class Outbox {
  private static final String INSERT =
      """
      insert into alert_delivery (rule_id, target_key, subject, trigger, revision, lane, created_at,
        due_at, planned_at, body)
      select :rule, :target, :subject, :trigger, :revision, :lane, :now, :due, :now, :body
      """;

  private static final String UNLESS_SENT =
      """
      where not exists (
        select from alert_delivery where rule_id = :rule and lane = :lane and trigger <> 'TEST'
          and created_at > :cooldownFrom and created_at < :cooldownTo)
      """;

  private static final String ONCE = " on conflict do nothing";

  private final Messages messages;
  private final AlertsConfig config;
  private final ObjectMapper json;
  private final InstantSource clock;

  Outbox(Messages messages, AlertsConfig config, ObjectMapper json, InstantSource clock) {
    this.messages = messages;
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  /** The same text for all rules of a language that something matched for the same reason. */
  private record TextKey(UUID subject, Trigger trigger, Language language) {}

  /** Writes deliveries, but those that are there already; answers how many were written. */
  int write(Handle handle, List<Match> matches) {
    if (matches.isEmpty()) {
      return 0;
    }
    Instant now = now();
    Map<TextKey, String> texts = new HashMap<>();
    int written = 0;
    // One after another, as a batch of one statement each, so that a cool-down counts within it.
    PreparedBatch always = handle.prepareBatch(INSERT + ONCE);
    PreparedBatch unlessSent = handle.prepareBatch(INSERT + UNLESS_SENT + ONCE);
    for (Match match : matches) {
      if (isTooOld(match, now)) {
        continue;
      }
      Duration cooldown = match.rule().cooldown();
      PreparedBatch batch = cooldown == null ? always : unlessSent;
      bind(batch, match, now, texts);
      if (cooldown != null) {
        batch
            .bind("cooldownFrom", now.minus(cooldown))
            // A clock that has stepped back must not keep a rule silent for longer.
            .bind("cooldownTo", now.plus(cooldown));
      }
      batch.add();
    }
    written += execute(always);
    written += execute(unlessSent);
    return written;
  }

  private static int execute(PreparedBatch batch) {
    return batch.size() == 0 ? 0 : Arrays.stream(batch.execute()).filter(n -> n > 0).sum();
  }

  private boolean isTooOld(Match match, Instant now) {
    return config
        .maxAge()
        .map(age -> match.happening().at().isBefore(now.minus(age)))
        .orElse(false);
  }

  private void bind(PreparedBatch batch, Match match, Instant now, Map<TextKey, String> texts) {
    LiveRule rule = match.rule();
    Happening happening = match.happening();
    String text =
        texts.computeIfAbsent(
            new TextKey(happening.subject(), match.trigger(), rule.language()),
            key -> messages.text(match, false));
    Instant due = rule.delivery().due(now, happening.at(), happening.mic());
    QuietHours quiet = rule.quietHours();
    batch
        .bind("rule", rule.id())
        .bind("target", rule.targetKey())
        .bind("subject", happening.subject())
        .bind("trigger", match.trigger().name())
        .bind("revision", match.revision())
        .bind("lane", happening.company().ticker())
        .bind("now", now)
        .bind("due", quiet == null ? due : quiet.after(due))
        .bind("body", body(match.trigger(), now, data(match, text)));
  }

  /** What is told of a match. */
  Payload.Data data(Match match, String text) {
    Happening happening = match.happening();
    return new Payload.Data(
        new Payload.Rule(match.rule().id(), match.rule().name()),
        happening.company(),
        text,
        messages.link(happening.company()),
        happening.entry(),
        happening.move());
  }

  /**
   * Writes a test.
   *
   * @param like what the rule would send, or null
   * @return the delivery's id
   */
  UUID writeTest(Handle handle, LiveRule rule, @Nullable Match like) {
    Instant now = now();
    Payload.Data data =
        like == null
            ? new Payload.Data(
                new Payload.Rule(rule.id(), rule.name()),
                null,
                messages.emptyTest(rule),
                messages.publicUrl(),
                null,
                null)
            : data(like, messages.text(like, true));
    return handle
        .createQuery(INSERT + " returning id")
        .bind("rule", rule.id())
        .bind("target", rule.targetKey())
        .bind("subject", UUID.randomUUID())
        .bind("trigger", Trigger.TEST.name())
        .bind("revision", "")
        .bind("lane", "test")
        .bind("now", now)
        .bind("due", now)
        .bind("body", body(Trigger.TEST, now, data))
        .mapTo(UUID.class)
        .one();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private String body(Trigger trigger, Instant now, Payload.Data data) {
    try {
      return json.writeValueAsString(new Payload(trigger.type(), now, data));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert could not be written", e);
    }
  }
}
