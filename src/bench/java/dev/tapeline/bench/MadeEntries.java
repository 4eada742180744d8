package dev.tapeline.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Timeline entries that a database makes by itself: some 1,500 bytes each, over ten years, of
 * companies whose shares of them fall as one over their rank does.
 */
final class MadeEntries {
  static final int COMPANIES = 50_000;

  private static final int AT_ONCE = 50_000;
  private static final int CONNECTIONS = 2;

  private MadeEntries() {}

  /** Opens connections to the database. */
  interface Access {
    Connection connect() throws Exception;
  }

  /** The id of a company, numbered from 1. */
  static String id(int company) {
    try {
      byte[] hash =
          MessageDigest.getInstance("MD5")
              .digest(("c" + company).getBytes(StandardCharsets.US_ASCII));
      StringBuilder id = new StringBuilder(HexFormat.of().formatHex(hash));
      for (int dash : new int[] {20, 16, 12, 8}) {
        id.insert(dash, '-');
      }
      return id.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  /**
   * Makes the companies, and so many entries. What a row costs is its indexes and constraints: they
   * are made when the rows are there.
   */
  static void generate(Access access, long entries) throws Exception {
    List<String> definitions;
    try (Connection connection = access.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into company (id, issuer, name)
          select md5('c' || n)::uuid, 'bench-' || n, 'Company ' || n from generate_series(1, %1$d) n;
          insert into listing (company_id, ticker, home)
          select md5('c' || n)::uuid, 'BENCH' || n, true from generate_series(1, %1$d) n
          """
              .formatted(COMPANIES));
      definitions = texts(statement, DEFINITIONS);
      for (String drop : texts(statement, DROPS)) {
        statement.execute(drop);
      }
    }
    insert(access, entries);
    try (Connection connection = access.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set maintenance_work_mem = '1GB'");
      for (String definition : definitions) {
        statement.execute(definition);
      }
      statement.execute("vacuum analyze timeline_entry");
    }
  }

  /** Constraints that others refer to come first, and go last. */
  private static final String DEFINITIONS =
      """
      select definition from (
        select 'alter table ' || conrelid::regclass || ' add constraint ' || conname || ' '
            || pg_get_constraintdef(oid) as definition, contype::text as kind
        from pg_constraint
        where contype in ('p', 'u', 'f')
          and 'timeline_entry'::regclass in (conrelid, confrelid)
        union all
        select pg_get_indexdef(indexrelid), 'e' from pg_index
        where indrelid = 'timeline_entry'::regclass
          and not exists (select from pg_constraint where conindid = indexrelid)) made
      order by array_position(array['p', 'u', 'e', 'f'], kind)
      """;

  private static final String DROPS =
      """
      select command from (
        select 'alter table ' || conrelid::regclass || ' drop constraint ' || conname as command,
          contype::text as kind
        from pg_constraint
        where contype in ('p', 'u', 'f')
          and 'timeline_entry'::regclass in (conrelid, confrelid)
        union all
        select 'drop index ' || indexrelid::regclass, 'e' from pg_index
        where indrelid = 'timeline_entry'::regclass
          and not exists (select from pg_constraint where conindid = indexrelid)) made
      order by array_position(array['f', 'e', 'u', 'p'], kind)
      """;

  private static List<String> texts(Statement statement, String select) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (var row = statement.executeQuery(select)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  private static void insert(Access access, long entries) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    AtomicLong left = new AtomicLong(entries);
    try {
      List<Callable<Void>> writers = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        double seed = 0.42 - i;
        writers.add(() -> insert(access, left, seed));
      }
      for (Future<Void> done : threads.invokeAll(writers)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Void insert(Access access, AtomicLong left, double seed) throws Exception {
    try (Connection connection = access.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = off; select setseed(%s)".formatted(seed));
      for (long rest = left.getAndAdd(-AT_ONCE); rest > 0; rest = left.getAndAdd(-AT_ONCE)) {
        statement.execute(ROWS.formatted(COMPANIES, Math.min(AT_ONCE, rest)));
      }
    }
    return null;
  }

  private static final String ROWS =
      """
      insert into timeline_entry (id, company_id, kind, state, subject_id, occurred_at, type,
        language, relevance, sample, first_seen_at, known_from, seq, pending, body)
      select id, company, 'NEWS_EVENT', 'ACTIVE', id, at, 'products/launch', 'en', 100, false, at,
        at, nextval('timeline_seq'), false,
        '{"id":"' || id || '","kind":"NEWS_EVENT","state":"ACTIVE","sample":false,"company":{"id":"'
        || company || '","ticker":"BENCH","name":"Company"},"parties":[],"occurredAt":"'
        || to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '","firstSeenAt":"2026-01-01T00:00:00Z",'
        || '"title":"' || repeat(id || ' ', 3) || '","language":"en","event":{"id":"' || id
        || '","type":"products/launch","factLevel":"CONFIRMED","polarity":"POSITIVE","relevance":100,'
        || '"novelty":100,"storyId":"' || id || '"},"moves":[],"evidence":[{"articleId":"' || id
        || '","field":"text","start":1,"end":200,"text":"' || repeat(company || ' ', 12)
        || '"}],"claims":[],"articles":[{"id":"' || id
        || '","url":"https://news.example.com/a","source":"bench","publishedAt":"2026-01-01T00:00:00Z"}]}'
      from (select uuidv7() as id,
          md5('c' || floor(power(%d, random()))::int)::uuid as company,
          timestamptz '2016-01-01' + random() * interval '10 years' as at
        from generate_series(1, %d)) made
      """;
}
