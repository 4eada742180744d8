package dev.tapeline.analysis.corpus;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts of what was right, what was answered and what the gold holds.
 *
 * @param right answered and in the gold
 * @param answered all that was answered
 * @param gold all that should be
 */
record Score(int right, int answered, int gold) {
  static final Score NONE = new Score(0, 0, 0);

  /** Compares two bags. */
  static Score of(Collection<?> answered, Collection<?> gold) {
    Map<Object, Integer> left = new HashMap<>();
    gold.forEach(value -> left.merge(value, 1, Integer::sum));
    int right = 0;
    for (Object value : answered) {
      if (left.getOrDefault(value, 0) > 0) {
        left.merge(value, -1, Integer::sum);
        right++;
      }
    }
    return new Score(right, answered.size(), gold.size());
  }

  Score plus(Score other) {
    return new Score(right + other.right, answered + other.answered, gold + other.gold);
  }

  double precision() {
    return answered == 0 ? 1 : (double) right / answered;
  }

  double recall() {
    return gold == 0 ? 1 : (double) right / gold;
  }

  double f1() {
    return answered + gold == 0 ? 1 : 2.0 * right / (answered + gold);
  }
}
