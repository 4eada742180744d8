package dev.tapeline.alert;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A company as alerts name it: by the listing that it is about.
 *
 * @param id null for a listing whose company the directory does not know
 * @param ticker in Yahoo's form: {@code 1810.HK}
 * @param listing {@code MIC:code}, or null
 * @param name in English
 */
@Schema(name = "AlertCompany")
public record AlertCompany(
    @Nullable UUID id, String ticker, @Nullable String listing, String name) {}
