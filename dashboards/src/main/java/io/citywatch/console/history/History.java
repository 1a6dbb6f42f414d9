package io.citywatch.console.history;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** What is remembered of a device. Calls wait for a server, so they belong on a thread that may wait. Thread-safe. */
public interface History extends AutoCloseable {
    /** About as many points as a chart on a control-room screen has columns. */
    int MAX_POINTS = 1_000;

    /** Opens the history, whatever server it is in; the server need not be there yet. */
    static History open(HistoryServer server, MeterRegistry meters) {
        return new FoundHistory(server, meters);
    }

    /** Whether the server answers. */
    boolean isUp();

    /**
     * The course of a metric at a device, at most {@value #MAX_POINTS} points: each reading where there are no more, else
     * means over windows; of more than a day from roll-ups, where there are some that reach as far back as the readings.
     */
    Series series(FacilityKind kind, String device, Metric metric, Span span) throws HistoryException;

    /** The newest point of a device: {@code time} and what was measured then; empty when there is none. */
    Map<String, Object> newest(FacilityKind kind, String device) throws HistoryException;

    @Override
    void close();
}
