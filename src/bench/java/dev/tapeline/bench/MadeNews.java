package dev.tapeline.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Articles out of a seeded generator: plausible in length and content, the same in every run. */
final class MadeNews {
  static final List<String> COMPANIES =
      List.of(
          "Xiaomi",
          "Tencent",
          "Alibaba",
          "Toyota Motor",
          "Samsung Electronics",
          "Microsoft",
          "Nvidia",
          "Tesla",
          "Bank Central Asia",
          "Telkom Indonesia",
          "Siemens",
          "Nestle",
          "Infosys",
          "Kweichow Moutai",
          "Meituan",
          "AIA Group",
          "Sony Group",
          "Petrobras");

  private static final List<String> NEWS =
      List.of(
          "%s reported a quarterly net profit of $%d million, above what analysts had expected.",
          "%s will build a plant for $%d million, its chief executive said.",
          "%s agreed to buy a maker of sensors for $%d million in cash.",
          "%s said it would buy back shares worth up to $%d million.",
          "%s appointed a new chief financial officer and set aside $%d million for the year.");

  private static final String FILLER =
      "Demand in the region has grown for three years, and suppliers have added lines to keep up."
          + " Costs of freight and of energy have eased since the spring. ";

  private final Random random = new Random(42);
  private final String name;
  private int next;

  MadeNews() {
    this("made");
  }

  /** News whose items are called by a name and their number. */
  MadeNews(String name) {
    this.name = name;
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
    String company = COMPANIES.get(random.nextInt(COMPANIES.size()));
    int amount = 50 + random.nextInt(5_000);
    String news = NEWS.get(random.nextInt(NEWS.size())).formatted(company, amount);
    String move =
        "Shares of %s %s %d.%d%% on %s."
            .formatted(
                company,
                random.nextBoolean() ? "rose" : "fell",
                random.nextInt(9),
                random.nextInt(10),
                random.nextBoolean() ? "Monday" : "Thursday");
    String text = news + "\\n\\n" + FILLER.repeat(4 + random.nextInt(8)) + "\\n\\n" + move;
    return """
        {"source":"bench","id":"%1$s","url":"https://bench.example.com/%1$s","title":"%2$s","text":"%3$s",\
        "language":"en",\
        "publishedAt":"2024-%4$02d-%5$02dT%6$02d:%7$02d:00Z"}"""
        .formatted(
            id, news, text, 1 + number % 12, 1 + number / 12 % 28, number / 336 % 24, number % 60);
  }
}
