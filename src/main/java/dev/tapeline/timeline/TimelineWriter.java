package dev.tapeline.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Records entries inside the caller's transaction. What is recorded again unchanged stays as it
 * was; what has changed becomes a revision, and its former self is kept for views as of then.
 *
 * <p>Entries become part of deltas and streams when {@link Sequencer#advance} has run after the
 * commit.
 */
@ApplicationScoped
public class TimelineWriter {

  private final ObjectMapper json;
  private final InstantSource clock;

  TimelineWriter(ObjectMapper json, InstantSource clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Where an entry stands: one a company and subject. */
  private record Place(UUID subject, UUID company) {
    static Place of(EntryDraft draft) {
      return new Place(draft.subjectId(), draft.company().id());
    }
  }

  /** Records one entry: see the class. The caller keeps two writers of one subject apart. */
  public void record(Handle handle, EntryDraft draft) {
    write(handle, List.of(draft), stored(handle, Set.of(draft.subjectId())), now());
  }

  /**
   * Makes the entries of some subjects exactly those given: records these, and takes all others of
   * the subjects out of timelines; they stay in deltas with their new state. However many there
   * are, it takes the same few statements.
   *
   * @param subjects all that the drafts are of, and those that shall have none
   * @param drafts one a subject and company
   */
  public void replace(Handle handle, Collection<UUID> subjects, Collection<EntryDraft> drafts) {
    if (subjects.isEmpty()) {
      return;
    }
    Instant now = now();
    Map<Place, Stored> stored = stored(handle, subjects);
    write(handle, drafts, stored, now);
    drafts.forEach(draft -> stored.remove(Place.of(draft)));
    retract(handle, stored.values().stream().filter(Stored::active).toList(), now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void write(
      Handle handle, Collection<EntryDraft> drafts, Map<Place, Stored> stored, Instant now) {
    List<EntryDraft> missing = new ArrayList<>();
    Map<Stored, EntryDraft> changed = new LinkedHashMap<>();
    for (EntryDraft draft : drafts) {
      Stored before = stored.get(Place.of(draft));
      if (before == null) {
        missing.add(draft);
      } else if (!before.says(write(before.rewritten(draft)))) {
        changed.put(before, draft);
      }
    }
    insert(handle, missing, now);
    revise(handle, changed, now);
  }

  private void retract(Handle handle, Collection<Stored> entries, Instant now) {
    if (entries.isEmpty()) {
      return;
    }
    keepRevisions(handle, entries, now);
    PreparedBatch batch =
        handle.prepareBatch(
            """
            update timeline_entry set state = 'RETRACTED', revision = revision + 1,
              known_from = :now, pending = true, body = :body
            where id = :id
            """);
    for (Stored entry : entries) {
      batch
          .bind("now", now)
          .bind("body", entry.bodyWith(json, EntryState.RETRACTED, now))
          .bind("id", entry.id())
          .add();
    }
    batch.execute();
  }

  private void insert(Handle handle, List<EntryDraft> drafts, Instant now) {
    if (drafts.isEmpty()) {
      return;
    }
    List<UUID> ids =
        handle
            .createQuery("select uuidv7() from generate_series(1, :count)")
            .bind("count", drafts.size())
            .mapTo(UUID.class)
            .list();
    PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into timeline_entry (id, company_id, kind, state, subject_id, occurred_at, type,
              language, relevance, move_size, sample, first_seen_at, known_from, body)
            values (:id, :company, :kind, :state, :subject, :occurredAt, :type, :language,
              :relevance, :moveSize, :sample, :now, :now, :body)
            """);
    for (int i = 0; i < drafts.size(); i++) {
      EntryDraft draft = drafts.get(i);
      batch
          .bind("id", ids.get(i))
          .bind("subject", draft.subjectId())
          .bind("now", now)
          .bindMap(columns(draft))
          .bind("body", write(draft.entry(ids.get(i), now, null)))
          .add();
    }
    batch.execute();
  }

  private void revise(Handle handle, Map<Stored, EntryDraft> changed, Instant now) {
    if (changed.isEmpty()) {
      return;
    }
    keepRevisions(handle, changed.keySet(), now);
    List<Stored> before = List.copyOf(changed.keySet());
    List<EntryDraft> drafts = List.copyOf(changed.values());
    List<String> bodies = new ArrayList<>();
    changed.forEach(
        (stored, draft) -> bodies.add(write(draft.entry(stored.id(), stored.firstSeenAt(), now))));
    handle
        .createUpdate(
            """
            update timeline_entry e set kind = d.kind, state = d.state, occurred_at = d.occurred_at,
              type = d.type, language = d.language, relevance = d.relevance,
              move_size = d.move_size, sample = d.sample, revision = revision + 1,
              known_from = :now, pending = true, body = d.body
            from unnest(cast(:ids as uuid[]), cast(:kinds as text[]), cast(:states as text[]),
                cast(:occurredAts as timestamptz[]), cast(:types as text[]),
                cast(:languages as text[]), cast(:relevances as int[]),
                cast(:moveSizes as numeric[]), cast(:samples as boolean[]),
                cast(:bodies as text[]))
              as d (id, kind, state, occurred_at, type, language, relevance, move_size, sample, body)
            where e.id = d.id
            """)
        .bindArray("ids", UUID.class, before.stream().map(Stored::id).toList())
        .bindArray("kinds", String.class, each(drafts, d -> d.content().kind().name()))
        .bindArray("states", String.class, each(drafts, d -> d.state().name()))
        .bindArray("occurredAts", String.class, each(drafts, d -> d.occurredAt().toString()))
        .bindArray("types", String.class, each(drafts, d -> d.content().eventType()))
        .bindArray("languages", String.class, each(drafts, EntryDraft::language))
        .bindArray("relevances", Integer.class, each(drafts, d -> d.content().relevance()))
        .bindArray("moveSizes", BigDecimal.class, each(drafts, d -> d.content().moveSize()))
        .bindArray("samples", Boolean.class, each(drafts, EntryDraft::sample))
        .bindArray("bodies", String.class, bodies.toArray())
        .bind("now", now)
        .execute();
  }

  private static @Nullable Object[] each(
      List<EntryDraft> drafts, Function<EntryDraft, @Nullable Object> column) {
    return drafts.stream().map(column).toArray();
  }

  private static Map<String, @Nullable Object> columns(EntryDraft draft) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("company", draft.company().id());
    columns.put("kind", draft.content().kind().name());
    columns.put("state", draft.state().name());
    columns.put("occurredAt", draft.occurredAt());
    columns.put("type", draft.content().eventType());
    columns.put("language", draft.language());
    columns.put("relevance", draft.content().relevance());
    columns.put("moveSize", draft.content().moveSize());
    columns.put("sample", draft.sample());
    return columns;
  }

  private static void keepRevisions(Handle handle, Collection<Stored> entries, Instant now) {
    handle
        .createUpdate(
            """
            insert into timeline_entry_revision (entry_id, revision, company_id, kind, state,
              occurred_at, type, language, relevance, move_size, known_from, known_to, seq, body)
            select id, revision, company_id, kind, state, occurred_at, type, language, relevance,
              move_size, known_from, :now, seq, body
            from timeline_entry where id = any(:ids)
            """)
        .bindArray("ids", UUID.class, entries.stream().map(Stored::id).toList())
        .bind("now", now)
        .execute();
  }

  private static Map<Place, Stored> stored(Handle handle, Collection<UUID> subjects) {
    Map<Place, Stored> stored = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            select id, subject_id, company_id, state, first_seen_at,
              case when revision > 1 then known_from end as revised_at, body
            from timeline_entry
            where subject_id = any(:subjects) order by subject_id, company_id for update
            """)
        .bindArray("subjects", UUID.class, subjects)
        .map(
            (row, context) ->
                Map.entry(
                    new Place(
                        row.getObject("subject_id", UUID.class),
                        row.getObject("company_id", UUID.class)),
                    new Stored(
                        row.getObject("id", UUID.class),
                        row.getString("state").equals(EntryState.ACTIVE.name()),
                        row.getTimestamp("first_seen_at").toInstant(),
                        instant(row.getTimestamp("revised_at")),
                        row.getString("body"))))
        .forEach(entry -> stored.put(entry.getKey(), entry.getValue()));
    return stored;
  }

  private static @Nullable Instant instant(@Nullable Timestamp stamp) {
    return stamp == null ? null : stamp.toInstant();
  }

  private String write(TimelineEntry entry) {
    try {
      return json.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry could not be written: " + entry.id(), e);
    }
  }

  /**
   * An entry as it stands in the database.
   *
   * @param body as this class wrote it, to the letter
   */
  private record Stored(
      UUID id, boolean active, Instant firstSeenAt, @Nullable Instant revisedAt, String body) {

    /** What a draft would have written in its stead. */
    TimelineEntry rewritten(EntryDraft draft) {
      return draft.entry(id, firstSeenAt, revisedAt);
    }

    /** The same thing is written in the same letters: no tree of fields need be read for it. */
    boolean says(String written) {
      return written.equals(body);
    }

    /** Rewrites the two fields that a writer owns; all others are copied as they are. */
    String bodyWith(ObjectMapper json, EntryState state, Instant revisedAt) {
      try {
        var tree = (ObjectNode) ExactJson.reader(json).readTree(body);
        tree.put("state", state.name());
        tree.set("revisedAt", json.valueToTree(revisedAt));
        return json.writeValueAsString(tree);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the stored entry " + id + " cannot be read", e);
      }
    }
  }
}
