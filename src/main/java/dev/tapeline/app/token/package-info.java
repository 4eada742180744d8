/**
 * API tokens: what a program shows instead of a password.
 *
 * <p>A token is {@code tl_} and 256 random bits in the characters of base64url. It is shown once,
 * when it is made; what is kept is its SHA-256. It has scopes, of which the larger hold the
 * smaller: {@code admin} (tokens, audit trail), {@code write}, {@code read}. It may expire, and can
 * be revoked, which acts with the next request in all processes, since each request looks it up.
 *
 * <p>The admin token of the first start is none of these: see {@link dev.tapeline.app.security}.
 */
@NullMarked
package dev.tapeline.app.token;

import org.jspecify.annotations.NullMarked;
