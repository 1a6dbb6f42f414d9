package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.DetectorSpec.Silence.After;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A device in service that has missed its reports.
 *
 * <p>Only time on which the gateway was listening counts ({@link io.citywatch.jobs.uplink.Listening}), and only devices whose type reports are
 * expected to. Anything heard ends it, whatever its own time: a device that sends old news is not silent.
 *
 * @param missedReports how many reports in a row have to be missed
 * @param graceShare how late the last of them may be, as a share of the interval: reports are never to the second, and one
 *     that comes just then is no silence
 * @param severity how bad it is
 * @param severityOf how bad it is for kinds where that differs
 * @param after what its last words have to have been; null: anything
 */
public record Silence(
        int missedReports,
        double graceShare,
        Severity severity,
        Map<FacilityKind, Severity> severityOf,
        @Nullable After after)
        implements Detector {

    public Silence {
        if (missedReports < 1) {
            throw new IllegalArgumentException("missedReports " + missedReports + " is less than 1");
        }
        if (!(graceShare >= 0 && graceShare <= 1)) {
            throw new IllegalArgumentException("graceShare " + graceShare + " is outside 0 to 1");
        }
        severityOf = Map.copyOf(severityOf);
    }

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof Silence silence && Objects.equals(silence.after, after);
    }

    /** How long a device may keep silent, in milliseconds. */
    public long patienceMillis(Duration reportInterval) {
        return Math.round(reportInterval.toMillis() * (missedReports + graceShare));
    }

    /** How bad it is for that kind. */
    public Severity severityOf(FacilityKind kind) {
        return severityOf.getOrDefault(kind, severity);
    }
}
