package dev.tapeline.analysis.event;

import dev.tapeline.analysis.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * The words of a sentence that tell an event.
 *
 * @param rule what they tell
 * @param type the rule's type
 * @param sentence where they stand
 * @param start normalised offset of the first of them
 * @param end normalised offset behind the last
 * @param act the value of the act among them, or null for a phrase
 * @param actStart where the act, or the phrase, begins
 * @param actEnd where it ends
 */
record Trigger(
    EventRule rule,
    EventType type,
    Sentence sentence,
    int start,
    int end,
    @Nullable String act,
    int actStart,
    int actEnd) {}
