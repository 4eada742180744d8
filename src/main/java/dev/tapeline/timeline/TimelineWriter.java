package dev.tapeline.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
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

  /** Records one entry: see the class. The caller keeps two writers of one subject apart. */
  public void record(Handle handle, EntryDraft draft) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Stored> stored = find(handle, draft.subjectId(), draft.company().id());
    if (stored.isEmpty()) {
      insert(handle, draft, now);
    } else if (!write(draft.entry(stored.get().id(), stored.get().firstSeenAt(), null))
        .equals(stored.get().bodyWithoutRevision(json))) {
      revise(handle, draft, stored.get(), now);
    }
  }

  /**
   * Takes the entries of a subject out of all timelines but those of the given companies: they stay
   * in deltas with their new state.
   */
  public void retractAllBut(Handle handle, UUID subject, Collection<UUID> companies) {
    handle
        .createQuery(
            "select company_id from timeline_entry where subject_id = :subject and state = 'ACTIVE'")
        .bind("subject", subject)
        .mapTo(UUID.class)
        .list()
        .stream()
        .filter(company -> !companies.contains(company))
        .forEach(company -> retract(handle, subject, company));
  }

  private void retract(Handle handle, UUID subject, UUID company) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Stored stored = find(handle, subject, company).orElseThrow();
    keepRevision(handle, stored.id(), now);
    handle
        .createUpdate(
            """
            update timeline_entry set state = 'RETRACTED', revision = revision + 1,
              known_from = :now, pending = true, body = :body
            where id = :id
            """)
        .bind("now", now)
        .bind("body", stored.bodyWith(json, EntryState.RETRACTED, now))
        .bind("id", stored.id())
        .execute();
  }

  private void insert(Handle handle, EntryDraft draft, Instant now) {
    UUID id = handle.createQuery("select uuidv7()").mapTo(UUID.class).one();
    handle
        .createUpdate(
            """
            insert into timeline_entry (id, company_id, kind, state, subject_id, occurred_at, type,
              language, relevance, move_size, sample, first_seen_at, known_from, body)
            values (:id, :company, :kind, :state, :subject, :occurredAt, :type, :language,
              :relevance, :moveSize, :sample, :now, :now, :body)
            """)
        .bind("id", id)
        .bind("subject", draft.subjectId())
        .bind("now", now)
        .bindMap(columns(draft))
        .bind("body", write(draft.entry(id, now, null)))
        .execute();
  }

  private void revise(Handle handle, EntryDraft draft, Stored stored, Instant now) {
    keepRevision(handle, stored.id(), now);
    handle
        .createUpdate(
            """
            update timeline_entry set kind = :kind, state = :state, occurred_at = :occurredAt,
              type = :type, language = :language, relevance = :relevance, move_size = :moveSize,
              sample = :sample, revision = revision + 1, known_from = :now, pending = true,
              body = :body
            where id = :id
            """)
        .bind("id", stored.id())
        .bind("now", now)
        .bindMap(columns(draft))
        .bind("body", write(draft.entry(stored.id(), stored.firstSeenAt(), now)))
        .execute();
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

  private void keepRevision(Handle handle, UUID id, Instant now) {
    handle
        .createUpdate(
            """
            insert into timeline_entry_revision (entry_id, revision, company_id, kind, state,
              occurred_at, type, language, relevance, move_size, known_from, known_to, seq, body)
            select id, revision, company_id, kind, state, occurred_at, type, language, relevance,
              move_size, known_from, :now, seq, body
            from timeline_entry where id = :id
            """)
        .bind("id", id)
        .bind("now", now)
        .execute();
  }

  private Optional<Stored> find(Handle handle, UUID subject, UUID company) {
    return handle
        .createQuery(
            """
            select id, first_seen_at, body from timeline_entry
            where subject_id = :subject and company_id = :company for update
            """)
        .bind("subject", subject)
        .bind("company", company)
        .map(
            (row, context) ->
                new Stored(
                    row.getObject("id", UUID.class),
                    row.getTimestamp("first_seen_at").toInstant(),
                    row.getString("body")))
        .findOne();
  }

  private String write(TimelineEntry entry) {
    try {
      return json.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry could not be written: " + entry.id(), e);
    }
  }

  /** An entry as it stands in the database. */
  private record Stored(UUID id, Instant firstSeenAt, String body) {

    String bodyWithoutRevision(ObjectMapper json) {
      return edit(json, null, null);
    }

    String bodyWith(ObjectMapper json, EntryState state, Instant revisedAt) {
      return edit(json, state, revisedAt);
    }

    /** Rewrites the two fields that a writer owns; all others are copied as they are. */
    private String edit(
        ObjectMapper json, @Nullable EntryState state, @Nullable Instant revisedAt) {
      try {
        var tree = (ObjectNode) ExactJson.reader(json).readTree(body);
        if (state != null) {
          tree.put("state", state.name());
        }
        if (revisedAt == null) {
          tree.remove("revisedAt");
        } else {
          tree.set("revisedAt", json.valueToTree(revisedAt));
        }
        return json.writeValueAsString(tree);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the stored entry " + id + " cannot be read", e);
      }
    }
  }
}
