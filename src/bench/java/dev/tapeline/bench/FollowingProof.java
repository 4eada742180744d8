package dev.tapeline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.app.datadir.DataDirectory;
import dev.tapeline.app.postgres.EmbeddedPostgres;
import dev.tapeline.timeline.RecordingLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Proves that nobody who follows misses an entry or sees one twice: eight writers, two processes of
 * the packaged service on one database, a poller of deltas and two streams (one of which goes away
 * again and again), and an import of bars beside them. {@code -Dbench.program=FollowingProof} of
 * the profile {@code bench-timeline} runs it.
 */
public final class FollowingProof {
  private static final int WRITERS = 8;
  private static final int COMPANIES = 200;
  private static final int EVENTS_A_CONNECTION = 5_000;
  private static final List<String> FLAGS = List.of("-Xmx256m");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final int entries;
  private volatile long end = Long.MAX_VALUE;

  private FollowingProof(int entries) {
    this.entries = entries;
  }

  /**
   * Runs it.
   *
   * @param arguments how many entries are written, and a file of bars that is imported meanwhile
   */
  public static void main(String... arguments) throws Exception {
    Path folder = Files.createTempDirectory("tapeline-proof");
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            DataDirectory.of(folder.resolve("database")), folder.resolve("cache"))) {
      new FollowingProof(Integer.parseInt(arguments[0])).run(folder, postgres.access(), arguments);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void run(Path folder, EmbeddedPostgres.Access access, String... arguments)
      throws Exception {
    Map<String, String> onDatabase =
        Map.of(
            "QUARKUS_DATASOURCE_JDBC_URL", access.jdbcUrl(),
            "QUARKUS_DATASOURCE_USERNAME", access.user(),
            "QUARKUS_DATASOURCE_PASSWORD", access.password(),
            "TAPELINE_SAMPLE_ENABLED", "false");
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(access.jdbcUrl());
    database.setUser(access.user());
    database.setPassword(access.password());
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ServiceProcess one = ServiceProcess.start(folder.resolve("one"), FLAGS, onDatabase);
        ServiceProcess other = ServiceProcess.start(folder.resolve("other"), FLAGS, onDatabase)) {
      List<String> companies =
          numbers(database, "select id from company order by id limit " + COMPANIES);
      Future<List<Long>> polled = threads.submit(() -> poll(one));
      Future<List<Long>> streamed = threads.submit(() -> stream(other, Integer.MAX_VALUE));
      Future<List<Long>> restless = threads.submit(() -> stream(one, EVENTS_A_CONNECTION));
      Process importing = arguments.length > 1 ? bars(folder, onDatabase, arguments[1]) : null;

      long began = System.nanoTime();
      List<Callable<Long>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        RecordingLoad writer =
            new RecordingLoad(database, companies.size(), n -> companies.get(n - 1));
        writers.add(() -> writer.write(entries / WRITERS));
      }
      long written = 0;
      for (Future<Long> done : threads.invokeAll(writers)) {
        written += done.get();
      }
      print(
          "entries written by %d writers".formatted(WRITERS),
          "%,d in %.0f s".formatted(written, (System.nanoTime() - began) / 1e9));
      if (importing != null) {
        print("bars were imported", importing.isAlive() ? "all the while" : "for a part of it");
        print("exit status of the import", String.valueOf(importing.waitFor()));
      }
      List<Long> recorded =
          numbers(database, "select seq from timeline_entry order by seq").stream()
              .map(Long::valueOf)
              .toList();
      end = recorded.get(recorded.size() - 1);
      // Moves that the imported bars make come too, and may be revised: what counts are numbers.
      compare("poller of deltas, first process", polled.get(5, TimeUnit.MINUTES), recorded);
      compare("stream, second process", streamed.get(5, TimeUnit.MINUTES), recorded);
      compare(
          "stream that comes back every %,d events".formatted(EVENTS_A_CONNECTION),
          restless.get(5, TimeUnit.MINUTES),
          recorded);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Process bars(Path folder, Map<String, String> environment, String file)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ServiceProcess.command(FLAGS, List.of("import", "bars", file)));
    builder.environment().putAll(environment);
    builder.environment().put("TAPELINE_DATA_DIR", folder.resolve("one").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("import.log").toFile())
        .start();
  }

  private static List<String> numbers(PGSimpleDataSource database, String select) throws Exception {
    List<String> numbers = new ArrayList<>();
    try (Connection connection = database.getConnection();
        var rows = connection.createStatement().executeQuery(select)) {
      while (rows.next()) {
        numbers.add(rows.getString(1));
      }
    }
    return numbers;
  }

  private List<Long> poll(ServiceProcess service) throws Exception {
    List<Long> seen = new ArrayList<>();
    long last = 0;
    while (last < end) {
      JsonNode delta = json.readTree(service.body("/api/v1/timeline?limit=500&afterSeq=" + last));
      delta.get("entries").forEach(entry -> seen.add(entry.get("seq").asLong()));
      last = delta.get("lastSeq").asLong();
    }
    return seen;
  }

  private List<Long> stream(ServiceProcess service, int most) throws Exception {
    List<Long> seen = new ArrayList<>();
    long last = 0;
    while (last < end) {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/timeline/stream"))
                  .header("Last-Event-ID", String.valueOf(last))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      int events = 0;
      try (BufferedReader in =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        Long id = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith("id:")) {
            id = Long.valueOf(line.substring(3).strip());
          } else if (line.isEmpty() && id != null) {
            seen.add(id);
            last = id;
            id = null;
            events++;
          }
          if (events >= most || last >= end) {
            break;
          }
        }
      } catch (IOException | UncheckedIOException e) {
        // It comes back where it was.
      }
    }
    return seen;
  }

  /**
   * Entries that were revised meanwhile have the number of their last revision; all that still have
   * the number that they were written with must have been seen, and nothing may come twice.
   */
  private static void compare(String reader, List<Long> seen, List<Long> recorded) {
    HashSet<Long> distinct = new HashSet<>(seen);
    long missed = recorded.stream().filter(number -> !distinct.contains(number)).count();
    boolean inOrder = seen.equals(seen.stream().sorted().toList());
    print(
        reader,
        "%,d seen, %,d missed, %,d twice%s"
            .formatted(
                seen.size(),
                missed,
                seen.size() - distinct.size(),
                inOrder ? "" : ", not in order"));
    if (missed > 0 || distinct.size() < seen.size() || !inOrder) {
      throw new IllegalStateException(reader + " did not see everything once and in order");
    }
  }

  private static void print(String what, String figure) {
    System.out.printf("| %s | %s |%n", what, figure);
  }
}
