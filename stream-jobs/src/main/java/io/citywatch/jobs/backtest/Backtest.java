package io.citywatch.jobs.backtest;

import io.citywatch.jobs.alarms.series.SeriesDetector;
import java.io.IOException;
import java.io.Writer;

/**
 * Runs a detector over a recorded series, row by row and in constant memory, and writes down what it says of each.
 *
 * @param <S> what the detector remembers
 * @param detector judged by this
 * @param scorer told of every row's flag
 */
public record Backtest<S>(SeriesDetector<S> detector, WindowScorer scorer) {
    /** The header of what is written. */
    public static final String HEADER = "timestamp,value,score,anomaly";

    /** Judges all rows, in the order in which they stand. Time and value are written as they were read. */
    public void run(SeriesReader rows, Writer out) throws IOException, BacktestException {
        out.write(HEADER + "\n");
        S state = detector.fresh();
        for (SeriesRow row = rows.next(); row != null; row = rows.next()) {
            double score = score(state, row, rows);
            boolean anomaly = SeriesDetector.isAnomaly(score);
            scorer.add(row.timeMillis(), anomaly);
            out.write(row.timestamp());
            out.write(',');
            out.write(row.value());
            out.write(',');
            out.write(Double.toString(score));
            out.write(anomaly ? ",1\n" : ",0\n");
        }
    }

    private double score(S state, SeriesRow row, SeriesReader rows) throws BacktestException {
        try {
            return detector.score(state, row.timeMillis(), row.number());
        } catch (IllegalArgumentException e) {
            throw rows.wrong(String.valueOf(e.getMessage()));
        }
    }
}
