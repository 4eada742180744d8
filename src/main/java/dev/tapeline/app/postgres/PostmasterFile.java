package dev.tapeline.app.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a cluster's {@code postmaster.pid} says. Its lines are, by PostgreSQL's {@code miscadmin.h}:
 * process id, data directory, start time, port, socket directory, listen address, shared memory
 * key, status.
 *
 * @param pid the server's process id
 * @param port the TCP port that it listens on, or will
 * @param status {@code starting}, {@code ready}, {@code stopping} or {@code standby}; empty while
 *     the server is writing the file
 * @param text the whole file, by which two runs are told apart
 */
record PostmasterFile(long pid, int port, String status, String text) {

  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** The file of a cluster; empty where there is none, or only the beginning of one. */
  static Optional<PostmasterFile> of(Path cluster) {
    String text;
    try {
      text = Files.readString(path(cluster), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return Optional.empty();
    }
    return parse(text);
  }

  /** Where a cluster keeps it. */
  static Path path(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  static Optional<PostmasterFile> parse(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    if (lines.size() <= PORT_LINE) {
      return Optional.empty();
    }
    try {
      long pid = Math.abs(Long.parseLong(lines.get(0))); // negative: a single-user server
      int port = Integer.parseInt(lines.get(PORT_LINE));
      String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE) : "";
      return Optional.of(new PostmasterFile(pid, port, status, text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean isReady() {
    return status.equals("ready");
  }

  /** Whether a process of that id runs, whatever it is. */
  boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /**
   * Whether the process of that id is surely something else. After a restart of a container or of
   * the machine, the ids begin anew and another process soon has the server's.
   */
  boolean isSurelyAnother() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .map(command -> !"postgres".equals(String.valueOf(Path.of(command).getFileName())))
        .orElse(false);
  }
}
