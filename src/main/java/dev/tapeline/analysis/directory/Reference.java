package dev.tapeline.analysis.directory;

/**
 * What a key of the {@link NameIndex} refers to, packed into an int: whose name it is, of which
 * kind, and how far it can be trusted.
 */
public final class Reference {
  private static final int NEEDS_EVIDENCE = 1;
  private static final int DERIVED = 2;
  private static final int KIND_SHIFT = 2;
  private static final int KIND_MASK = 7;
  private static final int TARGET_SHIFT = 5;

  private static final int INDEX = 6;
  private static final int OTHER = 7;
  private static final CompanyName.Kind[] KINDS = CompanyName.Kind.values();

  private Reference() {}

  static int company(int company, CompanyName.Kind kind, boolean needsEvidence, boolean derived) {
    return (company << TARGET_SHIFT)
        | (kind.ordinal() << KIND_SHIFT)
        | (derived ? DERIVED : 0)
        | (needsEvidence ? NEEDS_EVIDENCE : 0);
  }

  static int index(int index, boolean needsEvidence) {
    return (index << TARGET_SHIFT) | (INDEX << KIND_SHIFT) | (needsEvidence ? NEEDS_EVIDENCE : 0);
  }

  static int other() {
    return OTHER << KIND_SHIFT;
  }

  /** Whether it names a listed company. */
  public static boolean isCompany(int reference) {
    return ((reference >> KIND_SHIFT) & KIND_MASK) < INDEX;
  }

  /** Whether it names a share index. */
  public static boolean isIndex(int reference) {
    return ((reference >> KIND_SHIFT) & KIND_MASK) == INDEX;
  }

  /** The number of the company or the index in its directory. */
  public static int target(int reference) {
    return reference >>> TARGET_SHIFT;
  }

  /** What sort of name it is, of a company. */
  public static CompanyName.Kind kind(int reference) {
    return KINDS[(reference >> KIND_SHIFT) & KIND_MASK];
  }

  /** Whether the text must show that the company is meant. */
  public static boolean needsEvidence(int reference) {
    return (reference & NEEDS_EVIDENCE) != 0;
  }

  /** Whether the short name was made by rule from a registered name, not written by somebody. */
  public static boolean isDerived(int reference) {
    return (reference & DERIVED) != 0;
  }

  /** Whether it is a company's, not a person's, and not to be trusted without more. */
  static boolean isDoubtful(int reference) {
    return isCompany(reference)
        && kind(reference) != CompanyName.Kind.PERSON
        && (needsEvidence(reference) || isDerived(reference));
  }

  /** Whether it is a company's only because a rule left this ordinary word of its name. */
  static boolean isOrdinaryWord(int reference) {
    return needsEvidence(reference) && isDerived(reference);
  }
}
