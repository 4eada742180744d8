package dev.tapeline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * Sends what is due. A target is sent a few things at a time, and one at a time while it is slow or
 * fails, so that it holds up nobody else; what is of one rule and company goes in its order.
 */
@ApplicationScoped
class Dispatcher {
  private static final Logger LOG = Logger.getLogger(Dispatcher.class);

  private static final int THREADS = 64;

  /** So many of them at most serve targets that are slow or fail: the others stay for the rest. */
  private static final int AILING_THREADS = 24;

  /** Lanes that are asked for at a time. */
  private static final int ALL_LANES = 1_000;

  /** A target that fails is left alone for a while, which grows to this. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** So many of the pool's connections may be used here at a time. */
  private static final int CONNECTIONS = 6;

  private static final int LANES = 64;
  private static final int OF_A_LANE = 20;
  private static final int OF_A_DIGEST = 200;
  private static final Duration SLOW_ANSWER = Duration.ofSeconds(1);

  /** For what a rule left open that has been given to the stream since. */
  private static final Channel ON_THE_STREAM =
      new Channel() {
        @Override
        public Attempt send(Parcel parcel) {
          return new Attempt(true, 0, Duration.ZERO, "on the stream", null);
        }

        @Override
        public boolean sendsDigests() {
          return true;
        }
      };

  private final Jdbi jdbi;
  private final Deliveries deliveries;
  private final AlertRules rules;
  private final Outbox outbox;
  private final AlertsConfig config;
  private final WebhookChannel webhooks;
  private final MailChannel mails;
  private final ChatChannel chats;
  private final ObjectMapper json;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Semaphore connections = new Semaphore(CONNECTIONS);
  private final Map<String, Queue> queues = new HashMap<>();
  private final ThreadPoolExecutor threads;
  private volatile boolean stopped;

  Dispatcher(
      Jdbi jdbi,
      Deliveries deliveries,
      AlertRules rules,
      Outbox outbox,
      AlertsConfig config,
      WebhookChannel webhooks,
      MailChannel mails,
      ChatChannel chats,
      ObjectMapper json,
      InstantSource clock,
      MeterRegistry meters) {
    this.jdbi = jdbi;
    this.deliveries = deliveries;
    this.rules = rules;
    this.outbox = outbox;
    this.config = config;
    this.webhooks = webhooks;
    this.mails = mails;
    this.chats = chats;
    this.json = json;
    this.clock = clock;
    this.meters = meters;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "alert-send-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** What waits for one target, and how it does. Guarded by {@link #queues}. */
  private static final class Queue {
    final Deque<Deliveries.Lane> waiting = new ArrayDeque<>();
    int active;
    boolean ailing;
    int failures;
    long restsUntil = System.nanoTime();

    boolean hasRoom(int most) {
      return active < (ailing ? 1 : most);
    }

    boolean rests() {
      return failures > 0 && System.nanoTime() - restsUntil < 0;
    }

    /** Whether nothing would be lost if it were forgotten. */
    boolean isIdle() {
      return active == 0
          && waiting.isEmpty()
          && (!ailing || System.nanoTime() - restsUntil > REMEMBERED.toNanos());
    }

    void ended(Outcome outcome, AlertsConfig config) {
      active--;
      switch (outcome) {
        case NOTHING -> {}
        case WELL -> {
          ailing = false;
          failures = 0;
        }
        case SLOW -> {
          ailing = true;
          failures = 0;
        }
        case FAILED -> {
          ailing = true;
          failures++;
          long rest = config.retryFirst().toMillis() << Math.min(failures - 1, 20);
          long most = Math.min(config.retryMost().toMillis(), LONGEST_REST.toMillis());
          restsUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(rest, most));
        }
      }
      if (ailing) {
        waiting.clear(); // asked for again, one at a time
      }
    }
  }

