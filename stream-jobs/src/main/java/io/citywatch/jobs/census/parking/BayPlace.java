package io.citywatch.jobs.census.parking;

import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.facility.DeviceTypes;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;

/**
 * Where a bay is, by the newest birth of its detector.
 *
 * @param area its area
 * @param t when the birth was made, in milliseconds since 1970 UTC; the beginning of time while none is known
 * @param arrival when it arrived, in milliseconds since 1970 UTC
 * @param end from when on it is no bay any more, in milliseconds since 1970 UTC; the end of time when it is in service
 * @param silenceMillis how long its detector may be silent, in milliseconds
 */
record BayPlace(ParkingArea area, long t, long arrival, long end, long silenceMillis) {
    /** Less than noise and the shortest stay would make a bay unknown between any two samples. */
    private static final long LEAST_SILENCE_MILLIS = StayCleaner.SHORTEST_STAY_MILLIS;

    /** No state of a bay is taken to last longer than the longest stay. */
    private static final long MOST_SILENCE_MILLIS = StayCleaner.LONGEST_STAY_MILLIS;

    /** A bay whose detector was not born yet: it counts for its district, since it is there. */
    static BayPlace unborn(DeviceAddress device, long arrival) {
        return new BayPlace(
                new ParkingArea(device.district(), null),
                Long.MIN_VALUE,
                arrival,
                Long.MAX_VALUE,
                silence(device.kind().reportInterval()));
    }

    static BayPlace of(DeviceAddress device, Birth birth, long arrival) {
        Integer seconds = birth.reportSeconds();
        return new BayPlace(
                ParkingArea.of(device.district(), birth.place().neighbours().gridCell()),
                birth.t(),
                arrival,
                birth.state() == AssetState.COMMISSIONED ? Long.MAX_VALUE : birth.t(),
                silence(seconds == null ? device.kind().reportInterval() : Duration.ofSeconds(seconds)));
    }

    /** Whether this is not older than the other. Of two alike the later in the log holds. */
    boolean isNewerThan(BayPlace other) {
        return t == other.t ? arrival >= other.arrival : t > other.t;
    }

    boolean isInService() {
        return end == Long.MAX_VALUE;
    }

    private static long silence(Duration reportInterval) {
        long millis = DeviceTypes.MISSED_REPORTS * reportInterval.toMillis();
        return Math.max(LEAST_SILENCE_MILLIS, Math.min(MOST_SILENCE_MILLIS, millis));
    }
}
