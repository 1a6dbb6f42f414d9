package io.citywatch.devices.replay;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a stay's local times in a zone, where clocks are put forward and back. */
record StayTimes(ZoneId zone) {

    /** The local time of that text, or null when it is none. */
    static @Nullable LocalDateTime parse(String text) {
        try {
            return LocalDateTime.parse(text.strip().replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether clocks in the zone ever showed that time. */
    boolean was(LocalDateTime time) {
        return !zone.getRules().getValidOffsets(time).isEmpty();
    }

    /** The arrival, in milliseconds since 1970 UTC; of a time that was twice the first. */
    long arrival(LocalDateTime time) {
        return millis(time, zone.getRules().getOffset(time));
    }

    /** The departure, in milliseconds since 1970 UTC; of a time that was twice the first that lies after the arrival. */
    long departure(LocalDateTime time, long arrival) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        long first = millis(time, offsets.get(0));
        return first > arrival || offsets.size() == 1 ? first : millis(time, offsets.get(1));
    }

    private static long millis(LocalDateTime time, ZoneOffset offset) {
        return time.toInstant(offset).toEpochMilli();
    }
}
