package dev.tapeline.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads the newest 50 entries of random companies over some connections for some time.
 *
 * @param address of the service
 * @param connections that ask one request after the other
 * @param requests one for each company, all equally likely; behind a space the entity tag that it
 *     shows, where it asks for what has changed only
 * @param headers of each request
 */
record ReadingLoad(
    String address, int connections, List<String> requests, Map<String, String> headers) {

  /** More than the head of an answer without a body. */
  private static final int HEAD = 1_500;

  /** The plainest: uncompressed whole answers of any company. */
  static ReadingLoad of(String address, int connections) {
    return new ReadingLoad(
        address,
        connections,
        IntStream.rangeClosed(1, MadeEntries.COMPANIES).mapToObj(ReadingLoad::path).toList(),
        Map.of());
  }

  ReadingLoad gzipped() {
    return new ReadingLoad(address, connections, requests, Map.of("Accept-Encoding", "gzip"));
  }

  ReadingLoad ofTheFirst(int companies) {
    return new ReadingLoad(address, connections, requests.subList(0, companies), headers);
  }

  /** Asks with the entity tags of the answers of now. */
  ReadingLoad unchanged(int ofCompanies) throws IOException {
    List<String> tagged = new ArrayList<>();
    try (HttpConnection connection = new HttpConnection(address)) {
      for (String path : requests.subList(0, ofCompanies)) {
        tagged.add(path + " " + connection.get(path, headers).headers().get("etag"));
      }
    }
    return new ReadingLoad(address, connections, tagged, headers);
  }

  /**
   * Reads.
   *
   * @throws IllegalStateException where something was refused, or sent that the tags know
   */
  Wrk.Load run(int seconds) throws Exception {
    Wrk.Load load = Wrk.run(address, connections, seconds, requests, headers);
    boolean unchanged = requests.get(0).indexOf(' ') > 0;
    if (unchanged && load.bytes() > HEAD) {
      throw new IllegalStateException("whole answers came: " + load);
    }
    return load;
  }

  private static String path(int company) {
    return "/api/v1/companies/" + MadeEntries.id(company) + "/timeline";
  }
}
