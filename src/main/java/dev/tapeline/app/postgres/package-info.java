/**
 * A real PostgreSQL that nobody has to install: its programs come out of a jar, its cluster lives
 * in the data directory, and it listens on loopback alone.
 *
 * <p>{@link dev.tapeline.app.postgres.EmbeddedPostgres} is the way in. What it promises:
 *
 * <ul>
 *   <li>A cluster is either whole or absent: it is made under another name and then renamed.
 *   <li>Nobody can log in without the password, not even while the cluster is being made: the role
 *       and the database are created in single-user mode, which opens no port.
 *   <li>The role {@code tapeline} owns its database and is no superuser.
 *   <li>A server that a killed process left behind is adopted where it runs with the settings of
 *       today, and otherwise stopped in good order and started again.
 *   <li>What has been committed is on disk ({@code fsync} and {@code synchronous_commit} are on).
 *   <li>It works for root too, whom PostgreSQL refuses: see {@link
 *       dev.tapeline.app.postgres.ServerAccount}.
 * </ul>
 *
 * <p>Settings of one's own go into {@code postgres/custom.conf}, which is read last.
 */
@NullMarked
package dev.tapeline.app.postgres;

import org.jspecify.annotations.NullMarked;
