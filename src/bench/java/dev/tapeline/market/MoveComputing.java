package dev.tapeline.market;

import dev.tapeline.exchange.Exchanges;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Moves, extremes and streaks of made bars, computed in memory. */
public final class MoveComputing {

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private MoveComputing() {}

  /** The last weekdays that end with a date, oldest first. */
  public static List<LocalDate> weekdays(LocalDate last, int count) {
    List<LocalDate> days = new ArrayList<>();
    for (LocalDate day = last; days.size() < count; day = day.minusDays(1)) {
      if (day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()) {
        days.add(0, day);
      }
    }
    return days;
  }

  /** Closes of a random walk of 2 % a day. */
  public static double[] closes(Random random, int count) {
    double[] closes = new double[count];
    double close = 20 + random.nextInt(200);
    for (int i = 0; i < count; i++) {
      close *= Math.exp(0.02 * random.nextGaussian());
      closes[i] = Math.max(0.01, Math.round(close * 1000) / 1000.0);
    }
    return closes;
  }

  /**
   * Computes.
   *
   * @return the threads' processor time divided by their number; making the bars is not counted
   */
  public static Duration run(int listings, int sessions, int threads)
      throws InterruptedException, ExecutionException {
    List<LocalDate> days = weekdays(LocalDate.of(2026, 11, 17), sessions);
    Benchmark index = Benchmark.of(bars(days, new Random(1)));
    AtomicInteger next = new AtomicInteger();
    Callable<Long> worker =
        () -> {
          long spent = 0;
          for (int listing = next.getAndIncrement();
              listing < listings;
              listing = next.getAndIncrement()) {
            List<RecordedBar> bars = bars(days, new Random(listing));
            long began = CPU.getCurrentThreadCpuTime();
            int moves = MoveCalculator.moves(bars, index, Exchanges.builtIn().find("XNYS")).size();
            spent += CPU.getCurrentThreadCpuTime() - began;
            if (moves != sessions - 1) {
              throw new IllegalStateException("%d moves of %d bars".formatted(moves, sessions));
            }
          }
          return spent;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long spent = 0;
      List<Callable<Long>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(worker);
      }
      for (Future<Long> done : pool.invokeAll(workers)) {
        spent += done.get();
      }
      return Duration.ofNanos(spent / threads);
    } finally {
      pool.shutdown();
    }
  }

  private static List<RecordedBar> bars(List<LocalDate> days, Random random) {
    double[] closes = closes(random, days.size());
    List<RecordedBar> bars = new ArrayList<>(closes.length);
    for (int i = 0; i < closes.length; i++) {
      bars.add(
          new RecordedBar(
              new Bar(days.get(i), null, null, null, closes[i], closes[i], null), "bench", null));
    }
    return bars;
  }
}
