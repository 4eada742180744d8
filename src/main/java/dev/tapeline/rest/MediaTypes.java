package dev.tapeline.rest;

import jakarta.ws.rs.core.MediaType;

/**
 * Types of answers that resources choose themselves. They carry their charset: of a type without
 * one the framework makes another one with it for every answer, a tenth of what a profile of
 * reading pages saw of the worker threads.
 */
public final class MediaTypes {

  /** {@code application/json;charset=UTF-8}. */
  public static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");

  /** {@code text/csv;charset=UTF-8}. */
  public static final MediaType CSV = MediaType.valueOf(CsvTable.MEDIA_TYPE).withCharset("UTF-8");

  private MediaTypes() {}
}
