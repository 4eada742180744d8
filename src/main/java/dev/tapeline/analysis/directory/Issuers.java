package dev.tapeline.analysis.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins the lines of one issuer, home listing first.
 *
 * <p>Two lines belong together where a known company has the ticker, where the file names the
 * issuer, where they have one ISIN and names that begin alike, or where their names without legal
 * forms and par values are the same and their countries are, as far as they are told. The home
 * listing is, of those still traded, the one in the issuer's country, else the one on a market
 * where foreign issuers list of their own will.
 */
final class Issuers {
  private static final Set<String> BY_ADMISSION =
      Set.of(
          "XWBO", "XMEX", "XBUE", "XSGO", "BVMF", "XMIL", "XSWX", "XETR", "ETLX", "XLIM", "XBOG");
  private static final int NAMES_OF_LINES = 3;

  private final LegalForms forms = LegalForms.builtIn();
  private final Markets markets = Markets.builtIn();
  private final List<Company> known;
  private final List<Group> groups = new ArrayList<>();
  private final Map<String, Group> byTicker = new HashMap<>();
  private final Map<String, Group> byIsin = new HashMap<>();
  private final Map<String, Group> byIssuerKey = new HashMap<>();
  private final Map<String, List<Group>> byName = new HashMap<>();

  Issuers(List<Company> known) {
    this.known = known;
    for (Company company : known) {
      Group group = new Group(company);
      groups.add(group);
      for (Listing listing : company.listings()) {
        byTicker.put(listing.ticker(), group);
        if (listing.isin() != null) {
          byIsin.putIfAbsent(listing.isin(), group);
        }
      }
      for (CompanyName name : company.names()) {
        boolean official = name.kind() == CompanyName.Kind.OFFICIAL;
        if (official || (name.kind() == CompanyName.Kind.ALIAS && !name.needsEvidence())) {
          String key = forms.strip(NameKey.of(name.text()));
          index(group, key);
          index(group, forms.strip(forms.stripGeneric(key)));
        }
      }
    }
  }

  /** The known companies, each with its further lines, and the new ones behind them. */
  List<Company> join(List<ListingRow> rows) {
    rows.forEach(this::add);
    List<Company> joined = new ArrayList<>(groups.size());
    Set<String> ids = new HashSet<>();
    known.forEach(company -> ids.add(company.id()));
    for (Group group : groups) {
      joined.add(group.company(ids));
    }
    return joined;
  }

  private void add(ListingRow row) {
    LineName line = row.name() == null ? new LineName("", true) : LineName.of(row.name());
    String key = line.text().isEmpty() ? "" : forms.strip(NameKey.of(line.text()));
    boolean instrument = key.isEmpty() || Instruments.isOne(key);
    Group group = find(row, key, instrument);
    if (group == null) {
      group = new Group(null);
      groups.add(group);
    }
    group.add(row, line, key, instrument);
    byTicker.putIfAbsent(row.ticker(), group);
    if (!instrument) {
      if (row.isin() != null) {
        byIsin.putIfAbsent(row.isin(), group);
      }
      index(group, key);
    }
    if (row.issuerKey() != null) {
      byIssuerKey.putIfAbsent(row.issuerKey(), group);
    }
  }

  private void index(Group group, String key) {
    if (!key.isEmpty()) {
      List<Group> same = byName.computeIfAbsent(key, k -> new ArrayList<>(1));
      if (!same.contains(group)) {
        same.add(group);
      }
    }
  }

  private @Nullable Group find(ListingRow row, String key, boolean instrument) {
    Group group = byTicker.get(row.ticker());
    if (group == null && row.issuerKey() != null) {
      group = byIssuerKey.get(row.issuerKey());
    }
    if (group != null || instrument) {
      return group;
    }
    if (row.isin() != null) {
      group = byIsin.get(row.isin());
      if (group != null && group.beginsLike(key)) {
        return group;
      }
    }
    group = sameName(row, key);
    return group != null ? group : sameName(row, forms.strip(forms.stripGeneric(key)));
  }

