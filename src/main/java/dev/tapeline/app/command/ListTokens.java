package dev.tapeline.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.app.json.Json;
import dev.tapeline.app.token.ApiToken;
import dev.tapeline.app.token.ApiTokens;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lists API tokens. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all API tokens, a line of JSON each, without their secrets.")
final class ListTokens implements Callable<Integer> {
  private static final int BATCH = 500;

  private final CommandDatabase.Opener databases;
  private final Console console;
  private final ObjectMapper json = Json.forLines();

  ListTokens(CommandDatabase.Opener databases, Console console) {
    this.databases = databases;
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    try (CommandDatabase database = databases.open()) {
      ApiTokens tokens = new ApiTokens(database.jdbi(), InstantSource.system());
      List<ApiToken> batch;
      @Nullable UUID last = null;
      do {
        batch = tokens.page(last, BATCH);
        for (ApiToken token : batch) {
          console.writeLine(json.writeValueAsBytes(token));
          last = token.id();
        }
      } while (batch.size() == BATCH);
      return 0;
    }
  }
}
