package dev.tapeline.app.security;

import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/** Signs access tokens as an OpenID provider does. */
final class ProviderForTests {
  private static final KeyPair KEYS = keys();
  private static final KeyPair OTHERS = keys();

  private ProviderForTests() {}

  static String publicKey() {
    return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
  }

  static String token(String name, String role) {
    return token(KEYS, name, role);
  }

  static String tokenOfSomebodyElse(String name, String role) {
    return token(OTHERS, name, role);
  }

  private static String token(KeyPair keys, String name, String role) {
    return Jwt.upn(name).subject(name).groups(Set.of(role)).sign(keys.getPrivate());
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
