package dev.tapeline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tapeline.app.database.JdbiProducer;
import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import dev.tapeline.market.BarPushing;
import dev.tapeline.market.MoveComputing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * Measures alerts: {@code ./mvnw -Pbench-alert verify -DskipTests -DskipITs}. From the moment in
 * which an article is sent, or a bar's transaction begins, to its webhook at a local receiver, at
 * fifty a second beside 10,000 rules; and how fast a backlog is delivered.
 *
 * <p>Each article and each bar matches one rule of its company; the other rules are about other
 * companies, markets or all of them, and wait for more than happens.
 */
public final class AlertBenchmark {
  private static final List<String> COMPANIES =
      List.of(
          "Xiaomi",
          "Tencent",
          "Alibaba",
          "Toyota Motor",
          "Samsung Electronics",
          "Microsoft",
          "Nvidia",
          "Tesla",
          "Bank Central Asia",
          "Telkom Indonesia",
          "Siemens",
          "Nestle",
          "Infosys",
          "Kweichow Moutai",
          "Meituan",
          "AIA Group",
          "Sony Group",
          "Petrobras");

  private static final int RATE = 50;
  private static final int WARM_UP = 30 * RATE;
  private static final int BACKLOG = 2_000;
  private static final int SIDE_BY_SIDE = 16;
  private static final int HISTORY = 260;

  /**
   * Listings whose bars come: each every six seconds. With few of them, days would follow each
   * other so fast that a late one is history, of which no alert is sent.
   */
  private static final int TRADED = 300;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final List<String> jvmFlags;
  private final int rules;
  private final int seconds;
  private final Path folder;
  private final Path data;
  private final ObjectMapper json = new ObjectMapper();
  private final Receiver receiver = new Receiver();
  private int day;

  private AlertBenchmark(List<String> flags, int rules, int seconds) throws IOException {
    this.jvmFlags = new ArrayList<>(flags);
    jvmFlags.add("-Dtapeline.sample.enabled=false");
    jvmFlags.add("-Dtapeline.fetch.allow=127.0.0.1:" + receiver.port());
    this.rules = rules;
    this.seconds = seconds;
    this.folder = Files.createTempDirectory("tapeline-bench");
    this.data = folder.resolve("data");
  }

  /**
   * Runs all measurements and prints a Markdown table.
   *
   * @param flags the service's JVM flags
   */
  public static void main(String... flags) throws Exception {
    AlertBenchmark benchmark =
        new AlertBenchmark(
            Arrays.asList(flags),
            Integer.getInteger("bench.rules", 10_000),
            Integer.getInteger("bench.seconds", 60));
    try {
      benchmark.run();
    } finally {
      benchmark.receiver.close();
      benchmark.clean();
    }
  }

  private record Company(String name, String ticker) {}

  private void run() throws Exception {
    print("JVM flags of the service", String.join(" ", jvmFlags));
    try (ServiceProcess service = ServiceProcess.start(data, jvmFlags)) {
      EmbeddedPostgres.Access access =
          EmbeddedPostgres.accessBeside(DataDirectory.of(data)).orElseThrow();
      Jdbi jdbi =
          JdbiProducer.on(
              Pool.of(access.jdbcUrl(), access.user(), access.password(), SIDE_BY_SIDE));
      List<Company> companies = companies(service);
      BarPushing bars = new BarPushing(jdbi);
      List<Trading> trading = trading(service, companies);
      history(bars, trading);
      awaitFollowed(jdbi);
      makeRules(service, companies, trading);
      articles(service, companies, WARM_UP);
      print(
          "article sent to webhook received, %d a second for %d s".formatted(RATE, seconds),
          articles(service, companies, RATE * seconds));
      bars(bars, trading, HISTORY, WARM_UP);
      print(
          "bar stored to webhook received, %d a second for %d s".formatted(RATE, seconds),
          bars(bars, trading, HISTORY + sessions(WARM_UP), RATE * seconds));
      backlog(service, companies, jdbi);
      print("JVM resident", service.residentMegabytes() + " MB");
    }
  }

