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
      insert into alert_delivery (rule_id, target_key, subject, trigger, revision, lane, status,
        created_at, due_at, planned_at, body)
      select :rule, :target, :subject, :trigger, :revision, :lane, :status, :now, :due, :now, :body
      """;

  private static final String UNLESS_SENT =
      """
      where not exists (
        select from alert_delivery where rule_id = :rule and lane = :lane and trigger <> 'TEST'
          and created_at > :cooldownFrom and created_at < :cooldownTo)
      """;

  private static final String ONCE = " on conflict do nothing";

  /** Any number that nothing else in the database locks: "alo" in ASCII. */
  private static final long LOCK = 0x616c6f;

  /** Where alerts that were written are announced, for the streams of all processes. */
  static final String CHANNEL = "tapeline_alert_written";

  private final Messages messages;
  private final History history;
  private final ObjectMapper json;
  private final InstantSource clock;

  Outbox(Messages messages, History history, ObjectMapper json, InstantSource clock) {
    this.messages = messages;
    this.history = history;
    this.json = json;
    this.clock = clock;
  }

  /** The same text for all rules of a language that something matched for the same reason. */
  private record TextKey(UUID subject, Trigger trigger, Language language) {}

  /** Writes deliveries, but those that are there already; answers how many were written. */
  int write(Handle handle, List<Match> found) {
    Instant now = now();
    List<Match> matches = found.isEmpty() ? found : history.without(handle, found, now);
    if (matches.isEmpty()) {
      return 0;
    }
    lock(handle);
    Map<TextKey, String> texts = new HashMap<>();
    int written = 0;
    // One after another, as a batch of one statement each, so that a cool-down counts within it.
    PreparedBatch always = handle.prepareBatch(INSERT + ONCE);
    PreparedBatch unlessSent = handle.prepareBatch(INSERT + UNLESS_SENT + ONCE);
    for (Match match : matches) {
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
    if (written > 0) {
      announce(handle);
    }
    return written;
  }

  /** Until the commit: so positions become visible in their order. */
  private static void lock(Handle handle) {
    handle.execute("select pg_advisory_xact_lock(?)", LOCK);
  }

  private static void announce(Handle handle) {
    handle.execute("select pg_notify(?, '')", CHANNEL);
  }

  private static int execute(PreparedBatch batch) {
    return batch.size() == 0 ? 0 : Arrays.stream(batch.execute()).filter(n -> n > 0).sum();
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
        .bind("status", status(rule))
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
        messages.link(happening),
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
    lock(handle);
    announce(handle);
    return handle
        .createQuery(INSERT + " returning id")
        .bind("rule", rule.id())
        .bind("target", rule.targetKey())
        .bind("subject", UUID.randomUUID())
        .bind("trigger", Trigger.TEST.name())
        .bind("revision", "")
        .bind("lane", Deliveries.TESTS)
        .bind("status", status(rule))
        .bind("now", now)
        .bind("due", now)
        .bind("body", body(Trigger.TEST, now, data))
        .mapTo(UUID.class)
        .one();
  }

  /**
   * Tells the owner of a rule that was paused, by another rule of theirs.
   *
   * @param paused whose receiver failed
   * @param by the rule by whose target it is told
   */
  void writePaused(Handle handle, UUID paused, String name, String error, LiveRule by) {
    Instant now = now();
    Payload.Data data =
        new Payload.Data(
            new Payload.Rule(paused, name),
            null,
            messages.paused(paused, name, error, by.language()),
            messages.ruleLink(paused),
            null,
            null);
    lock(handle);
    announce(handle);
    handle
        .createUpdate(INSERT + ONCE)
        .bind("rule", by.id())
        .bind("target", by.targetKey())
        .bind("subject", paused)
        .bind("trigger", Trigger.PAUSED.name())
        .bind("revision", now.toString())
        .bind("lane", "paused")
        .bind("status", status(by))
        .bind("now", now)
        .bind("due", by.quietHours() == null ? now : by.quietHours().after(now))
        .bind("body", body(Trigger.PAUSED, now, data))
        .execute();
  }

  /** What only streams show needs no sending. */
  private static String status(LiveRule rule) {
    return rule.targetKind() == Target.Kind.STREAM ? "DELIVERED" : "PENDING";
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
