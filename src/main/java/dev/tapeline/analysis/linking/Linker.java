package dev.tapeline.analysis.linking;

import dev.tapeline.analysis.directory.Company;
import dev.tapeline.analysis.directory.CompanyDirectory;
import dev.tapeline.analysis.directory.CompanyName;
import dev.tapeline.analysis.directory.Listing;
import dev.tapeline.analysis.directory.Reference;
import dev.tapeline.analysis.text.Document;
import dev.tapeline.analysis.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Links a document to the listed companies that it names. Immutable, safe for any number of
 * threads.
 *
 * <pre>{@code
 * Links links = Linker.of(CompanyDirectory.builtIn()).link(document);
 * links.companies(); // Xiaomi Corporation, SUBJECT, 100
 * }</pre>
 */
public final class Linker {
  private final CompanyDirectory directory;

  private Linker(CompanyDirectory directory) {
    this.directory = directory;
  }

  public static Linker of(CompanyDirectory directory) {
    return new Linker(directory);
  }

  /** Finds, weighs and ranks. */
  public Links link(Document document) {
    HitFinder finder = new HitFinder(directory, document, false).run();
    Contexts contexts = new Contexts(document);
    Weighing weighing = new Weighing(document, directory, finder, contexts::of);
    List<Hit> hits = weighing.run();
    new Roles(hits, contexts::of).read();
    List<List<Hit>> bySentence = bySentence(document, hits);
    Topics topics = new Topics(document, bySentence);
    List<Coreference> coreferences = new ArrayList<>();
    topics.coreferences().forEach(coreferences::addAll);
    Map<Company, Relevance.Score> scores =
        new Relevance(document.sentences()).score(hits, coreferences);
    Map<Company, Listing> listings = new ListingChoice(document, contexts::of).choose(hits);
    return new Answer(
            document, hits, scores, listings, finder.indices(), topics, () -> refusals(document))
        .links();
  }

  /** Reads again, with the places that are passed over by who does not ask why. */
  private List<Refusal> refusals(Document document) {
    HitFinder finder = new HitFinder(directory, document, true).run();
    Weighing weighing = new Weighing(document, directory, finder, new Contexts(document)::of);
    weighing.run();
    return weighing.refusals();
  }

  private static List<List<Hit>> bySentence(Document document, List<Hit> hits) {
    List<List<Hit>> lists = new ArrayList<>();
    document.sentences().forEach(s -> lists.add(List.of()));
    for (Hit hit : hits) {
      put(lists, hit.sentence, hit);
    }
    return lists;
  }

  /** Adds to the list of a sentence; most sentences keep none of their own. */
  private static <T> void put(List<List<T>> lists, Sentence sentence, T one) {
    List<T> list = lists.get(sentence.index());
    if (list.isEmpty()) {
      list = new ArrayList<>(4);
      lists.set(sentence.index(), list);
    }
    list.add(one);
  }

  /** The contexts of a document's sentences, made when first needed. */
  private static final class Contexts {
    private final Document document;
    private final @Nullable SentenceContext[] known;

    Contexts(Document document) {
      this.document = document;
      this.known = new SentenceContext[document.sentences().size()];
    }

    SentenceContext of(Hit hit) {
      Sentence sentence = hit.sentence;
      SentenceContext context = known[sentence.index()];
      if (context == null) {
        context = new SentenceContext(document, sentence);
        known[sentence.index()] = context;
      }
      return context;
    }
  }

  /** Puts together what was found. */
  private static final class Answer {
    private final Document document;
    private final Map<Company, Relevance.Score> scores;
    private final List<LinkedMention> mentions = new ArrayList<>();
    private final Map<Company, Listing> listings;
    private final List<IndexMention> indices;
    private final Topics topics;
    private final Supplier<List<Refusal>> refusals;

    Answer(
        Document document,
        List<Hit> hits,
        Map<Company, Relevance.Score> scores,
        Map<Company, Listing> listings,
        List<IndexMention> indices,
        Topics topics,
        Supplier<List<Refusal>> refusals) {
      this.document = document;
      this.scores = scores;
      this.listings = listings;
      this.indices = indices;
      this.topics = topics;
      this.refusals = refusals;
      hits.forEach(this::add);
    }

