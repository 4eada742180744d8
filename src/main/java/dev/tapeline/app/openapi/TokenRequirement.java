package dev.tapeline.app.openapi;

import dev.tapeline.app.security.AccessRules;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
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
    if (!AccessRules.ON_LOOPBACK.needToken(method, path)) {
      return;
    }
    operation.setSecurity(
        List.of(OASFactory.createSecurityRequirement().addScheme(ApiDescription.TOKEN)));
    APIResponses responses = operation.getResponses();
    if (responses != null && !responses.hasAPIResponse(UNAUTHORIZED)) {
      responses.addAPIResponse(UNAUTHORIZED, unauthorized());
    }
  }

  private static APIResponse unauthorized() {
    return OASFactory.createAPIResponse()
        .description("The admin token is missing or another")
        .content(
            OASFactory.createContent()
                .addMediaType(
                    "application/problem+json",
                    OASFactory.createMediaType().schema(OASFactory.createSchema().ref(PROBLEM))));
  }
}
