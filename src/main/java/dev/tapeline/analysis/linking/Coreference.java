package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.text.Sentence;

/**
 * A place that means a company without naming it: {@code the chipmaker}, {@code perusahaan itu},
 * {@code 同社}.
 *
 * @param company the company that is meant
 * @param sentence the sentence that it stands in
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character
 */
public record Coreference(Company company, Sentence sentence, int start, int end) {}
