package io.citywatch.jobs.alarms.device;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.lifecycle.ActionTerms;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When there was work at which asset, as operators have said: for devices that are installed meanwhile.
 *
 * <p>What is said holds from its own time on, so it may become known long before the messages of that time, as in a replay. Not
 * thread-safe.
 */
public final class AssetWorks {
    /** Longer than any work, and the log keeps nothing that is older. */
    private static final Duration KEPT = ActionTerms.LONGEST_SUPPRESSION.plusDays(1);

    private final Map<String, TreeMap<Long, AssetAction>> byAsset = new HashMap<>();

    /** Takes note that work begins or ends; what is known already changes nothing. */
    public void add(AssetAction action) {
        byAsset.computeIfAbsent(action.asset(), asset -> new TreeMap<>()).put(action.t(), action);
        long oldest = action.t() - KEPT.toMillis();
        byAsset.values().removeIf(actions -> {
            actions.headMap(oldest).clear();
            return actions.isEmpty();
        });
    }

    /** What suppresses the alarms of all devices of that asset at that time, in milliseconds since 1970 UTC; null: nothing. */
    @Nullable
    AssetAction at(String asset, long t) {
        TreeMap<Long, AssetAction> actions = byAsset.get(asset);
        Map.Entry<Long, AssetAction> newest = actions == null ? null : actions.floorEntry(t);
        if (newest == null || newest.getValue().action() != AlarmAction.Verb.SUPPRESS) {
            return null;
        }
        Long until = newest.getValue().until();
        return until != null && until > t ? newest.getValue() : null;
    }
}