  private List<Company> companies(ServiceProcess service) throws Exception {
    List<Company> found = new ArrayList<>();
    for (String name : COMPANIES) {
      JsonNode analysis =
          json.readTree(
              service
                  .post("/api/v1/analyze", "{\"title\": \"%s shares rose 2.1%%\"}".formatted(name))
                  .body());
      found.add(new Company(name, analysis.at("/companies/0/ticker").asText()));
    }
    return found;
  }

  // --- Rules

  private void makeRules(ServiceProcess service, List<Company> companies, List<Trading> trading)
      throws Exception {
    List<String> bodies = new ArrayList<>();
    for (Company company : companies) {
      bodies.add(rule(of(company.ticker()), "\"reportedMove\": {}"));
    }
    for (Trading one : trading) {
      bodies.add(rule(of(one.ticker()), "\"move\": {\"minAbsChange\": 0.001}"));
    }
    List<String> others = otherTickers(service, companies);
    String[] conditions = {
      "\"move\": {\"minAbsChange\": %d}",
      "\"reportedMove\": {\"minAbsChange\": %d}",
      "\"event\": {\"types\": [\"incidents\"], \"minRelevance\": %d}",
      "\"claim\": {\"verdict\": \"CONTRADICTED\"}, \"move\": {\"minAbsZScore\": %d}"
    };
    String[] markets = {"XHKG", "XTKS", "XNAS", "XNYS", "XIDX"};
    for (int i = 0; bodies.size() < rules; i++) {
      String when = conditions[i % conditions.length].formatted(40 + i % 50);
      String whom =
          switch (i % 10) {
            case 0 -> "";
            case 1, 2 -> "\"markets\": [\"%s\"],".formatted(markets[i % markets.length]);
            default -> of(others.get(i % others.size()));
          };
      bodies.add(rule(whom, when));
    }
    long began = System.nanoTime();
    inParallel(
        8,
        bodies,
        body -> {
          HttpResponse<String> answer = service.post("/api/v1/alert-rules", body);
          if (answer.statusCode() != 201) {
            throw new IllegalStateException("a rule was answered " + answer.body());
          }
        });
    print(
        "%,d rules made, a second".formatted(rules),
        "%,.0f".formatted(rules * 1e9 / (System.nanoTime() - began)));
  }

  private static String of(String ticker) {
    return "\"companies\": [\"%s\"],".formatted(ticker);
  }

  private String rule(String whom, String when) {
    return """
        {"name": "bench", %s "when": {%s}, "target": {"kind": "WEBHOOK", "url": "%s/hook/%d"}}"""
        .formatted(whom, when, receiver.address(), receiver.nextTarget());
  }

  private List<String> otherTickers(ServiceProcess service, List<Company> companies)
      throws Exception {
    List<String> taken = companies.stream().map(Company::ticker).toList();
    List<String> others = new ArrayList<>();
    for (JsonNode company :
        json.readTree(service.body("/api/v1/companies?limit=1000")).get("entries")) {
      String ticker = company.path("ticker").asText();
      if (!ticker.isEmpty() && !taken.contains(ticker)) {
        others.add(ticker);
      }
    }
    return others;
  }

  // --- Articles

  /** Each of a day of its own for its company, before all bars: every one is an entry. */
  private String articles(ServiceProcess service, List<Company> companies, int count)
      throws Exception {
    receiver.forget();
    atRate(
        count,
        i -> {
          int number = day++;
          Company company = companies.get(number % companies.size());
          String key = "https://bench.example.com/" + number;
          LocalDate date = LocalDate.of(1990, 1, 8).plusWeeks(number / companies.size());
          String body =
              """
              {"articles": [{"source": "bench", "id": "%s", "url": "%s", "language": "en",
                "title": "%s shares rise %d.%d%%", "publishedAt": "%sT10:00:00Z"}]}"""
                  .formatted(key, key, company.name(), 1 + number % 8, number % 10, date);
          return () -> {
            receiver.expect(key);
            HttpResponse<String> answer = service.post("/api/v1/articles", body);
            if (answer.statusCode() != 200 || answer.body().contains("REFUSED")) {
              throw new IllegalStateException("a push was answered " + answer.body());
            }
          };
        });
    return receiver.figures(count);
  }

