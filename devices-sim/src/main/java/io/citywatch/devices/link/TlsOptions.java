package io.citywatch.devices.link;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How concentrators speak TLS.
 *
 * @param trustFile PEM certificates of the platform, or of the authority that has signed its; null: what the JVM trusts
 * @param own what they show for themselves; null: they have passwords
 */
public record TlsOptions(@Nullable Path trustFile, @Nullable OwnCertificate own) {}
