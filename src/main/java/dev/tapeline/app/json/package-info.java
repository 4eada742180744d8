/** How JSON is read and written wherever the service does. */
@NullMarked
package dev.tapeline.app.json;

import org.jspecify.annotations.NullMarked;
