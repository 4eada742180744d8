package dev.tapeline.market;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Bars for tests of other packages. */
public final class BarsForTests {
  private BarsForTests() {}

  /** Imports rows of {@code Date,Open,High,Low,Close,Adj Close,Volume}. */
  public static void load(Jdbi jdbi, String ticker, String rows) {
    String text = "Date,Open,High,Low,Close,Adj Close,Volume\n" + rows;
    new BarImport(jdbi, InstantSource.system())
        .take(
            BarFile.read(
                ticker + ".csv",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                ticker,
                Map.of()),
            "yahoo");
  }
}
