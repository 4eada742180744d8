package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The companies of one document: as the answer tells them, and as the rules for moves and events
 * ask for them. Belongs to one analysis and one thread.
 */
public final class Links {
  private static final int SUBJECT_FROM = 75;
  private static final int SUBJECT_TO = 89;
  private static final int PARTY_TO = 74;

  private final List<CompanyLink> companies;
  private final List<LinkedMention> mentions;
  private final Map<Company, List<LinkedMention>> mentionsOf;
  private final Map<Company, CompanyLink> byCompany;
  private final Map<Company, Listing> listings;
  private final List<List<LinkedMention>> bySentence;
  private final List<List<IndexMention>> indexMentions;
  private final List<List<Coreference>> coreferences;
  private final Topics topics;
  private final Supplier<List<Refusal>> refusals;
  private final Set<Company> plain;
  private final @Nullable Company subject;

  Links(
      List<CompanyLink> companies,
      List<LinkedMention> mentions,
      Map<Company, List<LinkedMention>> mentionsOf,
      Map<Company, CompanyLink> byCompany,
      Map<Company, Listing> listings,
      List<List<LinkedMention>> bySentence,
      List<List<IndexMention>> indexMentions,
      Topics topics,
      Supplier<List<Refusal>> refusals,
      Set<Company> plain,
      @Nullable Company subject) {
    this.companies = List.copyOf(companies);
    this.mentions = List.copyOf(mentions);
    this.mentionsOf = mentionsOf;
    this.byCompany = byCompany;
    this.listings = listings;
    this.bySentence = bySentence;
    this.indexMentions = indexMentions;
    this.topics = topics;
    this.coreferences = topics.coreferences();
    this.refusals = refusals;
    this.plain = plain;
    this.subject = subject;
  }

  /** All companies with their roles, the most relevant first. */
  public List<CompanyLink> companies() {
    return companies;
  }

  /**
   * The companies with the roles that they have once it is known of which the item tells news.
   *
   * <p>A company that it tells a move or an event of is a subject, whoever else it names more
   * often; one that it only names beside those is a party. The company that the item is most about
   * stays its subject.
   *
   * @param withNews those of which a move or an event was read
   */
  public List<CompanyLink> companies(Set<Company> withNews) {
    if (withNews.isEmpty()) {
      return companies;
    }
    List<CompanyLink> known = new ArrayList<>();
    byCompany.forEach(
        (company, link) -> known.add(told(company, link, withNews.contains(company))));
    known.sort(Comparator.comparingInt(CompanyLink::relevance).reversed());
    return List.copyOf(known);
  }

  private CompanyLink told(Company company, CompanyLink link, boolean hasNews) {
    if (hasNews && link.role() == Role.PARTY && plain.contains(company)) {
      int relevance =
          Math.max(SUBJECT_FROM, Math.min(SUBJECT_TO, SUBJECT_FROM + link.relevance() / 6));
      return link.with(Role.SUBJECT, relevance);
    }
    boolean top = company.equals(subject);
    if (!hasNews && link.role() == Role.SUBJECT && !top) {
      return link.with(Role.PARTY, Math.min(PARTY_TO, link.relevance()));
    }
    return link;
  }

  /** All mentions in the order of the text, the title's first, furniture included. */
  public List<LinkedMention> mentions() {
    return mentions;
  }

  /** The mentions of one company, in order. */
  public List<LinkedMention> mentions(Company company) {
    return mentionsOf.getOrDefault(company, List.of());
  }

  /** The mentions of a sentence, in order. */
  public List<LinkedMention> inSentence(Sentence sentence) {
    return bySentence.get(sentence.index());
  }

  /** The share indices that a sentence names, in order. */
  public List<IndexMention> indices(Sentence sentence) {
    return indexMentions.get(sentence.index());
  }

  /** The places of a sentence that mean a company without naming it, in order. */
  public List<Coreference> coreferences(Sentence sentence) {
    return coreferences.get(sentence.index());
  }

  /** The company that the item is most about, or null where it is about none. */
  public @Nullable Company subject() {
    return subject;
  }

  /** How the answer tells a company, or null for one that the document does not name. */
  public @Nullable CompanyLink link(Company company) {
    return byCompany.get(company);
  }

  /**
   * The listing that the answer names for a company: the one whose ticker the text writes, else the
   * home listing.
   */
  public Listing listing(Company company) {
    Listing listing = listings.get(company);
    return listing == null ? company.home() : listing;
  }

  /** The listing that a sentence tells of a company, else the one that the answer names. */
  public Listing listing(Company company, Sentence sentence) {
    for (LinkedMention mention : inSentence(sentence)) {
      Listing told = mention.told();
      if (told != null && mention.company().equals(company)) {
        return told;
      }
    }
    return listing(company);
  }

  /**
   * The company that words such as "the company", "its shares", "perusahaan", "公司" mean at a place:
   * the one that the sentence has spoken of before it, else the one that the text was speaking of.
   *
   * @param sentence the sentence
   * @param offset normalised offset of the word
   * @return null where the text has spoken of no company yet
   */
  public @Nullable Company antecedent(Sentence sentence, int offset) {
    return topics.antecedent(sentence, offset);
  }

  /** The company that the text speaks of when the sentence begins, or null. */
  public @Nullable Company topicBefore(Sentence sentence) {
    return topics.before(sentence);
  }

  /** What reads like a name and was not taken for one, with reasons. */
  public List<Refusal> refusals() {
    return refusals.get();
  }
}
