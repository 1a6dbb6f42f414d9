package io.citywatch.jobs.alarms.device;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time in which all alarms of a device are suppressed by design: somebody works there.
 *
 * @param until when it ends, in milliseconds since 1970 UTC
 * @param by who has asked for it
 * @param reason why
 * @param workOrder the work order, if there is one
 */
public record Suppression(long until, String by, String reason, @Nullable String workOrder) {
    public Suppression {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(reason, "reason");
    }
}
