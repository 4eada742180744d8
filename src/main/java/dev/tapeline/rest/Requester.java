package dev.tapeline.rest;

/** Who sent the request that is being answered, for features whose things belong to somebody. */
public interface Requester {

  /**
   * By which things are owned, such as {@code token:dashboard (019a…)}; the same in every request.
   */
  String name();

  /** Whether everybody's things are this one's to see and change. */
  boolean ownsAll();
}
