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
   * Whether the process of that id is surely no server any more: something else by now, as after a
   * restart of a container, when the ids begin anew; or dead and not yet buried by its parent, as
   * in a container whose first process buries nobody.
   */
  boolean isSurelyNoServer() {
    return isZombie()
        || ProcessHandle.of(pid)
            .flatMap(process -> process.info().command())
            .map(command -> !isServer(command))
            .orElse(false);
  }

  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException e) {
      return false; // no /proc: macOS, where the first process buries all
    }
  }

  private static boolean isServer(String command) {
    return "postgres".equals(String.valueOf(Path.of(command).getFileName()));
  }

  /**
   * Whether processes of a server still work on the cluster though the server itself is gone. They
   * end by themselves within moments. Known on Linux; elsewhere the answer is always no.
   */
  static boolean hasOrphans(Path cluster) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().filter(PostmasterFile::isServer).isPresent())
        .anyMatch(process -> worksIn(process.pid(), cluster));
  }

  private static boolean worksIn(long pid, Path cluster) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).equals(cluster.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
