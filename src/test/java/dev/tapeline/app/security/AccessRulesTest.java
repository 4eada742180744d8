package dev.tapeline.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

  @ParameterizedTest
  @CsvSource({
    "GET,     /api/v1/companies/1810.HK/timeline, false",
    "HEAD,    /api/v1/companies/1810.HK/timeline, false",
    "OPTIONS, /api/v1/sources,                    false",
    "GET,     /api/v1/sources,                    false",
    "POST,    /api/v1/analyze,                    false",
    "POST,    /api/v1/analyze/,                   false",
    "PUT,     /api/v1/analyze,                    true",
    "POST,    /api/v1/analyze/more,               true",
    "POST,    /api/v1/articles,                   true",
    "DELETE,  /api/v1/sources/7,                  true",
    "PATCH,   /api/v1/sources/7,                  true",
    "FOO,     /api/v1/companies,                  true",
    "POST,    /,                                  true",
    "GET,     /api/v1/alert-rules,                true",
    "GET,     /api/v1/alert-rules/7/deliveries,   true",
    "HEAD,    /api/v1/watch-lists,                true",
    "GET,     /api/v1/tokens/,                    true",
    "GET,     /api/v1/alert-rules;x=1,            true",
    "GET,     /api/v1;x/watch-lists/7,            true",
    "GET,     /api/v1/tokens-explained,           false",
    "GET,     /q/metrics,                         false"
  })
  void onLoopback(String method, String path, boolean token) {
    assertThat(new AccessRules(true).needToken(method, path)).isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /api/v1/companies, true",
    "POST, /api/v1/analyze,   true",
    "GET,  /,                 true",
    "GET,  /q/metrics,        true",
    "GET,  /q/health/ready,   false",
    "GET,  /q/openapi,        false",
    "GET,  /q/openapis,       true",
    "POST, /q/health,         true"
  })
  void onANetwork(String method, String path, boolean token) {
    assertThat(new AccessRules(false).needToken(method, path)).isEqualTo(token);
  }
}
