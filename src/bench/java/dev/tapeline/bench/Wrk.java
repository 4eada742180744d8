package dev.tapeline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks by <a href="https://github.com/wg/wrk">wrk</a> (Debian: {@code wrk}). It shares the
 * processors with what it measures, and needs less of them for an answer than a client in Java.
 */
final class Wrk {

  /** Requests are made before the first is sent; then one of them after the other, by chance. */
  private static final String SCRIPT =
      """
      local threads = 0

      function setup(thread)
        threads = threads + 1
        thread:set("number", threads)
      end

      function init(args)
        math.randomseed(number)
        made = {}
        for line in io.lines(args[1]) do
          local path, tag = line:match("^(%S+) ?(.*)$")
          wrk.headers["If-None-Match"] = tag ~= "" and tag or nil
          made[#made + 1] = wrk.format("GET", path)
        end
      end

      function request()
        return made[math.random(#made)]
      end

      function done(summary, latency)
        local e = summary.errors
        print(string.format("figures %d %d %d %d %d %d", summary.requests, summary.duration,
          summary.bytes, latency:percentile(50), latency:percentile(99),
          e.connect + e.read + e.write + e.status + e.timeout))
      end
      """;

  private static final Pattern FIGURES =
      Pattern.compile("figures (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

  private Wrk() {}

  /**
   * What came of it.
   *
   * @param answers that came
   * @param seconds that they came in
   * @param medianMillis from request to answer
   * @param p99Millis what 99 % took at most
   * @param bytes of an answer with its head, on average
   */
  record Load(long answers, double seconds, double medianMillis, double p99Millis, double bytes) {

    /** Answers a second. */
    double rate() {
      return answers / seconds;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,.0f/s, median %.2f ms, p99 %.1f ms, %,.0f bytes an answer",
          rate(),
          medianMillis,
          p99Millis,
          bytes);
    }
  }

  /**
   * Asks for some time, on each connection one request after the other.
   *
   * @param requests a path each, and behind a space the entity tag that it shows, if any
   * @param headers of each request
   * @throws IllegalStateException where anything but answers came
   */
  static Load run(
      String address,
      int connections,
      int seconds,
      List<String> requests,
      Map<String, String> headers)
      throws Exception {
    Path folder = Files.createTempDirectory("wrk");
    Path script = Files.writeString(folder.resolve("requests.lua"), SCRIPT);
    Path list = Files.write(folder.resolve("requests.txt"), requests);
    try {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "wrk",
                  "-t" + Math.min(2, connections),
                  "-c" + connections,
                  "-d" + seconds + "s",
                  "-s" + script));
      headers.forEach((name, value) -> command.add("-H" + name + ": " + value));
      command.addAll(List.of(address, "--", list.toString()));
      return read(said(command), seconds);
    } finally {
      Files.delete(script);
      Files.delete(list);
      Files.delete(folder);
    }
  }

  private static String said(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static Load read(String said, int seconds) {
    Matcher figures = FIGURES.matcher(said);
    if (!figures.find() || !figures.group(6).equals("0")) {
      throw new IllegalStateException("wrk said: " + said);
    }
    long answers = Long.parseLong(figures.group(1));
    return new Load(
        answers,
        Math.max(seconds, Long.parseLong(figures.group(2)) / 1e6),
        Long.parseLong(figures.group(4)) / 1e3,
        Long.parseLong(figures.group(5)) / 1e3,
        (double) Long.parseLong(figures.group(3)) / answers);
  }
}
