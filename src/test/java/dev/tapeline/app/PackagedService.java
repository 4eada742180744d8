package dev.tapeline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The program as it is shipped, in a process of its own. */
final class PackagedService implements AutoCloseable {

  private static final Path JAR =
      Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path dataDirectory;
  private final Path log;
  private final int port;
  private final Process process;

  private PackagedService(Path dataDirectory, Map<String, String> environment) throws IOException {
    this.dataDirectory = dataDirectory;
    this.port = freePort();
    Path parent = Files.createDirectories(Path.of("target", "packaged-service"));
    this.log = Files.createTempFile(parent, "run", ".log").toAbsolutePath();
    ProcessBuilder builder = java(List.of());
    builder.environment().put("TAPELINE_DATA_DIR", dataDirectory.toString());
    builder.environment().put("TAPELINE_SAMPLE_ENABLED", "false");
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
    builder.environment().putAll(environment);
    this.process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** A command line of the program. */
  static ProcessBuilder java(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-jar",
                JAR.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .put("XDG_CACHE_HOME", Path.of("target", "cache").toAbsolutePath().toString());
    return builder;
  }

  /** Starts the service on a data directory; whether it will serve remains to be seen. */
  static PackagedService start(Path dataDirectory, Map<String, String> environment)
      throws IOException {
    return new PackagedService(dataDirectory, environment);
  }

  static PackagedService start(Path dataDirectory) throws IOException {
    return start(dataDirectory, Map.of());
  }

  long pid() {
    return process.pid();
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  /** What it has said so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  PackagedService awaitReady() {
    await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .failFast("the service has ended, see " + log, () -> !process.isAlive())
        .untilAsserted(() -> assertThat(get("/q/health/ready").statusCode()).isEqualTo(200));
    return this;
  }

  /** Asks it to end, and does not wait for it. */
  void askToStop() {
    process.destroy();
  }

  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
    return process.exitValue();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET().build());
  }

  /** Posts JSON with the admin token of the data directory. */
  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Bearer " + Files.readString(dataDirectory.resolve("admin-token")).strip())
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The same with a token. */
  HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token).GET().build());
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Kills it so that it can do nothing any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitExit();
  }

  /** Asks it to end, as Ctrl-C does. */
  void stop() throws InterruptedException {
    process.destroy();
    awaitExit();
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      stop();
    }
  }

  /**
   * A port that nobody has, below those that systems give to outgoing connections: between now and
   * the service's listening, seconds later, one of those may be given to anybody.
   */
  private static int freePort() throws IOException {
    IOException taken = new IOException("no port was tried");
    for (int tries = 0; tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        taken = e;
      }
    }
    throw taken;
  }
}
