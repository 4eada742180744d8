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
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Tracks the news that moves shares, and checks what it claims against prices.",
      "Without a command it serves.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "tapeline COMMAND --help tells more of a command.",
      "",
      "Exit status: 0 all was well; 1 some of the input was not, or it could not be done;",
      "2 the command line was wrong."
    })
public final class Tapeline implements Runnable {

  private static final int WIDTH = 90;

  private final Runnable service;

  private Tapeline(Runnable service) {
    this.service = service;
  }

  /**
   * Runs a command line of this process.
   *
   * @return the exit status
   */
  public static int run(Means means, String... args) {
    return run(means, Console.ofProcess(), args);
  }

  static int run(Means means, Console console, String... args) {
    CommandLine line = new CommandLine(new Tapeline(means.service()));
    // What nobody can have asked for is not made ready: it is a tenth of what a start takes.
    if (args.length > 0) {
      addCommands(line, means, console);
    }
    return line.setUsageHelpWidth(WIDTH)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(console.err())
        .setParameterExceptionHandler(Tapeline::explainUsage)
        .setExecutionExceptionHandler(Tapeline::explainFailure)
        .execute(args);
  }

  private static void addCommands(CommandLine line, Means means, Console console) {
    CommandDatabase.Opener databases = means.databases();
    line.addSubcommand(new Serve(means.service()))
        .addSubcommand(new Analyze(console))
        .addSubcommand(new Extract(console))
        .addSubcommand(new ParseFeed(console))
        .addSubcommand(new Try(means.fetchers(), console))
        .addSubcommand(
            new CommandLine(new Token())
                .addSubcommand(new CreateToken(databases, console))
                .addSubcommand(new ListTokens(databases, console))
                .addSubcommand(new RevokeToken(databases, console)))
        .addSubcommand(
            new CommandLine(new Import())
                .addSubcommand(new ImportListings(databases, console))
                .addSubcommand(new ImportNames(databases, console))
                .addSubcommand(new ImportBars(databases, console))
                .addSubcommand(new ImportArticles(means.articles(), console)))
        .addSubcommand(new StudyEvents(databases, console));
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

  // What these exceptions say is meant for a person; where in the code it was said is not.
  private static int explainFailure(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (failure instanceof Console.NobodyReadsException) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + said);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
