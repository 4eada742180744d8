package dev.tapeline.market;

import dev.tapeline.exchange.Exchange;
import dev.tapeline.exchange.Exchanges;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;

/** Made bars of Hong Kong's sessions from 2022 on, and events of made stories, for tests. */
public final class MadeMarket {

  /** Sessions that there are bars of. */
  public static final int SESSIONS = 400;

  private static final Exchange HONG_KONG = Exchanges.builtIn().find("XHKG").orElseThrow();
  private static final List<LocalDate> DAYS = days();

  private MadeMarket() {}

  private static List<LocalDate> days() {
    List<LocalDate> days = new ArrayList<>();
    LocalDate day = HONG_KONG.earliestSessionOnOrAfter(LocalDate.of(2022, 1, 1));
    while (days.size() < SESSIONS) {
      days.add(day);
      day = HONG_KONG.nextSession(day);
    }
    return List.copyOf(days);
  }

  /** The i-th session, from 0. */
  public static LocalDate session(int i) {
    return DAYS.get(i);
  }

  /**
   * Bars as Yahoo writes them: an index' for seed 0, a listing's that follows it for any other.
   *
   * @param unit what all prices are multiplied by
   */
  public static String csv(long seed, double unit) {
    Random market = new Random(0);
    Random own = new Random(seed);
    StringBuilder rows = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
    double close = 100;
    for (LocalDate day : DAYS) {
      double step = market.nextGaussian() / 100;
      close *= 1 + (seed == 0 ? step : step * 0.8 + own.nextGaussian() / 90);
      String price = String.format(Locale.ROOT, "%.6f", close * unit);
      rows.append(day);
      for (int column = 0; column < 5; column++) {
        rows.append(',').append(price);
      }
      rows.append(",1000\n");
    }
    return rows.toString();
  }

  /**
   * Writes an event of a story of its own.
   *
   * @param ticker of the company's home listing
   * @param at when it was published: {@code 2023-03-01T03:00:00Z}
   */
  public static void event(
      Jdbi jdbi, String ticker, String type, String at, int relevance, String factLevel) {
    event(jdbi, ticker, type, at, relevance, factLevel, false);
  }

  /** The same, of the sample where asked. */
  public static void event(
      Jdbi jdbi,
      String ticker,
      String type,
      String at,
      int relevance,
      String factLevel,
      boolean sample) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    with told as (
                      insert into story (sample, first_seen_at)
                      values (:sample, cast(:at as timestamptz)) returning id)
                    insert into event (story_id, company_id, type, occurred_at, novelty, state,
                      first_seen_at, body)
                    select told.id, l.company_id, :type, cast(:at as timestamptz), 100, 'ACTIVE',
                      cast(:at as timestamptz),
                      json_build_object('relevance', :relevance, 'factLevel', :level)
                    from told, listing l where l.ticker = :ticker
                    """)
                .bind("ticker", ticker)
                .bind("type", type)
                .bind("at", at)
                .bind("sample", sample)
                .bind("relevance", relevance)
                .bind("level", factLevel)
                .execute());
  }
}
