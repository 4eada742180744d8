package dev.tapeline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Measures the packaged service from outside: start, the {@code analyze} command, durable pushes,
 * and the JVM's resident memory after reading timelines. {@code ./mvnw -Pbench verify} runs it.
 */
public final class ServiceBenchmark {
  private static final int RUNS = 5;
  private static final int BATCH = 50;
  private static final int WARM_UP_BATCHES = 40;
  private static final int BATCHES = 120;
  private static final int READS = 10_000;
  private static final int CONNECTIONS = 2;

  private final List<String> jvmFlags;
  private final Path folder;
  private final Path data;

  private ServiceBenchmark(List<String> jvmFlags) throws IOException {
    this.jvmFlags = jvmFlags;
    this.folder = Files.createTempDirectory("tapeline-bench");
    this.data = folder.resolve("data");
  }

  /**
   * Runs all measurements and prints a Markdown table.
   *
   * @param flags the service's JVM flags
   */
  public static void main(String... flags) throws Exception {
    ServiceBenchmark benchmark = new ServiceBenchmark(Arrays.asList(flags));
    try {
      benchmark.run();
    } finally {
      benchmark.clean();
    }
  }

  private void run() throws Exception {
    print("service JVM flags", jvmFlags.isEmpty() ? "none" : String.join(" ", jvmFlags));
    try (ServiceProcess first = ServiceProcess.start(data, jvmFlags)) {
      print("first start, empty data directory", seconds(first.untilReady()));
      awaitSample(first);
    }
    List<Duration> starts = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      try (ServiceProcess again = ServiceProcess.start(data, jvmFlags)) {
        starts.add(again.untilReady());
      }
    }
    print("start until ready, existing data directory", spread(starts));
    print("`analyze` of one line", spread(analyzeCommand()));
    try (ServiceProcess service = ServiceProcess.start(data, jvmFlags)) {
      readTimelines(service);
      print(
          "JVM resident after %,d timelines read".formatted(READS),
          service.residentMegabytes() + " MB");
      push(service);
      print("JVM resident after the pushes", service.residentMegabytes() + " MB");
    }
  }

  private static void awaitSample(ServiceProcess service) throws Exception {
    long began = System.nanoTime();
    while (!service.body("/api/v1/companies/1810.HK/timeline").contains("\"sample\":true")) {
      if (System.nanoTime() - began > Duration.ofMinutes(1).toNanos()) {
        throw new IllegalStateException("the sample did not come within a minute");
      }
      Thread.sleep(50);
    }
    print(
        "sample timeline there, after readiness",
        seconds(Duration.ofNanos(System.nanoTime() - began)));
  }

  private List<Duration> analyzeCommand() throws IOException, InterruptedException {
    List<Duration> runs = new ArrayList<>();
    byte[] line =
        "{\"title\":\"Xiaomi shares jump 5.4% to HK$22.50\"}\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < RUNS; i++) {
      long began = System.nanoTime();
      Process process =
          new ProcessBuilder(ServiceProcess.command(List.of(), List.of("analyze")))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var in = process.getOutputStream()) {
        in.write(line);
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || !answer.contains("1810.HK")) {
        throw new IllegalStateException("analyze answered " + answer);
      }
      runs.add(Duration.ofNanos(System.nanoTime() - began));
    }
    return runs;
  }

  private static void readTimelines(ServiceProcess service) throws Exception {
    JsonNode companies =
        new ObjectMapper().readTree(service.body("/api/v1/companies?limit=1000")).get("entries");
    Random random = new Random(7);
    long began = System.nanoTime();
    for (int i = 0; i < READS; i++) {
      String id = companies.get(random.nextInt(companies.size())).get("id").asText();
      if (service.get("/api/v1/companies/" + id + "/timeline") != 200) {
        throw new IllegalStateException("a timeline could not be read");
      }
    }
    print("timelines read a second, one connection", rate(READS, System.nanoTime() - began));
  }

  private static void push(ServiceProcess service) throws Exception {
    MadeNews news = new MadeNews("made");
    pushBatches(service, batches(news, WARM_UP_BATCHES));
    List<String> counted = batches(news, BATCHES);
    long began = System.nanoTime();
    pushBatches(service, counted);
    print(
        "articles pushed a second, batches of %d, %d connections".formatted(BATCH, CONNECTIONS),
        rate(BATCH * BATCHES, System.nanoTime() - began));
  }

  private static List<String> batches(MadeNews news, int count) {
    return Stream.generate(() -> news.push(BATCH)).limit(count).toList();
  }

  private static void pushBatches(ServiceProcess service, List<String> batches) throws Exception {
    ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Callable<Boolean>> pushes = new ArrayList<>();
      for (String batch : batches) {
        pushes.add(
            () -> {
              var answer = service.post("/api/v1/articles", batch);
              boolean good = answer.statusCode() == 200 && !answer.body().contains("REFUSED");
              if (!good) {
                throw new IllegalStateException("a push was answered " + answer.body());
              }
              return good;
            });
      }
      for (Future<Boolean> done : connections.invokeAll(pushes)) {
        done.get();
      }
    } finally {
      connections.shutdown();
    }
  }

  private static String rate(int count, long nanos) {
    return "%,.0f".formatted(count * 1e9 / nanos);
  }

  private static String seconds(Duration duration) {
    return "%.2f s".formatted(duration.toMillis() / 1000.0);
  }

  /** Minimum, median and maximum. */
  private static String spread(List<Duration> runs) {
    List<Duration> sorted = runs.stream().sorted().toList();
    return "%s (%s – %s)"
        .formatted(
            seconds(sorted.get(sorted.size() / 2)),
            seconds(sorted.get(0)),
            seconds(sorted.get(sorted.size() - 1)));
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