  /**
   * Begins to send what is due, and returns at once.
   *
   * @param process this one's number
   * @param whenDone called when something was sent and more may be due
   */
  void send(int process, Runnable whenDone) {
    if (stopped) {
      return;
    }
    Set<String> busy = new HashSet<>();
    synchronized (queues) {
      queues.values().removeIf(Queue::isIdle);
      boolean noRoomForAiling = activeForAiling() >= AILING_THREADS;
      queues.forEach(
          (target, queue) -> {
            if (!queue.waiting.isEmpty()
                || !queue.hasRoom(config.perTarget())
                || queue.rests()
                || (queue.ailing && noRoomForAiling)) {
              busy.add(target);
            }
          });
    }
    Set<UUID> digests = new HashSet<>();
    for (Deliveries.Lane lane : deliveries.due(clock.instant(), busy, LANES, ALL_LANES)) {
      if (isDigest(lane) && !lane.lane().equals(Deliveries.TESTS) && !digests.add(lane.rule())) {
        continue; // one message tells of all its lanes
      }
      synchronized (queues) {
        queues.computeIfAbsent(lane.target(), key -> new Queue()).waiting.add(lane);
      }
    }
    startWaiting(process, whenDone);
  }

  void stop() {
    stopped = true;
    threads.shutdownNow();
  }

  /** Called under {@link #queues}. */
  private int activeForAiling() {
    return queues.values().stream().filter(q -> q.ailing).mapToInt(q -> q.active).sum();
  }

  private void startWaiting(int process, Runnable whenDone) {
    synchronized (queues) {
      int ailing = activeForAiling();
      for (Queue queue : queues.values()) {
        ailing += start(queue, AILING_THREADS - ailing, process, whenDone);
      }
    }
  }

  /** Begins what one target may take; answers how many threads an ailing one was given. */
  private int start(Queue queue, int roomForAiling, int process, Runnable whenDone) {
    int given = 0;
    while (!stopped
        && queue.hasRoom(config.perTarget())
        && !queue.waiting.isEmpty()
        && (!queue.ailing || given < roomForAiling)) {
      Deliveries.Lane lane = queue.waiting.poll();
      queue.active++;
      given += queue.ailing ? 1 : 0;
      threads.execute(() -> work(lane, queue, process, whenDone));
    }
    return given;
  }

  /** How a target did. */
  private enum Outcome {
    /** There was nothing to send any more, or it could not be tried. */
    NOTHING,
    WELL,
    /** It took what it was sent, slowly. */
    SLOW,
    FAILED
  }

  private void work(Deliveries.Lane lane, Queue queue, int process, Runnable whenDone) {
    Outcome outcome = Outcome.NOTHING;
    try {
      outcome = sendLane(lane, process);
    } catch (RuntimeException e) {
      if (!stopped) {
        LOG.warnf(e, "sending to a %s failed; tried again", lane.kind());
      }
    } finally {
      boolean more;
      synchronized (queues) {
        queue.ended(outcome, config);
        more = !queue.waiting.isEmpty();
      }
      if (more) {
        startWaiting(process, whenDone);
      }
      if (outcome == Outcome.WELL || outcome == Outcome.SLOW) {
        whenDone.run(); // whatever else there is, is looked for within a second
      }
    }
  }

  private static boolean isDigest(Deliveries.Lane lane) {
    return lane.delivery() != Delivery.IMMEDIATE && lane.kind() != Target.Kind.WEBHOOK;
  }

  private Channel channel(Target.Kind kind) {
    return switch (kind) {
      case WEBHOOK -> webhooks;
      case EMAIL -> mails;
      case SLACK, DISCORD, TELEGRAM, NTFY -> chats;
      case STREAM -> ON_THE_STREAM;
    };
  }

  /** Sends what a lane has. */
  private Outcome sendLane(Deliveries.Lane lane, int process) {
    boolean digest = isDigest(lane) && !lane.lane().equals(Deliveries.TESTS);
    List<Deliveries.Taken> taken =
        withConnection(
            () ->
                deliveries.take(
                    lane, digest, process, clock.instant(), digest ? OF_A_DIGEST : OF_A_LANE));
    if (taken.isEmpty()) {
      return Outcome.NOTHING;
    }
    List<UUID> untried = new ArrayList<>(taken.stream().map(Deliveries.Taken::id).toList());
    try {
      Optional<AlertRules.Sending> found = withConnection(() -> rules.sending(lane.rule()));
      if (found.isEmpty()) {
        return Outcome.NOTHING; // removed, and its deliveries with it
      }
      AlertRules.Sending sending = found.get();
      Channel channel = channel(sending.target().kind());
      for (List<Deliveries.Taken> together : parcels(taken, digest)) {
        List<UUID> ids = together.stream().map(Deliveries.Taken::id).toList();
        Channel.Attempt attempt = channel.send(parcel(lane.rule(), sending, together));
        if (stopped && !attempt.taken()) {
          return Outcome.NOTHING; // cut off by the end of this process; not the receiver's fault
        }
        withConnection(() -> record(lane.rule(), sending, together, attempt));
        untried.removeAll(ids);
        if (!attempt.taken()) {
          return Outcome.FAILED;
        }
        if (attempt.took().compareTo(SLOW_ANSWER) > 0) {
          return Outcome.SLOW;
        }
      }
      return Outcome.WELL;
    } finally {
      if (!untried.isEmpty() && !stopped) {
        withConnection(
            () -> {
              deliveries.release(untried);
              return true;
            });
      }
    }
  }

