package io.citywatch.jobs.alarms.series;

import com.amazon.randomcutforest.RandomCutForest;
import io.citywatch.telemetry.rule.ForestShape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Finds runs of values that a forest of random cuts isolates quickly (Guha et al., "Robust Random Cut Forest Based Anomaly
 * Detection on Streams", ICML 2016). Its state takes about a megabyte: for aggregates such as a main or a district, not for each device.
 *
 * <p>The forest's own score has no scale that holds for every series, so the score here is how rare it is among those that
 * came before.
 *
 * @param seed what the cuts are drawn from: the same seed and series give the same scores
 * @param trees how many trees there are
 * @param sampleSize how many points each tree holds; the forest remembers about ten times as many
 * @param shingle how many values one point holds: what follows on what is a part of the pattern
 * @param warmUp how many values it takes to tell which are rare; none of them is
 */
public record RandomCutForestDetector(long seed, int trees, int sampleSize, int shingle, int warmUp)
        implements SeriesDetector<RandomCutForestDetector.Forest> {
    /** What cuts are drawn from where nobody says it. */
    public static final long USUAL_SEED = 1;

    /** The forest remembers ten times as many points as it samples. */
    private static final double DECAY_OF_SAMPLE = 0.1;
    /** A tree of a quarter of its points can tell the lonely ones. */
    private static final int FIRST_SCORE_OF_SAMPLE = 4;
    /** One score in a hundred is an anomaly: rare scores come in clusters, of which the first counts. */
    private static final double THRESHOLD = 2;
    /** How many scores the memory for what is rare holds, about. */
    private static final double MEMORY = 2000;

    private static final int QUIET_ROWS = 200;
    private static final double EXCESS_MEMORY = 200;

    public RandomCutForestDetector {
        if (trees < 1 || sampleSize < FIRST_SCORE_OF_SAMPLE || shingle < 1) {
            throw new IllegalArgumentException(
                    "no forest has " + trees + " trees of " + sampleSize + " points of " + shingle + " values");
        }
        if (warmUp < sampleSize) {
            throw new IllegalArgumentException(
                    "after " + warmUp + " values a forest of " + sampleSize + " points is not full");
        }
    }

    /** The forest that is good for most series. */
    public RandomCutForestDetector(long seed) {
        this(
                seed,
                ForestShape.USUAL_TREES,
                ForestShape.USUAL_SAMPLE_SIZE,
                ForestShape.USUAL_SHINGLE,
                ForestShape.USUAL_WARM_UP);
    }

    @Override
    public Forest fresh() {
        return new Forest(RandomCutForest.builder()
                .dimensions(shingle)
                .shingleSize(shingle)
                .internalShinglingEnabled(true)
                .numberOfTrees(trees)
                .sampleSize(sampleSize)
                .timeDecay(DECAY_OF_SAMPLE / sampleSize)
                .outputAfter(sampleSize / FIRST_SCORE_OF_SAMPLE)
                .parallelExecutionEnabled(false)
                .randomSeed(seed)
                .build());
    }

    /** The news in the value: an incident is reported when it begins, and what goes on is none. */
    @Override
    public double score(Forest state, long timeMillis, double value) {
        return state.incident.score(surprise(state, value), THRESHOLD, QUIET_ROWS, QUIET_ROWS);
    }

    /**
     * Takes the next value, as {@link #score} does, and says how strange it is, whether that is news or goes on.
     *
     * @return from 0 to 1; at the beginning of the first incident the same as the score
     * @throws IllegalArgumentException when the value is not finite
     */
    public double strangeness(Forest state, double value) {
        double surprise = surprise(state, value);
        return surprise / (surprise + THRESHOLD);
    }

    private double surprise(Forest state, double value) {
        float[] point = {(float) Bounds.finite(value)};
        double isolation = state.forest.getAnomalyScore(point);
        state.forest.update(point);
        state.rows++;
        double surprise = state.rows > warmUp ? state.tail.surprise(isolation, state.rows) : 0;
        if (isolation > 0) {
            state.tail.learn(isolation, state.rows, MEMORY, EXCESS_MEMORY);
        }
        return surprise;
    }

    /** What the forest has seen. */
    public static final class Forest {
        private static final int VERSION = 1;

        final RandomCutForest forest;
        final SurpriseTail tail = new SurpriseTail(1, 0.2);
        final Incident incident = new Incident();
        int rows;

        Forest(RandomCutForest forest) {
            this.forest = forest;
        }

        /** Writes all of it, about 230 kilobytes of the usual size: what is read goes on with exactly the same scores. */
        public void write(DataOutput out) throws IOException {
            out.writeByte(VERSION);
            byte[] packed = ForestPacker.pack(forest);
            out.writeInt(packed.length);
            out.write(packed);
            tail.write(out);
            incident.write(out);
            out.writeInt(rows);
        }

        /**
         * Reads what {@link #write} wrote.
         *
         * @throws IOException when it was written in a form that is not known
         */
        public static Forest read(DataInput in) throws IOException {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("a forest of form " + version + " is not known");
            }
            byte[] packed = new byte[in.readInt()];
            in.readFully(packed);
            Forest state = new Forest(ForestPacker.unpack(packed));
            state.tail.read(in);
            state.incident.read(in);
            state.rows = in.readInt();
            return state;
        }
    }
}
