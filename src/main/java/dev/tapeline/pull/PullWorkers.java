package dev.tapeline.pull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Workers that pull what is due, one row after another, for as long as anything is. So a slow row
 * holds one worker and nobody else.
 *
 * @param <T> a row
 * @param <R> how a pull ended
 */
public final class PullWorkers<T, R> {
  private static final Logger LOG = Logger.getLogger(PullWorkers.class);
  private static final long SECONDS_TO_END = 3;

  private record Running<R>(UUID lease, CompletableFuture<R> result) {}

  private final Leases<T> leases;
  private final Duration term;
  private final InstantSource clock;
  private final Function<T, UUID> idOf;
  private final Function<Leased<T>, R> pull;
  private final Predicate<R> goOn;
  private final Map<UUID, Running<R>> running = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final Semaphore free;
  private volatile boolean stopping;

  /**
   * Workers, none of which works yet.
   *
   * @param name of their threads
   * @param term for how long a row is taken
   * @param pull pulls a row that was taken
   * @param goOn whether the next may be taken at once, after a pull that ended so
   */
  public PullWorkers(
      String name,
      int count,
      Leases<T> leases,
      Function<T, UUID> idOf,
      Duration term,
      InstantSource clock,
      Function<Leased<T>, R> pull,
      Predicate<R> goOn) {
    this.leases = leases;
    this.idOf = idOf;
    this.term = term;
    this.clock = clock;
    this.pull = pull;
    this.goOn = goOn;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count, task -> new Thread(task, name + "-" + number.incrementAndGet()));
    this.free = new Semaphore(count);
  }

  /** Starts workers where anything is due and any are free. */
  public void tick() {
    while (!stopping && free.tryAcquire()) {
      Optional<Leased<T>> due = takeDue();
      if (due.isEmpty()) {
        free.release();
        return;
      }
      start(due.get());
    }
  }

  private void start(Leased<T> first) {
    try {
      threads.execute(() -> work(first));
    } catch (RejectedExecutionException e) {
      leases.release(first.id(), first.lease());
      free.release();
    }
  }

  private void work(Leased<T> first) {
    try {
      Optional<Leased<T>> next = Optional.of(first);
      while (next.isPresent()) {
        R ended = run(next.get());
        next = goOn.test(ended) && !stopping ? takeDue() : Optional.empty();
      }
    } catch (RuntimeException e) {
      LOG.error("A pull could not be ended in order", e);
    } finally {
      free.release();
    }
  }

  private Optional<Leased<T>> takeDue() {
    UUID lease = UUID.randomUUID();
    Instant now = clock.instant();
    return leases.takeDue(lease, now, now.plus(term)).map(row -> leased(row, lease));
  }

  private Leased<T> leased(T row, UUID lease) {
    return new Leased<>(idOf.apply(row), row, lease);
  }

  private R run(Leased<T> taken) {
    Running<R> run = new Running<>(taken.lease(), new CompletableFuture<>());
    running.put(taken.id(), run);
    try {
      R ended = pull.apply(taken);
      run.result().complete(ended);
      return ended;
    } catch (RuntimeException e) {
      run.result().completeExceptionally(e);
      throw e;
    } finally {
      running.remove(taken.id(), run);
    }
  }

  /**
   * Pulls a row now, due or not, on the caller's thread.
   *
   * @return empty while somebody else is pulling it, or where it is gone
   */
  public Optional<R> pullNow(UUID id) {
    UUID lease = UUID.randomUUID();
    Instant now = clock.instant();
    return leases.take(id, lease, now, now.plus(term)).map(row -> run(leased(row, lease)));
  }

  /** How the pull of a row will have ended that goes on in this process; empty where none does. */
  public Optional<CompletableFuture<R>> running(UUID id) {
    return Optional.ofNullable(running.get(id)).map(Running::result);
  }

  /** Gives back what is not pulled to its end, so that another process need not wait for it. */
  public void stop() throws InterruptedException {
    stopping = true;
    threads.shutdown();
    if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
      running.forEach((id, run) -> leases.release(id, run.lease()));
      threads.shutdownNow();
    }
  }
}
