package dev.tapeline.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One connection that asks one request after the other. It shares the machine's processors with
 * what it measures, so it does next to nothing: the JDK's own client needs as much time for an
 * answer as the service does.
 */
final class HttpConnection implements AutoCloseable {
  private static final int BUFFER = 1 << 17;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String host;
  private final byte[] thrownAway = new byte[BUFFER];

  HttpConnection(String address) throws IOException {
    URI uri = URI.create(address);
    this.host = uri.getHost() + ":" + uri.getPort();
    this.socket = new Socket(InetAddress.getByName(uri.getHost()), uri.getPort());
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    this.out = socket.getOutputStream();
  }

  /**
   * What came back.
   *
   * @param headers by their names in small letters
   * @param bytes of the body as it was sent
   */
  record Answer(int status, Map<String, String> headers, long bytes) {}

  /** Asks, and reads the answer to its end. */
  Answer get(String path, Map<String, String> headers) throws IOException {
    StringBuilder request = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\n");
    headers.forEach(
        (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> answered = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      answered.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(status, answered, status == 304 ? 0 : body(answered));
  }

  private long body(Map<String, String> headers) throws IOException {
    String length = headers.get("content-length");
    if (length != null) {
      long bytes = Long.parseLong(length);
      throwAway(bytes);
      return bytes;
    }
    long all = 0;
    while (true) {
      long chunk = Long.parseLong(line(), 16);
      throwAway(chunk + 2);
      all += chunk;
      if (chunk == 0) {
        return all;
      }
    }
  }

  private void throwAway(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      int read = in.read(thrownAway, 0, (int) Math.min(left, BUFFER));
      if (read < 0) {
        throw new EOFException("the service cut an answer off");
      }
      left -= read;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("the service closed the connection");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
