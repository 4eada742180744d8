package dev.tapeline.company;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters that choose companies: those named, and those of a watch list; all where
 * neither is given. {@link ChosenCompanies} reads them.
 */
public class CompanyChoice {
  @Parameter(
      description = "Companies, parted by commas; all where neither they nor a list are named",
      example = "1810.HK,BBCA.JK")
  @QueryParam("companies")
  @Nullable List<String> companies;

  @Parameter(description = "The companies of a watch list, by its id or name; needs a token")
  @QueryParam("watchList")
  @Nullable String watchList;

  /** What was asked for, as a text that tells two choices apart. */
  @Override
  public String toString() {
    return (companies == null ? "" : String.join(",", companies))
        + "|"
        + (watchList == null ? "" : watchList);
  }
}
