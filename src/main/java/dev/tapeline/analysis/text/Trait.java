package dev.tapeline.analysis.text;

/**
 * A habit of a language that rules depend on. A language's file lists its own by the name in small
 * letters: {@code trait,drops-subject,x}.
 */
public enum Trait {
  /** An owner stands behind what it owns: {@code saham BBCA}, {@code l'action Airbus}. */
  OWNER_BEHIND,
  /**
   * What moves often stands right behind its verb: {@code ارتفع سهم أرامكو}, {@code suben las
   * acciones de Iberdrola}.
   */
  VERB_FIRST,
  /** Verbs, and the words for cases, stand behind what they go with: {@code トヨタが5%上昇した}. */
  VERB_LAST,
  /** A verb needs no subject: {@code cayó 4,4%}. */
  DROPS_SUBJECT,
  /** Reports often leave out what they speak of, and names are written with a capital. */
  ELLIPTIC,
  /** The word for "up" behind a percentage is the word for "more": {@code ingresó un 5% más}. */
  UP_IS_MORE,
  /**
   * Clauses that commas part go on about what opened the sentence, and objects bear no mark: {@code
   * 露露乐蒙下调指引，跌逾14%}.
   */
  TOPIC_CHAINS,
  /** Reports tell the change of a share in money alone: {@code 85円高}, {@code 上涨3元}. */
  MONEY_CHANGES,
  /**
   * A word for a cause makes one of all that stands before it in its clause, however long: {@code
   * teslimat hedefini yinelemesine rağmen}.
   */
  LONG_CAUSES
}
