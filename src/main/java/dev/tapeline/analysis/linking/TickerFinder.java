package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.directory.Market;
import dev.tapeline.analysis.directory.Markets;
import dev.tapeline.analysis.directory.Resolution;
import dev.tapeline.analysis.text.Cue;
import dev.tapeline.analysis.text.CueKinds;
import dev.tapeline.analysis.text.Cues;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds tickers as texts write them: {@code (1810.HK)}, {@code HKEX: 1810}, {@code <JNJ.N>}, {@code
 * $TSLA}, {@code 600519.SH}, {@code 証券コード7203}, {@code (005930)}, {@code kode saham BBCA}, {@code
 * (1810 HK)}.
 *
 * <p>A ticker that names its market is taken anywhere. A code alone is taken where a word of the
 * language's files (kind {@code ticker-cue}) stands before it; in brackets, where the market of the
 * language has it, or where the name before the brackets is the company's.
 */
final class TickerFinder {
  /**
   * A ticker and where it stands.
   *
   * @param bare whether it is a code alone in running text, which may be part of a name
   */
  record Found(int start, int end, Hit hit, boolean bare) {}

  private static final CueKinds BUSINESS =
      CueKinds.of("percent", "currency", "share-word", "move", "company-cue");

  private static final int LONGEST_BRACKET = 60;

  /** Where bare codes are names, and how long they are at least. */
  private static final Map<String, Integer> BARE_CODES =
      Map.of("id", 4, "th", 2, "vi", 3, "tr", 4, "pt", 5);

  /** Markets whose bare codes the readers of a language know. */
  private static final Map<String, Set<String>> MARKETS_OF_LANGUAGE =
      Map.ofEntries(
          Map.entry("id", Set.of("XIDX")),
          Map.entry("ms", Set.of("XKLS")),
          Map.entry("zh", Set.of("XSHG", "XSHE", "BJSE", "XHKG", "XTAI", "ROCO")),
          Map.entry("ja", Set.of("XTKS")),
          Map.entry("ko", Set.of("XKRX", "XKOS")),
          Map.entry("th", Set.of("XBKK")),
          Map.entry("vi", Set.of("XSTC", "HSTC")),
          Map.entry("tr", Set.of("XIST")),
          Map.entry("pt", Set.of("BVMF")),
          Map.entry("ar", Set.of("XSAU")),
          Map.entry("hi", Set.of("XNSE", "XBOM")),
          Map.entry("en", Set.of("XNYS", "XNAS", "XASE")));

  private final CompanyDirectory directory;
  private final Document document;
  private final FieldText field;
  private final String text;
  private final List<Sentence> sentences;
  private final Cues cues;
  private final Set<String> homeMarkets;
  private final int shortestBare;
  private final List<Found> found = new ArrayList<>();

  TickerFinder(
      CompanyDirectory directory, Document document, FieldText field, List<Sentence> sentences) {
    this.directory = directory;
    this.document = document;
    this.field = field;
    this.text = field.normalized();
    this.sentences = sentences;
    this.cues = document.cues(field);
    String detected = document.detectedLanguage();
    String language = detected == null ? "" : detected;
    this.homeMarkets = MARKETS_OF_LANGUAGE.getOrDefault(language, Set.of());
    this.shortestBare = BARE_CODES.getOrDefault(language, 0);
  }

  /** All tickers of the field in order, none overlapping another. */
  List<Found> find() {
    int at = 0;
    for (int i = field.mark(0); i < text.length(); i = field.mark(++at)) {
      switch (text.charAt(i)) {
        case '(', '<', '[', '【', '〈', '〔' -> bracket(i);
        case '$' -> cashtag(i);
        case ':' -> prefixed(i);
        case '.' -> suffixed(i);
        default -> {}
      }
    }
    cues.of("ticker-cue").forEach(this::cued);
    if (shortestBare > 0) {
      sentences.forEach(this::bareCodes);
    }
    return withoutOverlaps();
  }

