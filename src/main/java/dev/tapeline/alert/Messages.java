package dev.tapeline.alert;

import dev.tapeline.analysis.move.Direction;
import dev.tapeline.timeline.ClaimCheck.Verdict;
import dev.tapeline.timeline.Explanation;
import dev.tapeline.timeline.Freshness;
import dev.tapeline.timeline.RecordedMove;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people read, in the rule's language, by the templates {@code alerts/text-LANGUAGE}:
 * the first line says it all, the others why and where from.
 */
@ApplicationScoped
class Messages {
  private static final Duration SHARED = Duration.ofSeconds(1);

  private static final int MOST_CLAIMS = 8;

  private final Engine templates;
  private final Happenings happenings;
  private final Freshness freshness;
  private final Jdbi jdbi;
  private final InstantSource clock;
  private final String publicUrl;
  private volatile @Nullable Sources sources;

  Messages(
      Engine templates,
      Happenings happenings,
      Freshness freshness,
      Jdbi jdbi,
      InstantSource clock,
      @ConfigProperty(name = "tapeline.public-url") Optional<String> publicUrl,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.templates = templates;
    this.happenings = happenings;
    this.freshness = freshness;
    this.jdbi = jdbi;
    this.clock = clock;
    String url =
        publicUrl
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .orElse("http://localhost:" + port);
    this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private record Sources(Instant at, long count) {}

  /** Where everything else of this service is found: {@code https://tapeline.example.com}. */
  String publicUrl() {
    return publicUrl;
  }

  /** The timeline of a company; where it is not in the directory, the move. */
  String link(Happening happening) {
    if (happening.company().id() == null) {
      return publicUrl + "/api/v1/moves/" + happening.subject();
    }
    return publicUrl
        + "/api/v1/companies/"
        + URLEncoder.encode(happening.company().ticker(), StandardCharsets.UTF_8)
        + "/timeline";
  }

  /** A rule. */
  String ruleLink(UUID rule) {
    return publicUrl + "/api/v1/alert-rules/" + rule;
  }

  /** The text of a match. */
  String text(Match match, boolean test) {
    Happening happening = match.happening();
    Trigger trigger = match.trigger();
    Language language = match.rule().language();
    Facts facts =
        happening.move() != null
            ? ofMove(match, happening.move(), test)
            : ofNews(match, Objects.requireNonNull(happening.news()), trigger, test);
    return render(facts, language);
  }

  /** The text of a test for which nothing has happened yet. */
  String emptyTest(LiveRule rule) {
    return render(aboutRule(Trigger.TEST, rule.name(), "", publicUrl), rule.language());
  }

  /** The text that tells an owner of a rule that was paused, and why. */
  String paused(UUID rule, String name, String error, Language language) {
    return render(aboutRule(Trigger.PAUSED, name, orEmpty(error), ruleLink(rule)), language);
  }

  private static Facts aboutRule(Trigger trigger, String rule, String title, String link) {
    return new Facts(
        trigger.name(),
        trigger == Trigger.TEST,
        false,
        rule,
        "",
        "",
        "",
        "",
        "",
        "",
        List.of(),
        "",
        null,
        "UNKNOWN",
        0,
        null,
        title,
        "",
        "",
        "",
        "",
        "",
        List.of(),
        "",
        link);
  }

  private String render(Facts facts, Language language) {
    Template template = templates.getTemplate("alerts/text-" + language.tag() + ".txt");
    return template
        .data("f", facts)
        .render()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private Facts ofMove(Match match, RecordedMove move, boolean test) {
    Happening happening = match.happening();
    Language language = match.rule().language();
    Instant pulled = freshness.report().newsPulledAt();
    return new Facts(
        match.trigger().name(),
        test,
        happening.sample(),
        match.rule().name(),
        happening.company().name(),
        happening.company().ticker(),
        Conditions.MoveCondition.direction(move).name(),
        number(move.changePercent().abs(), 2, language),
        price(move.close(), happening.currency(), language),
        move.session().toString(),
        move.extremes(),
        move.streak() == null || move.streak().sessions() < 2
            ? ""
            : String.valueOf(move.streak().sessions()),
        cause(move),
        Facts.explained(move),
        sources(),
        pulled == null ? null : ago(Duration.between(pulled, clock.instant())),
        "",
        "",
        "",
        "",
        "",
        "",
        claims(told(happening, move), language),
        "",
        link(happening));
  }

  /** What the news that explains a move says of it, as far as that was checked. */
  private List<News.Claim> told(Happening happening, RecordedMove move) {
    UUID company = happening.company().id();
    if (company == null || move.explanations().isEmpty()) {
      return List.of();
    }
    List<UUID> events = move.explanations().stream().map(Explanation::eventId).toList();
    return jdbi
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select seq, body from timeline_entry
                        where subject_id = any(:events) and company_id = :company
                          and state = 'ACTIVE'
                        order by occurred_at, id
                        """)
                    .bindArray("events", UUID.class, events)
                    .bind("company", company)
                    .map(
                        (row, context) ->
                            happenings.entry(row.getLong("seq"), row.getString("body")))
                    .list())
        .stream()
        .flatMap(
            entry ->
                entry.news() == null ? Stream.<News.Claim>empty() : entry.news().claims().stream())
        .filter(claim -> move.session().toString().equals(claim.session()))
        .filter(claim -> claim.verdict() != Verdict.UNVERIFIABLE)
        .distinct()
        .limit(MOST_CLAIMS)
        .toList();
  }

  private static List<Facts.ClaimFact> claims(List<News.Claim> claims, Language language) {
    return claims.stream()
        .map(
            claim ->
                new Facts.ClaimFact(
                    claim.what(),
                    asWritten(claim.claimed(), language),
                    asWritten(orEmpty(claim.measured()), language),
                    claim.verdict().name()))
        .toList();
  }

  /** A number in the form of the language; what is none stays as it is. */
  private static String asWritten(String value, Language language) {
    return value.matches("-?\\d+\\.\\d+") && language == Language.ID
        ? value.replace('.', ',')
        : value;
  }

  private static Facts.@Nullable Cause cause(RecordedMove move) {
    if (move.explanations().isEmpty()) {
      return null;
    }
    Explanation best = move.explanations().get(0);
    return new Facts.Cause(orEmpty(best.title()), orEmpty(best.type()), orEmpty(best.url()));
  }

  private Facts ofNews(Match match, News news, Trigger trigger, boolean test) {
    Happening happening = match.happening();
    Language language = match.rule().language();
    News.@Nullable Told told = told(news);
    return new Facts(
        trigger.name(),
        test,
        happening.sample(),
        match.rule().name(),
        happening.company().name(),
        happening.company().ticker(),
        told == null ? "" : told.direction().name(),
        told == null || told.changePercent() == null
            ? ""
            : number(told.changePercent().abs(), 2, language),
        told == null || told.price() == null ? "" : price(told.price(), told.currency(), language),
        told == null ? "" : orEmpty(told.session()),
        List.of(),
        "",
        null,
        "UNKNOWN",
        0,
        null,
        orEmpty(news.title()),
        orEmpty(news.source()),
        orEmpty(news.url()),
        orEmpty(news.type()),
        news.factLevel() == null ? "" : news.factLevel().name(),
        news.polarity() == null ? "" : news.polarity().name(),
        claims(news.claims(), language),
        news.claims().stream()
            .map(News.Claim::verdict)
            .max(Comparator.comparing((Verdict verdict) -> verdict == Verdict.CONTRADICTED))
            .map(Enum::name)
            .orElse(""),
        link(happening));
  }

  /** The largest move of a session that is told. */
  private static News.@Nullable Told told(News news) {
    return news.moves().stream()
        .filter(told -> !told.overPeriod() && told.direction() != Direction.FLAT)
        .max(
            Comparator.comparing(
                told ->
                    told.changePercent() == null ? BigDecimal.ZERO : told.changePercent().abs()))
        .orElse(null);
  }

  private static String price(BigDecimal price, @Nullable String currency, Language language) {
    int digits = 2;
    if (currency != null) {
      try {
        digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
      } catch (IllegalArgumentException e) {
        digits = 2; // a unit such as GBX, which is no currency of its own
      }
    }
    String number =
        number(price, Math.max(digits, Math.min(4, price.stripTrailingZeros().scale())), language);
    return currency == null ? number : number + " " + currency;
  }

  private static String number(BigDecimal number, int digits, Language language) {
    BigDecimal rounded = number.setScale(digits, RoundingMode.HALF_UP);
    String plain = rounded.toPlainString();
    return language == Language.ID ? plain.replace('.', ',') : plain;
  }

  private static Facts.Ago ago(Duration passed) {
    long seconds = Math.max(0, passed.toSeconds());
    if (seconds < 60) {
      return new Facts.Ago(seconds, "s");
    }
    if (seconds < 3_600) {
      return new Facts.Ago(seconds / 60, "min");
    }
    return seconds < 172_800
        ? new Facts.Ago(seconds / 3_600, "h")
        : new Facts.Ago(seconds / 86_400, "d");
  }

  /** How many sources were pulled well at least once. */
  private long sources() {
    Instant now = clock.instant();
    Sources last = sources;
    if (last == null || Duration.between(last.at(), now).abs().compareTo(SHARED) > 0) {
      last =
          new Sources(
              now,
              jdbi.withHandle(
                  handle ->
                      handle
                          .createQuery("select count(distinct source_id) from news_coverage")
                          .mapTo(Long.class)
                          .one()));
      sources = last;
    }
    return last.count();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text.replaceAll("\\s+", " ").strip();
  }
}
