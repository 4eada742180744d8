package dev.tapeline.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP server that takes webhooks. What it does is in the path: {@code /ok}, {@code /fail/2}
 * (two times 500, then 200), {@code /hang}, {@code /close}, {@code /redirect}, {@code /gone},
 * {@code /long}.
 */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Hit> hits = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What was posted. */
  record Hit(String path, HttpHeaders headers, String body) {
    String id() {
      return headers.firstValue("webhook-id").orElse("");
    }
  }

  Receiver(int port) {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  List<Hit> hits(String path) {
    return hits.stream().filter(hit -> hit.path().startsWith(path)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    hits.add(new Hit(path, HttpHeaders.of(exchange.getRequestHeaders(), (a, b) -> true), body));
    String[] parts = path.split("/");
    switch (parts[1]) {
      case "fail" -> {
        int times = failed.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
        boolean fails = times <= Integer.parseInt(parts[2]);
        answer(exchange, fails ? 500 : 200, fails ? "not now" : "ok");
      }
      case "hang" -> {
        try {
          var unused = closing.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        exchange.close();
      }
      case "close" -> exchange.close();
      case "gone" -> answer(exchange, 410, "");
      case "long" -> answer(exchange, 200, "x".repeat(100_000));
      case "redirect" -> {
        exchange.getResponseHeaders().add("Location", "/ok/redirected");
        answer(exchange, 307, "");
      }
      default -> answer(exchange, 200, "ok");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
