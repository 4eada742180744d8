package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.text.Field;

/**
 * One place where a text names a company.
 *
 * @param field which field of the item
 * @param start offset of the first character, in UTF-16 code units of the field as it was given
 * @param end offset behind the last character
 * @param text the characters between, as they stand there
 * @param rule what made it a mention, for example {@code name}, {@code name+suffix}, {@code
 *     ticker}, {@code alias}, {@code brand}
 */
public record Mention(Field field, int start, int end, String text, String rule) {}
