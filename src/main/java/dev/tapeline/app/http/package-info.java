/** What HTTP asks of all answers alike, so that no resource has to think of it. */
@NullMarked
package dev.tapeline.app.http;

import org.jspecify.annotations.NullMarked;
