package io.citywatch.console.view;

import io.citywatch.telemetry.alarm.AlarmFigures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many alarms call, as the log has it: of each district, and of the city, the last record.
 *
 * <p>The alarm job publishes the city's at least once a minute, whatever happens, so their age tells whether it works.
 *
 * <p>One thread applies records; any number of threads read.
 */
public final class FiguresView {
    private final ConcurrentSkipListMap<String, AlarmFigures> figures = new ConcurrentSkipListMap<>();
    private final LongSupplier nanoTime;
    private volatile @Nullable Long cityNanos;

    /** A view without figures. */
    public FiguresView() {
        this(System::nanoTime);
    }

    FiguresView(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void apply(AlarmFigures newest) {
        figures.put(newest.scope(), newest);
        if (newest.scope().equals(AlarmFigures.CITY)) {
            cityNanos = nanoTime.getAsLong();
        }
    }

    void remove(String scope) {
        figures.remove(scope);
    }

    /** The figures of each scope; those of the whole city are the last. */
    public List<AlarmFigures> all() {
        return List.copyOf(figures.values());
    }

    /** How long ago the city's newest figures came in; null when there were never any. */
    public @Nullable Duration age() {
        Long then = cityNanos;
        return then == null ? null : Duration.ofNanos(nanoTime.getAsLong() - then);
    }
}
