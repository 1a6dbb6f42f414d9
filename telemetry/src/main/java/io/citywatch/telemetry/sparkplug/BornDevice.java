package io.citywatch.telemetry.sparkplug;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a device's birth has introduced. Immutable. */
public final class BornDevice {
    private final List<BornMetric> metrics;
    private final Map<Long, BornMetric> byAlias = new HashMap<>();
    private final Map<String, BornMetric> byName = new HashMap<>();

    public BornDevice(List<BornMetric> metrics) {
        this.metrics = List.copyOf(metrics);
        for (BornMetric metric : metrics) {
            byName.put(metric.name(), metric);
            Long alias = metric.alias();
            if (alias != null) {
                byAlias.put(alias, metric);
            }
        }
    }

    /** In the birth's order. */
    public List<BornMetric> metrics() {
        return metrics;
    }

    @Nullable
    BornMetric of(long alias) {
        return byAlias.get(alias);
    }

    @Nullable
    BornMetric of(String name) {
        return byName.get(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BornDevice that && metrics.equals(that.metrics);
    }

    @Override
    public int hashCode() {
        return metrics.hashCode();
    }
}
