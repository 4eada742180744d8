package dev.tapeline.timeline;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What keeps streams going: a thread that listens to the database, and a few that read for those
 * who follow. They begin with the first stream: a service that nobody follows needs none of them.
 */
public final class StreamThreads {

  /** Readers wait for the database, and not for those who follow: few serve many streams. */
  private static final int READING = 2;

  private final String name;
  private final NotifiedThread listener;
  private @Nullable ExecutorService reading;

  /**
   * Threads that have not begun.
   *
   * @param name of the threads that read, which are numbered
   * @param listener is started with them, and stopped
   */
  public StreamThreads(String name, NotifiedThread listener) {
    this.name = name;
    this.listener = listener;
  }

  /** The threads that read, begun if they had not. */
  public synchronized ExecutorService reading() {
    ExecutorService running = reading;
    if (running == null) {
      running = Executors.newFixedThreadPool(READING, named());
      listener.start();
      reading = running;
    }
    return running;
  }

  /** Ends all of them, for good. */
  public synchronized void stop() {
    listener.stop();
    if (reading != null) {
      reading.shutdownNow();
    }
  }

  private ThreadFactory named() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
