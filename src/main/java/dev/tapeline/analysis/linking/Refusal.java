package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.text.Evidence;

/**
 * A place that reads like a company's name and was not taken for it.
 *
 * @param ticker the company's home ticker
 * @param name the company's name in English
 * @param evidence the place
 * @param reason why not, in a word: {@code ordinary-word}, {@code lower-case}, {@code longer-name},
 *     {@code not-a-name}, {@code ambiguous}, {@code address}
 * @param score the evidence that was found, where 1 would have been enough
 */
public record Refusal(String ticker, String name, Evidence evidence, String reason, double score) {}
