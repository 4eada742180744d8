package dev.tapeline.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tapeline.market.MoveFeed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have sent: the past, read in the order of time and matched by the code that
 * matches what is new. Cool-down and quiet hours are left out, for they are about when it is sent.
 */
@ApplicationScoped
class Trial {
  private static final int BATCH = 500;

  private static final int ALL = Integer.MAX_VALUE;

  /** Whoever sends a test waits for it. */
  private static final int BATCHES_OF_A_TEST = 20;

  private final Jdbi jdbi;
  private final MoveFeed moves;
  private final Happenings happenings;
  private final Outbox outbox;
  private final Messages messages;

  Trial(Jdbi jdbi, MoveFeed moves, Happenings happenings, Outbox outbox, Messages messages) {
    this.jdbi = jdbi;
    this.moves = moves;
    this.happenings = happenings;
    this.outbox = outbox;
    this.messages = messages;
  }

  /**
   * An alert that would have been sent.
   *
   * @param type as the payload's
   * @param occurredAt when it happened; a move at its session's close
   * @param session of a move, or the first that could react to the news; null where not known
   */
  @Schema(name = "AlertTrialEntry")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"type", "occurredAt", "session"})
  record Entry(
      String type,
      Instant occurredAt,
      @Nullable String session,
      @JsonUnwrapped Payload.Data data) {}

  /**
   * Where a page ends in each of the two things that are read.
   *
   * @param news place of the last entry, or null for none yet
   * @param move id of the last move, or null for none yet
   */
  record Place(@Nullable NewsPlace news, @Nullable UUID move) {}

  /** The place of an entry in the order of time. */
  record NewsPlace(Instant at, UUID id) {}

  /** A page, and where the next one begins, or null. */
  record Page(List<Match> matches, @Nullable Place next) {}

  /** What a rule would have sent, newest first. */
  Page page(LiveRule rule, Instant from, Instant to, Place after, int limit) {
    return jdbi.withHandle(
        handle -> {
          Reading news = new Reading(last -> news(handle, rule, from, to, after.news(), last), ALL);
          Reading past =
              new Reading(last -> moves(handle, rule, from, to, after.move(), last), ALL);
          List<Match> found = new ArrayList<>();
          NewsPlace newsPlace = after.news();
          UUID movePlace = after.move();
          while (found.size() < limit) {
            Step left = news.peek();
            Step right = past.peek();
            if (left == null && right == null) {
              return new Page(found, null);
            }
            boolean takeNews = right == null || (left != null && !left.at().isBefore(right.at()));
            Step step = takeNews ? news.take() : past.take();
            if (takeNews) {
              newsPlace = new NewsPlace(step.at(), step.id());
            } else {
              movePlace = step.id();
            }
            found.addAll(step.matches());
          }
          boolean more = news.peek() != null || past.peek() != null;
          return new Page(found, more ? new Place(newsPlace, movePlace) : null);
        });
  }

  /** How a match is shown. */
  Entry shown(Match match) {
    Happening happening = match.happening();
    String session =
        happening.move() != null
            ? happening.move().session().toString()
            : happening.entry() != null && happening.entry().hasNonNull("session")
                ? happening.entry().path("session").asText()
                : null;
    return new Entry(
        match.trigger().type(),
        happening.at(),
        session,
        outbox.data(match, messages.text(match, false)));
  }

  /** The latest thing that a rule would have sent, or null where that is not found soon. */
  @Nullable Match latest(LiveRule rule, Instant now) {
    return jdbi.withHandle(
        handle -> {
          Instant from = Instant.EPOCH;
          Reading past =
              new Reading(last -> moves(handle, rule, from, now, null, last), BATCHES_OF_A_TEST);
          Reading news =
              new Reading(last -> news(handle, rule, from, now, null, last), BATCHES_OF_A_TEST);
          Step found = past.peek(); // a move says more than the news of it
          found = found == null ? news.peek() : found;
          return found == null ? null : found.matches().get(0);
        });
  }

  /** Something of the past with what it would have sent, which is at least one thing. */
  private record Step(Instant at, UUID id, List<Match> matches) {}

  /** A batch, and the place behind which the next one is read. */
  private record Batch(List<Step> steps, boolean more) {}

  private interface Source {
    /** The batch behind the last thing of the batch before; null for the first. */
    Batch read(@Nullable Step last);
  }

  /** Reads as far as it is asked to. */
  private static final class Reading {
    private final Source source;
    private final Deque<Step> read = new ArrayDeque<>();
    private @Nullable Step last;
    private boolean more = true;

    private int batchesLeft;

    Reading(Source source, int batches) {
      this.source = source;
      this.batchesLeft = batches;
    }

    @Nullable Step peek() {
      while (true) {
        while (!read.isEmpty() && read.peek().matches().isEmpty()) {
          read.poll();
        }
        if (!read.isEmpty() || !more || batchesLeft == 0) {
          return read.peek();
        }
        batchesLeft--;
        Batch batch = source.read(last);
        more = batch.more();
        read.addAll(batch.steps());
        last = batch.steps().isEmpty() ? last : batch.steps().get(batch.steps().size() - 1);
      }
    }

    Step take() {
      return read.remove();
    }
  }

  private Batch moves(
      Handle handle,
      LiveRule rule,
      Instant from,
      Instant to,
      @Nullable UUID after,
      @Nullable Step last) {
    Conditions.MoveCondition wanted = rule.when().move();
    if (wanted == null) {
      return new Batch(List.of(), false);
    }
    LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
    List<MoveFeed.Item> items =
        moves.past(
            handle,
            new MoveFeed.Past(
                rule.all() ? null : rule.companies(),
                rule.all() ? null : rule.markets(),
                rule.all() ? null : rule.indices(),
                first,
                LocalDate.ofInstant(to.minusNanos(1), ZoneOffset.UTC),
                wanted.minAbsChange(),
                last == null ? after : last.id()),
            BATCH);
    Map<UUID, MoveFeed.Item> watched =
        moves
            .explained(
                handle, items.stream().filter(item -> wanted.matchesButCause(item.move())).toList())
            .stream()
            .collect(Collectors.toMap(item -> item.move().id(), Function.identity()));
    List<Step> steps = new ArrayList<>();
    for (MoveFeed.Item item : items) {
      MoveFeed.Item explained = watched.get(item.move().id());
      List<Match> matches = new ArrayList<>();
      if (explained != null) {
        RuleIndex.match(rule, happenings.move(explained), matches::add);
      }
      // In the order of /moves, by session: two closes of one day are not told apart.
      steps.add(
          new Step(
              item.move().session().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
              item.move().id(),
              matches));
    }
    return new Batch(steps, items.size() == BATCH);
  }

  private Batch news(
      Handle handle,
      LiveRule rule,
      Instant from,
      Instant to,
      @Nullable NewsPlace after,
      @Nullable Step last) {
    Conditions when = rule.when();
    if (when.reportedMove() == null && when.event() == null && when.claim() == null) {
      return new Batch(List.of(), false);
    }
    NewsPlace place = last == null ? after : new NewsPlace(last.at(), last.id());
    String whom =
        rule.all()
            ? ""
            : """
              and (company_id = any(:companies) or company_id in (
                select company_id from listing
                where home and (split_part(listing, ':', 1) = any(:markets)
                  or benchmark = any(:indices))))
              """;
    Query select =
        handle
            .createQuery(
                """
                select id, occurred_at, seq, body from timeline_entry
                where kind = 'NEWS_EVENT' and state = 'ACTIVE' and seq is not null
                  and occurred_at >= :from and occurred_at < :to %s %s
                order by occurred_at desc, id desc limit :limit
                """
                    .formatted(
                        whom, place == null ? "" : "and (occurred_at, id) < (:placeAt, :placeId)"))
            .bind("from", from)
            .bind("to", to)
            .bind("limit", BATCH);
    if (!rule.all()) {
      select.bindArray("companies", UUID.class, List.copyOf(rule.companies()));
      select.bindArray("markets", String.class, List.copyOf(rule.markets()));
      select.bindArray("indices", String.class, List.copyOf(rule.indices()));
    }
    if (place != null) {
      select.bind("placeAt", place.at()).bind("placeId", place.id());
    }
    List<Step> steps =
        select
            .map(
                (row, context) -> {
                  List<Match> matches = new ArrayList<>();
                  RuleIndex.match(
                      rule,
                      happenings.entry(row.getLong("seq"), row.getString("body")),
                      matches::add);
                  return new Step(
                      row.getTimestamp("occurred_at").toInstant(),
                      row.getObject("id", UUID.class),
                      matches);
                })
            .list();
    return new Batch(steps, steps.size() == BATCH);
  }
}
