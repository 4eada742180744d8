package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.text.FieldText;
import dev.tapeline.analysis.text.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * A place that names a company, as the rules work on it: offsets are normalised ones.
 *
 * @param company the company
 * @param told the listing that the place tells, by its ticker or by words such as {@code
 *     U.S.-listed} beside it, or null
 * @param sentence the sentence that it stands in
 * @param start normalised offset of its first character
 * @param end normalised offset behind its last character
 * @param rule what made it a mention: {@code name}, {@code name+suffix}, {@code alias}, {@code
 *     brand}, {@code ticker}
 * @param via the brand or subsidiary that stands there instead of the company's own name, or null
 * @param role what the sentence does with it
 * @param leading whether it stands where a sentence's grammatical subject stands
 */
public record LinkedMention(
    Company company,
    @Nullable Listing told,
    Sentence sentence,
    int start,
    int end,
    String rule,
    @Nullable String via,
    Role role,
    boolean leading) {

  /** The field that it stands in. */
  public FieldText field() {
    return sentence.field();
  }

  /** As the answer shows it. */
  Mention toMention() {
    FieldText field = field();
    int from = field.toOriginalStart(start);
    int to = Math.max(from, field.toOriginalEnd(end));
    return new Mention(field.field(), from, to, field.original().substring(from, to), rule);
  }

  LinkedMention withRole(Role role) {
    return new LinkedMention(company, told, sentence, start, end, rule, via, role, leading);
  }
}
