package dev.tapeline.source.feed;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a feed's bytes.
 *
 * <p>Who is believed, in order: a byte order mark; the zero bytes of UTF-16; bytes that are valid
 * UTF-8 (text of another encoding hardly ever is, by chance); the encoding of the XML prolog and
 * then the header's, each only if the bytes fit it; and last what the statistics of the bytes say.
 * A claim of ISO-8859-1 fits all bytes and is many a server's default, so it is believed only where
 * the bytes look like Western text.
 *
 * @param text without byte order mark
 * @param charset what it was read as
 * @param problems where claims and bytes disagreed
 */
record FeedText(String text, Charset charset, List<String> problems) {

  private static final Pattern PROLOG =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:+-]+)[\"']");
  private static final Pattern HEADER =
      Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);

  private static final Charset LATIN = charset("windows-1252");

  /** What is meant by a name differs from what the name says; after the WHATWG's encoding table. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("ascii", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("iso-8859-11", "x-windows-874"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("windows-874", "x-windows-874"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("big5", "Big5-HKSCS"),
          Map.entry("utf8", "UTF-8"));

  /** Shares of high bytes next to another: Western text has few, other scripts mostly. */
  private static final double WESTERN_AT_MOST = 0.5;

  /** One broken character in this many is damage; more is another encoding. */
  private static final int DAMAGE = 50;

  static FeedText decode(byte[] body, @Nullable String contentType) {
    Charset marked = byMark(body);
    if (marked == null) {
      marked = byZeros(body);
    }
    if (marked != null) {
      return damaged(body, marked, List.of());
    }
    Set<Charset> claims = claims(body, contentType);
    @Nullable String utf8 = strictly(body, StandardCharsets.UTF_8);
    if (utf8 != null) {
      return validUtf8(body, utf8, claims);
    }
    List<String> problems = new ArrayList<>();
    for (Charset claim : claims) {
      if (claim.equals(StandardCharsets.UTF_8) || doubtful(claim, body)) {
        continue;
      }
      @Nullable String text = strictly(body, claim);
      if (text != null) {
        return new FeedText(text, claim, problems);
      }
    }
    for (Charset claim : withUtf8(claims)) {
      FeedText text = damaged(body, claim, problems);
      if (!doubtful(claim, body) && lightly(text.text())) {
        return text;
      }
    }
    return byStatistics(body, claims);
  }

  private static FeedText validUtf8(byte[] body, String utf8, Set<Charset> claims) {
    for (Charset claim : claims) {
      boolean escapes = claim.name().startsWith("ISO-2022") && utf8.indexOf('\u001b') >= 0;
      // Short Chinese texts in GB18030 can be valid UTF-8 by accident, but then all of their
      // sequences are of two bytes, which in UTF-8 are never Chinese.
      boolean accident = multibyte(claim) && onlyTwoByteSequences(utf8);
      if (escapes || accident) {
        @Nullable String text = strictly(body, claim);
        if (text != null) {
          return new FeedText(text, claim, List.of());
        }
      }
    }
    boolean ascii = utf8.length() == body.length;
    boolean contradicted = !ascii && !claims.isEmpty() && !claims.contains(StandardCharsets.UTF_8);
    return new FeedText(
        utf8,
        StandardCharsets.UTF_8,
        contradicted
            ? List.of(
                String.format(
                    Locale.ROOT, "says it is %s but is UTF-8", claims.iterator().next().name()))
            : List.of());
  }

  private static @Nullable Charset byMark(byte[] b) {
    if (starts(b, 0xEF, 0xBB, 0xBF)) {
      return StandardCharsets.UTF_8;
    }
    if (starts(b, 0xFF, 0xFE, 0, 0)) {
      return charset("UTF-32LE");
    }
    if (starts(b, 0, 0, 0xFE, 0xFF)) {
      return charset("UTF-32BE");
    }
    if (starts(b, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    return starts(b, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
  }

  /** Markup begins with ASCII, whose every other byte is zero in UTF-16. */
  private static @Nullable Charset byZeros(byte[] b) {
    if (b.length < 4) {
      return null;
    }
    if (b[0] != 0 && b[1] == 0 && b[2] != 0 && b[3] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    return b[0] == 0 && b[1] != 0 && b[2] == 0 && b[3] != 0 ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean starts(byte[] b, int... mark) {
    if (b.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((b[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static Set<Charset> claims(byte[] body, @Nullable String contentType) {
    Set<Charset> claims = new LinkedHashSet<>();
    String head = new String(body, 0, Math.min(body.length, 1024), StandardCharsets.ISO_8859_1);
    add(claims, PROLOG.matcher(head));
    if (contentType != null) {
      add(claims, HEADER.matcher(contentType));
    }
    // Bytes that read as ASCII cannot be these, whatever the prolog says.
    claims.removeIf(
        claim -> claim.name().startsWith("UTF-16") || claim.name().startsWith("UTF-32"));
    return claims;
  }

  private static void add(Set<Charset> claims, Matcher named) {
    if (named.find()) {
      Charset claim = charsetOrNull(named.group(1));
      if (claim != null) {
        claims.add(claim);
      }
    }
  }

  private static Set<Charset> withUtf8(Set<Charset> claims) {
    Set<Charset> all = new LinkedHashSet<>();
    all.add(StandardCharsets.UTF_8);
    all.addAll(claims);
    return all;
  }

  private static FeedText byStatistics(byte[] body, Set<Charset> claims) {
    CharsetDetector detector = new CharsetDetector();
    detector.enableInputFilter(true);
    detector.setText(body);
    for (CharsetMatch match : detector.detectAll()) {
      Charset charset = charsetOrNull(match.getName());
      if (charset == null || charset.name().startsWith("UTF-") || doubtful(charset, body)) {
        continue;
      }
      FeedText text = damaged(body, charset, List.of());
      if (lightly(text.text())) {
        String said = claims.isEmpty() ? "no encoding" : claims.iterator().next().name();
        return new FeedText(
            text.text(),
            charset,
            List.of(String.format(Locale.ROOT, "says %s but reads as %s", said, charset)));
      }
    }
    return damaged(body, LATIN, List.of("no encoding fits its bytes; read as windows-1252"));
  }

  private static @Nullable String strictly(byte[] body, Charset charset) {
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(body))
              .toString();
      return withoutMark(text);
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static FeedText damaged(byte[] body, Charset charset, List<String> before) {
    @Nullable String strict = strictly(body, charset);
    if (strict != null) {
      return new FeedText(strict, charset, before);
    }
    String text = withoutMark(new String(body, charset));
    List<String> problems = new ArrayList<>(before);
    problems.add(
        String.format(Locale.ROOT, "has bytes that are not valid %s; replaced", charset.name()));
    return new FeedText(text, charset, problems);
  }

  private static boolean lightly(String text) {
    int broken = 0;
    int foreign = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      broken += c == '\uFFFD' ? 1 : 0;
      foreign += c >= 0x80 ? 1 : 0;
    }
    return broken == 0 || broken * DAMAGE <= foreign || (broken <= 3 && foreign - broken >= broken);
  }

  private static boolean doubtful(Charset claim, byte[] body) {
    boolean western =
        claim.equals(LATIN)
            || claim.name().equals("windows-1254")
            || claim.name().equals("windows-1250")
            || claim.name().startsWith("ISO-8859-1")
            || claim.name().equals("ISO-8859-2");
    return western && adjacency(body) > WESTERN_AT_MOST;
  }

  private static double adjacency(byte[] body) {
    int high = 0;
    int beside = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] < 0) {
        high++;
        boolean before = i > 0 && body[i - 1] < 0;
        boolean after = i + 1 < body.length && body[i + 1] < 0;
        beside += before || after ? 1 : 0;
      }
    }
    return high == 0 ? 0 : (double) beside / high;
  }

  private static boolean multibyte(Charset charset) {
    String name = charset.name();
    return name.startsWith("GB")
        || name.startsWith("Big5")
        || name.startsWith("EUC")
        || name.equals("x-windows-949")
        || name.equals("windows-31j");
  }

  private static boolean onlyTwoByteSequences(String utf8) {
    boolean any = false;
    for (int i = 0; i < utf8.length(); i++) {
      char c = utf8.charAt(i);
      if (c >= 0x800) {
        return false;
      }
      any |= c >= 0x80;
    }
    return any;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Charset charset(String name) {
    return Charset.forName(name);
  }

  private static @Nullable Charset charsetOrNull(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    try {
      return charset(MEANT.getOrDefault(lower, name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
