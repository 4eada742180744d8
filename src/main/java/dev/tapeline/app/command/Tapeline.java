package dev.tapeline.app.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line as a whole. */
@Command(
    name = "tapeline",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Tracks the news that moves shares, and checks what it claims against prices.",
      "Without a command it serves."
    },
    footer = {
      "",
      "Exit status: 0 all was well; 1 some of the input was not, or it could not be done;",
      "2 the command line was wrong.",
      "`tapeline COMMAND --help` tells more of a command."
    })
public final class Tapeline implements Runnable {

  private final Runnable service;

  private Tapeline(Runnable service) {
    this.service = service;
  }

  /**
   * Runs a command line.
   *
   * @param service what {@code serve}, and no command at all, run
   * @return the exit status
   */
  public static int run(Runnable service, String... args) {
    return commandLine(service).execute(args);
  }

  static CommandLine commandLine(Runnable service) {
    return new CommandLine(new Tapeline(service))
        .addSubcommand(new Serve(service))
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(Tapeline::explainUsage)
        .setExecutionExceptionHandler(Tapeline::explainFailure);
  }

  @Override
  public void run() {
    service.run();
  }

  private static int explainUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.getErr().printf("Try: %s --help%n", command.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  // What these exceptions say is meant for the operator; where in the code it was said is not.
  private static int explainFailure(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(command.getCommandSpec().name() + ": " + failure.getMessage());
    return CommandLine.ExitCode.SOFTWARE;
  }
}
