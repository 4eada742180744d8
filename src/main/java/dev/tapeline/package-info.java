/** Tapeline. */
package dev.tapeline;
