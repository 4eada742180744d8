package dev.tapeline.app.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of PostgreSQL's programs, run as the account that may, in an environment without surprises.
 *
 * @param binaries where the programs are
 * @param account as whom they run
 * @param name such as {@code initdb}
 */
record ServerProgram(PostgresBinaries binaries, ServerAccount account, String name) {

  /**
   * What came of a run.
   *
   * @param status the exit status, 0 for success
   * @param output standard output and standard error, as they came
   */
  record Outcome(int status, String output) {

    boolean isSuccess() {
      return status == 0;
    }
  }

  /** Starts it, in the given directory, and returns at once. */
  Process start(Path directory, List<String> arguments, ProcessBuilder.Redirect output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(binaries.program(name));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(account.command(command));
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(output);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
    builder.environment().put("LC_ALL", "C"); // its messages, which are looked at
    return builder.start();
  }

  /** Runs it to its end with the given text as standard input. */
  Outcome run(Path directory, List<String> arguments, String input) {
    try {
      Process process = start(directory, arguments, ProcessBuilder.Redirect.PIPE);
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output;
      try (InputStream out = process.getInputStream()) {
        output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      }
      return new Outcome(process.waitFor(), output.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException("interrupted while " + name + " ran", e);
    }
  }
}
