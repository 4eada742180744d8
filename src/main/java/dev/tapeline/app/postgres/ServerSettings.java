package dev.tapeline.app.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two files that steer a cluster, written anew at every start so that an update of Tapeline
 * brings its settings along. What an operator wants otherwise stands in {@code custom.conf}.
 */
final class ServerSettings {

  private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d+)$");

  /*
   * For one machine that runs the service beside it. The defaults stay where nothing speaks
   * against them; what is set and why:
   *  - no socket directory: the password is asked on every way in, and a long path breaks nothing;
   *  - shared_buffers and the work memories: PostgreSQL's defaults are for machines of 2004;
   *  - checkpoints further apart: an intake of thousands of articles would force one a minute;
   *  - random_page_cost: disks that seek in no time;
   *  - jit off: compiling costs more than the short statements of this service;
   *  - client_connection_check_interval: a statement of a killed service ends by itself.
   */
  private static final String TEMPLATE =
      """
      # Written by Tapeline at every start. Your own settings go into custom.conf beside this file.
      listen_addresses = '127.0.0.1'
      port = %d
      unix_socket_directories = ''
      password_encryption = 'scram-sha-256'
      max_connections = 100
      cluster_name = 'tapeline'

      shared_buffers = 256MB
      effective_cache_size = 1GB
      work_mem = 16MB
      maintenance_work_mem = 128MB
      random_page_cost = 1.1
      jit = off

      fsync = on
      synchronous_commit = on
      full_page_writes = on
      wal_level = replica
      max_wal_size = 2GB
      checkpoint_timeout = 15min

      client_connection_check_interval = '2s'
      timezone = 'UTC'
      lc_messages = 'C'

      logging_collector = on
      log_directory = 'log'
      log_filename = 'postgresql-%%a.log'
      log_truncate_on_rotation = on
      log_rotation_age = 1d
      log_rotation_size = 0
      log_timezone = 'UTC'
      log_line_prefix = '%%m [%%p] '
      log_checkpoints = off

      include = 'custom.conf'
      """;

  private static final String ACCESS =
      """
      # Written by Tapeline at every start: the password, from this machine, and nothing else.
      # TYPE  DATABASE  USER      ADDRESS       METHOD
      host    all       tapeline  127.0.0.1/32  scram-sha-256
      """;

  private ServerSettings() {}

  /** Writes both files into a cluster. */
  static void write(Path cluster, int port) throws IOException {
    replace(main(cluster), TEMPLATE.formatted(port));
    replace(cluster.resolve("pg_hba.conf"), ACCESS);
    Path custom = cluster.resolve("custom.conf");
    if (!Files.exists(custom)) {
      Files.writeString(custom, "# Settings that override those of postgresql.conf.\n");
    }
  }

  /** Whether a cluster's settings are, save the port, the ones that would be written now. */
  static boolean areCurrent(Path cluster) {
    try {
      String written = Files.readString(main(cluster), StandardCharsets.UTF_8);
      Matcher port = PORT.matcher(written);
      return port.find()
          && written.equals(TEMPLATE.formatted(Integer.parseInt(port.group(1))))
          && Files.readString(cluster.resolve("pg_hba.conf"), StandardCharsets.UTF_8)
              .equals(ACCESS);
    } catch (IOException e) {
      return false;
    }
  }

  /** The port of the last start, or 0. */
  static int lastPort(Path cluster) {
    try {
      Matcher port = PORT.matcher(Files.readString(main(cluster), StandardCharsets.UTF_8));
      return port.find() ? Integer.parseInt(port.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static Path main(Path cluster) {
    return cluster.resolve("postgresql.conf");
  }

  private static void replace(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text, StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
