package io.citywatch.console.view;

import io.citywatch.telemetry.alarm.AlarmFigures;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How many alarms call, as the log has it: of each district, and of the city, the last record.
 *
 * <p>One thread applies records; any number of threads read.
 */
public final class FiguresView {
    private final ConcurrentSkipListMap<String, AlarmFigures> figures = new ConcurrentSkipListMap<>();

    void apply(AlarmFigures newest) {
        figures.put(newest.scope(), newest);
    }

    void remove(String scope) {
        figures.remove(scope);
    }

    /** The figures of each scope; those of the whole city are the last. */
    public List<AlarmFigures> all() {
        return List.copyOf(figures.values());
    }
}
