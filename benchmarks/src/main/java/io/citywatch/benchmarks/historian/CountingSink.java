package io.citywatch.benchmarks.historian;

import io.citywatch.jobs.influx.Points;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Takes points and keeps nothing but their number. All such sinks of a process count together. */
final class CountingSink implements Sink<Points> {
    private static final LongAdder POINTS = new LongAdder();
    private static final long serialVersionUID = 1;

    /** How many points have come so far. */
    static long points() {
        return POINTS.sum();
    }

    @Override
    public SinkWriter<Points> createWriter(WriterInitContext context) {
        return new Writer();
    }

    private static final class Writer implements SinkWriter<Points> {
        @Override
        public void write(Points points, Context context) {
            POINTS.add(points.count());
        }

        @Override
        public void flush(boolean endOfInput) {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
