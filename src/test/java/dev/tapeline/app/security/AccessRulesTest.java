package dev.tapeline.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapeline.app.token.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

  @ParameterizedTest
  @CsvSource({
    "GET,     /api/v1/companies/1810.HK/timeline, '',        ",
    "HEAD,    /api/v1/companies/1810.HK/timeline, '',        ",
    "OPTIONS, /api/v1/sources,                    '',        ",
    "GET,     /api/v1/sources,                    '',        ",
    "POST,    /api/v1/analyze,                    '',        ",
    "POST,    /api/v1/analyze/,                   '',        ",
    "PUT,     /api/v1/analyze,                    '',        WRITE",
    "POST,    /api/v1/analyze/more,               '',        WRITE",
    "POST,    /api/v1/articles,                   '',        WRITE",
    "DELETE,  /api/v1/sources/7,                  '',        WRITE",
    "PATCH,   /api/v1/sources/7,                  '',        WRITE",
    "FOO,     /api/v1/companies,                  '',        WRITE",
    "POST,    /,                                  '',        WRITE",
    "GET,     /api/v1/alert-rules,                '',        READ",
    "GET,     /api/v1/alert-rules/7/deliveries,   '',        READ",
    "GET,     /api/v1/alerts/stream,              '',        READ",
    "HEAD,    /api/v1/watch-lists,                '',        READ",
    "POST,    /api/v1/watch-lists,                '',        WRITE",
    "GET,     /api/v1/tokens/,                    '',        ADMIN",
    "POST,    /api/v1/tokens,                     '',        ADMIN",
    "DELETE,  /api/v1/tokens/7,                   '',        ADMIN",
    "GET,     /api/v1/audit,                      '',        ADMIN",
    "GET,     /api/v1/alert-rules;x=1,            '',        READ",
    "GET,     /api/v1;x/watch-lists/7,            '',        READ",
    "GET,     /api/v1/tokens-explained,           '',        ",
    "GET,     /api/v1/timeline,                   companies, ",
    "GET,     /api/v1/timeline,                   watchList, READ",
    "GET,     /q/metrics,                         '',        "
  })
  void onLoopback(String method, String path, String parameter, @Nullable Scope scope) {
    assertThat(new AccessRules(true).needed(method, path, Set.of(parameter))).isEqualTo(scope);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  /api/v1/companies, READ",
    "POST, /api/v1/analyze,   READ",
    "POST, /api/v1/articles,  WRITE",
    "GET,  /api/v1/tokens,    ADMIN",
    "GET,  /,                 READ",
    "GET,  /q/metrics,        READ",
    "GET,  /q/health/ready,   ",
    "GET,  /q/openapi,        ",
    "GET,  /q/openapis,       READ",
    "POST, /q/health,         WRITE"
  })
  void onANetwork(String method, String path, @Nullable Scope scope) {
    assertThat(new AccessRules(false).needed(method, path, Set.of())).isEqualTo(scope);
  }
}
