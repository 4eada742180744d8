package dev.tapeline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bars are brought in while processes are killed: all moves are there in the end, once. */
class KilledImportIT {
  /** More rows than one transaction takes. */
  private static final int LISTINGS = 150;

  private static final int SESSIONS = 400;
  private static final LocalDate LAST = LocalDate.of(2024, 3, 1);
  private static final int LEAP = SESSIONS - 10;
  private static final Set<String> AMERICAN = Set.of("XNAS", "XNYS");

  @TempDir Path directory;

  @Test
  void whatWasKilledGoesOnWhereItStopped() throws Exception {
    List<String> tickers = americanTickers();
    Path file = directory.resolve("bars.csv");
    Files.writeString(file, bars(tickers));
    Path data = directory.resolve("data");
    PackagedService first = PackagedService.start(data, Map.of());
    try {
      first.awaitReady();
      Process killed = importing(data, file);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !killed.isAlive() || hasBars(first, tickers.get(0)));
      killed.destroyForcibly();
      killed.waitFor();

      Process again = importing(data, file);
      String said = new String(again.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(again.waitFor()).as(said).isZero();
      assertThat(told(said)).isEqualTo(LISTINGS * SESSIONS);
      // In the middle of computing the moves or of writing them into timelines, or behind it.
      first.kill();
    } finally {
      first.close();
    }

    try (PackagedService second = PackagedService.start(data, Map.of())) {
      second.awaitReady();
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                assertThat(moved(second)).containsExactlyInAnyOrderElementsOf(tickers);
                assertThat(leaps(second)).containsExactlyInAnyOrderElementsOf(tickers);
              });
    }
  }

  private static List<String> americanTickers() {
    Set<String> tickers = new HashSet<>();
    for (Company company : CompanyDirectory.builtIn().companies()) {
      Listing home = company.home();
      if (AMERICAN.contains(String.valueOf(home.mic())) && !home.delisted()) {
        tickers.add(home.ticker());
      }
    }
    List<String> chosen = new ArrayList<>(tickers);
    Collections.sort(chosen);
    assertThat(chosen).hasSizeGreaterThanOrEqualTo(LISTINGS);
    return chosen.subList(0, LISTINGS);
  }

  /** Prices that hardly move, but for one day on which all rise by a fifth. */
  private static String bars(List<String> tickers) {
    List<LocalDate> days = sessions();
    StringBuilder rows = new StringBuilder("Ticker,Date,Open,High,Low,Close,Adj Close,Volume\n");
    for (String ticker : tickers) {
      double close = 100;
      for (int i = 0; i < SESSIONS; i++) {
        close *= i == LEAP ? 1.2 : i % 2 == 0 ? 1.01 : 1 / 1.01;
        rows.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%.4f,%.4f,%.4f,%.4f,%.4f,%d%n",
                ticker,
                days.get(i),
                close,
                close * 1.01,
                close * 0.99,
                close,
                close,
                1_000 + i));
      }
    }
    return rows.toString();
  }

  private static List<LocalDate> sessions() {
    Exchange nasdaq = Exchanges.builtIn().find("XNAS").orElseThrow();
    List<LocalDate> days = new ArrayList<>();
    for (LocalDate day = LAST; days.size() < SESSIONS; day = nasdaq.previousSession(day)) {
      days.add(day);
    }
    Collections.reverse(days);
    return days;
  }

  private static Process importing(Path data, Path file) throws IOException {
    ProcessBuilder command =
        PackagedService.java(List.of("import", "bars", file.toString())).redirectErrorStream(true);
    command.environment().put("TAPELINE_DATA_DIR", data.toString());
    return command.start();
  }

  private static boolean hasBars(PackagedService service, String ticker)
      throws IOException, InterruptedException {
    return service.get("/api/v1/companies/" + ticker + "/prices").body().contains("\"close\"");
  }

  /** Bars of which an import has told that they are new or unchanged. */
  private static int told(String said) {
    Matcher counts =
        Pattern.compile("new (\\d+), changed 0, unchanged (\\d+), refused 0").matcher(said);
    assertThat(counts.find()).as(said).isTrue();
    return Integer.parseInt(counts.group(1)) + Integer.parseInt(counts.group(2));
  }

  private static List<String> moved(PackagedService service)
      throws IOException, InterruptedException {
    return JsonPath.from(service.get("/api/v1/moves?minChange=15&limit=1000").body())
        .getList("entries.ticker", String.class);
  }

  /** Whose timelines tell of the leap. */
  private static List<String> leaps(PackagedService service)
      throws IOException, InterruptedException {
    List<String> tickers = new ArrayList<>();
    JsonPath page;
    long last = 0;
    do {
      page = JsonPath.from(service.get("/api/v1/timeline?limit=1000&afterSeq=" + last).body());
      tickers.addAll(
          page.getList(
              "entries.findAll{it.kind == 'PRICE_MOVE' && it.move.changePercent > 15}"
                  + ".company.ticker",
              String.class));
      last = page.getLong("lastSeq");
    } while (page.getBoolean("more"));
    return tickers;
  }
}
