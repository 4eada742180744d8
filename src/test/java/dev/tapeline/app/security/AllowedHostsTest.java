package dev.tapeline.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private static final AllowedHosts HOSTS =
      AllowedHosts.of(
          "10.0.0.5",
          Optional.of("https://Tapeline.example.org/news"),
          List.of("tapeline.internal", " TAPELINE "));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "localhost.",
        "127.0.0.1",
        "[::1]",
        "::1",
        "10.0.0.5",
        "tapeline.example.org",
        "tapeline.internal",
        "tapeline"
      })
  void allowItsOwnNames(String host) {
    assertThat(HOSTS.allow(host)).isTrue();
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "evil.localhost",
        "127.0.0.1.evil.example",
        "example.org",
        "10.0.0.6",
        "[::2]"
      })
  void refuseAllOthers(String host) {
    assertThat(HOSTS.allow(host)).isFalse();
  }

  @Test
  void refuseAPublicUrlWithoutAHost() {
    assertThatThrownBy(() -> AllowedHosts.of("127.0.0.1", Optional.of("tapeline"), List.of()))
        .hasMessageContaining("tapeline.public-url");
  }
}
