package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.topic.Names;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The names that stand in the place of a device's in the alarms of groups: {@code group.concentrator.410811.c-17}. */
public final class GroupName {
    private static final int HASH_LENGTH = 16;

    private GroupName() {}

    /**
     * The name of a group of which its extent and its district are all there is to say.
     *
     * @param extent what its members have in common: {@code district}
     * @param district six-digit administrative code, of the city too
     */
    public static String of(String extent, String district) {
        return AlarmGroup.NAME_PREFIX + extent + '.' + district;
    }

    /**
     * The name of a group that has one of its own.
     *
     * @param extent what its members have in common: {@code main}
     * @param district six-digit administrative code
     * @param name its own, which counts as a whole ({@code A/3} and {@code B/3} are two buildings); one that no topic can hold
     *     stands there by its hash
     */
    public static String of(String extent, String district, String name) {
        String whole = of(extent, district);
        String full = whole + '.' + name;
        if (Names.isDevice(full)) {
            return full;
        }
        UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return whole + '.' + hash.toString().replace("-", "").substring(0, HASH_LENGTH);
    }
}
