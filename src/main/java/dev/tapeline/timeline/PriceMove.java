package dev.tapeline.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A large move that prices recorded. Its lists are those of {@link NewsEvent}, empty: a recorded
 * move is told by nobody.
 *
 * @param move what was recorded
 */
public record PriceMove(RecordedMove move) implements EntryContent {

  @Override
  public EntryKind kind() {
    return EntryKind.PRICE_MOVE;
  }

  @Override
  public @Nullable String eventType() {
    return null;
  }

  @Override
  public int relevance() {
    return 100;
  }

  @Override
  public BigDecimal moveSize() {
    return move.changePercent().abs();
  }

  /** Always null: readers tell the kinds apart by it. */
  @JsonProperty
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @Nullable Object event() {
    return null;
  }

  @JsonProperty
  List<Object> moves() {
    return List.of();
  }

  @JsonProperty
  List<Object> evidence() {
    return List.of();
  }

  @JsonProperty
  List<Object> claims() {
    return List.of();
  }

  @JsonProperty
  List<Object> articles() {
    return List.of();
  }
}
