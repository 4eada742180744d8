package dev.tapeline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.rest.Parameters;
import dev.tapeline.rest.Refusal;
import dev.tapeline.rest.Requester;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rules. Each belongs to the token that made it; an admin token sees and changes all. */
@ApplicationScoped
class AlertRules {
  private static final Duration BOTH_SECRETS = Duration.ofDays(1);
  private static final int SECRET_BYTES = 32;
  private static final String SECRET_PREFIX = "whsec_";

  private final Rows rows;
  private final Companies companies;
  private final SecretBox box;
  private final ObjectMapper json;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  AlertRules(
      Rows rows, Companies companies, SecretBox box, ObjectMapper json, InstantSource clock) {
    this.rows = rows;
    this.companies = companies;
    this.box = box;
    this.json = json;
    this.clock = clock;
  }

  /** The rows in the database. */
  @ApplicationScoped
  static class Rows implements PanacheRepositoryBase<AlertRuleRow, UUID> {}

  /**
   * Rules in the order of their ids.
   *
   * @param after the last of the page before, or null
   */
  @Transactional
  List<AlertRule> page(Requester requester, @Nullable UUID after, int limit) {
    StringBuilder where = new StringBuilder("1 = 1");
    Map<String, Object> values = new HashMap<>();
    if (!requester.ownsAll()) {
      where.append(" and owner = :owner");
      values.put("owner", requester.name());
    }
    if (after != null) {
      where.append(" and id > :after");
      values.put("after", after);
    }
    return rows.find(where + " order by id", values).page(Page.ofSize(limit)).stream()
        .map(row -> view(row, null))
        .toList();
  }

  /**
   * One rule.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where it is not there, or somebody
   *     else's
   */
  @Transactional
  AlertRule get(Requester requester, String id) {
    return view(row(requester, id), null);
  }

  /** One rule as it matches and sends. */
  @Transactional
  LiveRule live(Requester requester, String id, Function<UUID, List<UUID>> watchList) {
    return live(row(requester, id), watchList);
  }

  /** Rules that are enabled, as they match and send; those that have gone are left out. */
  @Transactional
  List<LiveRule> live(Collection<UUID> ids, Function<UUID, List<UUID>> watchList) {
    return rows.find("enabled and id in ?1", ids).stream()
        .map(row -> live(row, watchList))
        .toList();
  }

  /**
   * A rule by which the owner of another one can be told something: one whose receiver does well
   * and is not the same, mails first.
   */
  @Transactional
  Optional<LiveRule> toTell(UUID about) {
    AlertRuleRow row = rows.findById(about);
    if (row == null) {
      return Optional.empty();
    }
    List<AlertRuleRow> others =
        rows.find(
                "owner = ?1 and targetKey <> ?2 and enabled and pausedAt is null"
                    + " order by case when targetKind = 'EMAIL' then 0"
                    + " when targetKind = 'STREAM' then 2 else 1 end, failures, id",
                row.owner,
                row.targetKey)
            .page(Page.ofSize(1))
            .list();
    return others.stream().findFirst().map(other -> live(other, list -> List.of()));
  }

  /** Makes a rule; the answer holds a webhook's secret. */
  @Transactional
  AlertRule create(Requester requester, RuleDraft draft) {
    Target target = draft.target();
    if (target == null) {
      throw Refusal.badParameter("target", "", "an object with kind and where to send to");
    }
    AlertRuleRow row = new AlertRuleRow();
    row.owner = requester.name();
    row.createdAt = now();
    write(row, draft);
    String secret = writeTarget(row, target);
    rows.persistAndFlush(row);
    return view(row, secret);
  }

  /** Changes a rule; the answer holds a secret where the target has become a webhook. */
  @Transactional
  AlertRule change(Requester requester, String id, Function<AlertRule, RuleDraft> edit) {
    AlertRuleRow row = lockedRow(requester, id);
    RuleDraft draft = edit.apply(view(row, null));
    write(row, draft);
    Target target = draft.target();
    String secret = target == null ? null : writeTarget(row, target);
    if (draft.enabled()) { // whoever enables a rule wants it tried again
      row.failures = 0;
      row.failingSince = null;
      row.pausedAt = null;
    }
    row.revisedAt = now();
    rows.flush();
    return view(row, secret);
  }

  /** Gives a webhook another secret; the old one signs too for a day. */
  @Transactional
  AlertRule rotateSecret(Requester requester, String id) {
    AlertRuleRow row = lockedRow(requester, id);
    if (row.secret == null) {
      throw Refusal.badParameter("id", id, "a rule whose target is a WEBHOOK");
    }
    row.formerSecret =
        box.seal(box.open(row.secret, place(row, "secret")), place(row, "former-secret"));
    row.formerSecretUntil = now().plus(BOTH_SECRETS);
    String secret = secret();
    row.secret = box.seal(secret, place(row, "secret"));
    row.revisedAt = now();
    rows.flush();
    return view(row, secret);
  }

  /** Removes a rule with its deliveries. */
  @Transactional
  void delete(Requester requester, String id) {
    rows.delete(row(requester, id));
    rows.flush();
  }

