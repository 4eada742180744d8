package dev.tapeline.article;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An article whose events are to be recorded.
 *
 * @param articleId under which it is kept
 * @param publishedAt or first seen, where it does not say
 * @param sample whether the built-in sample tells it: sample and real news never share a story
 * @param similarity of what it says: see {@link Similarity}
 * @param story that it already belongs to, or null
 * @param companies that it is about, whether or not an event of theirs was read
 * @param drafts the events that it tells
 */
record Told(
    UUID articleId,
    Instant publishedAt,
    boolean sample,
    long similarity,
    @Nullable UUID story,
    Set<UUID> companies,
    List<EventDraft> drafts) {}
