package dev.tapeline.app;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes traces as a collector does: OTLP over HTTP in protobuf, {@code POST /v1/traces}. It reads
 * of them what the names of spans need (opentelemetry-proto, {@code trace.proto}).
 */
final class TraceReceiver implements AutoCloseable {
  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int TRACE_ID = 1;
  private static final int NAME = 5;

  private final Map<String, List<String>> names = new ConcurrentHashMap<>();
  private final HttpServer server;

  TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          take(exchange.getRequestBody().readAllBytes());
          exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /** For {@code quarkus.otel.exporter.otlp.endpoint}. */
  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The names of the spans of each trace. */
  Collection<List<String>> traces() {
    return names.values();
  }

  private void take(byte[] request) {
    for (byte[] resource : fields(request).getOrDefault(RESOURCE_SPANS, List.of())) {
      for (byte[] scope : fields(resource).getOrDefault(SCOPE_SPANS, List.of())) {
        for (byte[] span : fields(scope).getOrDefault(SPANS, List.of())) {
          Map<Integer, List<byte[]>> fields = fields(span);
          names
              .computeIfAbsent(
                  HexFormat.of().formatHex(requireNonNull(fields.get(TRACE_ID)).get(0)),
                  trace -> new CopyOnWriteArrayList<>())
              .add(new String(requireNonNull(fields.get(NAME)).get(0), StandardCharsets.UTF_8));
        }
      }
    }
  }

  /** The fields of a message that have a length: messages, texts and bytes. */
  private static Map<Integer, List<byte[]>> fields(byte[] message) {
    Map<Integer, List<byte[]>> fields = new HashMap<>();
    int[] at = {0};
    while (at[0] < message.length) {
      long key = number(message, at);
      switch ((int) (key & 7)) {
        case 0 -> number(message, at);
        case 1 -> at[0] += 8;
        case 2 -> {
          int length = (int) number(message, at);
          byte[] value = new byte[length];
          System.arraycopy(message, at[0], value, 0, length);
          at[0] += length;
          fields.computeIfAbsent((int) (key >> 3), field -> new ArrayList<>()).add(value);
        }
        case 5 -> at[0] += 4;
        default -> throw new IllegalArgumentException("not protobuf");
      }
    }
    return fields;
  }

  private static long number(byte[] message, int[] at) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = message[at[0]++];
      number |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
