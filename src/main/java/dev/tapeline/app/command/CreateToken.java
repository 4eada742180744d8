package dev.tapeline.app.command;

import dev.tapeline.app.token.ApiTokens;
import dev.tapeline.app.token.Scope;
import dev.tapeline.app.token.TokenRequest;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Makes an API token. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Makes an API token and prints it on standard output. It is not to be had again."
    })
final class CreateToken implements Callable<Integer> {

  private final CommandDatabase.Opener databases;
  private final Console console;
  private final InstantSource clock = InstantSource.system();

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "what it is for")
  private String name = "";

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      converter = ScopeConverter.class,
      description = "read, write (reads too) or admin (everything); read unless said")
  private List<Scope> scopes = List.of(Scope.READ);

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "a date, an instant or a period from now such as P90D; never unless said")
  private @Nullable String expires;

  CreateToken(CommandDatabase.Opener databases, Console console) {
    this.databases = databases;
    this.console = console;
  }

  /** Reads a scope as the REST interface does. */
  static final class ScopeConverter implements picocli.CommandLine.ITypeConverter<Scope> {
    @Override
    public Scope convert(String value) {
      try {
        return Scope.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + value + "' " + e.getMessage());
      }
    }
  }

  @Override
  public Integer call() {
    TokenRequest request;
    try {
      request = TokenRequest.of(name, scopes, expires, clock.instant());
    } catch (HttpProblem refused) {
      console.err().println(refused.getDetail());
      return 1;
    }
    try (CommandDatabase database = databases.open()) {
      ApiTokens.Made made = new ApiTokens(database.jdbi(), clock).create(request);
      console.writeLine(made.secret().getBytes(StandardCharsets.US_ASCII));
      console.err().printf("Its id is %s.%n", made.token().id());
      return 0;
    }
  }
}