    private void add(Hit hit) {
      Hit.Candidate chosen = hit.chosen;
      if (chosen == null) {
        return;
      }
      Company company = chosen.company();
      mentions.add(
          new LinkedMention(
              company,
              hit.told,
              hit.sentence,
              hit.fullStart,
              hit.fullEnd,
              rule(hit, chosen),
              via(hit, chosen),
              finalRole(hit, company),
              hit.leading));
    }

    /** A company's plain mentions carry the role that the whole document gives it. */
    private Role finalRole(Hit hit, Company company) {
      Relevance.Score score = scores.get(company);
      return hit.role == Role.PARTY && score != null ? score.role() : hit.role;
    }

    private static String rule(Hit hit, Hit.Candidate chosen) {
      if (hit.isTicker()) {
        return "ticker";
      }
      String name =
          switch (Reference.kind(chosen.reference())) {
            case OFFICIAL, LOCAL -> "name";
            case ALIAS -> "alias";
            case BRAND -> "brand";
            case PERSON -> "person";
          };
      return hit.legalForm ? "name+suffix" : name;
    }

    private static @Nullable String via(Hit hit, Hit.Candidate chosen) {
      boolean brand =
          !hit.isTicker() && Reference.kind(chosen.reference()) == CompanyName.Kind.BRAND;
      return brand ? hit.sentence.field().originalText(hit.start, hit.end) : null;
    }

    Links links() {
      Map<Company, List<LinkedMention>> byCompany = new LinkedHashMap<>();
      List<List<LinkedMention>> mentionsOf = new ArrayList<>();
      List<List<IndexMention>> indicesOf = new ArrayList<>();
      for (int i = 0; i < document.sentences().size(); i++) {
        mentionsOf.add(List.of());
        indicesOf.add(List.of());
      }
      for (LinkedMention mention : mentions) {
        byCompany.computeIfAbsent(mention.company(), c -> new ArrayList<>()).add(mention);
        put(mentionsOf, mention.sentence(), mention);
      }
      indices.forEach(index -> put(indicesOf, index.sentence(), index));
      Map<Company, CompanyLink> links = new LinkedHashMap<>();
      byCompany.forEach((company, own) -> links.put(company, link(company, own)));
      List<CompanyLink> sorted = new ArrayList<>(links.values());
      sorted.sort(Comparator.comparingInt(CompanyLink::relevance).reversed());
      return new Links(
          sorted,
          mentions,
          byCompany,
          links,
          listings,
          mentionsOf,
          indicesOf,
          topics,
          refusals,
          plain(),
          subject());
    }

    private CompanyLink link(Company company, List<LinkedMention> own) {
      Listing listing = listings.getOrDefault(company, company.home());
      Relevance.Score score =
          scores.getOrDefault(company, new Relevance.Score(Role.PAGE, 0, false));
      boolean onlyBrands = true;
      List<Mention> mentions = new ArrayList<>(own.size());
      for (LinkedMention mention : own) {
        onlyBrands &= mention.via() != null;
        mentions.add(mention.toMention());
      }
      return new CompanyLink(
          listing.ticker(),
          listing.key(),
          company.name(),
          score.relevance(),
          score.role(),
          onlyBrands ? own.get(0).via() : null,
          mentions);
    }

    private Set<Company> plain() {
      Set<Company> plain = new HashSet<>();
      scores.forEach(
          (company, score) -> {
            if (score.plain()) {
              plain.add(company);
            }
          });
      return plain;
    }

    private @Nullable Company subject() {
      Company best = null;
      int highest = -1;
      for (Map.Entry<Company, Relevance.Score> entry : scores.entrySet()) {
        Relevance.Score score = entry.getValue();
        if (score.role() == Role.SUBJECT && score.relevance() > highest) {
          best = entry.getKey();
          highest = score.relevance();
        }
      }
      return best;
    }
  }
}
