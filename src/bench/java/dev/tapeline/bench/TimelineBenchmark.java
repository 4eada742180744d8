package dev.tapeline.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
 * run. {@code ./mvnw -Pbench verify} with {@code -Dbench.class=TimelineBenchmark} runs it.
 */
public final class TimelineBenchmark {
  private static final int COMPANIES = 50_000;
  private static final int CONNECTIONS = 16;
  private static final int SECONDS = 15;
  private static final int GENERATED_AT_ONCE = 100_000;
  private static final List<String> FLAGS = List.of("-Xmx384m");

  /** What the service sends for a page, as pgbench reads it. */
  private static final String PAGE =
      """
      \\set n random(1, %d)
      select coalesce(max(seq), 0) from timeline_entry;
      select seq, occurred_at, id, company_id, body from timeline_entry where company_id = md5('c' || :n)::uuid and state = 'ACTIVE' and seq is not null and relevance >= 30 order by occurred_at desc, id desc limit 51;
      """;

  private final Path folder = Files.createTempDirectory("tapeline-bench");
  private final Path data = folder.resolve("data");
  private final long entries;
  private final int streams;

  private TimelineBenchmark(long entries, int streams) throws IOException {
    this.entries = entries;
    this.streams = streams;
  }

  /**
   * Runs everything and prints a Markdown table.
   *
   * @param arguments how many entries are generated (1,000,000), and streams opened (1,000)
   */
  public static void main(String... arguments) throws Exception {
    TimelineBenchmark benchmark =
        new TimelineBenchmark(
            arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000,
            arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000);
    try {
      benchmark.run();
    } finally {
      benchmark.clean();
    }
  }

  private void run() throws Exception {
    print("timeline entries, companies", "%,d of %,d".formatted(entries, COMPANIES));
    try (ServiceProcess service = ServiceProcess.start(data, FLAGS)) {
      generate();
    }
    try (ServiceProcess service = ServiceProcess.start(data, FLAGS)) {
      Load warmUp = new Load(service, Map.of(), false);
      warmUp.run();
      Load plain = new Load(service, Map.of(), false);
      Figures pages = plain.run();
      print("newest 50 of a random company, 16 connections", pages.toString());
      print(
          "the same with gzip",
          new Load(service, Map.of("Accept-Encoding", "gzip"), false).run().toString());
      print("the same unchanged, 304", new Load(service, Map.of(), true).run().toString());
      double bare = pgbench();
      print(
          "pgbench, the same SQL",
          bare < 0
              ? "not installed"
              : "%,.0f/s; the service does %.0f %% of it"
                  .formatted(bare, 100 * pages.rate() / bare));
      delta(service);
      streams(service);
      pushed(service);
    }
  }

  private Connection connect() throws IOException, SQLException {
    String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%s/tapeline".formatted(port), "tapeline", password());
  }

  private String password() throws IOException {
    return Files.readString(data.resolve("postgres-password")).strip();
  }

