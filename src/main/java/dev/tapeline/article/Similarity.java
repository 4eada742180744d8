package dev.tapeline.article;

import com.dynatrace.hash4j.hashing.Hashing;
import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells near-duplicate texts by 64-bit SimHash over runs of characters (Charikar 2002; the few
 * bits' distance as in Manku, Jain and Das Sarma, "Detecting near-duplicates for web crawling",
 * 2007): an agency's text in two newspapers differs in a handful of bits.
 */
final class Similarity {
  private static final SimilarityHashPolicy POLICY = SimilarityHashing.simHash(Long.SIZE);

  /** Characters a run, enough to hold a word and its neighbour. */
  private static final int RUN = 8;

  /** The SimHashes of shorter texts are near by chance. */
  private static final int SHORTEST = 200;

  /** From here on Unicode has the scripts without spaces, and few others. */
  private static final char THAI = '\u0E00';

  /** Of 64 bits. */
  private static final int NEAR = 6;

  private Similarity() {}

  /**
   * The hash of what an article says: near for near-duplicates where its text is long enough; the
   * same only for the same words where it is not.
   */
  static long hash(@Nullable String title, @Nullable String text) {
    if (text == null || text.length() < SHORTEST) {
      String words = (title + "\n" + text).replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
      return Hashing.wyhashFinal4().hashCharsToLong(words);
    }
    String squeezed = text.replaceAll("\\s+", " ").strip();
    byte[] hash =
        POLICY.createHasher().compute(ElementHashProvider.ofValues(hashesOfRuns(squeezed)));
    return ByteBuffer.wrap(hash).getLong();
  }

  private static long[] hashesOfRuns(String text) {
    long[] hashes = new long[text.length()];
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (startsRun(text, i)) {
        String run = text.substring(i, Math.min(text.length(), i + RUN));
        hashes[count++] = Hashing.wyhashFinal4().hashCharsToLong(run);
      }
    }
    return Arrays.copyOf(hashes, Math.max(1, count));
  }

  /** Runs start with words; in scripts that may write none apart, with every character. */
  private static boolean startsRun(String text, int at) {
    char c = text.charAt(at);
    return c >= THAI || (at == 0 || text.charAt(at - 1) == ' ') && c != ' ';
  }

  /** Whether two texts say nearly the same in nearly the same words. */
  static boolean near(long one, long other) {
    return Long.bitCount(one ^ other) <= NEAR;
  }
}
