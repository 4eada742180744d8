package dev.tapeline.company;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyName;
import dev.tapeline.analysis.directory.Listing;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;

/** What the database holds of a directory, as rows to copy. */
record DirectoryRows(CopiedRows companies, CopiedRows listings, CopiedRows names) {

  static DirectoryRows of(Collection<Company> companies) {
    CopiedRows issuers = new CopiedRows();
    CopiedRows listings = new CopiedRows();
    CopiedRows names = new CopiedRows();
    int place = 0;
    for (Company company : companies) {
      issuers.row(company.id(), company.name(), company.country(), company.sector());
      for (Listing listing : company.listings()) {
        listings.row(
            Integer.toString(place++),
            company.id(),
            listing.ticker(),
            listing.key(),
            listing.mic(),
            listing.currency(),
            listing.isin(),
            listing.benchmark(),
            Boolean.toString(listing.equals(company.home())));
      }
      for (CompanyName name : company.names()) {
        names.row(
            company.id(),
            name.text(),
            name.kind().name(),
            name.text().toLowerCase(Locale.ROOT),
            Boolean.toString(name.needsEvidence()));
      }
    }
    return new DirectoryRows(issuers, listings, names);
  }

  /** Equal where the rows are, in the same order. */
  String fingerprint() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    companies.addTo(digest);
    listings.addTo(digest);
    names.addTo(digest);
    return HexFormat.of().formatHex(digest.digest());
  }
}
