/**
 * Who may do what.
 *
 * <ul>
 *   <li>While the service listens on loopback alone, everybody on the machine may read, save what
 *       is private to its owner: alert rules with their deliveries, watch lists, tokens.
 *   <li>Whoever writes shows a token of the scope {@code write}: {@code Authorization: Bearer
 *       TOKEN}. Analysing a text is no writing. Tokens and the audit trail need {@code admin}. The
 *       admin token has all scopes; others are made with it: {@link dev.tapeline.app.token}.
 *   <li>Listening on any other address, all need the token, save for the health checks and the
 *       description of the interface.
 *   <li>A request for a host name that is not this service's is refused. Otherwise a page from
 *       anywhere could point its own name at 127.0.0.1 and read along (DNS rebinding).
 * </ul>
 *
 * <p>{@link dev.tapeline.app.security.AccessRules} is the table; the filter before all resources
 * applies it, so that a new one is covered from its first day.
 */
@NullMarked
package dev.tapeline.app.security;

import org.jspecify.annotations.NullMarked;
