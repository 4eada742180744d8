package dev.tapeline.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tapeline.alert.Conditions.ClaimCondition;
import dev.tapeline.alert.Conditions.EventCondition;
import dev.tapeline.alert.Conditions.ExtremeCondition;
import dev.tapeline.alert.Conditions.MoveCondition;
import dev.tapeline.alert.Conditions.ReportedMoveCondition;
import dev.tapeline.analysis.directory.ShareIndex;
import dev.tapeline.analysis.event.EventType;
import dev.tapeline.analysis.event.EventTypes;
import dev.tapeline.analysis.event.FactLevel;
import dev.tapeline.analysis.event.Polarity;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.Extreme;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.company.WatchLists;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.exchange.Mic;
import dev.tapeline.rest.Refusal;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a rule, checked.
 *
 * @param target null where the rule's own is to stay
 */
record RuleDraft(
    String name,
    boolean enabled,
    List<UUID> companies,
    @Nullable UUID watchList,
    List<String> markets,
    List<String> indices,
    Conditions when,
    @Nullable Target target,
    Delivery delivery,
    @Nullable Duration cooldown,
    @Nullable QuietHours quietHours,
    Language language) {

  static final List<String> FIELDS =
      List.of(
          "name",
          "enabled",
          "companies",
          "watchListId",
          "markets",
          "indices",
          "when",
          "target",
          "delivery",
          "cooldown",
          "quietHours",
          "language");

  private static final int LONGEST_NAME = 200;
  private static final Duration LONGEST_COOLDOWN = Duration.ofDays(31);

  /**
   * Reads {@code {"name", "companies", "when", "target", …}} as the contract's section 6 writes it.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for what cannot be read, 404 and 409
   *     for companies that are not known or ambiguous
   */
  static RuleDraft read(@Nullable JsonNode body, Companies companies, WatchLists lists) {
    JsonFields fields = JsonFields.ofBody(body, FIELDS.toArray(String[]::new));
    Boolean enabled = fields.truth("enabled");
    Delivery delivery = fields.one("delivery", Delivery.class);
    return new RuleDraft(
        name(fields),
        enabled == null || enabled,
        fields.texts("companies").stream()
            .map(name -> companies.get(name))
            .map(CompanyRef::id)
            .distinct()
            .toList(),
        watchList(fields, lists),
        markets(fields),
        indices(fields, companies),
        when(fields),
        target(fields),
        delivery == null ? Delivery.IMMEDIATE : delivery,
        cooldown(fields),
        quietHours(fields),
        Language.of(fields));
  }

  private static String name(JsonFields fields) {
    String allowed = "a text of 1 to %d characters".formatted(LONGEST_NAME);
    String name = fields.requiredText("name", allowed);
    if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
      throw fields.refusal("name", allowed);
    }
    return name;
  }

  private static @Nullable UUID watchList(JsonFields fields, WatchLists lists) {
    String reference = fields.text("watchListId");
    return reference == null ? null : lists.get(reference).id();
  }

  private static List<String> markets(JsonFields fields) {
    TreeSet<String> mics = new TreeSet<>();
    for (String market : fields.texts("markets")) {
      Mic mic =
          Exchanges.builtIn()
              .mic(market)
              .orElseThrow(
                  () ->
                      Refusal.badParameter(
                          "markets", market, "MICs of exchanges that are known, such as XHKG"));
      mics.add(mic.code());
    }
    return List.copyOf(mics);
  }

  private static List<String> indices(JsonFields fields, Companies companies) {
    TreeSet<String> tickers = new TreeSet<>();
    for (String index : fields.texts("indices")) {
      tickers.add(
          companies.directory().indices().stream()
              .map(ShareIndex::ticker)
              .filter(index::equalsIgnoreCase)
              .findFirst()
              .orElseThrow(
                  () ->
                      Refusal.badParameter(
                          "indices", index, "tickers of indices, such as INDEX:HSI")));
    }
    return List.copyOf(tickers);
  }

  private static Conditions when(JsonFields fields) {
    JsonFields when = fields.object("when", "move", "reportedMove", "event", "claim");
    Conditions conditions =
        when == null
            ? new Conditions(null, null, null, null)
            : new Conditions(move(when), reportedMove(when), event(when), claim(when));
    if (conditions.none()) {
      throw fields.refusal(
          "when", "an object with at least one of move, reportedMove, event, claim");
    }
    return conditions;
  }

  private static @Nullable MoveCondition move(JsonFields when) {
    JsonFields move =
        when.object(
            "move",
            "minAbsChange",
            "minAbsZScore",
            "minAbsAbnormal",
            "direction",
            "extreme",
            "minStreak",
            "unexplained");
    int longestStreak = 1_000;
    return move == null
        ? null
        : new MoveCondition(
            move.size("minAbsChange"),
            move.size("minAbsZScore"),
            move.size("minAbsAbnormal"),
            move.one("direction", Direction.class),
            extreme(move),
            move.integer("minStreak", 1, longestStreak),
            move.truth("unexplained"));
  }

  private static @Nullable ExtremeCondition extreme(JsonFields move) {
    if (move.isText("extreme")) {
      Extreme.Kind kind = move.one("extreme", Extreme.Kind.class);
      return kind == null ? null : new ExtremeCondition(kind, null);
    }
    JsonFields extreme = move.object("extreme", "kind", "minDays");
    int century = 36_525;
    return extreme == null
        ? null
        : new ExtremeCondition(
            extreme.required("kind", Extreme.Kind.class), extreme.integer("minDays", 1, century));
  }

  private static @Nullable ReportedMoveCondition reportedMove(JsonFields when) {
    JsonFields reported = when.object("reportedMove", "minAbsChange");
    return reported == null ? null : new ReportedMoveCondition(reported.size("minAbsChange"));
  }

  private static @Nullable EventCondition event(JsonFields when) {
    JsonFields event =
        when.object("event", "types", "factLevels", "minRelevance", "minNovelty", "polarity");
    if (event == null) {
      return null;
    }
    int full = 100;
    List<String> types = event.texts("types");
    types.forEach(RuleDraft::refuseUnknown);
    return new EventCondition(
        types,
        event.many("factLevels", FactLevel.class),
        event.integer("minRelevance", 0, full),
        event.integer("minNovelty", 0, full),
        event.one("polarity", Polarity.class));
  }

  private static void refuseUnknown(String type) {
    EventTypes taxonomy = EventTypes.builtIn();
    if (taxonomy.groups().contains(type)) {
      return;
    }
    try {
      if (taxonomy.definition(EventType.parse(type)) != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw Refusal.badParameter(
        "when.event.types",
        type,
        "a group, one of %s, or group/type".formatted(new TreeSet<>(taxonomy.groups())));
  }

  private static @Nullable ClaimCondition claim(JsonFields when) {
    JsonFields claim = when.object("claim", "verdict");
    return claim == null ? null : new ClaimCondition(claim.required("verdict", Verdict.class));
  }

  /** Where to, checked as far as that goes without asking anybody; null where it is not said. */
  static @Nullable Target target(JsonFields fields) {
    JsonFields target = fields.object("target", "kind", "url", "to", "token", "chatId");
    if (target == null) {
      return null;
    }
    Target.Kind kind = target.required("kind", Target.Kind.class);
    return switch (kind) {
      case WEBHOOK, SLACK, DISCORD -> {
        refuseOthers(target, "to", "token", "chatId");
        yield new Target(kind, url(target), null, null, null);
      }
      case STREAM -> {
        refuseOthers(target, "url", "to", "token", "chatId");
        yield new Target(kind, null, null, null, null);
      }
      case EMAIL -> {
        refuseOthers(target, "url", "token", "chatId");
        yield new Target(kind, null, address(target), null, null);
      }
      case TELEGRAM -> {
        refuseOthers(target, "to");
        yield new Target(
            kind,
            target.has("url") ? url(target) : null,
            null,
            botToken(target),
            target.requiredText("chatId", "the id of a chat"));
      }
      case NTFY -> {
        refuseOthers(target, "to", "chatId");
        yield new Target(kind, url(target), null, target.text("token"), null);
      }
    };
  }

  private static void refuseOthers(JsonFields target, String... others) {
    for (String other : others) {
      if (target.has(other)) {
        throw target.refusal(other, "absent for a target of this kind");
      }
    }
  }

  private static String botToken(JsonFields target) {
    String allowed = "the token of a bot, such as 123456:ABC-DEF";
    String token = target.requiredText("token", allowed);
    if (!token.matches("[A-Za-z0-9:_-]{1,200}")) {
      throw Refusal.badParameter("target.token", "", allowed);
    }
    return token;
  }

  private static String url(JsonFields target) {
    String allowed = "an http or https address";
    String url = target.requiredText("url", allowed);
    try {
      URI uri = URI.create(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw target.refusal("url", allowed);
  }

  private static String address(JsonFields target) {
    String allowed = "a mail address";
    String to = target.requiredText("to", allowed);
    if (!to.matches("[^\\s@<>,;:\"()\\[\\]\\\\]{1,64}@[^\\s@<>,;:\"()\\[\\]\\\\]{1,250}")) {
      throw target.refusal("to", allowed);
    }
    return to;
  }

  private static @Nullable Duration cooldown(JsonFields fields) {
    String text = fields.text("cooldown");
    if (text == null) {
      return null;
    }
    try {
      Duration read = Duration.parse(text);
      if (!read.isNegative() && read.compareTo(LONGEST_COOLDOWN) <= 0) {
        return read.isZero() ? null : read;
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw fields.refusal("cooldown", "an ISO 8601 duration up to 31 days, such as PT1H");
  }

  private static @Nullable QuietHours quietHours(JsonFields fields) {
    JsonFields quiet = fields.object("quietHours", "from", "to", "zone");
    if (quiet == null) {
      return null;
    }
    QuietHours hours = new QuietHours(time(quiet, "from"), time(quiet, "to"), zone(quiet));
    if (hours.from().equals(hours.to())) {
      throw quiet.refusal("to", "another time than from");
    }
    return hours;
  }

  private static LocalTime time(JsonFields quiet, String name) {
    String allowed = "a time of day such as 22:00";
    String text = quiet.requiredText(name, allowed);
    try {
      if (text.matches("\\d\\d:\\d\\d")) {
        return LocalTime.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw quiet.refusal(name, allowed);
  }

  private static ZoneId zone(JsonFields quiet) {
    String allowed = "a time zone such as Asia/Jakarta";
    try {
      return ZoneId.of(quiet.requiredText("zone", allowed));
    } catch (DateTimeException e) {
      throw quiet.refusal("zone", allowed);
    }
  }
}
