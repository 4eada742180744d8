package dev.tapeline.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Chooses a representation by the {@code Accept} header. */
public final class Accepted {

  private Accepted() {}

  /**
   * The type that is to be answered: the first of the acceptable ones, in the order of the client's
   * wishes, that is there. Where a client's wish leaves it open, as a browser's does, the first of
   * those that are there.
   *
   * @param there in the order in which they are offered, at least one
   */
  public static String of(HttpHeaders headers, String... there) {
    for (MediaType wish : wishes(headers)) {
      for (String type : there) {
        if (wish.isCompatible(MediaType.valueOf(type))) {
          return type;
        }
      }
    }
    return there[0]; // the framework has refused the others already
  }

  private static List<MediaType> wishes(HttpHeaders headers) {
    try {
      return headers.getAcceptableMediaTypes();
    } catch (IllegalArgumentException e) {
      return List.of(); // such as an empty header, which the framework lets pass
    }
  }
}
