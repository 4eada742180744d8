package dev.tapeline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads the newest 50 entries of random companies over some connections for some time.
 *
 * @param address of the service
 * @param connections that ask one request after the other
 * @param companies the first so many of {@link MadeEntries}, all equally likely
 * @param headers of each request
 * @param tags what each request shows of the answer before it, by company; empty for whole answers
 */
record ReadingLoad(
    String address,
    int connections,
    int companies,
    Map<String, String> headers,
    Map<Integer, String> tags) {

  /** The plainest: uncompressed whole answers of any company. */
  static ReadingLoad of(String address, int connections) {
    return new ReadingLoad(address, connections, MadeEntries.COMPANIES, Map.of(), Map.of());
  }

  ReadingLoad gzipped() {
    return new ReadingLoad(
        address, connections, companies, Map.of("Accept-Encoding", "gzip"), tags);
  }

  /** Asks with the entity tags of the answers of now. */
  ReadingLoad unchanged(int ofCompanies) throws IOException {
    Map<Integer, String> tags = new HashMap<>();
    try (HttpConnection connection = new HttpConnection(address)) {
      for (int company = 1; company <= ofCompanies; company++) {
        tags.put(company, connection.get(path(company), headers).headers().get("etag"));
      }
    }
    return new ReadingLoad(address, connections, ofCompanies, headers, tags);
  }

  ReadingLoad ofTheFirst(int some) {
    return new ReadingLoad(address, connections, some, headers, tags);
  }

  Figures run(int seconds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Callable<Figures>> readers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        Random random = new Random(seconds * 1_000L + i);
        readers.add(() -> read(random, TimeUnit.SECONDS.toNanos(seconds)));
      }
      List<Long> nanos = new ArrayList<>();
      double rate = 0;
      long bytes = 0;
      for (Future<Figures> done : threads.invokeAll(readers)) {
        Figures one = done.get();
        for (long each : one.nanos()) {
          nanos.add(each);
        }
        rate += one.rate();
        bytes += one.bytes();
      }
      return Figures.of(nanos.size() / rate, nanos, bytes);
    } finally {
      threads.shutdown();
    }
  }

  private Figures read(Random random, long time) throws Exception {
    boolean unchanged = !tags.isEmpty();
    List<Long> nanos = new ArrayList<>();
    long bytes = 0;
    try (HttpConnection connection = new HttpConnection(address)) {
      long began = System.nanoTime();
      long end = began + time;
      long now = began;
      while (now < end) {
        int company = 1 + random.nextInt(companies);
        Map<String, String> asked =
            unchanged ? Map.of("If-None-Match", tags.get(company)) : headers;
        HttpConnection.Answer answer = connection.get(path(company), asked);
        long then = System.nanoTime();
        if (answer.status() != (unchanged ? 304 : 200)) {
          throw new IllegalStateException("answered " + answer.status());
        }
        nanos.add(then - now);
        bytes += answer.bytes();
        now = then;
      }
      return Figures.of((now - began) / 1e9, nanos, bytes);
    }
  }

  private static String path(int company) {
    return "/api/v1/companies/" + MadeEntries.id(company) + "/timeline";
  }
}
