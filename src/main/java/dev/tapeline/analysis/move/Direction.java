package dev.tapeline.analysis.move;

/** Which way a share went. */
public enum Direction {
  UP,
  DOWN,
  FLAT
}
