package dev.tapeline.analysis.text;

import java.util.ArrayList;
import java.util.List;

/** Reads the times that a sentence tells. */
final class TimeReader {
  private TimeReader() {}

  static List<TimeMark> read(Sentence sentence, List<Cue> cues) {
    List<TimeMark> marks = new ArrayList<>();
    for (Cue cue : cues) {
      if (cue.is("weekday")) {
        marks.add(
            new TimeMark(
                TimeMark.Kind.WEEKDAY,
                null,
                Integer.parseInt(cue.value()),
                0,
                cue.start(),
                cue.end()));
      } else if (cue.is("relative-day")) {
        marks.add(
            new TimeMark(
                TimeMark.Kind.DAYS_FROM_NOW,
                null,
                Integer.parseInt(cue.value()),
                0,
                cue.start(),
                cue.end()));
      }
    }
    return marks;
  }
}
