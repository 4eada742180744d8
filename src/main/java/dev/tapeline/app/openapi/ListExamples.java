package dev.tapeline.app.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Writes an example of a list, {@code 1810.HK,BBCA.JK}, as the list that its schema wants. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ListExamples implements OASFilter {

  @Override
  public Parameter filterParameter(Parameter parameter) {
    Schema schema = parameter.getSchema();
    if (schema != null
        && schema.getType() != null
        && schema.getType().contains(Schema.SchemaType.ARRAY)
        && parameter.getExample() != null
        && !(parameter.getExample() instanceof List)) {
      parameter.setExample(Arrays.asList(String.valueOf(parameter.getExample()).split(",", -1)));
    }
    return parameter;
  }
}
