package dev.tapeline.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service as a process of its own, on loopback. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path dataDirectory;
  private final int port;
  private final Duration untilReady;

  private ServiceProcess(Process process, Path dataDirectory, int port, Duration untilReady) {
    this.process = process;
    this.dataDirectory = dataDirectory;
    this.port = port;
    this.untilReady = untilReady;
  }

  /** Starts it and waits until it is ready. */
  static ServiceProcess start(Path dataDirectory, List<String> jvmFlags)
      throws IOException, InterruptedException {
    return start(dataDirectory, jvmFlags, Map.of());
  }

  /** The same with more in its environment. */
  static ServiceProcess start(
      Path dataDirectory, List<String> jvmFlags, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder = new ProcessBuilder(command(jvmFlags, List.of("serve")));
    builder.environment().put("TAPELINE_DATA_DIR", dataDirectory.toString());
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(dataDirectory.resolveSibling("service.log").toFile()));
    long began = System.nanoTime();
    Process process = builder.start();
    try (var waiting = new Waiting(process, port)) {
      waiting.untilReady(LONGEST_START);
    }
    return new ServiceProcess(
        process, dataDirectory, port, Duration.ofNanos(System.nanoTime() - began));
  }

  /** The command line of the packaged jar. */
  static List<String> command(List<String> jvmFlags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmFlags);
    command.addAll(
        List.of("-jar", System.getProperty("bench.jar", "target/quarkus-app/quarkus-run.jar")));
    command.addAll(arguments);
    return command;
  }

  private record Waiting(Process process, int port) implements AutoCloseable {
    void untilReady(Duration longest) throws InterruptedException {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest ready =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
              .build();
      long deadline = System.nanoTime() + longest.toNanos();
      while (System.nanoTime() < deadline) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the service ended with " + process.exitValue());
        }
        try {
          if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // Not listening yet.
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
      throw new IllegalStateException("the service was not ready within " + longest);
    }

    @Override
    public void close() {}
  }

  /** Where it listens, such as {@code http://127.0.0.1:40001}. */
  String address() {
    return "http://127.0.0.1:" + port;
  }

  /** The process' id. */
  long pid() {
    return process.pid();
  }

  /** From the start of the process to its first ready answer. */
  Duration untilReady() {
    return untilReady;
  }

  /** The answer to a GET, as its status. */
  int get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()).statusCode();
  }

  /** The body of a GET. */
  String body(String path) throws IOException, InterruptedException {
    return answer(path).body();
  }

  /** The whole answer to a GET. */
  HttpResponse<String> answer(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The answer to a POST of JSON with the admin token. */
  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json);
  }

  /** The answer to a request with JSON and the admin token. */
  HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    String token = Files.readString(dataDirectory.resolve("admin-token")).strip();
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  /** Resident memory of the JVM, in MB, as Linux counts it. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Collects what nobody holds, so that memory says what is held. */
  void collectGarbage() throws IOException, InterruptedException {
    jcmd("GC.run");
  }

  /** Heap in use, in MB. */
  long heapMegabytes() throws IOException, InterruptedException {
    // One line for the whole heap with G1, one for each generation with the parallel collector.
    Matcher used = Pattern.compile("total \\d+K, used (\\d+)K").matcher(jcmd("GC.heap_info"));
    long all = 0;
    while (used.find()) {
      all += Long.parseLong(used.group(1));
    }
    if (all == 0) {
      throw new IllegalStateException("jcmd tells no heap");
    }
    return all / 1024;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(pid()),
                command)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return said;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
