package dev.tapeline.market;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.move.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A listing's bars with their moves as JSON, written while they are read: ten years are 2,500 bars
 * with 80,000 values, and neither rows nor records of them are made on the way. What is written is
 * what Jackson makes of {@link PriceResource.Price}.
 */
final class PriceJson {
  private static final String ROWS =
      """
      select b.session, b.open, b.high, b.low, b.close, b.adjusted_close, b.volume, b.provider, b.flag,
        m.previous_session, m.sessions_missed, m.previous_close, m.close, m.change_percent,
        m.total_return_percent, m.abnormal_percent, m.model, m.benchmark, m.z_score, m.extremes,
        m.streak, m.explained, m.unexplained_reason, m.explanations, m.provider, m.sample
      from bar b left join recorded_move m on m.series_id = b.series_id and m.session = b.session
      where b.series_id = %d and b.current %s
      order by b.session limit %d
      """;

  private static final SerializableString TICKER = new SerializedString("ticker");
  private static final SerializableString SESSION = new SerializedString("session");
  private static final SerializableString OPEN = new SerializedString("open");
  private static final SerializableString HIGH = new SerializedString("high");
  private static final SerializableString LOW = new SerializedString("low");
  private static final SerializableString CLOSE = new SerializedString("close");
  private static final SerializableString ADJUSTED = new SerializedString("adjustedClose");
  private static final SerializableString VOLUME = new SerializedString("volume");
  private static final SerializableString CURRENCY = new SerializedString("currency");
  private static final SerializableString PROVIDER = new SerializedString("provider");
  private static final SerializableString SAMPLE = new SerializedString("sample");
  private static final SerializableString FLAG = new SerializedString("flag");
  private static final SerializableString MOVE = new SerializedString("move");
  private static final SerializableString ID = new SerializedString("id");
  private static final SerializableString LISTING = new SerializedString("listing");
  private static final SerializableString PREVIOUS_SESSION =
      new SerializedString("previousSession");
  private static final SerializableString MISSED = new SerializedString("sessionsMissed");
  private static final SerializableString PREVIOUS_CLOSE = new SerializedString("previousClose");
  private static final SerializableString CHANGE = new SerializedString("changePercent");
  private static final SerializableString TOTAL = new SerializedString("totalReturnPercent");
  private static final SerializableString ABNORMAL = new SerializedString("abnormalPercent");
  private static final SerializableString MODEL = new SerializedString("model");
  private static final SerializableString BENCHMARK = new SerializedString("benchmark");
  private static final SerializableString Z_SCORE = new SerializedString("zScore");
  private static final SerializableString EXTREMES = new SerializedString("extremes");
  private static final SerializableString STREAK = new SerializedString("streak");
  private static final SerializableString DIRECTION = new SerializedString("direction");
  private static final SerializableString SESSIONS = new SerializedString("sessions");
  private static final SerializableString UP = new SerializedString(Direction.UP.name());
  private static final SerializableString DOWN = new SerializedString(Direction.DOWN.name());
  private static final SerializableString EXPLAINED = new SerializedString("explained");
  private static final SerializableString REASON = new SerializedString("unexplainedReason");
  private static final SerializableString EXPLANATIONS = new SerializedString("explanations");

  /** What a page begins with, a kilobyte a bar. */
  private static final int BEGINNING = 1 << 16;

  private final PriceSeries series;
  private final CopyRows rows;
  private final JsonGenerator out;
  private final DecimalWriter decimals;
  private final SerializableString ticker;
  private final @Nullable SerializableString listing;
  private final @Nullable SerializableString currency;

  private PriceJson(PriceSeries series, CopyRows rows, JsonGenerator out) {
    this.series = series;
    this.rows = rows;
    this.out = out;
    this.decimals = new DecimalWriter(out);
    this.ticker = new SerializedString(series.ticker());
    this.listing = series.listing() == null ? null : new SerializedString(series.listing());
    this.currency = series.currency() == null ? null : new SerializedString(series.currency());
  }

  /**
   * A page as it goes out.
   *
   * @param json an {@link dev.tapeline.rest.EntryList}
   * @param next its link to the page behind it, or null
   */
  record Page(byte[] json, @Nullable String next) {

    /** A page without bars. */
    static Page none() {
      return new Page("{\"entries\":[],\"next\":null}".getBytes(StandardCharsets.UTF_8), null);
    }
  }

