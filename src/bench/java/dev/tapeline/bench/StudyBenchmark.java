package dev.tapeline.bench;

import dev.tapeline.app.database.JdbiProducer;
import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.market.EventStudies;
import dev.tapeline.market.StudyAnswer;
import dev.tapeline.market.StudyRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * Measures one event study over many events and listings, on a database of made bars: {@code ./mvnw
 * -Pbench-market verify -DskipTests -DskipITs -Dbench.program=StudyBenchmark}.
 */
public final class StudyBenchmark {
  private static final int RUNS = 3;

  private StudyBenchmark() {}

  /**
   * Makes the database, and times the study.
   *
   * @param arguments none; sizes are system properties
   */
  public static void main(String... arguments) throws IOException {
    int listings = Integer.getInteger("bench.listings", 5_000);
    int sessions = Integer.getInteger("bench.sessions", 2_500);
    int events = 4 * listings;
    Path folder = Files.createTempDirectory("tapeline-bench");
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            DataDirectory.of(folder.resolve("data")), Path.of("target/cache").toAbsolutePath())) {
      Flyway.configure()
          .dataSource(postgres.access().dataSource())
          .locations("classpath:db/migration")
          .load()
          .migrate();
      Jdbi jdbi = JdbiProducer.on(postgres.access().dataSource());
      long began = System.nanoTime();
      fill(jdbi, listings, sessions, events);
      print("made bars written", seconds(began));
      for (String model : List.of("MARKET_MODEL", "MEAN_ADJUSTED")) {
        for (int run = 0; run < RUNS; run++) {
          measure(jdbi, model);
        }
      }
    } finally {
      clean(folder);
    }
  }

  private static void fill(Jdbi jdbi, int listings, int sessions, int events) {
    Exchange exchange = Exchanges.builtIn().find("XNYS").orElseThrow();
    List<String> days = new ArrayList<>();
    LocalDate day = exchange.latestSessionOnOrBefore(LocalDate.of(2024, 12, 31));
    for (int i = 0; i < sessions; i++) {
      days.add(day.toString());
      day = exchange.previousSession(day);
    }
    jdbi.useTransaction(
        handle -> {
          handle.execute("select setseed(0.5)");
          handle
              .createUpdate(
                  "create temporary table made_day on commit drop as"
                      + " select unnest(cast(:days as date[])) as day")
              .bindArray("days", String.class, days)
              .execute();
          for (int year = LocalDate.parse(days.get(sessions - 1)).getYear(); year <= 2024; year++) {
            handle.execute(
                "create table bar_%d partition of bar for values from ('%d-01-01') to ('%d-01-01')"
                    .formatted(year, year, year + 1));
          }
          handle.execute(
              """
              insert into company (issuer, name)
              select 'made-' || i, 'Made ' || i from generate_series(1, ?) i
              """,
              listings);
          handle.execute(
              """
              insert into listing (company_id, ticker, listing, mic, currency, benchmark, home)
              select id, upper(issuer), 'XNYS:' || upper(issuer), 'XNYS', 'USD', 'INDEX:SPX', true
              from company
              """);
          handle.execute(
              """
              insert into price_series (ticker, listing, mic, currency, benchmark, company_id)
              select ticker, listing, mic, currency, benchmark, company_id from listing
              union all select 'INDEX:SPX', null, 'XNYS', 'USD', null, null
              """);
          handle.execute(
              """
              insert into bar (series_id, session, provider, revision, current, open, high, low,
                close, adjusted_close, volume, recorded_at)
              select s.id, d.day, 'yahoo', 1, true, p, p, p, p, p * 0.97, 1000, now()
              from price_series s, made_day d, lateral (
                select 50 + 3 * random() + 0 * (s.id + d.day - d.day) as p) made
              order by s.id, d.day
              """);
          handle.execute(
              """
              with told as (
                insert into story (sample, first_seen_at)
                select false, now() from generate_series(1, ?) returning id),
              numbered as (select id, row_number() over () as n from told),
              companies as (select id, row_number() over () as n from company)
              insert into event (story_id, company_id, type, occurred_at, novelty, state,
                first_seen_at, body)
              select t.id, c.id, 'earnings/results',
                timestamptz '2016-01-04 15:00Z' + random() * interval '3200 days', 100, 'ACTIVE',
                now(), '{"relevance": 90, "factLevel": "CONFIRMED"}'
              from numbered t join companies c on c.n = 1 + t.n % ?
              """,
              events, listings);
        });
    jdbi.useHandle(handle -> handle.execute("vacuum analyze"));
  }

  private static void measure(Jdbi jdbi, String model) {
    StudyRequest request =
        new StudyRequest(List.of("earnings"), null, null, null, null, null, model, null, null);
    Runtime.getRuntime().gc();
    long processor = processorNanos();
    long began = System.nanoTime();
    StudyAnswer answer = new EventStudies(jdbi, "bench").run(request.read(null));
    print(
        "%s over %,d events of %,d listings, windows %s"
            .formatted(
                model,
                answer.entries().get(0).n(),
                answer.data().listings(),
                answer.parameters().window()),
        "%s; %.1f s of the JVM's processor time"
            .formatted(seconds(began), (processorNanos() - processor) / 1e9));
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String seconds(long began) {
    return "%.1f s".formatted(Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3);
  }

  private static void print(String what, String measured) {
    System.out.printf("| %s | %s |%n", what, measured);
  }

  private static void clean(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }
}