  /** The group of this name in this country; where the row tells none, the only or American one. */
  private @Nullable Group sameName(ListingRow row, String key) {
    List<Group> same = byName.getOrDefault(key, List.of());
    Group unknown = null;
    Group american = null;
    boolean foreign = isForeignLine(row);
    for (Group group : same) {
      String country = group.country();
      if (foreign && group.isBuiltIn()) {
        // What such venues tell of the issuer's country is often their own.
        return group;
      }
      if (row.country() != null && row.country().equals(country)) {
        return group;
      }
      unknown = country == null ? group : unknown;
      american = "US".equals(country) ? group : american;
    }
    if (row.country() != null) {
      return unknown;
    }
    return same.size() == 1 ? same.get(0) : american;
  }

  /** A line on a venue that trades mostly what is listed elsewhere. */
  private boolean isForeignLine(ListingRow row) {
    Market market = row.mic() == null ? null : markets.byMic(row.mic());
    return market != null
        && (market.rank() == 3 || BY_ADMISSION.contains(market.mic()) || isOrderBook(row));
  }

  /** London's order book for foreign shares: codes that begin with a zero. */
  private static boolean isOrderBook(ListingRow row) {
    return "XLON".equals(row.mic()) && row.ticker().startsWith("0");
  }

  /** The lines of one issuer. */
  private final class Group {
    private final @Nullable Company company;
    private final Map<String, ListingRow> rows = new LinkedHashMap<>(4);
    private final Map<String, LineName> lines = new HashMap<>(4);
    private final Map<String, Integer> order = new HashMap<>(4);
    private final Map<String, Integer> countries = new HashMap<>(4);
    private final Map<String, String> names = new LinkedHashMap<>(4);
    private final Set<String> firstWords = new HashSet<>(4);
    private @Nullable String sector;
    private boolean named;

    Group(@Nullable Company company) {
      this.company = company;
      if (company != null && company.country() != null) {
        countries.put(company.country(), Integer.MAX_VALUE / 2);
      }
      if (company != null) {
        company.names().forEach(n -> firstWords.add(firstWord(NameKey.of(n.text()))));
      }
    }

    void add(ListingRow row, LineName line, String key, boolean instrument) {
      rows.putIfAbsent(row.ticker(), row);
      order.putIfAbsent(row.ticker(), order.size());
      lines.putIfAbsent(row.ticker(), line);
      if (row.country() != null) {
        countries.merge(row.country(), 1, Integer::sum);
      }
      sector = sector == null ? row.sector() : sector;
      if (instrument) {
        return;
      }
      firstWords.add(firstWord(key));
      if (!line.isShortened() || !named) {
        if (!line.isShortened() && !named) {
          names.clear();
        }
        names.putIfAbsent(key, line.text());
        named |= !line.isShortened();
      }
    }

    boolean isBuiltIn() {
      return company != null && company.builtIn();
    }

    boolean beginsLike(String key) {
      return firstWords.isEmpty() || firstWords.contains(firstWord(key));
    }

    private static String firstWord(String key) {
      int space = key.indexOf(' ');
      return space > 0 ? key.substring(0, space) : key;
    }

    @Nullable String country() {
      String best = null;
      int most = 0;
      for (Map.Entry<String, Integer> entry : countries.entrySet()) {
        int count = entry.getValue();
        if (count > most
            || (count == most && entry.getKey().compareTo(best == null ? "" : best) < 0)) {
          best = entry.getKey();
          most = count;
        }
      }
      return best;
    }

    Company company(Set<String> ids) {
      return company != null ? extended(company) : made(ids);
    }

    /** A known company keeps its names and its home. */
    private Company extended(Company company) {
      if (rows.isEmpty()) {
        return company;
      }
      List<Listing> listings = new ArrayList<>();
      for (Listing listing : company.listings()) {
        ListingRow row = rows.remove(listing.ticker());
        listings.add(row == null ? listing : completed(listing, row));
      }
      sorted(company.country()).forEach(row -> listings.add(row.toListing()));
      return new Company(
          company.id(),
          company.name(),
          company.country(),
          company.sector() == null ? sector : company.sector(),
          listings,
          company.names(),
          company.builtIn());
    }