  // --- Bars

  /** The bars of a company: sessions of its own exchange, whose calendar is not to be doubted. */
  private record Trading(String ticker, List<LocalDate> days, double[] closes) {
    static Optional<Trading> of(String ticker, LocalDate last, int sessions) {
      int dot = ticker.lastIndexOf('.');
      return Exchanges.builtIn()
          .sessionsBySuffix(dot < 0 ? "" : ticker.substring(dot + 1))
          .map(exchange -> of(ticker, exchange, last, sessions));
    }

    private static Trading of(String ticker, Exchange exchange, LocalDate last, int sessions) {
      List<LocalDate> open =
          MoveComputing.weekdays(last, 2 * sessions).stream().filter(exchange::isSession).toList();
      double[] closes = MoveComputing.closes(new Random(ticker.hashCode()), sessions);
      // Each moves by more than the rules ask for: a close that stays would send nothing.
      for (int i = 1; i < closes.length; i++) {
        if (Math.abs(closes[i] - closes[i - 1]) < 1e-3 * closes[i - 1]) {
          closes[i] = closes[i - 1] * 1.002;
        }
      }
      return new Trading(ticker, open.subList(open.size() - sessions, open.size()), closes);
    }

    String row(int session) {
      return "%1$s,%2$s,%2$s,%2$s,%2$s,%2$s,1000%n".formatted(days.get(session), closes[session]);
    }
  }

  private List<Trading> trading(ServiceProcess service, List<Company> companies) throws Exception {
    LocalDate last =
        InstantSource.system().instant().atZone(ZoneOffset.UTC).toLocalDate().minusDays(3);
    int all = HISTORY + sessions(WARM_UP) + sessions(RATE * seconds);
    return otherTickers(service, companies).stream()
        .flatMap(ticker -> Trading.of(ticker, last, all).stream())
        .limit(TRADED)
        .toList();
  }

  private static int sessions(int bars) {
    return bars / TRADED + 1;
  }

