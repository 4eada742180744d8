package dev.tapeline.market;

import dev.tapeline.article.ClaimRechecks;
import dev.tapeline.company.Companies;
import dev.tapeline.company.CompanyRef;
import dev.tapeline.exchange.TradingSession;
import dev.tapeline.timeline.EntryDraft;
import dev.tapeline.timeline.EntryState;
import dev.tapeline.timeline.Freshness;
import dev.tapeline.timeline.PriceMove;
import dev.tapeline.timeline.RecordedMove;
import dev.tapeline.timeline.Sequencer;
import dev.tapeline.timeline.TimelineWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Does what follows from new or revised bars, whoever wrote them: this process, another one, or a
 * command beside the service. Looks for it every second.
 */
@ApplicationScoped
class PriceFollowUp {
  private static final Logger LOG = Logger.getLogger(PriceFollowUp.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final Jdbi jdbi;
  private final Companies companies;
  private final MoveReader reader;
  private final TimelineWriter timeline;
  private final Sequencer sequencer;
  private final ClaimRechecks claims;
  private final Freshness freshness;
  private final MovesConfig large;
  private final MoveStore moves;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "price-follow-up");
            thread.setDaemon(true);
            return thread;
          });

  PriceFollowUp(
      Jdbi jdbi,
      Companies companies,
      MoveReader reader,
      TimelineWriter timeline,
      Sequencer sequencer,
      ClaimRechecks claims,
      Freshness freshness,
      MovesConfig large) {
    this.jdbi = jdbi;
    this.companies = companies;
    this.reader = reader;
    this.timeline = timeline;
    this.sequencer = sequencer;
    this.claims = claims;
    this.freshness = freshness;
    this.large = large;
    this.moves = new MoveStore(jdbi);
  }

  void start(@Observes StartupEvent event) {
    var unused =
        worker.scheduleWithFixedDelay(
            this::sweep, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    worker.shutdownNow();
  }

  private void sweep() {
    try {
      run();
    } catch (RuntimeException e) {
      LOG.warnf(e, "what follows from prices could not be done; tried again in a second");
    }
  }

  /** Does everything that is due. When it returns, timelines and claims know all bars before it. */
  synchronized void run() {
    moves.computeDue();
    boolean any = false;
    while (jdbi.inTransaction(this::followNext)) {
      any = true;
    }
    if (any) {
      sequencer.advance();
      lastRealSession().ifPresent(freshness::pricesRecorded);
    }
  }

  private record Due(int series, LocalDate from) {}

  private boolean followNext(Handle handle) {
    Optional<Due> due =
        handle
            .createQuery(
                """
                select id, follow_up_due from price_series
                where follow_up_due is not null and moves_due is null
                order by id limit 1 for update skip locked
                """)
            .map(
                (row, context) ->
                    new Due(row.getInt("id"), row.getObject("follow_up_due", LocalDate.class)))
            .findFirst();
    due.ifPresent(next -> follow(handle, next));
    return due.isPresent();
  }

  private void follow(Handle handle, Due due) {
    PriceSeries series = SeriesStore.find(handle, due.series()).orElseThrow();
    Optional<CompanyRef> company = Optional.ofNullable(series.company()).flatMap(companies::byId);
    company.ifPresent(
        found -> {
          // In transactions of its own, done before this one forgets that it is due: a process
          // that dies between the two does it again.
          claims.recheck(found.id(), due.from());
          writeTimeline(handle, series, found, due.from());
        });
    handle.execute("update price_series set follow_up_due = null where id = ?", series.id());
  }

  private void writeTimeline(
      Handle handle, PriceSeries series, CompanyRef company, LocalDate from) {
    List<EntryDraft> drafts =
        largeMoves(handle, series, from).stream()
            .map(move -> entry(series, company, move))
            .toList();
    Set<UUID> subjects = new HashSet<>();
    drafts.forEach(draft -> subjects.add(draft.subjectId()));
    entries(handle, company).stream()
        .filter(subject -> isFrom(subject, series, from))
        .forEach(subjects::add);
    timeline.replace(handle, subjects, drafts);
  }

  private List<RecordedMove> largeMoves(Handle handle, PriceSeries series, LocalDate from) {
    return handle
        .createQuery(
            """
            select %s from recorded_move m join price_series s on s.id = m.series_id
            where m.series_id = :series and m.session >= :from and not m.flagged
              and (abs(m.change_percent) >= :change or abs(m.z_score) >= :z)
            order by m.session
            """
                .formatted(MoveReader.COLUMNS))
        .bind("series", series.id())
        .bind("from", from)
        .bind("change", large.minAbsChange())
        .bind("z", large.minAbsZScore())
        .map((row, context) -> reader.move(row))
        .list();
  }

  private static List<UUID> entries(Handle handle, CompanyRef company) {
    return handle
        .createQuery(
            """
            select subject_id from timeline_entry
            where company_id = :company and kind = 'PRICE_MOVE' and state = 'ACTIVE'
            """)
        .bind("company", company.id())
        .mapTo(UUID.class)
        .list();
  }

  private static boolean isFrom(UUID subject, PriceSeries series, LocalDate from) {
    MoveId id = MoveId.of(subject);
    return id != null && id.series() == series.id() && !id.session().isBefore(from);
  }

  private static EntryDraft entry(PriceSeries series, CompanyRef company, RecordedMove move) {
    return new EntryDraft(
        move.id(),
        EntryState.ACTIVE,
        move.sample(),
        company,
        List.of(),
        close(series, move.session()),
        series.exchange().map(exchange -> exchange.zone().getId()).orElse(null),
        move.session(),
        title(series, company, move),
        "en",
        new PriceMove(move));
  }

  /** When the session closed; for one that the calendar does not know, its day's last moment. */
  private static Instant close(PriceSeries series, LocalDate session) {
    ZoneId zone = series.exchange().map(exchange -> exchange.zone()).orElse(ZoneOffset.UTC);
    return series
        .exchange()
        .flatMap(exchange -> exchange.session(session))
        .map(TradingSession::close)
        .orElseGet(() -> session.atTime(LocalTime.of(23, 59, 59)).atZone(zone).toInstant());
  }

  /** "Xiaomi Corporation (1810.HK) rose 5.39 % to 22.50 HKD", and whether the price is real. */
  private static String title(PriceSeries series, CompanyRef company, RecordedMove move) {
    String currency = series.currency();
    return String.format(
        Locale.ROOT,
        "%s (%s) %s %.2f %% to %s%s%s",
        company.name(),
        series.ticker(),
        move.changePercent().signum() < 0 ? "fell" : "rose",
        move.changePercent().abs(),
        written(move.close(), currency),
        currency == null ? "" : " " + currency,
        move.sample() ? " (synthetic price)" : "");
  }

  /** A price with the digits that its currency has, and more where it is below one. */
  private static String written(BigDecimal price, @Nullable String currency) {
    int usual = currency == null ? 2 : Currency.getInstance(currency).getDefaultFractionDigits();
    int digits = price.compareTo(BigDecimal.ONE) < 0 ? usual + 2 : usual;
    return price.setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }

  private Optional<LocalDate> lastRealSession() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select session from recorded_move where not sample
                    order by session desc, series_id desc limit 1
                    """)
                .mapTo(LocalDate.class)
                .findFirst());
  }
}
