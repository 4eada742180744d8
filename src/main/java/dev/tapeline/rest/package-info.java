/**
 * What all resources answer alike: refusals that name the parameter and what is allowed, limits,
 * links to further pages, entity tags. Knows no feature.
 */
@NullMarked
package dev.tapeline.rest;

import org.jspecify.annotations.NullMarked;
