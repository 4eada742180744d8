package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.ShareIndex;
import dev.tapeline.analysis.text.Sentence;

/**
 * A place that names a share index, whose moves are not a company's.
 *
 * @param index the index
 * @param sentence the sentence that it stands in
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character
 */
public record IndexMention(ShareIndex index, Sentence sentence, int start, int end) {}