  /** Switches a rule off, whoever asks: the link in its mails does. */
  @Transactional
  boolean disable(UUID id) {
    AlertRuleRow row = rows.findById(id);
    if (row == null) {
      return false;
    }
    row.enabled = false;
    row.revisedAt = now();
    return true;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private AlertRuleRow row(Requester requester, String reference) {
    UUID id = Parameters.id(reference);
    AlertRuleRow row = id == null ? null : rows.findById(id);
    if (row == null || !(requester.ownsAll() || row.owner.equals(requester.name()))) {
      throw Refusal.notFound("alert rule", reference);
    }
    return row;
  }

  /** So that of two changes at once the second one sees the first. */
  private AlertRuleRow lockedRow(Requester requester, String reference) {
    AlertRuleRow row = row(requester, reference);
    rows.getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
    return row;
  }

  private void write(AlertRuleRow row, RuleDraft draft) {
    row.name = draft.name();
    row.enabled = draft.enabled();
    row.companies.retainAll(draft.companies());
    row.companies.addAll(new HashSet<>(draft.companies()));
    row.watchList = draft.watchList();
    row.markets = new ArrayList<>(draft.markets());
    row.indices = new ArrayList<>(draft.indices());
    row.conditions = write(draft.when());
    row.delivery = draft.delivery().name();
    row.cooldown = draft.cooldown() == null ? null : draft.cooldown().toString();
    QuietHours quiet = draft.quietHours();
    row.quietFrom = quiet == null ? null : quiet.from().toString();
    row.quietTo = quiet == null ? null : quiet.to().toString();
    row.quietZone = quiet == null ? null : quiet.zone().getId();
    row.language = draft.language().tag();
  }

  /** Writes where the rule sends to; answers the secret where one was made for it. */
  private @Nullable String writeTarget(AlertRuleRow row, Target target) {
    row.targetKind = target.kind().name();
    row.targetKey = target.key();
    row.target = box.seal(write(target), place(row, "target"));
    if (target.kind() != Target.Kind.WEBHOOK) {
      row.secret = null;
      row.formerSecret = null;
      return null;
    }
    if (row.secret != null) {
      return null;
    }
    String secret = secret();
    row.secret = box.seal(secret, place(row, "secret"));
    return secret;
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return SECRET_PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  private static String place(AlertRuleRow row, String column) {
    return row.id + "/" + column;
  }

  private AlertRule view(AlertRuleRow row, @Nullable String secret) {
    return new AlertRule(
        row.id,
        row.name,
        row.enabled,
        row.companies.stream()
            .flatMap(id -> companies.byId(id).stream())
            .map(CompanyRef::ticker)
            .sorted()
            .toList(),
        row.watchList,
        row.markets,
        row.indices,
        conditions(row),
        target(row).shown(),
        Delivery.valueOf(row.delivery),
        cooldown(row),
        quietHours(row),
        row.language,
        health(row),
        row.createdAt,
        row.revisedAt,
        secret);
  }

  private static AlertRule.Health health(AlertRuleRow row) {
    AlertRule.Status status =
        row.pausedAt != null
            ? AlertRule.Status.PAUSED
            : row.failures > 0 ? AlertRule.Status.FAILING : AlertRule.Status.OK;
    return new AlertRule.Health(
        status, row.failures, row.failingSince, row.pausedAt, row.lastError);
  }

  private LiveRule live(AlertRuleRow row, Function<UUID, List<UUID>> watchList) {
    HashSet<UUID> chosen = new HashSet<>(row.companies);
    if (row.watchList != null) {
      chosen.addAll(watchList.apply(row.watchList));
    }
    boolean all =
        row.companies.isEmpty()
            && row.watchList == null
            && row.markets.isEmpty()
            && row.indices.isEmpty();
    return new LiveRule(
        row.id,
        row.name,
        all,
        chosen,
        new HashSet<>(row.markets),
        new HashSet<>(row.indices),
        conditions(row),
        row.targetKey,
        Target.Kind.valueOf(row.targetKind),
        Delivery.valueOf(row.delivery),
        cooldown(row),
        quietHours(row),
        Language.valueOf(row.language.toUpperCase(Locale.ROOT)));
  }

  /**
   * What sending by a rule needs.
   *
   * @param secrets of a webhook, the newest first
   */
  record Sending(String rule, Target target, List<String> secrets, @Nullable QuietHours quiet) {
    Sending {
      secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
      return "Sending[" + target + "]"; // never a secret: this may end in a log
    }
  }

  /** Where and how a rule sends; empty where it has gone. */
  @Transactional
  Optional<Sending> sending(UUID id) {
    AlertRuleRow row = rows.findById(id);
    if (row == null) {
      return Optional.empty();
    }
    List<String> secrets = new ArrayList<>();
    if (row.secret != null) {
      secrets.add(box.open(row.secret, place(row, "secret")));
    }
    if (row.formerSecret != null
        && row.formerSecretUntil != null
        && clock.instant().isBefore(row.formerSecretUntil)) {
      secrets.add(box.open(row.formerSecret, place(row, "former-secret")));
    }
    return Optional.of(new Sending(row.name, target(row), secrets, quietHours(row)));
  }

  private Conditions conditions(AlertRuleRow row) {
    return read(row.conditions, Conditions.class);
  }

  private Target target(AlertRuleRow row) {
    return read(box.open(row.target, place(row, "target")), Target.class);
  }

  private static @Nullable Duration cooldown(AlertRuleRow row) {
    return row.cooldown == null ? null : Duration.parse(row.cooldown);
  }

  private static @Nullable QuietHours quietHours(AlertRuleRow row) {
    return row.quietFrom == null || row.quietTo == null || row.quietZone == null
        ? null
        : new QuietHours(
            LocalTime.parse(row.quietFrom), LocalTime.parse(row.quietTo), ZoneId.of(row.quietZone));
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a part of a rule could not be written", e);
    }
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored part of a rule cannot be read", e);
    }
  }
}
