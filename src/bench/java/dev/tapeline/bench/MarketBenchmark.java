package dev.tapeline.bench;

import dev.tapeline.app.database.JdbiProducer;
import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import dev.tapeline.market.MoveComputing;
import dev.tapeline.market.MoveStore;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/**
 * Measures prices, moves and explanations: {@code ./mvnw -Pbench-market verify -DskipTests
 * -DskipITs}. A file of real bars may be given: {@code -Dbench.bars=bars.tar.gz}.
 *
 * <p>Bars are random walks of 2 % a day, seeded, of all listings of the directory and as many made
 * ones as are missing to the number wanted. The last day's news are articles about companies of the
 * directory: an order each, and every third tells the day's move of the shares as it was.
 */
public final class MarketBenchmark {
  private static final LocalDate LAST = LocalDate.of(2026, 11, 17);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);
  private static final int ARTICLES = 1_000;
  private static final int BATCH = 50;
  private static final int READS = 300;

  private final List<String> jvmFlags;
  private final int listings;
  private final int sessions;
  private final Path folder;
  private final Path data;
  private final Map<String, Double> lastCloses = new HashMap<>();

  private MarketBenchmark(List<String> flags, int listings, int sessions) throws IOException {
    this.jvmFlags = new ArrayList<>(flags);
    jvmFlags.add("-Dtapeline.sample.enabled=false");
    this.listings = listings;
    this.sessions = sessions;
    this.folder = Files.createTempDirectory("tapeline-bench");
    this.data = folder.resolve("data");
  }

  /**
   * Runs all measurements and prints a Markdown table.
   *
   * @param flags the service's JVM flags
   */
  public static void main(String... flags) throws Exception {
    MarketBenchmark benchmark =
        new MarketBenchmark(
            Arrays.asList(flags),
            Integer.getInteger("bench.listings", 5_000),
            Integer.getInteger("bench.sessions", 2_500));
    try {
      benchmark.run(System.getProperty("bench.bars", ""));
    } finally {
      benchmark.clean();
    }
  }

  private void run(String realBars) throws Exception {
    print("JVM flags of the service", String.join(" ", jvmFlags));
    print("heap of the benchmark", Runtime.getRuntime().maxMemory() / 1_000_000 + " MB");
    if (!realBars.isBlank()) {
      importFile(Path.of(realBars));
    }
    print(
        "moves of %,d listings × %,d sessions, computed in memory by 2 threads"
            .formatted(listings, sessions),
        seconds(MoveComputing.run(listings, sessions, 2)));
    try (ServiceProcess first = ServiceProcess.start(data, jvmFlags)) {
      first.get("/q/health/ready"); // its tables and its directory are there
    }
    history();
    try (ServiceProcess service = ServiceProcess.start(data, jvmFlags)) {
      Jdbi jdbi = jdbi();
      Meter meter = new Meter(service.pid());
      awaitFollowed(jdbi);
      print(
          "their %,d large moves in timelines".formatted(count(jdbi, "timeline_entry")),
          meter.read());
      // The first finds the service cold, as nobody's is at the end of a session but after a start.
      day(service, jdbi, TODAY, "a day, soon after the start");
      day(service, jdbi, TODAY.plusDays(1), "the day after");
      revision(service, jdbi, TODAY.plusDays(1));
      readPrices(service, jdbi);
    }
  }

  // --- A file of real bars

  private void importFile(Path file) throws Exception {
    Path other = folder.resolve("import");
    try (ServiceProcess service = ServiceProcess.start(other, jvmFlags)) {
      service.get("/q/health/ready");
      for (String which : List.of("first", "second")) {
        long began = System.nanoTime();
        String counts = command(other, List.of("import", "bars", file.toString()));
        print(
            "`import bars` of the file given, %s time: %s".formatted(which, counts),
            seconds(since(began)));
      }
    }
  }

  private String command(Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(ServiceProcess.command(List.of(), arguments));
    builder.environment().put("TAPELINE_DATA_DIR", directory.toString());
    Process process = builder.redirectError(folder.resolve("command.log").toFile()).start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return answer;
  }

  // --- Ten years of bars

  private Jdbi jdbi() {
    return JdbiProducer.on(
        EmbeddedPostgres.accessBeside(DataDirectory.of(data)).orElseThrow().dataSource());
  }

  private void history() throws Exception {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            DataDirectory.of(data),
            DataDirectory.cacheByConvention(
                System.getenv(),
                System.getProperty("os.name"),
                Path.of(System.getProperty("user.home"))))) {
      Jdbi jdbi = JdbiProducer.on(postgres.access().dataSource());
      jdbi.useTransaction(handle -> handle.execute(LISTINGS.formatted(listings)));
      Meter meter = new Meter(ProcessHandle.current().pid());
      storeBars(jdbi);
      print("their bars made and stored by COPY", meter.read());
      meter = new Meter(ProcessHandle.current().pid());
      int computed = new MoveStore(jdbi).computeDue();
      print(
          "their moves read, computed and stored by COPY, one process, heap of the benchmark",
          meter.read());
      if (computed != listings) {
        throw new IllegalStateException("moves of %d listings".formatted(computed));
      }
    }
  }

  /** Listings of the directory first, made ones behind them. */
  private static final String LISTINGS =
      """
      with made as (
        insert into company (issuer, name)
        select 'bench-' || n, 'Bench Holdings ' || n
        from generate_series(1, greatest(0, %1$d - (select count(*) from listing))) n
        returning id, issuer),
      made_listing as (
        insert into listing (company_id, ticker, listing, mic, currency, benchmark, home)
        select id, upper(issuer) || '.HK', 'XHKG:' || upper(issuer), 'XHKG', 'HKD', 'INDEX:HSI', true
        from made
        returning ticker, listing, mic, currency, benchmark, company_id),
      wanted as (
        (select ticker, listing, mic, currency, benchmark, company_id from listing
         order by ticker limit %1$d)
        union all
        select * from made_listing)
      insert into price_series (ticker, listing, mic, currency, benchmark, company_id)
      select * from wanted
      """;

  private record Series(int id, String ticker) {}

  private static List<Series> series(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select id, ticker from price_series order by id")
                .map((row, context) -> new Series(row.getInt("id"), row.getString("ticker")))
                .list());
  }

  private void storeBars(Jdbi jdbi) {
    List<LocalDate> days = MoveComputing.weekdays(LAST, sessions);
    jdbi.useHandle(
        handle -> {
          for (int year = days.get(0).getYear(); year <= TODAY.getYear(); year++) {
            handle.execute(
                "create table bar_%d partition of bar for values from ('%d-01-01') to ('%d-01-01')"
                    .formatted(year, year, year + 1));
          }
        });
    StringBuilder rows = new StringBuilder();
    for (Series series : series(jdbi)) {
      double[] closes = MoveComputing.closes(new Random(series.id()), sessions);
      for (int i = 0; i < closes.length; i++) {
        double close = closes[i];
        rows.append(series.id()).append('\t').append(days.get(i)).append("\tbench\t1\tt");
        for (int price = 0; price < 5; price++) {
          rows.append('\t').append(close);
        }
        rows.append("\t1000\t\\N\t2026-11-18 00:00:00+00\n");
      }
      lastCloses.put(series.ticker(), closes[closes.length - 1]);
      if (rows.length() > 8_000_000) {
        copy(jdbi, rows);
      }
    }
    copy(jdbi, rows);
    jdbi.useHandle(
        handle -> {
          handle.execute("update price_series set moves_due = ?", days.get(0));
          handle.execute("analyze bar");
        });
  }

  private static void copy(Jdbi jdbi, StringBuilder rows) {
    jdbi.useHandle(
        handle -> {
          try {
            handle
                .getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                    """
                    copy bar (series_id, session, provider, revision, current, open, high, low,
                      close, adjusted_close, volume, flag, recorded_at) from stdin
                    """,
                    new StringReader(rows.toString()));
          } catch (SQLException | IOException e) {
            throw new IllegalStateException("bars could not be stored", e);
          }
        });
    rows.setLength(0);
  }

  private static void awaitFollowed(Jdbi jdbi) throws InterruptedException {
    while (jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select from price_series
                        where moves_due is not null or follow_up_due is not null)
                      or exists (select from timeline_entry where pending)
                      or (select seen_seq from explanation_progress)
                        < (select coalesce(max(seq), 0) from timeline_entry)
                    """)
                .mapTo(Boolean.class)
                .one())) {
      Thread.sleep(50);
    }
  }

  // --- A day

  private void day(ServiceProcess service, Jdbi jdbi, LocalDate day, String which)
      throws Exception {
    Map<String, Double> today = new HashMap<>();
    Random random = new Random(18);
    StringBuilder file = new StringBuilder("ticker,date,open,high,low,close,adj close,volume\n");
    for (Series series : series(jdbi)) {
      double before = close(lastCloses, series.ticker());
      double close =
          Math.max(
              0.01, Math.round(before * Math.exp(0.025 * random.nextGaussian()) * 1000) / 1000.0);
      today.put(series.ticker(), close);
      file.append(series.ticker()).append(',').append(day);
      for (double price :
          new double[] {before, Math.max(before, close), Math.min(before, close), close, close}) {
        file.append(',').append(price);
      }
      file.append(",1000\n");
    }
    int told = push(service, jdbi, day, today);
    awaitFollowed(jdbi);
    Path csv = Files.writeString(folder.resolve("day.csv"), file);

    lastCloses.putAll(today);
    long began = System.nanoTime();
    Meter meter = new Meter(service.pid());
    String counts = command(data, List.of("import", "bars", "--provider", "bench", csv.toString()));
    print("%s: `import bars`: %s".formatted(which, counts), meter.read());
    awaitFollowed(jdbi);
    print(
        "%s: from the file to moves, %d claims, explanations and timelines".formatted(which, told),
        seconds(since(began)));
  }

  /** The same without reading a file: the bars are there, and all that follows is due. */
  private void revision(ServiceProcess service, Jdbi jdbi, LocalDate day) throws Exception {
    jdbi.useHandle(handle -> handle.execute("update price_series set moves_due = ?", day));
    Meter meter = new Meter(service.pid());
    awaitFollowed(jdbi);
    print("all that follows from a day's bars once they are stored", meter.read());
    print(
        "large moves of the day, explained of them",
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select count(*) || ', ' || count(*) filter (where explained)
                        from recorded_move
                        where session = :today and (explained is not null
                          or unexplained_reason is not null)
                        """)
                    .bind("today", day)
                    .mapTo(String.class)
                    .one()));
  }

  private static double close(Map<String, Double> closes, String ticker) {
    return Objects.requireNonNull(closes.get(ticker));
  }

  private int push(ServiceProcess service, Jdbi jdbi, LocalDate day, Map<String, Double> today)
      throws Exception {
    String weekday = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    record Told(String ticker, String name) {}
    List<Told> companies =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select l.ticker, c.name from listing l join company c on c.id = l.company_id
                          join price_series s on s.ticker = l.ticker
                        where l.home and c.issuer not like 'bench-%' order by md5(l.ticker)
                        limit :articles
                        """)
                    .bind("articles", ARTICLES)
                    .map((row, context) -> new Told(row.getString("ticker"), row.getString("name")))
                    .list());
    List<String> articles = new ArrayList<>();
    int told = 0;
    for (int i = 0; i < companies.size(); i++) {
      Told company = companies.get(i);
      double change =
          100 * (close(today, company.ticker()) / close(lastCloses, company.ticker()) - 1);
      String text =
          "%s won an order worth $%d million, it said on %s."
              .formatted(company.name(), 50 + i, weekday);
      if (i % 3 == 0) {
        told++;
        text +=
            String.format(
                Locale.ROOT,
                " Shares of %s %s %.1f%% on %s.",
                company.name(),
                change < 0 ? "fell" : "rose",
                Math.abs(change),
                weekday);
      }
      articles.add(
          """
          {"source":"bench","id":"%s-%d","text":"%s","language":"en",\
          "publishedAt":"%sT0%d:30:00Z"}"""
              .formatted(day, i, text.replace("\"", ""), day, i % 8));
    }
    for (int i = 0; i < articles.size(); i += BATCH) {
      String body =
          "{\"articles\":["
              + String.join(",", articles.subList(i, Math.min(i + BATCH, articles.size())))
              + "]}";
      var answer = service.post("/api/v1/articles", body);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("a push was answered " + answer.body());
      }
    }
    return told;
  }

  /** The clock on the wall, and the processor time of a program and of the database. */
  private final class Meter {
    private final long program;
    private final long database;
    private final long began = System.nanoTime();
    private final Duration programBefore;
    private final Duration databaseBefore;

    Meter(long program) throws IOException {
      this.program = program;
      this.database =
          Long.parseLong(
              Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid")).get(0));
      this.programBefore = ProcessorTime.ofFamily(program);
      this.databaseBefore = ProcessorTime.ofFamily(database);
    }

    String read() throws IOException {
      Duration wall = since(began);
      return "%s (processor time: program %s, database %s)"
          .formatted(
              seconds(wall),
              seconds(ProcessorTime.ofFamily(program).minus(programBefore)),
              seconds(ProcessorTime.ofFamily(database).minus(databaseBefore)));
    }
  }

  // --- Reading

  private void readPrices(ServiceProcess service, Jdbi jdbi) throws Exception {
    List<String> tickers =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select l.ticker from listing l join company c on c.id = l.company_id
                          join price_series s on s.ticker = l.ticker
                        where l.home and c.issuer not like 'bench-%' order by md5(l.ticker)
                        limit :reads
                        """)
                    .bind("reads", READS)
                    .mapTo(String.class)
                    .list());
    List<Duration> times = new ArrayList<>();
    Meter meter = new Meter(service.pid());
    for (int round = 0; round < 3; round++) { // the first two for the service's compilers
      times.clear();
      meter = new Meter(service.pid());
      for (String ticker : tickers) {
        long began = System.nanoTime();
        int status =
            service.get(
                "/api/v1/companies/"
                    + ticker.replace("^", "%5E").replace("&", "%26")
                    + "/prices?from=2016-11-18&to=2026-11-18");
        times.add(since(began));
        if (status != 200) {
          throw new IllegalStateException("prices of " + ticker + " were answered " + status);
        }
      }
    }
    times.sort(Comparator.naturalOrder());
    print(
        "ten years of `/companies/{c}/prices`, one connection, uncompressed",
        "%.1f ms (99 %% under %.1f ms)"
            .formatted(
                times.get(times.size() / 2).toNanos() / 1e6,
                times.get(times.size() * 99 / 100).toNanos() / 1e6));
    print("all %d of these reads".formatted(times.size()), meter.read());
  }

  private static long count(Jdbi jdbi, String table) {
    return jdbi.withHandle(
        handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1000.0);
  }

  private static void print(String what, String figure) {
    System.out.printf("| %s | %s |%n", what, figure);
  }

  private void clean() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
