package io.citywatch.ingest;

import java.nio.file.Path;

/**
 * Who is let in.
 *
 * @param keys the folder with keys and the list of revoked user names
 * @param rates how much is taken in a second
 */
public record AccessOptions(
        @Setting(
                        key = "gateway.keys",
                        standard = "data/keys",
                        range = "a folder",
                        text = "Holds the keys from which passwords are derived, and the list of revoked user names.")
                Path keys,
        RateOptions rates) {}
