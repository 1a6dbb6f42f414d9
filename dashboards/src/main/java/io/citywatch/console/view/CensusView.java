package io.citywatch.console.view;

import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.census.TargetProgress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts as the log has them: of each scope the last record.
 *
 * <p>One thread applies records; any number of threads read.
 */
public final class CensusView {
    private final Map<String, AssetCount> counts = new ConcurrentSkipListMap<>();
    private final Map<String, TargetProgress> progress = new ConcurrentSkipListMap<>();
    private final Map<String, DeviceConflict> conflicts = new ConcurrentSkipListMap<>();
    private final Map<ParkingArea, ParkingCount> parking = new ConcurrentSkipListMap<>();

    void apply(AssetCount count) {
        counts.put(count.scope(), count);
    }

    void apply(TargetProgress target) {
        progress.put(target.id(), target);
    }

    void apply(DeviceConflict conflict) {
        conflicts.put(DeviceConflict.scope(conflict.device().device()), conflict);
    }

    void apply(ParkingCount count) {
        parking.put(count.area(), count);
    }

    void remove(String scope) {
        counts.remove(scope);
        conflicts.remove(scope);
        parking.keySet().removeIf(area -> area.scope().equals(scope));
        progress.values().removeIf(target -> target.scope().equals(scope));
    }

    /** Device ids that two places use at once, by device. */
    public List<DeviceConflict> conflicts() {
        return List.copyOf(conflicts.values());
    }

    /** Every count, by district and kind. */
    public List<AssetCount> counts() {
        return List.copyOf(counts.values());
    }

    /** The use of parking, by area. */
    public List<ParkingCount> parking() {
        return List.copyOf(parking.values());
    }

    /** How far a target has come, or null when nothing was counted for it yet. */
    public @Nullable TargetProgress progress(String target) {
        return progress.get(target);
    }
}
