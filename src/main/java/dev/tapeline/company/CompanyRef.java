package dev.tapeline.company;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A company as other answers name it: by its home listing.
 *
 * @param id the company's own id
 * @param ticker of the home listing, in Yahoo's form: {@code 1810.HK}
 * @param listing {@code MIC:code} of the home listing; null where the venue is not known
 * @param name in English
 */
public record CompanyRef(UUID id, String ticker, @Nullable String listing, String name) {}
