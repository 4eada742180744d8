package dev.tapeline.alert;

/** What made a rule send. */
enum Trigger {
  /** A recorded move. */
  MOVE("alert.move"),
  /** A move that news tells of. */
  REPORTED_MOVE("alert.reported-move"),
  /** An event. */
  EVENT("alert.event"),
  /** A claim that was checked. */
  CLAIM("alert.claim"),
  /** Another rule of the same owner that was paused. */
  PAUSED("alert.paused"),
  /** Somebody who wants to see that it arrives. */
  TEST("alert.test");

  private final String type;

  Trigger(String type) {
    this.type = type;
  }

  /** What a payload calls it: {@code alert.move}. */
  String type() {
    return type;
  }
}
