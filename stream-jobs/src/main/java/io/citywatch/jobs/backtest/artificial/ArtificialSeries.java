package io.citywatch.jobs.backtest.artificial;

import io.citywatch.jobs.alarms.series.SeriesDetector;
import io.citywatch.jobs.backtest.Quality;
import io.citywatch.jobs.backtest.Window;
import io.citywatch.jobs.backtest.WindowScorer;
import java.util.List;

/**
 * A series and the windows in which something is wrong with it.
 *
 * @param name its shape and its anomaly
 * @param times in milliseconds since 1970 UTC
 * @param values as many as times
 * @param windows in the order of time
 */
public record ArtificialSeries(String name, long[] times, double[] values, List<Window> windows) {

    /** How good a detector's flags on it are. */
    public <S> Quality judge(SeriesDetector<S> detector) {
        WindowScorer scorer = new WindowScorer(windows);
        S state = detector.fresh();
        for (int i = 0; i < times.length; i++) {
            scorer.add(times[i], SeriesDetector.isAnomaly(detector.score(state, times[i], values[i])));
        }
        return scorer.result();
    }
}
