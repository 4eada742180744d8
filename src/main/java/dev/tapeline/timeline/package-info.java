/**
 * A company's history as one timeline of entries, newest first.
 *
 * <p>An entry is written once as the JSON that will be sent, beside the few columns that a reader
 * filters and orders by: reading a page is one range scan of one index and a copy of bytes. An
 * entry that changes keeps its id, leaves its former self in {@code timeline_entry_revision} and
 * waits for a new sequence number.
 *
 * <p>Sequence numbers are given after commit, by one {@link dev.tapeline.timeline.Sequencer} at a
 * time in all processes on one database, so that whoever has read up to a number has read
 * everything below it.
 */
@NullMarked
package dev.tapeline.timeline;

import org.jspecify.annotations.NullMarked;