  /**
   * Codes without any bracket: {@code sedangkan BBNI terpangkas}. Where the readers of a language
   * use them as names, a word in capitals in a sentence with others in small letters is one, if the
   * sentence tells percentages, money or shares.
   */
  private void bareCodes(Sentence sentence) {
    // Among letters that have no capitals, codes alone are in capitals
    boolean shouted =
        !"th".equals(document.detectedLanguage())
            && CaseStyle.of(field, sentence.start(), sentence.end()) == CaseStyle.UPPER;
    if (shouted || !tellsBusiness(sentence)) {
      return;
    }
    int i = sentence.start();
    while (i < sentence.end()) {
      int end = i;
      while (end < sentence.end() && isAlphanumeric(text.charAt(end))) {
        end++;
      }
      boolean fits = end - i >= shortestBare && end - i <= 8 && isLatin(text.charAt(i));
      if (fits && isUpper(i, end) && standsAlone(i, end)) {
        List<Resolution.Found> home = atHome(directory.tickers(field.originalText(i, end)));
        add(i, end, home, true);
      }
      i = Math.max(i + 1, end);
    }
  }

  private boolean standsAlone(int start, int end) {
    boolean before =
        start == 0
            || "-&./_".indexOf(text.charAt(start - 1)) < 0 && !text.startsWith("tp ", start - 3);
    boolean behind = end >= text.length() || "-&/_".indexOf(text.charAt(end)) < 0;
    return before && behind;
  }

  private boolean tellsBusiness(Sentence sentence) {
    for (Cue cue : document.cues(sentence).of(BUSINESS)) {
      if (!cue.is("company-cue") || cue.value().equals("share")) {
        return true;
      }
    }
    return false;
  }

  private List<Found> withoutOverlaps() {
    if (found.size() < 2) {
      return found;
    }
    found.sort(
        Comparator.comparingInt(Found::start)
            .thenComparing(Comparator.comparingInt(Found::end).reversed()));
    List<Found> kept = new ArrayList<>();
    for (Found one : found) {
      if (kept.isEmpty() || one.start() >= kept.get(kept.size() - 1).end()) {
        kept.add(one);
      }
    }
    return kept;
  }

  private void bracket(int open) {
    char close = closing(text.charAt(open));
    int end = text.indexOf(close, open);
    if (end < 0 || end - open > LONGEST_BRACKET) {
      return;
    }
    int from = open + 1;
    for (int i = open + 1; i <= end; i++) {
      char c = text.charAt(i);
      if (i == end || c == ',' || c == ';' || c == '/' || c == '、' || c == '，' || c == '|') {
        inBrackets(open, from, i);
        from = i + 1;
      }
    }
  }

  private static char closing(char open) {
    return switch (open) {
      case '<' -> '>';
      case '[' -> ']';
      case '【' -> '】';
      case '〈' -> '〉';
      case '〔' -> '〕';
      default -> ')';
    };
  }

