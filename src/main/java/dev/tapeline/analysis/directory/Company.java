package dev.tapeline.analysis.directory;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An issuer and its listings.
 *
 * @param id a readable id that is the directory's own: {@code xiaomi}
 * @param name the registered name in English: {@code Xiaomi Corporation}
 * @param country ISO 3166-1 alpha-2 of its home, or null
 * @param sector one of eleven words such as {@code technology}, {@code consumer-staples}, or null
 * @param listings home first, never empty
 * @param names all names it is written with, people who stand for it among them
 * @param builtIn whether it comes from the files of the jar, whose names are chosen by hand, and
 *     not from a file of listings, whose names are short names only by rule
 */
public record Company(
    String id,
    String name,
    @Nullable String country,
    @Nullable String sector,
    List<Listing> listings,
    List<CompanyName> names,
    boolean builtIn) {

  public Company {
    listings = List.copyOf(listings);
    names = List.copyOf(names);
    if (listings.isEmpty()) {
      throw new IllegalArgumentException("a company without a listing: " + id);
    }
  }

  /** The ids first: those of different companies differ, and the lists of names are long. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Company company
            && id.equals(company.id)
            && name.equals(company.name)
            && Objects.equals(country, company.country)
            && Objects.equals(sector, company.sector)
            && listings.equals(company.listings)
            && names.equals(company.names)
            && builtIn == company.builtIn);
  }

  /** Of the id alone, which no two companies of a directory share; companies are keys of maps. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** The listing at home: the one that an answer names where the text names none. */
  public Listing home() {
    return Objects.requireNonNull(listings.get(0));
  }

  /** The ticker of the home listing. */
  public String ticker() {
    return home().ticker();
  }
}
