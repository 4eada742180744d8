package dev.tapeline.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.analysis.move.Direction;
import dev.tapeline.analysis.move.Streak;
import dev.tapeline.timeline.Explanation;
import dev.tapeline.timeline.RecordedMove;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes recorded moves as they are shown out of their rows. */
@ApplicationScoped
class MoveReader {

  /** What the methods need of a row; the tables are {@code recorded_move m} and {@code s}. */
  static final String COLUMNS =
      """
      m.series_id, s.ticker, s.listing, m.session as move_session, m.previous_session,
      m.sessions_missed, m.previous_close, m.close as move_close, m.change_percent,
      m.total_return_percent, m.abnormal_percent, m.model, m.benchmark, m.z_score, m.extremes,
      m.streak, m.explained, m.unexplained_reason, m.explanations, m.provider as move_provider, m.sample
      """;

  private static final TypeReference<List<Explanation>> EXPLANATIONS = new TypeReference<>() {};

  private final ObjectMapper json;

  MoveReader(ObjectMapper json) {
    this.json = json;
  }

  /** The move of a row. */
  RecordedMove move(ResultSet row) throws SQLException {
    LocalDate session = row.getObject("move_session", LocalDate.class);
    String model = row.getString("model");
    int missed = row.getInt("sessions_missed");
    Integer sessionsMissed = row.wasNull() ? null : missed;
    boolean explained = row.getBoolean("explained");
    Boolean told = row.wasNull() ? null : explained;
    String reason = row.getString("unexplained_reason");
    return new RecordedMove(
        new MoveId(row.getInt("series_id"), session).uuid(),
        row.getString("ticker"),
        row.getString("listing"),
        session,
        row.getObject("previous_session", LocalDate.class),
        sessionsMissed,
        BigDecimal.valueOf(row.getDouble("previous_close")),
        BigDecimal.valueOf(row.getDouble("move_close")),
        DecimalWriter.rounded(row.getDouble("change_percent")),
        percent(row, "total_return_percent"),
        percent(row, "abnormal_percent"),
        model == null ? null : RecordedMove.Model.valueOf(model),
        row.getString("benchmark"),
        percent(row, "z_score"),
        MoveStore.extremes(row.getString("extremes")),
        streak(row.getInt("streak")),
        told,
        reason == null ? null : RecordedMove.UnexplainedReason.valueOf(reason),
        explanations(row.getString("explanations")),
        row.getString("move_provider"),
        row.getBoolean("sample"));
  }

  private static @Nullable Streak streak(int signed) {
    return signed == 0
        ? null
        : new Streak(signed > 0 ? Direction.UP : Direction.DOWN, Math.abs(signed));
  }

  private static @Nullable BigDecimal percent(ResultSet row, String column) throws SQLException {
    Double value = SeriesStore.number(row, column);
    return value == null ? null : DecimalWriter.rounded(value);
  }

  private List<Explanation> explanations(@Nullable String column) {
    if (column == null) {
      return List.of();
    }
    try {
      return json.readValue(column, EXPLANATIONS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored explanations cannot be read", e);
    }
  }
}