    private static Listing completed(Listing listing, ListingRow row) {
      return new Listing(
          listing.ticker(),
          listing.mic() == null ? row.mic() : listing.mic(),
          listing.currency() == null ? row.currency() : listing.currency(),
          listing.isin() == null ? row.isin() : listing.isin(),
          listing.benchmark(),
          listing.delisted());
    }

    private Company made(Set<String> ids) {
      String country = country();
      List<ListingRow> sorted = sorted(country);
      ListingRow home = sorted.get(0);
      Set<CompanyName> all = new LinkedHashSet<>();
      LineName line = lines.get(home.ticker());
      String name = line == null || line.text().isEmpty() ? home.ticker() : line.text();
      if (names.containsValue(name)) {
        all.add(new CompanyName(name, CompanyName.Kind.OFFICIAL, false));
      }
      for (String other : names.values()) {
        if (all.size() < NAMES_OF_LINES) {
          all.add(new CompanyName(other, CompanyName.Kind.OFFICIAL, false));
        }
      }
      List<Listing> listings = new ArrayList<>(sorted.size());
      sorted.forEach(row -> listings.add(row.toListing()));
      return new Company(
          id(name, home.ticker(), ids), name, country, sector, listings, List.copyOf(all), false);
    }

    private List<ListingRow> sorted(@Nullable String country) {
      List<ListingRow> sorted = new ArrayList<>(rows.values());
      sorted.sort(
          Comparator.<ListingRow>comparingInt(row -> -worth(row, country))
              .thenComparing(row -> row.issuerKey() == null)
              .thenComparingInt(
                  row -> row.issuerKey() == null ? 0 : order.getOrDefault(row.ticker(), 0))
              .thenComparingInt(row -> row.ticker().length())
              .thenComparing(ListingRow::ticker));
      return sorted;
    }

    /** How likely a line is the issuer's home. */
    private int worth(ListingRow row, @Nullable String country) {
      int traded = row.delisted() ? 0 : 1000;
      Market market = row.mic() == null ? null : markets.byMic(row.mic());
      boolean american = market == null && row.ticker().indexOf('.') < 0;
      String where = market != null ? market.country() : american ? "US" : "";
      int rank = market == null ? 1 : market.rank();
      if (isOrderBook(row)) {
        return traded + 10;
      }
      if (where.equals(country)) {
        return traded + 500 - 50 * rank;
      }
      if ("CN".equals(country) && "HK".equals(where)) {
        return traded + 400;
      }
      if (rank == 3 || (market != null && BY_ADMISSION.contains(market.mic()))) {
        return traded + 20 - rank;
      }
      return traded + (american || "US".equals(where) ? 300 : 250) - 20 * rank;
    }
  }

  /** A company of one line. */
  static Company single(ListingRow row, LineName line, Set<String> ids) {
    return new Company(
        id(line.text(), row.ticker(), ids),
        line.text(),
        row.country(),
        row.sector(),
        List.of(row.toListing()),
        List.of(new CompanyName(line.text(), CompanyName.Kind.LOCAL, false)),
        false);
  }

  /** A readable id that nobody else has: {@code tesla}, else {@code tesla-tl0-de}. */
  private static String id(String name, String ticker, Set<String> ids) {
    String slug = slug(LegalForms.builtIn().strip(NameKey.of(name)));
    if (slug.isEmpty() || !ids.add(slug)) {
      slug = slug.isEmpty() ? slug(NameKey.of(ticker)) : slug + "-" + slug(NameKey.of(ticker));
      int number = 2;
      String base = slug;
      while (!ids.add(slug)) {
        slug = base + "-" + number++;
      }
    }
    return slug;
  }

  private static String slug(String key) {
    StringBuilder slug = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (plain) {
        slug.append(c);
      } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    int end = slug.length();
    while (end > 0 && slug.charAt(end - 1) == '-') {
      end--;
    }
    return slug.substring(0, end);
  }
}
