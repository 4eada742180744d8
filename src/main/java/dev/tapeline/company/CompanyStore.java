package dev.tapeline.company;

import dev.tapeline.analysis.directory.Company;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
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
    jdbi.useTransaction(handle -> write(handle, companies));
  }

  /** As {@link #write(Collection)}, in a transaction that goes on. */
  static void write(Handle handle, Collection<Company> companies) {
    DirectoryRows rows = DirectoryRows.of(companies);
    String fingerprint = rows.fingerprint();
    lock(handle);
    boolean current =
        handle
                .createQuery("select count(*) from directory_state where fingerprint = :f")
                .bind("f", fingerprint)
                .mapTo(Integer.class)
                .one()
            > 0;
    if (!current) {
      stage(handle, rows);
      writeCompanies(handle);
      writeListings(handle);
      writeNames(handle);
      handle.execute(
          """
          insert into directory_state (fingerprint) values (?)
          on conflict (only_row) do update set fingerprint = excluded.fingerprint
          """,
          fingerprint);
      LOG.infof("The directory has %,d companies", companies.size());
    }
  }

  /** Lets one transaction at a time write companies. */
  static void lock(Handle handle) {
    handle.execute("select pg_advisory_xact_lock(?)", LOCK);
  }

  /** What was imported. */
  ImportedRows imported() {
    return jdbi.withHandle(ImportedRows::read);
  }

  /** Counts the imports that changed something. */
  long importRevision() {
    return jdbi.withHandle(ImportedRows::revision);
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

  private static void stage(Handle handle, DirectoryRows rows) {
    handle.execute(
        """
        create temp table stage_company (issuer text, name text, country text, sector text)
          on commit drop;
        create temp table stage_listing (place int, issuer text, ticker text, listing text,
          mic text, currency text, isin text, benchmark text, home boolean) on commit drop;
        create temp table stage_name (issuer text, name text, kind text, folded text,
          needs_evidence boolean) on commit drop
        """);
    rows.companies().into(handle, "stage_company");
    rows.listings().into(handle, "stage_listing");
    rows.names().into(handle, "stage_name");
    // Some files write one line of shares under two symbols: the first has the key.
    handle.execute(
        """
        update stage_listing s set listing = null
        from (select ticker, row_number() over (partition by listing order by place) as nth
              from stage_listing where listing is not null) again
        where again.ticker = s.ticker and again.nth > 1;
        analyze stage_company; analyze stage_listing; analyze stage_name
        """);
  }

  private static void writeCompanies(Handle handle) {
    handle.execute(
        """
        insert into company as c (issuer, name, country, sector)
        select issuer, name, country, sector from stage_company
        on conflict (issuer) do update
          set name = excluded.name, country = excluded.country, sector = excluded.sector
          where (c.name, c.country, c.sector)
            is distinct from (excluded.name, excluded.country, excluded.sector)
        """);
  }

  private static void writeListings(Handle handle) {
    // A listing may move to another company or stop being home: no row may block another.
    handle.execute(
        """
        update listing l set home = false, listing = null
        from company c
        where c.id = l.company_id and (l.home or l.listing is not null)
          and (exists (select from stage_company s where s.issuer = c.issuer)
            or exists (select from stage_listing s where s.listing = l.listing))
          and not exists (select from stage_listing s where s.ticker = l.ticker
            and s.issuer = c.issuer and s.home = l.home and s.listing is not distinct from l.listing)
        """);
    handle.execute(
        """
        insert into listing as l
          (company_id, ticker, listing, mic, currency, isin, benchmark, home)
        select c.id, s.ticker, s.listing, s.mic, s.currency, s.isin, s.benchmark, s.home
        from stage_listing s join company c using (issuer)
        on conflict (ticker) do update set company_id = excluded.company_id,
          listing = excluded.listing, mic = excluded.mic, currency = excluded.currency,
          isin = excluded.isin, benchmark = excluded.benchmark, home = excluded.home
          where (l.company_id, l.listing, l.mic, l.currency, l.isin, l.benchmark, l.home)
            is distinct from (excluded.company_id, excluded.listing, excluded.mic,
              excluded.currency, excluded.isin, excluded.benchmark, excluded.home)
        """);
  }

  private static void writeNames(Handle handle) {
    handle.execute("delete from company_name");
    handle.execute(
        """
        insert into company_name (company_id, name, kind, folded, needs_evidence)
        select c.id, s.name, s.kind, s.folded, s.needs_evidence
        from stage_name s join company c using (issuer)
        on conflict do nothing
        """);
  }
}
