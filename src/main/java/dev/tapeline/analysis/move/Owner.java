package dev.tapeline.analysis.move;

import dev.tapeline.analysis.directory.Company;

/**
 * A name, or words that stand for one.
 *
 * @param company whose
 * @param start where it begins
 * @param end behind its last character
 * @param named whether it is the name itself
 * @param aside whether the sentence only quotes it, or names who leads it
 */
record Owner(Company company, int start, int end, boolean named, boolean aside) {}
