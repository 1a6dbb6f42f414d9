package io.citywatch.console.history;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history in a server that says what it is with the first call that it answers. Thread-safe. */
final class FoundHistory implements History {
    private final HistoryServer server;
    private final MeterRegistry meters;
    private volatile @Nullable History found;

    FoundHistory(HistoryServer server, MeterRegistry meters) {
        this.server = server;
        this.meters = meters;
    }

    @Override
    public boolean isUp() {
        try {
            return found().isUp();
        } catch (HistoryException e) {
            return false;
        }
    }

    @Override
    public Series series(FacilityKind kind, String device, Metric metric, Span span) throws HistoryException {
        return found().series(kind, device, metric, span);
    }

    @Override
    public Map<String, Object> newest(FacilityKind kind, String device) throws HistoryException {
        return found().newest(kind, device);
    }

    private History found() throws HistoryException {
        History known = found;
        if (known != null) {
            return known;
        }
        boolean isInfluxDb = server.isInfluxDb();
        synchronized (this) {
            History history = found;
            if (history == null) {
                history = isInfluxDb ? new InfluxQlHistory(server, meters) : new VictoriaMetricsHistory(server, meters);
                found = history;
            }
            return history;
        }
    }

    @Override
    public synchronized void close() {
        if (found != null) {
            found.close();
        }
    }
}
