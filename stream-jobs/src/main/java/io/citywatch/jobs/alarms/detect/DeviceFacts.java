package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.facility.DeviceTypes;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the newest birth says of a device, as far as alarms depend on it.
 *
 * @param t the birth's own time, in milliseconds since 1970 UTC
 * @param asset the asset it serves
 * @param state how far the asset has come
 * @param type what sort of device it is
 * @param pressureClass the class of the gas main that it measures
 * @param baselineTiltDeg a manhole cover's angle at rest, in degrees
 * @param reportSeconds how often it means to report, in seconds; null where it does not say
 * @param simulated whether there is a program behind it and no device
 * @param neighbours what it is part of, together with its neighbours
 */
public record DeviceFacts(
        long t,
        String asset,
        AssetState state,
        @Nullable String type,
        @Nullable PressureClass pressureClass,
        double baselineTiltDeg,
        @Nullable Integer reportSeconds,
        boolean simulated,
        Birth.Neighbours neighbours) {

    public static DeviceFacts of(Birth birth) {
        return new DeviceFacts(
                birth.t(),
                birth.asset(),
                birth.state(),
                birth.identity().type(),
                birth.identity().pressureClass(),
                birth.baselineTiltDeg(),
                birth.reportSeconds(),
                birth.identity().simulated(),
                birth.place().neighbours());
    }

    /** Whether that birth tells of the same installation: the same asset, and a cover at the same angle. */
    public boolean isSameInstallation(DeviceFacts other) {
        return asset.equals(other.asset) && baselineTiltDeg == other.baselineTiltDeg;
    }

    /** Whether its silence would mean anything: it is in service, and of a type that sends readings. */
    public boolean isExpectedToReport() {
        return state == AssetState.COMMISSIONED && DeviceTypes.reports(type);
    }

    /** How often it is expected to report. */
    public Duration reportInterval(FacilityKind kind) {
        return reportSeconds == null ? kind.reportInterval() : Duration.ofSeconds(reportSeconds);
    }
}
