/** What the description of the interface at {@code /q/openapi} says of the service as a whole. */
@NullMarked
package dev.tapeline.app.openapi;

import org.jspecify.annotations.NullMarked;
