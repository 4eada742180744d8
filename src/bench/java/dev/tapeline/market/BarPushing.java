package dev.tapeline.market;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Brings in bars as {@code import bars} beside the service does, without starting a process. */
public final class BarPushing {
  private final Jdbi jdbi;

  /** Into the database of a service. */
  public BarPushing(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Rows of {@code Date,Open,High,Low,Close,Adj Close,Volume}; committed when it returns. */
  public void push(String ticker, String rows) {
    String text = "Date,Open,High,Low,Close,Adj Close,Volume\n" + rows;
    ImportReport report =
        new BarImport(jdbi, InstantSource.system())
            .take(
                BarFile.read(
                    ticker + ".csv",
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    ticker,
                    Map.of()),
                "bench");
    if (!report.refused().isEmpty()) {
      throw new IllegalStateException("bars were refused: " + report.refused());
    }
  }
}
