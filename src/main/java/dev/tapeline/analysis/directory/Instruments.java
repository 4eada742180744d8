package dev.tapeline.analysis.directory;

import java.util.Set;

/**
 * Tells certificates, funds, notes and warrants from shares by the words in their names. They can
 * be found by their ticker, and lend their names to nobody.
 */
final class Instruments {
  private static final Set<String> WORDS =
      Set.of(
          "etf",
          "etfs",
          "etn",
          "etc",
          "etp",
          "etns",
          "etps",
          "ucits",
          "ishares",
          "lyxor",
          "xtrackers",
          "wisdomtree",
          "amundi",
          "vanguard",
          "spdr",
          "invesco",
          "fund",
          "funds",
          "fundo",
          "fonds",
          "fii",
          "warrant",
          "warrants",
          "wts",
          "certificate",
          "zertifikat",
          "mtn",
          "ncd",
          "debenture",
          "debentures",
          "bond",
          "bonds",
          "note",
          "notes",
          "nts",
          "perp",
          "cw",
          "barr",
          "mmccbarxp",
          "mcccbarxp",
          "tb",
          "bonus",
          "lfissax",
          "vonlfissax",
          "unit",
          "units",
          "rights",
          "subordinated",
          "convertible",
          "preferred",
          "cumulative",
          "depositary",
          "coupon",
          "covered",
          "leveraged",
          "leverage",
          "2x",
          "3x",
          "5x",
          "1x",
          "bull",
          "bear",
          "turbo",
          "tracker",
          "index",
          "sicav",
          "anleihe",
          "genussschein",
          "obligacion",
          "sydinvest",
          "investin",
          "acquisition",
          "spac",
          "absa",
          "linkers",
          "corporate bond",
          "treasury");

  private Instruments() {}

  /** Whether the key of a name has a word that only such names have. */
  static boolean isOne(String key) {
    int start = 0;
    for (int i = 0; i <= key.length(); i++) {
      if (i == key.length() || key.charAt(i) == ' ' || key.charAt(i) == '.') {
        if (i > start && WORDS.contains(key.substring(start, i))) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }
}