  /**
   * Writes the current bars of a series, oldest first.
   *
   * @param from the first session, or null
   * @param to the last session, or null
   * @param limit bars at most
   * @param next the link to the page that begins with a session
   */
  static Page write(
      ObjectMapper json,
      Handle handle,
      PriceSeries series,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      int limit,
      Function<LocalDate, String> next) {
    String sessions =
        (from == null ? "" : "and b.session >= '" + from + "' ")
            + (to == null ? "" : "and b.session <= '" + to + "'");
    try (CopyRows rows = new CopyRows(handle, ROWS.formatted(series.id(), sessions, limit + 1));
        ByteArrayBuilder bytes = new ByteArrayBuilder(BEGINNING);
        JsonGenerator out = json.getFactory().createGenerator(bytes)) {
      String link = new PriceJson(series, rows, out).write(limit, next);
      out.flush();
      return new Page(bytes.toByteArray(), link);
    } catch (IOException e) {
      throw new UncheckedIOException("prices could not be written", e);
    }
  }

  private @Nullable String write(int limit, Function<LocalDate, String> next) throws IOException {
    String link = null;
    out.writeStartObject();
    out.writeArrayFieldStart("entries");
    for (int written = 0; rows.next(); written++) {
      LocalDate session = rows.date();
      if (written == limit) {
        link = next.apply(session);
        break;
      }
      price(session);
    }
    out.writeEndArray();
    out.writeStringField("next", link);
    out.writeEndObject();
    return link;
  }

  private void price(LocalDate session) throws IOException {
    out.writeStartObject();
    constant(TICKER, ticker);
    date(SESSION, session);
    number(OPEN);
    number(HIGH);
    number(LOW);
    number(CLOSE);
    number(ADJUSTED);
    if (rows.has()) {
      out.writeFieldName(VOLUME);
      out.writeNumber(rows.bigInteger());
    }
    constant(CURRENCY, currency);
    String provider = rows.text();
    text(PROVIDER, provider);
    out.writeFieldName(SAMPLE);
    out.writeBoolean(provider.equals(RecordedBar.SAMPLE));
    text(FLAG);
    if (rows.has()) {
      out.writeFieldName(MOVE);
      move(session, rows.date());
    }
    out.writeEndObject();
  }

  private void move(LocalDate session, LocalDate previous) throws IOException {
    out.writeStartObject();
    text(ID, new MoveId(series.id(), session).uuid().toString());
    constant(TICKER, ticker);
    constant(LISTING, listing);
    date(SESSION, session);
    date(PREVIOUS_SESSION, previous);
    if (rows.has()) {
      out.writeFieldName(MISSED);
      out.writeNumber(rows.integer());
    }
    number(PREVIOUS_CLOSE);
    number(CLOSE);
    percent(CHANGE);
    percent(TOTAL);
    percent(ABNORMAL);
    text(MODEL);
    text(BENCHMARK);
    percent(Z_SCORE);
    list(EXTREMES);
    streak(rows.smallInteger());
    truth(EXPLAINED);
    text(REASON);
    list(EXPLANATIONS);
    text(PROVIDER);
    truth(SAMPLE);
    out.writeEndObject();
  }

  private void constant(SerializableString name, @Nullable SerializableString value)
      throws IOException {
    if (value != null) {
      out.writeFieldName(name);
      out.writeString(value);
    }
  }

  private void date(SerializableString name, LocalDate date) throws IOException {
    text(name, date.toString());
  }

  private void text(SerializableString name) throws IOException {
    if (rows.has()) {
      text(name, rows.text());
    }
  }

  private void text(SerializableString name, String value) throws IOException {
    out.writeFieldName(name);
    out.writeString(value);
  }

  private void number(SerializableString name) throws IOException {
    if (rows.has()) {
      out.writeFieldName(name);
      decimals.write(rows.number());
    }
  }

  private void percent(SerializableString name) throws IOException {
    if (rows.has()) {
      out.writeFieldName(name);
      decimals.writeRounded(rows.number());
    }
  }

  private void truth(SerializableString name) throws IOException {
    if (rows.has()) {
      out.writeFieldName(name);
      out.writeBoolean(rows.bool());
    }
  }

  /** A column that holds JSON: it was written by this program, and goes out as it is. */
  private void list(SerializableString name) throws IOException {
    out.writeFieldName(name);
    if (rows.has()) {
      out.writeRawValue(rows.text());
    } else {
      out.writeStartArray();
      out.writeEndArray();
    }
  }

  private void streak(int signed) throws IOException {
    if (signed != 0) {
      out.writeFieldName(STREAK);
      out.writeStartObject();
      constant(DIRECTION, signed > 0 ? UP : DOWN);
      out.writeFieldName(SESSIONS);
      out.writeNumber(Math.abs(signed));
      out.writeEndObject();
    }
  }
}
