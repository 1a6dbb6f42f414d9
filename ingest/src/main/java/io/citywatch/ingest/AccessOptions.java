package io.citywatch.ingest;

import java.nio.file.Path;

/**
 * Who is let in.
 *
 * @param keys the folder with keys and the list of revoked user names
 * @param rates how much is taken in a second
 * @param shares how much of what is there for all one may have
 * @param openTopics whether everybody is let in and may use every topic, to try the protocol
 */
public record AccessOptions(
        @Setting(
                        key = "gateway.keys",
                        standard = "data/keys",
                        range = "a folder",
                        text = "Holds the keys from which passwords are derived, and the list of revoked user names.")
                Path keys,
        RateOptions rates,
        ShareOptions shares,
        @Setting(
                        key = "gateway.openTopics",
                        standard = "false",
                        range = "true, false",
                        text =
                                "Lets everybody in, without credentials, to publish and subscribe on every topic, for trying "
                                        + "the protocol; only where the gateway is bound to loopback. Topics that are no device's are "
                                        + "routed in memory.")
                boolean openTopics) {
    /** With shares as they are documented. */
    public AccessOptions(Path keys, RateOptions rates, boolean openTopics) {
        this(keys, rates, ShareOptions.standard(), openTopics);
    }
}
