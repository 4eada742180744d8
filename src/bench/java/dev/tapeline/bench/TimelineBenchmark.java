package dev.tapeline.bench;

import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import dev.tapeline.timeline.RecordingLoad;
import io.agroal.api.AgroalDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads timelines of a large database over HTTP, and the same rows with {@code pgbench} in the same
 * run; and measures deltas, streams, recording and pushing beside it. {@code ./mvnw
 * -Pbench-timeline verify -DskipTests -DskipITs} runs it; {@code docs/benchmarks.md} tells with
 * what.
 */
public final class TimelineBenchmark {
  private static final int CONNECTIONS = 16;
  private static final int ROUNDS = 3;
  private static final int SECONDS = 10;

  /** The second compiler takes minutes until a page is what it stays. */
  private static final int WARM_UP_SECONDS = 90;

  /** Companies of this rank have more than 50 entries where there are 100,000 in all. */
  private static final int FULL_PAGES = 150;

  private static final int SMALL = 100_000;
  private static final int BATCH = 50;
  private static final int PUSHERS = 4;
  private static final int RECORDERS = 2;
  private static final int PUSHES = 100;
  private static final int PUSH_ROUNDS = 10;
  private static final List<String> FLAGS =
      List.of(
          System.getProperty(
                  "bench.service-flags", "-Xmx384m -XX:+UseParallelGC -XX:InlineSmallCode=1000")
              .split(" "));

  /** What the service asks for a page, as pgbench asks it. */
  private static final String PAGE =
      """
      \\set n random(1, %d)
      select seq, occurred_at, id, body, (select max(seq) from timeline_entry), (select coalesce(max(seq), 0) from timeline_entry where company_id = md5('c' || :n)::uuid) from timeline_entry where company_id = md5('c' || :n)::uuid and state = 'ACTIVE' and seq is not null and relevance >= 30 order by occurred_at desc, id desc limit 51;
      """;

  private final Path folder;
  private final boolean kept;
  private final long entries;
  private final int streams;
  private final Set<String> steps;

  private TimelineBenchmark(Path folder, boolean kept, long entries, int streams, String steps) {
    this.folder = folder;
    this.kept = kept;
    this.entries = entries;
    this.streams = streams;
    this.steps = Set.of(steps.split(","));
  }

  /**
   * Runs everything and prints a Markdown table.
   *
   * @param arguments how many entries are generated, how many streams are opened, the steps (read,
   *     size, delta, record, streams, articles, pushed; parted by commas), and, where the data is
   *     to be kept for another run, a folder for it
   */
  public static void main(String... arguments) throws Exception {
    boolean kept = arguments.length > 3;
    Path folder =
        kept
            ? Files.createDirectories(Path.of(arguments[3]).toAbsolutePath())
            : Files.createTempDirectory("tapeline-bench");
    TimelineBenchmark benchmark =
        new TimelineBenchmark(
            folder,
            kept,
            Long.parseLong(arguments[0]),
            Integer.parseInt(arguments[1]),
            arguments[2]);
    try {
      benchmark.run();
    } finally {
      benchmark.clean();
    }
  }

  private void run() throws Exception {
    print("timeline entries, companies", "%,d of %,d".formatted(entries, MadeEntries.COMPANIES));
    generate(data(), entries);
    try (ServiceProcess service = ServiceProcess.start(data(), FLAGS)) {
      readTable();
      ReadingLoad.of(service.address(), CONNECTIONS).run(WARM_UP_SECONDS);
      if (steps.contains("read")) {
        read(service);
      }
      if (steps.contains("delta")) {
        delta(service);
      }
      if (steps.contains("size")) {
        size(service);
      }
      if (steps.contains("record")) {
        record(service);
      }
      if (steps.contains("streams")) {
        streams(service);
      }
      if (steps.contains("pushed")) {
        pushed(service);
      }
      if (steps.contains("articles")) {
        articles(service);
      }
    }
  }

  /** So that what is measured is not the disk. */
  private void readTable() throws Exception {
    try (Connection connection = connect(data());
        var statement = connection.createStatement()) {
      statement.execute("select count(body) from timeline_entry");
    }
  }

