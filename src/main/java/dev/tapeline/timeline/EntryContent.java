package dev.tapeline.timeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What an entry holds beside its frame; its fields stand in the entry's JSON itself. */
public sealed interface EntryContent permits NewsEvent, PriceMove {

  /** The entry's kind. */
  @JsonIgnore
  EntryKind kind();

  /** {@code group/type} that readers filter by; null where there is none. */
  @JsonIgnore
  @Nullable String eventType();

  /** 0 to 100, how much the entry is about its company. */
  @JsonIgnore
  int relevance();

  /** The largest absolute change in percent that the entry tells; null where it tells none. */
  @JsonIgnore
  @Nullable BigDecimal moveSize();
}
