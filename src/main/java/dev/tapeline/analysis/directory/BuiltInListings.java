package dev.tapeline.analysis.directory;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code listings/*.csv}, and joins the lines of one issuer to a company. */
final class BuiltInListings {
  /** The file of listings that are traded no more. */
  private static final String FORMER = "former.csv";

  private BuiltInListings() {}

  static List<Company> read() {
    Map<String, Issuer> issuers = new LinkedHashMap<>();
    for (String file : DirectoryFiles.rows("listings.csv", row -> row.getField("file"))) {
      DirectoryFiles.rows("listings/" + file, row -> Row.of(row, file.equals(FORMER)))
          .forEach(row -> issuers.computeIfAbsent(row.issuer(), Issuer::new).add(row));
    }
    return issuers.values().stream().map(Issuer::company).toList();
  }

  private record Row(
      Listing listing,
      String issuer,
      boolean home,
      String country,
      String name,
      List<CompanyName> names,
      @Nullable String sector) {

    static Row of(NamedCsvRecord row, boolean delisted) {
      String issuer = row.getField("issuer");
      boolean home = issuer.startsWith("*");
      List<CompanyName> names = new ArrayList<>();
      names.add(new CompanyName(row.getField("name"), CompanyName.Kind.OFFICIAL, false));
      add(names, row.getField("local_names"), CompanyName.Kind.LOCAL);
      add(names, row.getField("aliases"), CompanyName.Kind.ALIAS);
      add(names, row.getField("brands"), CompanyName.Kind.BRAND);
      add(names, row.getField("people"), CompanyName.Kind.PERSON);
      return new Row(
          new Listing(
              row.getField("ticker"),
              orNull(row.getField("mic")),
              orNull(row.getField("currency")),
              orNull(row.getField("isin")),
              orNull(row.getField("benchmark")),
              delisted),
          home ? issuer.substring(1) : issuer,
          home,
          row.getField("country"),
          row.getField("name"),
          names,
          orNull(row.getField("sector")));
    }

    private static void add(List<CompanyName> names, String cell, CompanyName.Kind kind) {
      for (String name : DirectoryFiles.list(cell)) {
        names.add(CompanyName.parse(name, kind));
      }
    }

    private static @Nullable String orNull(String cell) {
      return cell.isBlank() ? null : cell.strip();
    }
  }

  /** The lines of one issuer, collected. */
  private static final class Issuer {
    private final String id;
    private final List<Listing> listings = new ArrayList<>();
    private final Set<CompanyName> names = new LinkedHashSet<>();
    private @Nullable Row first;

    Issuer(String id) {
      this.id = id;
    }

    void add(Row row) {
      if (row.home()) {
        listings.add(0, row.listing());
        first = row;
      } else {
        listings.add(row.listing());
        first = first == null ? row : first;
      }
      names.addAll(row.names());
    }

    Company company() {
      Row row = first;
      if (row == null) {
        throw new IllegalStateException("an issuer without a line: " + id);
      }
      return new Company(
          id, row.name(), row.country(), row.sector(), listings, List.copyOf(names), true);
    }
  }
}