  private Path data() {
    return folder.resolve("data-" + entries);
  }

  private static void generate(Path data, long entries) throws Exception {
    Path made = data.resolveSibling(data.getFileName() + ".made");
    if (Files.exists(made)) {
      return;
    }
    // The service makes the tables, and is away while the rows come: it would read each of them.
    ServiceProcess.start(data, FLAGS).close();
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(DataDirectory.of(data), data.resolveSibling("cache"))) {
      MadeEntries.generate(() -> connect(data), entries);
    }
    Files.createFile(made);
  }

  private static Connection connect(Path data) throws Exception {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/tapeline".formatted(port(data)),
        "tapeline",
        password(data));
  }

  private static int port(Path data) throws IOException {
    return Integer.parseInt(
        Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip());
  }

  private static String password(Path data) throws IOException {
    return Files.readString(data.resolve("postgres-password")).strip();
  }

  private void read(ServiceProcess service) throws Exception {
    ReadingLoad plain = ReadingLoad.of(service.address(), CONNECTIONS);
    ReadingLoad unchanged = plain.unchanged(2_000);
    unchanged.run(SECONDS / 2);
    List<Double> shares = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      Spent began = Spent.now(service, data());
      Wrk.Load pages = plain.run(SECONDS);
      Spent spent = Spent.now(service, data()).minus(began);
      Wrk.Load none = unchanged.run(SECONDS);
      Spent before = Spent.now(service, data());
      double bare = pgbench();
      Spent bySql = Spent.now(service, data()).minus(before);
      shares.add(pages.rate() / bare);
      times.add(none.rate() / pages.rate());
      print("newest 50 of a random company, 16 connections, round " + round, pages.toString());
      print(
          "processor time of each, JVM and PostgreSQL",
          micros(spent.service(), pages.answers())
              + ", "
              + micros(spent.postgres(), pages.answers()));
      print("the same unchanged, 304", none.toString());
      print(
          "`pgbench`, the same SQL",
          "%,.0f/s; %.0f µs of processor time in PostgreSQL for each"
              .formatted(bare, bySql.postgres().toNanos() / 1e3 / (bare * SECONDS)));
    }
    print("share of what `pgbench` does, each round", each(shares, 100, "%.0f %%"));
    print("304 to 200, each round", each(times, 1, "%.1f"));
    print("the same with gzip", plain.gzipped().run(SECONDS).toString());
  }

  /** Processor time of the service and of its database. */
  private record Spent(Duration service, Duration postgres) {
    static Spent now(ServiceProcess service, Path data) throws IOException {
      long postmaster =
          Long.parseLong(
              Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0).strip());
      return new Spent(ProcessorTime.ofOne(service.pid()), ProcessorTime.ofFamily(postmaster));
    }

    Spent minus(Spent before) {
      return new Spent(service.minus(before.service()), postgres.minus(before.postgres()));
    }
  }

  private static String each(List<Double> figures, double times, String format) {
    return String.join(
        ", ", figures.stream().map(figure -> format.formatted(times * figure)).toList());
  }

  private static String micros(Duration spent, long answers) {
    return "%.0f µs".formatted(spent.toNanos() / 1e3 / answers);
  }

  private double pgbench() throws Exception {
    Path script =
        Files.writeString(folder.resolve("page.sql"), PAGE.formatted(MadeEntries.COMPANIES));
    ProcessBuilder builder =
        new ProcessBuilder(
            ("pgbench -h 127.0.0.1 -p %d -U tapeline -n -M prepared -c %d -j 2 -T %d -f %s tapeline")
                .formatted(port(data()), CONNECTIONS, SECONDS, script)
                .split(" "));
    builder.environment().put("PGPASSWORD", password(data()));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher rate = Pattern.compile("tps = ([0-9.]+)").matcher(said);
    if (!rate.find()) {
      throw new IllegalStateException("pgbench said: " + said);
    }
    return Double.parseDouble(rate.group(1));
  }

  /** One connection reads full pages of the same companies from this database and a small one. */
  private void size(ServiceProcess large) throws Exception {
    Path data = folder.resolve("data-" + SMALL);
    generate(data, SMALL);
    try (ServiceProcess small = ServiceProcess.start(data, FLAGS)) {
      ReadingLoad ofLarge = ReadingLoad.of(large.address(), 1).ofTheFirst(FULL_PAGES);
      ReadingLoad ofSmall = ReadingLoad.of(small.address(), 1).ofTheFirst(FULL_PAGES);
      ReadingLoad.of(small.address(), CONNECTIONS).run(WARM_UP_SECONDS);
      ofSmall.run(SECONDS / 2);
      ofLarge.run(SECONDS / 2);
      List<Double> times = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        Wrk.Load few = ofSmall.run(SECONDS / 2);
        Wrk.Load many = ofLarge.run(SECONDS / 2);
        times.add(many.medianMillis() / few.medianMillis());
        print(
            "full pages of 150 companies, one connection, %,d entries".formatted(SMALL), few + "");
        print("the same, %,d entries".formatted(entries), many + "");
      }
      print("median of the large to the small, each round", each(times, 1, "%.2f"));
    }
  }

  private static void delta(ServiceProcess service) throws Exception {
    String after =
        service
            .answer("/api/v1/companies/" + MadeEntries.id(1) + "/timeline?limit=1")
            .headers()
            .firstValue("Tapeline-Last-Seq")
            .orElseThrow();
    for (String path :
        List.of(
            "/api/v1/timeline?afterSeq=" + after,
            "/api/v1/timeline?afterSeq=" + after + "&companies=1810.HK,AAPL")) {
      List<Long> nanos = new ArrayList<>();
      try (HttpConnection connection = new HttpConnection(service.address())) {
        for (int i = 0; i < 5_000; i++) {
          connection.get(path, Map.of());
        }
        Duration before = ProcessorTime.ofOne(service.pid());
        for (int i = 0; i < 10_000; i++) {
          long began = System.nanoTime();
          connection.get(path, Map.of());
          nanos.add(System.nanoTime() - began);
        }
        Figures figures = Figures.of(1, nanos, 0);
        print(
            "delta with nothing new, "
                + (path.contains("companies") ? "two companies" : "all")
                + ", one connection",
            "median %.2f ms, p99 %.2f ms; %s of processor time in the JVM"
                .formatted(
                    figures.millis(0.5),
                    figures.millis(0.99),
                    micros(ProcessorTime.ofOne(service.pid()).minus(before), nanos.size())));
      }
    }
  }

  /** Reads at 16 connections while entries are recorded, and the other way round. */
  private void record(ServiceProcess service) throws Exception {
    AgroalDataSource database =
        Pool.of(
            "jdbc:postgresql://127.0.0.1:%d/tapeline?reWriteBatchedInserts=true"
                .formatted(port(data())),
            "tapeline",
            password(data()),
            2);
    RecordingLoad recording = new RecordingLoad(database, MadeEntries.COMPANIES, MadeEntries::id);
    ExecutorService beside = Executors.newFixedThreadPool(RECORDERS);
    try {
      recording.run(1_000, SECONDS);
      List<Future<Double>> recorded = new ArrayList<>();
      for (int i = 0; i < RECORDERS; i++) {
        recorded.add(beside.submit(() -> recording.run(1_000 / RECORDERS, 3 * SECONDS)));
      }
      Wrk.Load pages = ReadingLoad.of(service.address(), CONNECTIONS).run(3 * SECONDS);
      print("newest 50, 16 connections, while entries are recorded", pages.toString());
      double rate = 0;
      for (Future<Double> each : recorded) {
        rate += each.get();
      }
      print("entries recorded beside it, by two writers", "%,.0f/s".formatted(rate));
    } finally {
      beside.shutdown();
      database.close();
    }
  }

  private void streams(ServiceProcess service) throws Exception {
    service.collectGarbage();
    long before = service.residentMegabytes();
    List<Socket> open = new ArrayList<>();
    try {
      URI address = URI.create(service.address());
      for (int i = 0; i < streams; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        open.add(socket);
        socket
            .getOutputStream()
            .write(
                "GET /api/v1/timeline/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        if (socket.getInputStream().read() < 0) {
          throw new IllegalStateException("a stream was closed");
        }
      }
      service.collectGarbage();
      print(
          "resident memory of the JVM before and with %,d open streams".formatted(streams),
          "%,d MB, %,d MB".formatted(before, service.residentMegabytes()));
      print(
          "heap in use with them, after a collection", "%,d MB".formatted(service.heapMegabytes()));
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** A name that no run before gave to its news: pushed again, they would not be new. */
  private static String unused(String name) {
    return name + "-" + System.currentTimeMillis();
  }

  /** From sending an article to its event on an open stream, at fifty articles a second. */
  private static void pushed(ServiceProcess service) throws Exception {
    int articles = 1_500;
    Map<String, Long> sent = new ConcurrentHashMap<>();
    List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/timeline/stream"))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    Thread reader = new Thread(() -> follow(stream.body(), sent, nanos));
    reader.setDaemon(true);
    reader.start();
    MadeNews news = new MadeNews(unused("pushed"));
    ExecutorService pushing = Executors.newFixedThreadPool(4);
    long began = System.nanoTime();
    try {
      List<Future<?>> pushes = new ArrayList<>();
      for (int i = 0; i < articles; i++) {
        long due = began + i * TimeUnit.MILLISECONDS.toNanos(20);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        String id = news.nextId();
        String push = news.push(1);
        pushes.add(
            pushing.submit(
                () -> {
                  sent.put(id, System.nanoTime());
                  return service.post("/api/v1/articles", push);
                }));
      }
      for (Future<?> push : pushes) {
        push.get();
      }
    } finally {
      pushing.shutdown();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    TimeUnit.SECONDS.sleep(2);
    stream.body().close();
    Figures figures = Figures.of(seconds, nanos, 0);
    print(
        "from sending an article to its event on a stream",
        "%.0f articles/s sent; median %.0f ms, p99 %.0f ms (%,d entries)"
            .formatted(
                articles / seconds, figures.millis(0.5), figures.millis(0.99), nanos.size()));
  }

  /** Notes the first event of each article. */
  private static void follow(InputStream body, Map<String, Long> sent, List<Long> nanos) {
    Pattern article = Pattern.compile("https://bench\\.example\\.com/(pushed-[\\d-]+)");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher found = article.matcher(line);
        while (found.find()) {
          Long began = sent.remove(found.group(1));
          if (began != null) {
            nanos.add(System.nanoTime() - began);
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Closed at the end.
    }
  }

  /**
   * Pushes in batches of fifty over some connections, round by round: the first ones are those of a
   * service that still compiles itself.
   */
  private static void articles(ServiceProcess service) throws Exception {
    MadeNews news = new MadeNews(unused("batch"));
    List<Double> rates = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    for (int round = 1; round <= PUSH_ROUNDS; round++) {
      Duration before = ProcessorTime.ofOne(service.pid());
      rates.add(push(service, news, PUSHES));
      Duration spent = ProcessorTime.ofOne(service.pid()).minus(before);
      millis.add(spent.toNanos() / 1e6 / (PUSHES * BATCH));
    }
    print(
        "articles pushed a second, batches of %d, %d connections, each %,d"
            .formatted(BATCH, PUSHERS, PUSHES * BATCH),
        each(rates, 1, "%,.0f"));
    print("processor time in the JVM an article, ms", each(millis, 1, "%.2f"));
  }

  private static double push(ServiceProcess service, MadeNews news, int batches) throws Exception {
    List<Callable<Boolean>> pushes = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      String batch = news.push(BATCH);
      pushes.add(
          () -> {
            var answer = service.post("/api/v1/articles", batch);
            if (answer.statusCode() != 200 || answer.body().contains("REFUSED")) {
              throw new IllegalStateException("a push was answered " + answer.body());
            }
            return true;
          });
    }
    ExecutorService connections = Executors.newFixedThreadPool(PUSHERS);
    try {
      long began = System.nanoTime();
      for (Future<Boolean> done : connections.invokeAll(pushes)) {
        done.get();
      }
      return BATCH * batches * 1e9 / (System.nanoTime() - began);
    } finally {
      connections.shutdown();
    }
  }

  private static void print(String what, String figure) {
    System.out.printf("| %s | %s |%n", what, figure);
  }

  private void clean() throws IOException {
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
