package dev.tapeline.app.command;

import dev.tapeline.app.token.ApiTokens;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Revokes API tokens. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Has API tokens not taken any more, by their ids.")
final class RevokeToken implements Callable<Integer> {

  private final CommandDatabase.Opener databases;
  private final Console console;

  @Parameters(paramLabel = "ID", arity = "1..*", description = "as token list shows it")
  private List<UUID> ids = List.of();

  RevokeToken(CommandDatabase.Opener databases, Console console) {
    this.databases = databases;
    this.console = console;
  }

  @Override
  public Integer call() {
    int status = 0;
    try (CommandDatabase database = databases.open()) {
      ApiTokens tokens = new ApiTokens(database.jdbi(), InstantSource.system());
      for (UUID id : ids) {
        if (!tokens.revoke(id)) {
          console.err().println("There is no token " + id);
          status = 1;
        }
      }
    }
    return status;
  }
}
