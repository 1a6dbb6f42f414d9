package io.citywatch.outward.receiver;

import io.citywatch.telemetry.alarm.AlarmText;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks to the outside, and how.
 *
 * @param id the sender of CAP documents, unique in the world: a domain or an address of it
 * @param name what the sender is called
 * @param zone the offset in which times are given
 * @param exercise whether all of it is a drill
 * @param console where the operators' console is, without a slash at its end; null: nobody outside can open it
 */
public record Sender(String id, AlarmText name, ZoneOffset zone, boolean exercise, @Nullable String console) {
    /** Beijing time. */
    public static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    /** What holds when the file says nothing. */
    public static final Sender STANDARD = new Sender(
            "citywatch.invalid", new AlarmText("城市运行管理服务平台", "City operations platform"), BEIJING, false, null);
}
