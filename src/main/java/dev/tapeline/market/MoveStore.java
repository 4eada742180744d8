package dev.tapeline.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tapeline.timeline.RecordedExtreme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Computes recorded moves and keeps them. */
public final class MoveStore {

  /** Of columns in the database; what resources answer is written by the service's own mapper. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private static final TypeReference<List<RecordedExtreme>> EXTREMES = new TypeReference<>() {};

  /** Batches that are computed side by side where many are due. */
  private static final int TOGETHER = 2;

  private final Jdbi jdbi;

  /** The moves of a database. */
  public MoveStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Computes everything that is due, some series a transaction; several processes may share the
   * work.
   *
   * @return of how many series moves were computed
   */
  public int computeDue() {
    new SessionCount(jdbi).countDue();
    int series = computeBatch();
    return series < MoveBatch.SERIES ? series : series + computeTogether();
  }

  private int computeBatch() {
    return jdbi.inTransaction(handle -> new MoveBatch(handle).run());
  }

  /**
   * Batches to the first that is not full: it took what there was. Whatever comes while it is
   * computed waits for the next round, so that what follows from moves is not held up for as long
   * as bars keep coming.
   */
  private int computeAlone() {
    int series = 0;
    int computed;
    do {
      computed = computeBatch();
      series += computed;
    } while (computed == MoveBatch.SERIES);
    return series;
  }

  /** Much is due: while one batch is computed here, the database writes another. */
  private int computeTogether() {
    ExecutorService workers = Executors.newFixedThreadPool(TOGETHER);
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < TOGETHER; i++) {
        running.add(workers.submit(this::computeAlone));
      }
      int series = 0;
      for (Future<Integer> worker : running) {
        series += worker.get();
      }
      return series;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while moves were computed", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("moves could not be computed", e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  /** The column {@code extremes}; null for none. */
  static @Nullable String column(List<RecordedExtreme> extremes) {
    return extremes.isEmpty() ? null : write(extremes);
  }

  private static String write(List<RecordedExtreme> extremes) {
    try {
      return JSON.writeValueAsString(extremes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("extremes could not be written", e);
    }
  }

  /** Reads the column {@code extremes}. */
  static List<RecordedExtreme> extremes(@Nullable String column) {
    if (column == null || column.equals("[]")) {
      return List.of();
    }
    try {
      return JSON.readValue(column, EXTREMES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored extremes cannot be read", e);
    }
  }
}
