package io.citywatch.outward.cap;

import io.citywatch.outward.notice.Happening;
import io.citywatch.outward.notice.Notice;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;

/** How alarms are put into the words of CAP 1.2, section 3.2.2; {@code docs/outward.md} shows the table. */
final class CapTable {
    private CapTable() {}

    static String severity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Extreme";
            case HIGH -> "Severe";
            case MEDIUM -> "Moderate";
            case LOW -> "Minor";
        };
    }

    /** Immediate: act now. Expected: within the hour. Future: in the near future. Past: over. */
    static String urgency(Notice notice) {
        if (notice.isOver() && notice.happening() != Happening.PUT_ASIDE) {
            return "Past";
        }
        Severity severity = notice.transition().severity();
        return switch (severity) {
            case CRITICAL -> "Immediate";
            case HIGH, MEDIUM -> "Expected";
            case LOW -> "Future";
        };
    }

    /** What was measured was observed; what follows from a device's silence or state is likely. */
    static String certainty(boolean measured) {
        return measured ? "Observed" : "Likely";
    }

    static List<String> categories(FacilityKind kind) {
        return switch (kind) {
            case GAS -> List.of("Safety", "Fire");
            case GAS_PIPE -> List.of("Safety", "Infra");
            case MANHOLE -> List.of("Infra", "Safety");
            case WATER_PIPE -> List.of("Infra");
            case PARKING -> List.of("Transport");
            case WASTE -> List.of("Env");
            case PLATFORM -> List.of("Other");
        };
    }

    static String response(Notice notice) {
        if (notice.isOver()) {
            return notice.happening() == Happening.PUT_ASIDE ? "None" : "AllClear";
        }
        FacilityKind kind = notice.alarm().source().kind();
        Severity severity = notice.transition().severity();
        boolean bad = severity == Severity.CRITICAL || severity == Severity.HIGH;
        return switch (kind) {
            case GAS -> severity == Severity.CRITICAL ? "Evacuate" : bad ? "Avoid" : "Assess";
            case GAS_PIPE, MANHOLE -> bad ? "Avoid" : "Assess";
            case WATER_PIPE, PARKING, WASTE, PLATFORM -> "Assess";
        };
    }
}
