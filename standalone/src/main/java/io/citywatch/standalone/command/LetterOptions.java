package io.citywatch.standalone.command;

import io.citywatch.standalone.rejected.LetterFilter;
import io.citywatch.telemetry.rejected.RejectReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class LetterOptions {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those with this reason: ${COMPLETION-CANDIDATES}.")
    private @Nullable RejectReason reason;

    @Option(names = "--device", paramLabel = "DEVICE", description = "Only those of this device.")
    private @Nullable String device;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only those that arrived at this time or later (ISO 8601 with an offset, or milliseconds).")
    private @Nullable Long from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Only those that arrived before this time.")
    private @Nullable Long to;

    LetterFilter filter(Set<Long> ids) {
        return new LetterFilter(ids, reason, device, from, to);
    }
}
