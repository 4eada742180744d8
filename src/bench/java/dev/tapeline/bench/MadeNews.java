package dev.tapeline.bench;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Articles out of a seeded generator: plausible in length and content, the same in every run. They
 * are published one behind the other, some 960 a day; few companies are in the news all the time
 * and most seldom, as in the press (Zipf's law).
 */
final class MadeNews {
  private static final List<String> NEWS =
      List.of(
          "%s reported a quarterly net profit of $%d million, above what analysts had expected.",
          "%s will build a plant for $%d million, its chief executive said.",
          "%s agreed to buy a maker of sensors for $%d million in cash.",
          "%s said it would buy back shares worth up to $%d million.",
          "%s appointed a new chief financial officer and set aside $%d million for the year.",
          "%s won an order worth $%d million from a public utility.",
          "%s was fined $%d million by the competition authority.",
          "%s will pay a dividend of $%d million in all.",
          "%s launched a platform for which it had spent $%d million.");

  private static final List<String> FILLERS =
      List.of(
          "Demand in the region has grown for three years, and suppliers have added lines.",
          "Analysts had asked for more detail on where the money will come from.",
          "The market is shared by five firms of which none holds more than a quarter.",
          "The chairman told reporters that the board had talked about it since the spring.",
          "Freight has become cheaper since the winter, and so has electricity.",
          "Two of the largest funds said they supported the management.",
          "Smaller rivals have done the same over the past two years.",
          "Customers in Asia bring in about a third of its sales.",
          "Talks with the unions go on and may last until the autumn.",
          "The group employs some 40,000 people in twelve countries.");

  private static final Instant FIRST = Instant.parse("1990-01-02T00:00:00Z");

  /** News of one name begins in one of so many spans, and fills no more than one. */
  private static final int SPANS = 200;

  private static final Duration SPAN = Duration.ofDays(60);
  private static final Duration APART = Duration.ofSeconds(90);

  private final Random random;
  private final String name;
  private final Instant first;
  private final List<String> companies;
  private int next;

  /**
   * News of all companies of the built-in directory. Each name has texts and times of its own: news
   * that an older run has told already would only revise its events, dearer with every run.
   */
  MadeNews(String name) {
    this.name = name;
    this.random = new Random(name.hashCode());
    this.first = FIRST.plus(SPAN.multipliedBy(Math.floorMod(name.hashCode(), SPANS)));
    this.companies =
        new ArrayList<>(
            CompanyDirectory.builtIn().companies().stream().map(Company::name).toList());
    Collections.shuffle(companies, random);
  }

  /** The id of the next item. */
  String nextId() {
    return name + "-" + next;
  }

  /** The body of a push of articles that differ from all before. */
  String push(int articles) {
    return IntStream.range(0, articles)
        .mapToObj(i -> article())
        .collect(Collectors.joining(",", "{\"articles\":[", "]}"));
  }

  private String article() {
    String id = nextId();
    int number = next++;
    String company = company();
    int amount = 50 + random.nextInt(5_000);
    String news = pick(NEWS).formatted(company, amount);
    String fillers =
        IntStream.range(0, 6 + random.nextInt(14))
            .mapToObj(i -> pick(FILLERS))
            .collect(Collectors.joining(" "));
    String move =
        "Shares of %s %s %d.%d%% on %s."
            .formatted(
                company,
                random.nextBoolean() ? "rose" : "fell",
                random.nextInt(9),
                random.nextInt(10),
                random.nextBoolean() ? "Monday" : "Thursday");
    String text = news + "\\n\\n" + fillers + "\\n\\n" + move;
    return """
        {"source":"bench","id":"%1$s","url":"https://bench.example.com/%1$s","title":"%2$s","text":"%3$s",\
        "language":"en","publishedAt":"%4$s"}"""
        .formatted(id, news, text, first.plus(APART.multipliedBy(number)));
  }

  /** The first of n companies is named 1/ln(n) as often as all together, the others ever less. */
  private String company() {
    return companies.get((int) Math.pow(companies.size(), random.nextDouble()) - 1);
  }

  private String pick(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
