/** The database as features use it. */
@NullMarked
package dev.tapeline.app.database;

import org.jspecify.annotations.NullMarked;