  private void inBrackets(int open, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && (text.charAt(start) == ' ' || text.charAt(start) == '$')) {
      start++;
    }
    while (end > start && " *".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end - start < 1 || end - start > 30) {
      return;
    }
    String written = field.originalText(start, end);
    boolean named = namesMarket(written);
    if (named) {
      add(start, end, directory.tickers(written));
      return;
    }
    int code = start;
    for (Cue cue : cues.of("ticker-cue")) {
      if (cue.start() >= start && cue.end() <= end) {
        code = Math.max(code, cue.end());
      }
    }
    while (code < end && " :.-".indexOf(text.charAt(code)) >= 0) {
      code++;
    }
    String bare = field.originalText(code, end);
    if (isCode(bare)) {
      add(code, end, bareCode(bare, open, code > start));
    }
  }

  /** Whether it has the form of a ticker that tells its market, and is not one word in capitals. */
  private static boolean namesMarket(String written) {
    return written.indexOf(':') > 0
        || written.indexOf('.') > 0
        || written.matches("(?i)(sh|sz|hk)[0-9]{4,6}")
        || written.matches("[0-9A-Z/]{1,7}[ -][A-Z]{2}( Equity)?");
  }

  private static boolean isCode(String bare) {
    if (bare.length() < 1 || bare.length() > 10) {
      return false;
    }
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      boolean fits = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '&';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** What a code in brackets means: of the language's own market, or of the company before it. */
  private List<Resolution.Found> bareCode(String bare, int open, boolean cued) {
    List<Resolution.Found> all = everywhere(bare);
    List<Resolution.Found> named = ofCompanyBefore(all, open);
    if (!named.isEmpty()) {
      return named;
    }
    List<Resolution.Found> home = atHome(all);
    boolean digits = bare.chars().allMatch(Character::isDigit);
    boolean year = bare.matches("(19|20)[0-9]{2}");
    if (cued || (digits && bare.length() >= 4 && !year)) {
      return home.isEmpty() && cued ? all : home;
    }
    return digits || bare.length() < 4 ? List.of() : onlyWhereCodesAreKnown(home);
  }

  /** All listings with a code, and those of the home markets that pad it: {@code 00005}. */
  private List<Resolution.Found> everywhere(String code) {
    List<Resolution.Found> all = new ArrayList<>(directory.tickers(code));
    if (code.chars().allMatch(Character::isDigit)) {
      for (String mic : homeMarkets) {
        for (Resolution.Found found : directory.tickers(mic + ":" + code)) {
          if (!all.contains(found)) {
            all.add(found);
          }
        }
      }
    }
    return all;
  }

  /** Indonesian and Brazilian codes are long enough to be nothing else. */
  private List<Resolution.Found> onlyWhereCodesAreKnown(List<Resolution.Found> home) {
    return homeMarkets.contains("XNYS") ? List.of() : home;
  }

  private List<Resolution.Found> atHome(List<Resolution.Found> all) {
    return all.stream()
        .filter(f -> f.listing().mic() != null && homeMarkets.contains(f.listing().mic()))
        .toList();
  }

  /** Those whose registered name shares its first word with the words before the brackets. */
  private List<Resolution.Found> ofCompanyBefore(List<Resolution.Found> all, int open) {
    int from = Math.max(0, open - 60);
    String before = text.substring(from, open);
    List<Resolution.Found> fitting = new ArrayList<>();
    for (Resolution.Found one : all) {
      boolean named =
          one.company().names().stream()
              .filter(n -> n.kind() != dev.tapeline.analysis.directory.CompanyName.Kind.PERSON)
              .anyMatch(n -> endsWithName(before, n.text()));
      if (named) {
        fitting.add(one);
      }
    }
    return fitting;
  }

  private static boolean endsWithName(String before, String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    int word = folded.indexOf(' ');
    String first = word > 3 ? folded.substring(0, word) : folded;
    int at = before.lastIndexOf(first);
    return at >= 0 && before.length() - at <= first.length() + 40;
  }

  private void cashtag(int at) {
    int end = at + 1;
    while (end < text.length() && isLatin(text.charAt(end))) {
      end++;
    }
    boolean startsFresh = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    boolean endsFresh = end >= text.length() || !Character.isLetterOrDigit(text.charAt(end));
    String code = field.originalText(at + 1, end);
    if (startsFresh && endsFresh && code.length() >= 1 && code.length() <= 5 && isCode(code)) {
      List<Resolution.Found> all = directory.tickers(code);
      List<Resolution.Found> american =
          all.stream().filter(f -> f.listing().suffix().isEmpty()).toList();
      add(at, end, american.isEmpty() ? atHome(all) : american);
    }
  }

  /** {@code HKEX: 1810} outside brackets. */
  private void prefixed(int colon) {
    int start = colon;
    while (start > 0 && isLatin(text.charAt(start - 1))) {
      start--;
    }
    if (start == colon || !isUpper(start, colon)) {
      return;
    }
    String prefix = field.originalText(start, colon);
    if (Markets.builtIn().byPrefix(prefix).isEmpty()) {
      return;
    }
    int code = colon + 1;
    while (code < text.length() && text.charAt(code) == ' ') {
      code++;
    }
    int end = endOfCode(code);
    if (end > code && isCode(field.originalText(code, end))) {
      add(start, end, directory.tickers(prefix + ":" + field.originalText(code, end)));
    }
  }

  private int endOfCode(int from) {
    int end = from;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean inner = c == '-' || c == '&' || c == '.';
      boolean goesOn = end + 1 < text.length() && isAlphanumeric(text.charAt(end + 1));
      if (!isAlphanumeric(c) && !(inner && goesOn)) {
        break;
      }
      end++;
    }
    return end;
  }

  /** {@code 1810.HK} and {@code BBCA.JK} outside brackets. */
  private void suffixed(int dot) {
    int end = dot + 1;
    while (end < text.length() && isLatin(text.charAt(end)) && end - dot <= 4) {
      end++;
    }
    int length = end - dot - 1;
    if (length < 1 || length > 3 || (end < text.length() && isAlphanumeric(text.charAt(end)))) {
      return;
    }
    int start = dot;
    while (start > 0 && (isAlphanumeric(text.charAt(start - 1)) || isInner(start - 1))) {
      start--;
    }
    boolean fits = start < dot && dot - start <= 12 && isUpper(dot + 1, end) && length >= 1;
    if (!fits || (start > 0 && "./@_".indexOf(text.charAt(start - 1)) >= 0)) {
      return;
    }
    String code = field.originalText(start, dot);
    boolean oneLetter = length == 1 && code.length() < 3;
    if (isRicCode(code) && !oneLetter) {
      String written = field.originalText(start, end);
      add(start, end, withMarket(directory.tickers(written), field.originalText(dot + 1, end)));
    }
  }

  private boolean isInner(int at) {
    char c = text.charAt(at);
    return (c == '-' || c == '&') && at > 0 && isAlphanumeric(text.charAt(at - 1));
  }

  /** Letters that end in a small one are a class share's Reuters code: {@code BRKb}. */
  private static boolean isRicCode(String code) {
    int last = code.length() - 1;
    return isCode(code)
        || (last > 0
            && Character.isLowerCase(code.charAt(last))
            && isCode(code.substring(0, last)));
  }

  /** Drops American class shares where the suffix names another market. */
  private static List<Resolution.Found> withMarket(List<Resolution.Found> all, String suffix) {
    Set<String> mics = new java.util.HashSet<>();
    for (Market market : Markets.builtIn().bySuffix(suffix)) {
      mics.add(market.mic());
    }
    for (Market market : Markets.builtIn().byRic(suffix)) {
      mics.add(market.mic());
    }
    return mics.isEmpty()
        ? all
        : all.stream()
            .filter(f -> f.listing().mic() == null || mics.contains(f.listing().mic()))
            .toList();
  }

  /** {@code kode saham BBCA}, {@code 証券コード7203}. */
  private void cued(Cue cue) {
    int code = cue.end();
    while (code < text.length()
        && code - cue.end() < 4
        && " :(-#是为'\"".indexOf(text.charAt(code)) >= 0) {
      code++;
    }
    int end = endOfCode(code);
    if (end <= code) {
      return;
    }
    String written = field.originalText(code, end);
    if (namesMarket(written)) {
      add(code, end, directory.tickers(written));
      return;
    }
    if (!isCode(written) || written.matches("(19|20)[0-9]{2}")) {
      return;
    }
    List<Resolution.Found> all = everywhere(written);
    List<Resolution.Found> home = atHome(all);
    boolean shortWord = cue.value().equals("share") && written.length() < 3;
    if (!shortWord) {
      add(code, end, home.isEmpty() && !cue.value().equals("share") ? all : home);
    }
  }

  private void add(int start, int end, List<Resolution.Found> meant) {
    add(start, end, meant, false);
  }

  private void add(int start, int end, List<Resolution.Found> meant, boolean bare) {
    Sentence sentence = sentenceAt(start, end);
    Map<Company, Listing> companies = new LinkedHashMap<>();
    meant.forEach(f -> companies.putIfAbsent(f.company(), f.listing()));
    if (sentence == null || companies.size() != 1) {
      return;
    }
    Map.Entry<Company, Listing> only = companies.entrySet().iterator().next();
    Hit hit =
        new Hit(
            sentence,
            Hit.TICKER,
            start,
            end,
            List.of(new Hit.Candidate(only.getKey(), 0, only.getValue())));
    found.add(new Found(start, end, hit, bare));
  }

  private @Nullable Sentence sentenceAt(int start, int end) {
    int low = 0;
    int high = sentences.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Sentence sentence = sentences.get(middle);
      if (sentence.end() <= start) {
        low = middle + 1;
      } else if (sentence.start() > start) {
        high = middle - 1;
      } else {
        return sentence.end() >= end ? sentence : null;
      }
    }
    return null;
  }

  private boolean isUpper(int from, int to) {
    for (int i = from; i < to; i++) {
      if (isLatin(text.charAt(i)) && !field.isUpperCaseAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLatin(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isAlphanumeric(char c) {
    return isLatin(c) || (c >= '0' && c <= '9');
  }
}
