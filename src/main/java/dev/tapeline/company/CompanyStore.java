package dev.tapeline.company;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyName;
import dev.tapeline.analysis.directory.Listing;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Companies in the database. */
@ApplicationScoped
class CompanyStore {
  private static final Logger LOG = Logger.getLogger(CompanyStore.class);

  /** Any number that nothing else in the database locks: "dir" in ASCII. */
  private static final long LOCK = 0x646972;

  private final Jdbi jdbi;

  CompanyStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Writes the directory's companies where the database does not hold exactly them yet. A company
   * keeps its id; one that the directory no longer has stays, for the sake of its timeline.
   */
  void write(Collection<Company> companies) {
    String fingerprint = fingerprint(companies);
    jdbi.useTransaction(
        handle -> {
          handle.execute("select pg_advisory_xact_lock(?)", LOCK);
          boolean current =
              handle
                      .createQuery("select count(*) from directory_state where fingerprint = :f")
                      .bind("f", fingerprint)
                      .mapTo(Integer.class)
                      .one()
                  > 0;
          if (!current) {
            writeCompanies(handle, companies);
            writeListings(handle, companies);
            writeNames(handle, companies);
            handle.execute(
                """
                insert into directory_state (fingerprint) values (?)
                on conflict (only_row) do update set fingerprint = excluded.fingerprint
                """,
                fingerprint);
            LOG.infof("The directory has %,d companies", companies.size());
          }
        });
  }

  /** All companies that have a home listing, by the directory's key of the issuer. */
  Map<String, CompanyRef> refs() {
    Map<String, CompanyRef> refs = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select c.issuer, c.id, l.ticker, l.listing, c.name
                    from company c join listing l on l.company_id = c.id and l.home
                    """)
                .map(
                    (row, context) ->
                        Map.entry(
                            row.getString("issuer"),
                            new CompanyRef(
                                row.getObject("id", UUID.class),
                                row.getString("ticker"),
                                row.getString("listing"),
                                row.getString("name"))))
                .forEach(entry -> refs.put(entry.getKey(), entry.getValue())));
    return refs;
  }

  /**
   * A company that a search found.
   *
   * @param company its id
   * @param place how well it matches: 0 a symbol, 1 a whole name, then beginnings and parts
   * @param name by which equal places are ordered
   */
  record Found(UUID company, int place, String name) {}

  /**
   * Companies of which a listing or a name matches, best first.
   *
   * @param after the last of the page before, or null
   */
  List<Found> search(String query, @Nullable Found after, int limit) {
    String folded = query.strip().toLowerCase(Locale.ROOT);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, place, name from (
                      select company_id as id, min(place) as place from (
                        select company_id,
                          case when lower(ticker) = :q or lower(listing) = :q or lower(isin) = :q
                            then 0 else 3 end as place
                        from listing
                        where lower(ticker) like :prefix or lower(listing) = :q
                          or lower(isin) = :q
                        union all
                        select company_id,
                          case when folded = :q then 1 when folded like :prefix then 2 else 4 end
                        from company_name
                        where folded like :within) found
                      group by company_id) best
                    join company c using (id)
                    where (place, name, id) > (:place, :name, :id)
                    order by place, name, id limit :limit
                    """)
                .bind("q", folded)
                .bind("prefix", escaped(folded) + "%")
                .bind("within", "%" + escaped(folded) + "%")
                .bind("place", after == null ? -1 : after.place())
                .bind("name", after == null ? "" : after.name())
                .bind("id", after == null ? new UUID(0, 0) : after.company())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Found(
                            row.getObject("id", UUID.class),
                            row.getInt("place"),
                            row.getString("name")))
                .list());
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static void writeCompanies(Handle handle, Collection<Company> companies) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into company (issuer, name, country, sector)
            values (:issuer, :name, :country, :sector)
            on conflict (issuer) do update
              set name = excluded.name, country = excluded.country, sector = excluded.sector
            """);
    for (Company company : companies) {
      batch
          .bind("issuer", company.id())
          .bind("name", company.name())
          .bind("country", company.country())
          .bind("sector", company.sector())
          .add();
    }
    batch.execute();
  }

  private static void writeListings(Handle handle, Collection<Company> companies) {
    // A listing may move to another company or stop being home: no row may block another.
    List<String> issuers = companies.stream().map(Company::id).toList();
    handle
        .createUpdate(
            """
            update listing set home = false, listing = null where company_id in
              (select id from company where issuer = any(:issuers))
            """)
        .bindArray("issuers", String.class, issuers)
        .execute();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into listing (company_id, ticker, listing, mic, currency, isin, benchmark, home)
            select id, :ticker, :listing, :mic, :currency, :isin, :benchmark, :home
            from company where issuer = :issuer
            on conflict (ticker) do update set company_id = excluded.company_id,
              listing = excluded.listing, mic = excluded.mic, currency = excluded.currency,
              isin = excluded.isin, benchmark = excluded.benchmark, home = excluded.home
            """);
    for (Company company : companies) {
      for (Listing listing : company.listings()) {
        batch
            .bind("issuer", company.id())
            .bind("ticker", listing.ticker())
            .bind("listing", listing.key())
            .bind("mic", listing.mic())
            .bind("currency", listing.currency())
            .bind("isin", listing.isin())
            .bind("benchmark", listing.benchmark())
            .bind("home", listing.equals(company.home()))
            .add();
      }
    }
    batch.execute();
  }

  private static void writeNames(Handle handle, Collection<Company> companies) {
    handle.execute("delete from company_name");
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into company_name (company_id, name, kind, folded, needs_evidence)
            select id, :name, :kind, :folded, :needsEvidence from company where issuer = :issuer
            on conflict do nothing
            """);
    for (Company company : companies) {
      for (CompanyName name : company.names()) {
        batch
            .bind("issuer", company.id())
            .bind("name", name.text())
            .bind("kind", name.kind().name())
            .bind("folded", name.text().toLowerCase(Locale.ROOT))
            .bind("needsEvidence", name.needsEvidence())
            .add();
      }
    }
    batch.execute();
  }

  private static String fingerprint(Collection<Company> companies) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      companies.stream()
          .map(Company::toString)
          .sorted()
          .forEach(company -> digest.update(company.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