  private static List<List<Deliveries.Taken>> parcels(
      List<Deliveries.Taken> taken, boolean together) {
    return together ? List.of(taken) : taken.stream().map(List::of).toList();
  }

  private Parcel parcel(UUID rule, AlertRules.Sending sending, List<Deliveries.Taken> together) {
    List<Parcel.Alert> alerts = new ArrayList<>();
    for (Deliveries.Taken one : together) {
      try {
        alerts.add(new Parcel.Alert(one.id(), one.body(), json.readTree(one.body())));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the delivery " + one.id() + " cannot be read", e);
      }
    }
    return new Parcel(rule, sending, alerts);
  }

  private boolean record(
      UUID rule,
      AlertRules.Sending sending,
      List<Deliveries.Taken> together,
      Channel.Attempt attempt) {
    Instant now = clock.instant();
    List<UUID> ids = together.stream().map(Deliveries.Taken::id).toList();
    meters
        .counter("tapeline.alerts.attempts", "taken", String.valueOf(attempt.taken()))
        .increment();
    return jdbi.inTransaction(
        handle -> {
          // What a crash of the database forgets is sent again under the same id.
          handle.execute("set local synchronous_commit = off");
          if (attempt.taken()) {
            deliveries.record(handle, ids, attempt, now, "DELIVERED", null);
            Deliveries.wentWell(handle, rule);
            return true;
          }
          Deliveries.Taken first = together.get(0);
          boolean dead = isDead(first, attempt, now);
          deliveries.record(
              handle,
              ids,
              attempt,
              now,
              dead ? "DEAD" : "RETRYING",
              dead ? null : next(first, attempt, sending, now));
          String error = attempt.status() == 0 ? attempt.answer() : "answers " + attempt.status();
          if (Deliveries.wentWrong(handle, rule, now, error, config.pauseAfter(), attempt.gone())) {
            LOG.warnf(
                "The alert rule '%s' is paused, for its receiver has failed for long: %s",
                sending.rule(), error);
            rules
                .toTell(rule)
                .ifPresent(by -> outbox.writePaused(handle, rule, sending.rule(), error, by));
          }
          return true;
        });
  }

  private boolean isDead(Deliveries.Taken delivery, Channel.Attempt attempt, Instant now) {
    Instant first = Objects.requireNonNullElse(delivery.firstTriedAt(), now);
    return attempt.gone() || !now.isBefore(first.plus(config.retryFor()));
  }

  /** Twice as long as before, up to a limit, half to one and a half times that, by chance. */
  private Instant next(
      Deliveries.Taken delivery, Channel.Attempt attempt, AlertRules.Sending sending, Instant now) {
    long most = config.retryMost().toMillis();
    int doublings = Math.min(delivery.attempts(), 30);
    long pause = Math.min(most, config.retryFirst().toMillis() << doublings);
    long millis = (long) (pause * ThreadLocalRandom.current().nextDouble(0.5, 1.5));
    Duration asked = attempt.retryAfter();
    if (asked != null) {
      millis = Math.max(millis, Math.min(asked.toMillis(), most));
    }
    Instant next = now.plusMillis(millis);
    QuietHours quiet = sending.quiet();
    return quiet == null ? next : quiet.after(next);
  }

  private interface Work<T> {
    T run();
  }

  private <T> T withConnection(Work<T> work) {
    connections.acquireUninterruptibly();
    try {
      return work.run();
    } finally {
      connections.release();
    }
  }
}
