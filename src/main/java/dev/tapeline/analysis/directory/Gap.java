package dev.tapeline.analysis.directory;

/**
 * What stands between two units of a name in a text, packed into a long so that the matching of
 * names makes no objects: the next unit's offset, and the symbol that a {@link NameKey} has there.
 */
final class Gap {
  private static final long NONE = -1;

  /** Units up to this length may carry the dot of an abbreviation: {@code Bros. Discovery}. */
  private static final int LONGEST_ABBREVIATION = 4;

  private Gap() {}

  /** The gap behind a unit that ends at {@code at}, or a negative number where the name ends. */
  static long at(CharSequence text, int at) {
    if (at >= text.length()) {
      return NONE;
    }
    switch (NameChars.of(text.charAt(at))) {
      case NameChars.ALPHA:
      case NameChars.WIDE:
      case NameChars.HANGUL:
        return pack(NameKey.SCRIPT_CHANGE, at);
      case NameChars.SPACE:
        return blank(text, at);
      case NameChars.HYPHEN:
        return unitAt(text, at + 1) ? pack(' ', at + 1) : NONE;
      case NameChars.DOT:
        return dot(text, at);
      case NameChars.APOSTROPHE:
        return unitAt(text, at + 1) ? pack('\'', at + 1) : NONE;
      case NameChars.AMPERSAND:
        return ampersand(text, at);
      case NameChars.PLUS:
        return unitAt(text, at + 1) ? pack('+', at + 1) : NONE;
      case NameChars.MIDDLE_DOT:
        return middleDot(text, at);
      default:
        return NONE;
    }
  }

  static int next(long gap) {
    return (int) (gap >>> 8);
  }

  /** The symbol of the key, 0 where it has none. */
  static char symbol(long gap) {
    return (char) (gap & 0xFF);
  }

  private static long pack(char symbol, int next) {
    return ((long) next << 8) | symbol;
  }

  private static long blank(CharSequence text, int at) {
    int next = at + 1;
    if (next >= text.length()) {
      return NONE;
    }
    byte kind = NameChars.of(text.charAt(next));
    if (kind == NameChars.AMPERSAND) {
      return ampersand(text, next);
    }
    if (!NameChars.isUnit(kind)) {
      return NONE;
    }
    byte before = NameChars.of(text.charAt(at - 1));
    boolean scriptChange = NameChars.isUnit(before) && before != kind;
    return pack(scriptChange ? NameKey.SCRIPT_CHANGE : ' ', next);
  }

  private static long dot(CharSequence text, int at) {
    if (unitAt(text, at + 1)) {
      return pack('.', at + 1);
    }
    boolean blankBehind =
        at + 2 < text.length() && text.charAt(at + 1) == ' ' && unitAt(text, at + 2);
    return blankBehind && isShort(text, at) ? pack(' ', at + 2) : NONE;
  }

  private static boolean isShort(CharSequence text, int end) {
    int start = end;
    while (start > 0 && NameChars.of(text.charAt(start - 1)) == NameChars.ALPHA) {
      start--;
      if (end - start > LONGEST_ABBREVIATION) {
        return false;
      }
    }
    return start < end;
  }

  private static long ampersand(CharSequence text, int at) {
    int next = at + 1;
    if (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return unitAt(text, next) ? pack('&', next) : NONE;
  }

  private static long middleDot(CharSequence text, int at) {
    if (at == 0 || !unitAt(text, at + 1)) {
      return NONE;
    }
    byte before = NameChars.of(text.charAt(at - 1));
    byte behind = NameChars.of(text.charAt(at + 1));
    if (before == behind && before != NameChars.ALPHA) {
      return pack('\0', at + 1);
    }
    return pack(before == behind ? ' ' : NameKey.SCRIPT_CHANGE, at + 1);
  }

  private static boolean unitAt(CharSequence text, int at) {
    return at < text.length() && NameChars.isUnit(NameChars.of(text.charAt(at)));
  }
}
