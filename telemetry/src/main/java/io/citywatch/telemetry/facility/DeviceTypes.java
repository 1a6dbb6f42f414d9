package io.citywatch.telemetry.facility;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a device from the {@code type} of its birth.
 *
 * <p>Many gas safety devices are mechanical: they are born once, by the installer's hand, and never report. Such a device
 * is not silent. A type that is not known here is taken to report.
 */
public final class DeviceTypes {
    /** Three reports in a row that are missing are no longer chance. */
    public static final int MISSED_REPORTS = 3;

    private static final Set<String> WITHOUT_TELEMETRY =
            Set.of("self_closing_valve", "metal_hose", "detector_standalone");

    private DeviceTypes() {}

    /** Whether devices of that type send readings. */
    public static boolean reports(@Nullable String type) {
        return type == null || !WITHOUT_TELEMETRY.contains(type);
    }
}
