package dev.tapeline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time as Linux counts it (proc(5), {@code /proc/PID/stat}): unlike the clock on the wall
 * it says the same on a busy machine, or nearly.
 */
final class ProcessorTime {
  private static final long TICKS_A_SECOND = 100;

  // Fields behind the name in parentheses, which may hold spaces: state is the first of them.
  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  private ProcessorTime() {}

  /** Of a process alone. */
  static Duration ofOne(long pid) throws IOException {
    String[] stat = stat(Path.of("/proc", String.valueOf(pid)));
    return Duration.ofMillis(
        (Long.parseLong(stat[USER]) + Long.parseLong(stat[SYSTEM])) * 1000 / TICKS_A_SECOND);
  }

  /** Of a process, its children that have ended, and those that run. */
  static Duration ofFamily(long pid) throws IOException {
    long ticks = 0;
    String[] own = stat(Path.of("/proc", String.valueOf(pid)));
    for (int field : List.of(USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM)) {
      ticks += Long.parseLong(own[field]);
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.filter(ProcessorTime::isProcess).toList()) {
        ticks += ofChild(process, pid);
      }
    }
    return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
  }

  private static boolean isProcess(Path path) {
    return path.getFileName().toString().chars().allMatch(Character::isDigit);
  }

  private static long ofChild(Path process, long parent) throws IOException {
    try {
      String[] stat = stat(process);
      return Long.parseLong(stat[PARENT]) == parent
          ? Long.parseLong(stat[USER]) + Long.parseLong(stat[SYSTEM])
          : 0;
    } catch (NoSuchFileException e) {
      return 0; // it has ended, and its parent has its time
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No such process")) {
        return 0;
      }
      throw e;
    }
  }

  private static String[] stat(Path process) throws IOException {
    String line = Files.readString(process.resolve("stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ");
  }
}
