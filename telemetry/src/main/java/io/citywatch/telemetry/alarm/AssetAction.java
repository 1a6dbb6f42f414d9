package io.citywatch.telemetry.alarm;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That work begins or ends at an asset: all alarms of its devices are suppressed by design, those too of a device that is installed
 * while it lasts.
 *
 * @param asset the asset, which is also the record's key
 * @param action {@link AlarmAction.Verb#SUPPRESS} or {@link AlarmAction.Verb#UNSUPPRESS}
 * @param t when it was done, in milliseconds since 1970 UTC
 * @param by who did it
 * @param reason why; a suppression needs one
 * @param until when the suppression ends, in milliseconds since 1970 UTC
 * @param workOrder the work order under which it is done, if there is one
 */
public record AssetAction(
        String asset,
        AlarmAction.Verb action,
        long t,
        String by,
        @Nullable String reason,
        @Nullable Long until,
        @Nullable String workOrder)
        implements Action {
    public AssetAction {
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(by, "by");
        if (!action.isOnDevice()) {
            throw new IllegalArgumentException("'" + action.text() + "' is not done to an asset");
        }
    }
}
