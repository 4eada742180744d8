package dev.tapeline.app.openapi;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Contact;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/**
 * Title, licence and the way in. The version is the build's: see {@code application.properties}.
 */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Tapeline",
            version = "given by the build",
            description =
                """
                Pulls news in many languages, links it to listed companies, reads events and \
                reported share moves with their evidence, checks them against prices, and serves \
                each company's history as one timeline.

                **Reading** is open while the service listens on loopback. **Writing** needs a \
                token: the first start makes an admin token, and its log says where it lies; it makes \
                others (`POST /tokens`) with the scopes read, write and admin.

                **Errors** are RFC 9457 problems that name the parameter and what is allowed. \
                Parameters and properties that are not known are refused, not ignored.

                **Lists** answer `entries` and `next`, the path and query of the page behind, or \
                null at the end. Instants are UTC, dates ISO 8601, percentages percent, signed; \
                text offsets count UTF-16 code units.""",
            contact = @Contact(name = "The Tapeline project"),
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@SecurityScheme(
    securitySchemeName = ApiDescription.TOKEN,
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description =
        "The admin token, from the file admin-token in the data directory, or one made by it.")
public final class ApiDescription extends Application {

  /** The name of the way in. */
  static final String TOKEN = "token";
}
