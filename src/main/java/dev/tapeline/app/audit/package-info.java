/**
 * The audit trail: who changed sources, companies, rules, watch lists and tokens, when, and what
 * was there before.
 *
 * <p>Triggers write it ({@code audit_change} in the migrations), in the transaction of the change
 * itself, so that no way of changing something goes past it: the REST interface, a command, or
 * somebody with {@code psql}. Who it was, the connection says: {@link
 * dev.tapeline.app.audit.ActorOnConnections} for the service's requests, the start-up options of
 * the connection for commands. The service's own changes are the actor {@code service}'s.
 */
@NullMarked
package dev.tapeline.app.audit;

import org.jspecify.annotations.NullMarked;
