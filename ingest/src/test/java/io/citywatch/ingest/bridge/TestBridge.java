package io.citywatch.ingest.bridge;

import io.citywatch.ingest.LogOptions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;

/** A bridge with its meters. */
final class TestBridge implements AutoCloseable {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Bridge bridge;

    TestBridge(String bootstrapServers, BridgeOptions options) throws IOException {
        bridge = Bridge.start(options, LogOptions.standard(bootstrapServers), registry);
    }

    double meter(String name, String... tags) {
        return registry.find("citywatch.bridge." + name).tags(tags).meters().stream()
                .map(Meter::measure)
                .mapToDouble(measurements -> measurements.iterator().next().getValue())
                .sum();
    }

    @Override
    public void close() {
        bridge.close();
    }
}
