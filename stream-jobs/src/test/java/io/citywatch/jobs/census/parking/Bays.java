package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;

/** What detectors of bays say. */
final class Bays {
    /** The beginning of an hour, at ten in the morning in the city. */
    static final long T = 1_676_340_000_000L;

    static final long SECOND = 1000;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    private Bays() {}

    static DeviceAddress detector(String device) {
        return new DeviceAddress("410811", FacilityKind.PARKING, device);
    }

    static DeviceUplink reading(String device, long t, boolean occupied) {
        return reading(device, t, t, occupied);
    }

    static DeviceUplink reading(String device, long t, long arrival, boolean occupied) {
        Reading reading = Reading.at(t).with(Metric.OCCUPIED, occupied).build();
        return new DeviceUplink(detector(device), Channel.TELEMETRY, arrival, List.of(reading), null);
    }

    /** A birth that says that the detector reports every six hours. */
    static DeviceUplink birth(String device, long t, AssetState state, String gridCell) {
        Birth birth = new Birth(
                t,
                "bay-of-" + device,
                state,
                Birth.Identity.UNKNOWN,
                new Birth.Place(null, null, null, new Birth.Neighbours(null, null, gridCell)),
                new Birth.Share(0, 1, 0),
                0,
                21_600);
        return new DeviceUplink(detector(device), Channel.BIRTH, t, List.of(birth), null);
    }

    static DeviceUplink birth(String device, long t) {
        return birth(device, t, AssetState.COMMISSIONED, "410811001002003");
    }
}
