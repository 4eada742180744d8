package dev.tapeline.app.openapi;

import dev.tapeline.app.security.AccessRules;
import dev.tapeline.app.token.Scope;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Marks the operations that need the token, from the very rules that ask for it, so that no
 * resource has to repeat them.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class TokenRequirement implements OASFilter {

  private static final String UNAUTHORIZED = "401";
  private static final String FORBIDDEN = "403";
  private static final String PROBLEM = "#/components/schemas/HttpProblem";

  @Override
  public void filterOpenAPI(OpenAPI description) {
    if (description.getPaths() == null) {
      return;
    }
    Map<String, PathItem> paths = description.getPaths().getPathItems();
    if (paths != null) {
      paths.forEach(
          (path, item) ->
              item.getOperations()
                  .forEach((method, operation) -> mark(method.name(), path, operation)));
    }
  }

  private static void mark(String method, String path, Operation operation) {
    Scope needed = AccessRules.ON_LOOPBACK.needed(method, path, Set.of());
    if (needed == null) {
      return;
    }
    operation.setSecurity(
        List.of(OASFactory.createSecurityRequirement().addScheme(ApiDescription.TOKEN)));
    APIResponses responses = operation.getResponses();
    if (responses != null) {
      add(responses, UNAUTHORIZED, "No token, or one that is not taken");
      add(responses, FORBIDDEN, "The token has not the scope " + needed);
    }
  }

  private static void add(APIResponses responses, String status, String description) {
    if (!responses.hasAPIResponse(status)) {
      responses.addAPIResponse(status, problem(description));
    }
  }

  private static APIResponse problem(String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/problem+json",
                    OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
  }
}
