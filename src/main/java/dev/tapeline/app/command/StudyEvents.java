package dev.tapeline.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.app.json.Json;
import dev.tapeline.market.EventStudies;
import dev.tapeline.market.StudyAnswer;
import dev.tapeline.market.StudyQuery;
import dev.tapeline.market.StudyRequest;
import dev.tapeline.rest.CsvTable;
import dev.tapeline.rest.Parameters;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Computes an event study over the database. */
@Command(
    name = "event-study",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Computes average abnormal returns after events, from the events and bars of the",
      "database, beside a running service or without one.",
      "",
      "Day 0 is the first session that could react to an event. Returns are simple total",
      "returns in percent; what was to be expected is learnt from the 250 sessions of which",
      "the last is the 20th before day 0. Prints one JSON object, the answer of",
      "GET /api/v1/event-studies: every parameter, and for each window its events, those left",
      "out and why, averages and five tests.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  tapeline event-study --type earnings/results --window=-1..1",
      "  tapeline event-study --type buybacks --companies 1810.HK,AAPL --csv",
      "",
      "Exit status: 0 the study is printed; 1 it could not be computed; 2 the command line",
      "was wrong."
    })
final class StudyEvents implements Callable<Integer> {

  private final CommandDatabase.Opener databases;
  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--type",
      paramLabel = "T",
      description =
          "groups (earnings) and types (earnings/results), parted by commas; all unless said")
  private @Nullable List<String> type;

  @Option(
      names = "--companies",
      paramLabel = "C",
      description = "tickers, MIC:code, ISINs or ids, parted by commas; all unless said")
  private @Nullable List<String> companies;

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "events from this date or instant on")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      description = "events up to the end of this date, or before this instant")
  private @Nullable String to;

  @Option(
      names = "--fact-level",
      paramLabel = "L",
      description = "CONFIRMED, PLANNED, RUMOURED, DENIED, OPINION; all unless said")
  private @Nullable List<String> factLevel;

  @Option(
      names = "--min-relevance",
      paramLabel = "N",
      description = "relevance of the company for the event, 0 to 100")
  private @Nullable String minRelevance;

  @Option(names = "--min-novelty", paramLabel = "N", description = "novelty of the event, 0 to 100")
  private @Nullable String minNovelty;

  @Option(
      names = "--model",
      paramLabel = "M",
      description = "MARKET_MODEL (unless said), MARKET_ADJUSTED or MEAN_ADJUSTED")
  private @Nullable String model;

  @Option(
      names = "--window",
      paramLabel = "W",
      description =
          "relative days, as [-1,+1] or -1..1, from -19 to 60; may be given again; [-1,+1] and"
              + " [0,+5] unless said")
  private @Nullable List<String> window;

  @Option(
      names = "--overlapping",
      paramLabel = "O",
      description =
          "KEEP (unless said), or LEAVE_OUT for events whose window shares a session with an"
              + " earlier one of the same listing")
  private @Nullable String overlapping;

  @Option(
      names = "--csv",
      description = "print a table: a row for each window and for each of its days")
  private boolean csv;

  StudyEvents(CommandDatabase.Opener databases, Console console) {
    this.databases = databases;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    StudyRequest request =
        new StudyRequest(
            type, from, to, factLevel, minRelevance, minNovelty, model, window, overlapping);
    try {
      // What can be refused without a database is.
      request.read(null);
      return study(request);
    } catch (HttpProblem e) {
      String said = e.getDetail() == null ? e.getMessage() : e.getDetail();
      Object candidates = e.getParameters().get("candidates");
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          candidates == null ? said : said + ": " + candidates);
    }
  }

  private int study(StudyRequest request) throws IOException {
    try (CommandDatabase database = databases.open()) {
      EventStudies studies = new EventStudies(database.jdbi(), Version.number());
      List<StudyQuery.Subject> subjects =
          Parameters.words(companies).stream().map(studies::find).distinct().toList();
      StudyQuery query = request.read(subjects.isEmpty() ? null : subjects);
      console.writeLine(written(studies.run(query)).getBytes(StandardCharsets.UTF_8));
      return 0;
    }
  }

  private String written(StudyAnswer answer) throws IOException {
    ObjectMapper json = Json.forLines();
    if (!csv) {
      return json.writeValueAsString(answer);
    }
    List<JsonNode> rows =
        answer.rows().stream().map(row -> (JsonNode) json.valueToTree(row)).toList();
    return CsvTable.of(StudyAnswer.COLUMNS, rows).stripTrailing();
  }
}