  /** Companies whose shares of the entries fall as one over their rank does. */
  private void generate() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("select setseed(0.42)");
      statement.execute(
          """
          insert into company (id, issuer, name)
          select md5('c' || n)::uuid, 'bench-' || n, 'Company ' || n from generate_series(1, %d) n
          """
              .formatted(COMPANIES));
      statement.execute(
          """
          insert into listing (company_id, ticker, home)
          select md5('c' || n)::uuid, 'BENCH' || n, true from generate_series(1, %d) n
          """
              .formatted(COMPANIES));
      for (long done = 0; done < entries; done += GENERATED_AT_ONCE) {
        statement.execute(
            """
            insert into timeline_entry (id, company_id, kind, state, subject_id, occurred_at, type,
              language, relevance, sample, first_seen_at, known_from, seq, pending, body)
            select id, company, 'NEWS_EVENT', 'ACTIVE', id, at, 'products/launch', 'en', 100, false, at,
              at, nextval('timeline_seq'), false,
              '{"id":"' || id || '","kind":"NEWS_EVENT","state":"ACTIVE","sample":false,"company":{"id":"'
              || company || '","ticker":"BENCH","name":"Company"},"parties":[],"occurredAt":"'
              || to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '","firstSeenAt":"2026-01-01T00:00:00Z",'
              || '"title":"' || repeat(md5(id::text) || ' ', 3) || '","language":"en","event":{"id":"' || id
              || '","type":"products/launch","factLevel":"CONFIRMED","polarity":"POSITIVE","relevance":100,'
              || '"novelty":100,"storyId":"' || id || '"},"moves":[],"evidence":[{"articleId":"' || id
              || '","field":"text","start":1,"end":200,"text":"' || repeat(md5(company::text || id) || ' ', 12)
              || '"}],"claims":[],"articles":[{"id":"' || id
              || '","url":"https://news.example.com/a","source":"bench","publishedAt":"2026-01-01T00:00:00Z"}]}'
            from (select gen_random_uuid() as id,
                md5('c' || floor(power(%d, random()))::int)::uuid as company,
                timestamptz '2016-01-01' + random() * interval '10 years' as at
              from generate_series(1, %d)) made
            """
                .formatted(COMPANIES, Math.min(GENERATED_AT_ONCE, entries - done)));
      }
      statement.execute("vacuum analyze timeline_entry");
    }
  }

  /** Requests a second, and how long they took. */
  private record Figures(double rate, long[] nanos) {
    double millis(double share) {
      return nanos[(int) Math.min(nanos.length - 1L, (long) (share * nanos.length))] / 1e6;
    }

    @Override
    public String toString() {
      return "%,.0f/s, median %.1f ms, p99 %.1f ms".formatted(rate, millis(0.5), millis(0.99));
    }
  }

  /** Reads timelines of random companies over some connections for some time. */
  private static final class Load {
    private final ServiceProcess service;
    private final Map<String, String> headers;
    private final boolean unchanged;
    private final Map<Integer, String> tags = new ConcurrentHashMap<>();

    Load(ServiceProcess service, Map<String, String> headers, boolean unchanged) {
      this.service = service;
      this.headers = headers;
      this.unchanged = unchanged;
    }

    Figures run() throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
      try {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Callable<List<Long>>> readers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          int seed = i;
          readers.add(() -> read(new Random(seed), end));
        }
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> done : threads.invokeAll(readers)) {
          all.addAll(done.get());
        }
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Figures((double) sorted.length / SECONDS, sorted);
      } finally {
        threads.shutdown();
      }
    }

    private List<Long> read(Random random, long end) throws Exception {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      List<Long> nanos = new ArrayList<>();
      while (System.nanoTime() < end) {
        // Few companies where tags are wanted, so that most requests have one to show.
        int company = 1 + random.nextInt(unchanged ? 500 : COMPANIES);
        HttpRequest.Builder request =
            HttpRequest.newBuilder(
                URI.create(service.address() + "/api/v1/companies/" + id(company) + "/timeline"));
        headers.forEach(request::header);
        String tag = unchanged ? tags.get(company) : null;
        if (tag != null) {
          request.header("If-None-Match", tag);
        }
        long began = System.nanoTime();
        HttpResponse<byte[]> answer =
            client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != (tag == null ? 200 : 304)) {
          throw new IllegalStateException("answered " + answer.statusCode());
        }
        if (!unchanged || tag != null) {
          nanos.add(System.nanoTime() - began);
        } else {
          tags.put(company, answer.headers().firstValue("ETag").orElseThrow());
        }
      }
      return nanos;
    }
  }

  private static String id(int company) throws Exception {
    byte[] hash =
        java.security.MessageDigest.getInstance("MD5")
            .digest(("c" + company).getBytes(StandardCharsets.US_ASCII));
    return java.util.HexFormat.of()
        .formatHex(hash)
        .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
  }

  private double pgbench() throws Exception {
    Path script = Files.writeString(folder.resolve("page.sql"), PAGE.formatted(COMPANIES));
    String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
    ProcessBuilder builder =
        new ProcessBuilder(
            "pgbench",
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "-U",
            "tapeline",
            "-n",
            "-M",
            "prepared",
            "-c",
            String.valueOf(CONNECTIONS),
            "-j",
            "2",
            "-T",
            String.valueOf(SECONDS),
            "-f",
            script.toString(),
            "tapeline");
    builder.environment().put("PGPASSWORD", password());
    try {
      Process process = builder.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      Matcher rate = Pattern.compile("tps = ([0-9.]+)").matcher(said);
      if (!rate.find()) {
        throw new IllegalStateException("pgbench said: " + said);
      }
      return Double.parseDouble(rate.group(1));
    } catch (IOException e) {
      return -1; // not there
    }
  }

  private static void delta(ServiceProcess service) throws Exception {
    Matcher last =
        Pattern.compile("\"lastSeq\":(\\d+)")
            .matcher(service.body("/api/v1/companies/" + id(1) + "/timeline?limit=1"));
    if (!last.find()) {
      throw new IllegalStateException("a page has no lastSeq");
    }
    long[] nanos = new long[2_000];
    for (int i = 0; i < nanos.length; i++) {
      long began = System.nanoTime();
      service.get("/api/v1/timeline?afterSeq=" + last.group(1));
      nanos[i] = System.nanoTime() - began;
    }
    Arrays.sort(nanos);
    print(
        "delta with nothing new, one connection",
        "median %.2f ms, p99 %.2f ms"
            .formatted(nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6));
  }

  private void streams(ServiceProcess service) throws Exception {
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
      print(
          "memory of %,d open streams".formatted(streams),
          service.residentMegabytes() - before + " MB");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** From sending an article to its event on an open stream, at fifty articles a second. */
  private static void pushed(ServiceProcess service) throws Exception {
    int articles = 500;
    Map<String, Long> sent = new ConcurrentHashMap<>();
    List<Long> nanos = java.util.Collections.synchronizedList(new ArrayList<>());
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/timeline/stream"))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    Pattern url = Pattern.compile("https://bench\\.example\\.com/(\\d+)");
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(
                      new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  Matcher found = url.matcher(line);
                  Long began = found.find() ? sent.remove(found.group(1)) : null;
                  if (began != null) {
                    nanos.add(System.nanoTime() - began);
                  }
                }
              } catch (IOException | java.io.UncheckedIOException e) {
                // Closed below.
              }
            });
    reader.setDaemon(true);
    reader.start();
    long began = System.nanoTime();
    for (int i = 0; i < articles; i++) {
      long due = began + i * TimeUnit.MILLISECONDS.toNanos(20);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      sent.put(String.valueOf(i), System.nanoTime());
      service.post(
          "/api/v1/articles",
          """
          {"articles": [{"source": "bench", "id": "pushed-%1$d", "url": "https://bench.example.com/%1$d",
            "title": "Xiaomi shares rise %2$d.%3$d%%", "language": "en",
            "publishedAt": "%4$d-%5$02d-%6$02dT10:00:00Z"}]}"""
              .formatted(
                  i, 1 + i % 8, i % 10, 1990 + i / 336 + i % 20, 1 + i / 28 % 12, 1 + i % 28));
    }
    TimeUnit.SECONDS.sleep(2);
    stream.body().close();
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    print(
        "from a push to its event on a stream, up to 50 articles a second",
        sorted.length == 0
            ? "nothing came"
            : "median %.0f ms, p99 %.0f ms (%d entries)"
                .formatted(
                    sorted[sorted.length / 2] / 1e6,
                    sorted[sorted.length * 99 / 100] / 1e6,
                    sorted.length));
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
