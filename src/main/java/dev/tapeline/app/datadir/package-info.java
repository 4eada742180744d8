/**
 * The directory in which Tapeline keeps what it must not lose.
 *
 * <pre>
 * postgres/           the embedded PostgreSQL's cluster; postmaster.pid inside tells its port
 * postgres-password   the password of its role, for its owner alone
 * admin-token         the token that may write, for its owner alone
 * tapeline.lock       held by the process that serves from here; names it
 * </pre>
 *
 * Where it lies: the configuration {@code tapeline.data-dir} ({@code TAPELINE_DATA_DIR}), or else
 * where the platform keeps a user's data: {@code $XDG_DATA_HOME/tapeline}, {@code
 * ~/.local/share/tapeline}, on macOS {@code ~/Library/Application Support/Tapeline}.
 */
@NullMarked
package dev.tapeline.app.datadir;

import org.jspecify.annotations.NullMarked;
