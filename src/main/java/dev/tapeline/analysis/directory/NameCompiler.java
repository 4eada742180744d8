package dev.tapeline.analysis.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the keys of all names, and says which of them a text must give evidence for. */
final class NameCompiler {
  /** A derived name shorter than this is an abbreviation that others use too. */
  private static final int SHORTEST_DERIVED = 4;

  private final LegalForms forms = LegalForms.builtIn();
  private final OrdinaryWords ordinary = OrdinaryWords.builtIn();
  private final List<NameIndex.Entry> entries = new ArrayList<>();

  private NameCompiler() {}

  static NameIndex compile(List<Company> companies, List<ShareIndex> indices) {
    NameCompiler compiler = new NameCompiler();
    for (int i = 0; i < companies.size(); i++) {
      compiler.add(i, companies.get(i));
    }
    for (int i = 0; i < indices.size(); i++) {
      for (CompanyName name : indices.get(i).names()) {
        for (String key : NameKey.variants(name.text())) {
          compiler.entries.add(new NameIndex.Entry(key, Reference.index(i, name.needsEvidence())));
        }
      }
    }
    for (String name : DirectoryFiles.rows("others.csv", row -> row.getField("names"))) {
      for (String one : DirectoryFiles.list(name)) {
        for (String key : NameKey.variants(one)) {
          compiler.entries.add(new NameIndex.Entry(key, Reference.other()));
        }
      }
    }
    return NameIndex.of(compiler.entries);
  }

  private void add(int number, Company company) {
    Map<String, Integer> keys = new HashMap<>();
    Set<String> marked = new HashSet<>();
    for (CompanyName name : company.names()) {
      if (name.kind() != CompanyName.Kind.OFFICIAL && name.needsEvidence()) {
        marked.addAll(NameKey.variants(name.text()));
      }
    }
    for (CompanyName name : company.names()) {
      boolean byHand = company.builtIn() && name.kind() != CompanyName.Kind.OFFICIAL;
      for (String key : NameKey.variants(name.text())) {
        String plain = isName(name.kind()) ? forms.strip(key) : key;
        put(keys, number, name, byHand ? key : plain, byHand, marked);
        put(keys, number, name, plain, byHand && plain.equals(key), marked);
        String shorter = isName(name.kind()) ? forms.strip(forms.stripGeneric(plain)) : plain;
        // Two characters of Chinese are a word more often than a name.
        boolean tooShort =
            shorter.length() < 3 && NameChars.of(shorter.charAt(0)) != NameChars.ALPHA;
        shorter = tooShort ? plain : shorter;
        put(keys, number, name, shorter, byHand && shorter.equals(key), marked);
      }
    }
    keys.forEach((key, reference) -> entries.add(new NameIndex.Entry(key, reference)));
  }

  private static boolean isName(CompanyName.Kind kind) {
    return kind == CompanyName.Kind.OFFICIAL
        || kind == CompanyName.Kind.LOCAL
        || kind == CompanyName.Kind.ALIAS;
  }

  /** Keeps the most trusted of several names with one key; a name marked by hand stays marked. */
  private void put(
      Map<String, Integer> keys,
      int number,
      CompanyName name,
      String key,
      boolean byHand,
      Set<String> marked) {
    if (!byHand && (forms.isForm(key) || key.chars().noneMatch(Character::isLetter))) {
      return;
    }
    boolean needsEvidence =
        name.needsEvidence() || marked.contains(key) || (!byHand && isOrdinary(key));
    int reference = Reference.company(number, name.kind(), needsEvidence, !byHand);
    Integer known = keys.get(key);
    if (known == null || trust(reference) > trust(known)) {
      keys.put(key, reference);
    }
  }

  private static int trust(int reference) {
    return (Reference.needsEvidence(reference) ? 0 : 2) + (Reference.isDerived(reference) ? 0 : 1);
  }

  private boolean isOrdinary(String key) {
    return key.length() < SHORTEST_DERIVED && NameChars.of(key.charAt(0)) == NameChars.ALPHA
        || key.length() < 3
        || ordinary.allOrdinary(key);
  }
}