  private static void history(BarPushing bars, List<Trading> trading) {
    for (Trading one : trading) {
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < HISTORY; i++) {
        rows.append(one.row(i));
      }
      bars.push(one.ticker(), rows.toString());
    }
  }

  private String bars(BarPushing bars, List<Trading> trading, int from, int count)
      throws Exception {
    receiver.forget();
    atRate(
        count,
        i -> {
          Trading one = trading.get(i % trading.size());
          int session = from + i / trading.size();
          String row = one.row(session);
          String key = one.ticker() + " " + one.days().get(session);
          return () -> {
            receiver.expect(key);
            bars.push(one.ticker(), row);
          };
        });
    return receiver.figures(count);
  }

  private static void awaitFollowed(Jdbi jdbi) throws InterruptedException {
    while (jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (select from price_series
                        where moves_due is not null or follow_up_due is not null)
                      or exists (select from alert_move_due)
                    """)
                .mapTo(Boolean.class)
                .one())) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  // --- A backlog

  /** A rule that is paused while much happens, and then switched on. */
  private void backlog(ServiceProcess service, List<Company> companies, Jdbi jdbi)
      throws Exception {
    String tickers =
        companies.stream()
            .map(company -> "\"" + company.ticker() + "\"")
            .collect(java.util.stream.Collectors.joining(","));
    JsonNode made =
        json.readTree(
            service
                .post(
                    "/api/v1/alert-rules",
                    """
                    {"name": "backlog", "companies": [%s], "when": {"reportedMove": {}},
                     "target": {"kind": "WEBHOOK", "url": "%s/backlog"}}"""
                        .formatted(tickers, receiver.address()))
                .body());
    String path = "/api/v1/alert-rules/" + made.path("id").asText();
    receiver.gone = true;
    service.post(path + "/test", "");
    await(() -> service.send("GET", path, "").body().contains("PAUSED"));
    receiver.gone = false;
    articles(service, companies, BACKLOG);
    await(() -> open(jdbi, made.path("id").asText()) >= BACKLOG);
    receiver.backlog.set(0);
    long began = System.nanoTime();
    service.send("PATCH", path, "{\"enabled\": true}");
    await(() -> receiver.backlog.get() >= BACKLOG);
    print(
        "%,d deliveries to one receiver, a second".formatted(BACKLOG),
        "%,.0f".formatted(BACKLOG * 1e9 / (System.nanoTime() - began)));
  }

  private static int open(Jdbi jdbi, String rule) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from alert_delivery where rule_id = cast(:rule as uuid) and status = 'PENDING'")
                .bind("rule", rule)
                .mapTo(Integer.class)
                .one());
  }

  // --- What is used above

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("what was waited for has not come");
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private interface Actions {
    Action number(int i) throws Exception;
  }

  /** Begins an action each fiftieth of a second, whether those before it are done or not. */
  private static void atRate(int count, Actions actions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<Future<?>> begun = new ArrayList<>();
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        Action action = actions.number(i);
        long due = began + i * (1_000_000_000L / RATE);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        begun.add(
            threads.submit(
                () -> {
                  action.run();
                  return null;
                }));
      }
      for (Future<?> action : begun) {
        action.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private interface Taking<T> {
    void take(T value) throws Exception;
  }

  private static <T> void inParallel(int side, List<T> values, Taking<T> taking) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(side);
    try {
      List<Future<?>> begun = new ArrayList<>();
      for (T value : values) {
        begun.add(
            threads.submit(
                () -> {
                  taking.take(value);
                  return null;
                }));
      }
      for (Future<?> one : begun) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Takes webhooks, and knows when each was waited for and when it came. */
  private static final class Receiver {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger targets = new AtomicInteger();
    private final Map<String, Long> began = new ConcurrentHashMap<>();
    private final Map<String, Long> took = new ConcurrentHashMap<>();
    private final AtomicInteger backlog = new AtomicInteger();
    private volatile boolean gone;

    Receiver() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
      server.setExecutor(threads);
      server.createContext("/", this::take);
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    String address() {
      return "http://127.0.0.1:" + port();
    }

    int nextTarget() {
      return targets.incrementAndGet();
    }

    void expect(String key) {
      began.put(key, System.nanoTime());
    }

    void forget() {
      began.clear();
      took.clear();
    }

    private void take(HttpExchange exchange) throws IOException {
      byte[] body = exchange.getRequestBody().readAllBytes();
      long now = System.nanoTime();
      boolean ofBacklog = exchange.getRequestURI().getPath().equals("/backlog");
      exchange.sendResponseHeaders(ofBacklog && gone ? 410 : 204, -1);
      exchange.close();
      if (ofBacklog) {
        backlog.incrementAndGet();
        return;
      }
      JsonNode told = json.readTree(body).path("data");
      String key =
          told.has("move")
              ? told.at("/move/ticker").asText() + " " + told.at("/move/session").asText()
              : told.at("/entry/articles/0/url").asText();
      Long start = began.get(key);
      if (start != null) {
        took.putIfAbsent(key, now - start);
      }
    }

    String figures(int expected) throws Exception {
      long deadline = System.nanoTime() + LONGEST.toNanos();
      while (took.size() < expected && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      long[] sorted = took.values().stream().mapToLong(Long::longValue).sorted().toArray();
      if (sorted.length == 0) {
        return "nothing came";
      }
      return "median %.0f ms, p99 %.0f ms, most %.0f ms (%,d of %,d)"
          .formatted(
              sorted[sorted.length / 2] / 1e6,
              sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] / 1e6,
              sorted[sorted.length - 1] / 1e6,
              sorted.length,
              expected);
    }

    void close() {
      server.stop(0);
      threads.shutdownNow();
    }
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
