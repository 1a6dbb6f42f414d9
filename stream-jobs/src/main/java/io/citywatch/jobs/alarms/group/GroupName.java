package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.topic.Names;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The names that stand in the place of a device's in the alarms of groups: {@code group.concentrator.410811.c-17}. */
public final class GroupName {
    /** What they begin with, so that no device is taken for one. */
    private static final String PREFIX = "group.";

    private static final int HASH_LENGTH = 16;

    private GroupName() {}

    /**
     * The name of a group.
     *
     * @param extent what its members have in common: {@code main}, {@code district}
     * @param district six-digit administrative code
     * @param name the group's own, of which what follows the last {@code /} counts; one that no topic can hold stands there by
     *     its hash; null: the district, or the city, is all there is to say
     */
    public static String device(String extent, String district, @Nullable String name) {
        String whole = PREFIX + extent + '.' + district;
        if (name == null) {
            return whole;
        }
        return named(whole, name.substring(name.lastIndexOf('/') + 1));
    }

    /** The same, of a group whose name counts as a whole: {@code A/3} and {@code B/3} are two buildings. */
    static String deviceOfWhole(String extent, String district, String name) {
        return named(PREFIX + extent + '.' + district, name);
    }

    private static String named(String whole, String own) {
        String full = whole + '.' + own;
        if (Names.isDevice(full)) {
            return full;
        }
        UUID hash = UUID.nameUUIDFromBytes(own.getBytes(StandardCharsets.UTF_8));
        return whole + '.' + hash.toString().replace("-", "").substring(0, HASH_LENGTH);
    }
}
