package dev.tapeline.app.http;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapeline.rest.EntityTags;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Gives reads that have none a weak entity tag over what they answer, and answers 304 to whoever
 * knows it. Resources that can tell it without making the answer say it themselves.
 */
final class ConditionalReads {

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final ObjectMapper json;

  ConditionalReads(ObjectMapper json) {
    this.json = json;
  }

  @ServerResponseFilter
  void tag(ContainerRequestContext request, ContainerResponseContext response)
      throws JsonProcessingException {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    Object entity = response.getEntity();
    if (response.getStatus() != OK
        || !READING.contains(request.getMethod())
        || entity == null
        || !isJson(response.getMediaType())
        || headers.containsKey(HttpHeaders.ETAG)
        || headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
      return;
    }
    byte[] bytes = entity instanceof byte[] raw ? raw : json.writeValueAsBytes(entity);
    String tag = EntityTags.weak(Hashing.komihash5_0().hashBytesToLong(bytes));
    headers.putSingle(HttpHeaders.ETAG, tag);
    headers.putSingle(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    if (EntityTags.matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatus(NOT_MODIFIED);
      response.setEntity(null);
    }
  }

  private static boolean isJson(@Nullable MediaType type) {
    return type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
  }
}
