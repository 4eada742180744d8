package dev.tapeline.analysis.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds names from elsewhere to companies; a ticker that nobody has becomes a company. */
final class AddedNames {
  private AddedNames() {}

  static List<Company> join(List<Company> companies, List<ListingRow> rows) {
    Map<String, Integer> byTicker = new HashMap<>();
    for (int i = 0; i < companies.size(); i++) {
      for (Listing listing : companies.get(i).listings()) {
        byTicker.putIfAbsent(listing.ticker(), i);
      }
    }
    Map<Integer, Set<CompanyName>> added = new LinkedHashMap<>();
    List<ListingRow> unknown = new ArrayList<>();
    for (ListingRow row : rows) {
      Integer place = byTicker.get(row.ticker());
      if (row.name() == null) {
        continue;
      }
      if (place == null) {
        unknown.add(row);
      } else {
        String name = LineName.of(row.name()).text();
        added
            .computeIfAbsent(place, p -> new LinkedHashSet<>())
            .add(new CompanyName(name, CompanyName.Kind.LOCAL, false));
      }
    }
    List<Company> joined = new ArrayList<>(companies);
    added.forEach((place, names) -> joined.set(place, withNames(joined.get(place), names)));
    Set<String> ids = new HashSet<>();
    companies.forEach(company -> ids.add(company.id()));
    for (ListingRow row : unknown) {
      if (row.name() != null && byTicker.putIfAbsent(row.ticker(), joined.size()) == null) {
        joined.add(Issuers.single(row, LineName.of(row.name()), ids));
      }
    }
    return joined;
  }

  private static Company withNames(Company company, Set<CompanyName> added) {
    Set<String> known = new LinkedHashSet<>();
    company.names().forEach(name -> known.add(NameKey.of(name.text())));
    List<CompanyName> names = new ArrayList<>(company.names());
    for (CompanyName name : added) {
      if (known.add(NameKey.of(name.text()))) {
        names.add(name);
      }
    }
    return new Company(
        company.id(),
        company.name(),
        company.country(),
        company.sector(),
        company.listings(),
        names,
        company.builtIn());
  }
}
