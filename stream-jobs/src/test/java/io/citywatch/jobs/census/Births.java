package io.citywatch.jobs.census;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.OwnTimes;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;

/** Births and signs of life as the census gets them. */
final class Births {
    static final long T = 1_676_339_400_000L;

    private Births() {}

    static DeviceAddress gas(String device) {
        return new DeviceAddress("410811", FacilityKind.GAS, device);
    }

    /** A networked detector for one household that reports every minute. */
    static Birth birth(String asset, AssetState state, long t) {
        return birth(asset, state, t, "detector_networked");
    }

    static Birth birth(String asset, AssetState state, long t, String type) {
        return new Birth(
                t,
                asset,
                state,
                new Birth.Identity("GD-20N", "1.4.2", type),
                Birth.Place.UNKNOWN,
                new Birth.Share(1, 0, 12.5),
                0,
                60);
    }

    static DeviceUplink message(DeviceAddress address, Birth birth, long arrival) {
        return new DeviceUplink(address, Channel.BIRTH, arrival, List.of(birth), null);
    }

    /** What is sent through again. */
    static DeviceUplink again(
            DeviceAddress address, Channel channel, long arrival, List<? extends DeviceMessage> messages) {
        return new DeviceUplink(address, channel, arrival, null, OwnTimes.FORMER, List.copyOf(messages), null);
    }

    static DeviceUplink signOfLife(DeviceAddress address, long arrival) {
        return new DeviceUplink(address, Channel.TELEMETRY, arrival, List.of(), null);
    }
}
