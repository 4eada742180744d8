package dev.tapeline.market.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.fetch.AddressPolicy;
import dev.tapeline.fetch.FetchLimits;
import dev.tapeline.fetch.Fetcher;
import dev.tapeline.fetch.UserAgent;
import dev.tapeline.market.Bar;
import dev.tapeline.market.PriceSeries;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Asks the real providers, by hand: {@code ./mvnw -Plive test}, with keys in {@code
 * TAPELINE_PRICES_STOOQ_KEY} and so on. A provider without its key is left out.
 */
@Tag("live")
class ProvidersLiveTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private final Fetcher fetcher =
      new Fetcher(
          FetchLimits.DEFAULT,
          AddressPolicy.allowing(List.of()),
          UserAgent.of("live-test", null),
          CLOCK);

  @AfterEach
  void close() {
    fetcher.close();
  }

  private static ApiKey key(String provider) {
    @Nullable String key = System.getenv("TAPELINE_PRICES_" + provider + "_KEY");
    Assumptions.assumeTrue(key != null && !key.isBlank(), "no key of " + provider);
    return new ApiKey(String.valueOf(key));
  }

  private static void givesTheLastWeeksOfApple(
      Function<Fetcher, BarProvider> made, Fetcher fetcher) {
    BarProvider provider = made.apply(fetcher);
    PriceSeries apple = ProviderConversationsTest.series("AAPL", "XNAS", "USD");
    LocalDate today = CLOCK.instant().atZone(ZoneOffset.UTC).toLocalDate();
    BarAnswer answer =
        provider.ask(String.valueOf(provider.symbol(apple)), today.minusDays(21), today);
    assertThat(answer).isInstanceOf(BarAnswer.Bars.class);
    BarAnswer.Bars bars = (BarAnswer.Bars) answer;
    assertThat(bars.unreadable()).isEmpty();
    assertThat(bars.bars())
        .hasSizeBetween(10, 17)
        .allSatisfy(bar -> assertThat(bar.objection()).isNull())
        .extracting(Bar::volume)
        .doesNotContainNull();
  }

  @Test
  void yahoo() {
    givesTheLastWeeksOfApple(f -> new YahooChart(f, YahooChart.BASE), fetcher);
  }

  @Test
  void stooq() {
    ApiKey key = key("STOOQ");
    givesTheLastWeeksOfApple(f -> new Stooq(f, Stooq.BASE, key), fetcher);
  }

  @Test
  void alphaVantage() {
    ApiKey key = key("ALPHA_VANTAGE");
    givesTheLastWeeksOfApple(f -> new AlphaVantage(f, AlphaVantage.BASE, key, CLOCK), fetcher);
  }

  @Test
  void tiingo() {
    ApiKey key = key("TIINGO");
    givesTheLastWeeksOfApple(f -> new Tiingo(f, Tiingo.BASE, key), fetcher);
  }

  @Test
  void eodhd() {
    ApiKey key = key("EODHD");
    givesTheLastWeeksOfApple(f -> new Eodhd(f, Eodhd.BASE, key), fetcher);
  }
}
