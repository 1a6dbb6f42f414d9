package io.citywatch.jobs.alarms.series;

import com.amazon.randomcutforest.RandomCutForest;

/**
 * Finds runs of values that a forest of random cuts isolates quickly (Guha et al., "Robust Random Cut Forest Based Anomaly
 * Detection on Streams", ICML 2016). Its state takes about a megabyte: for aggregates such as a main or a district, not for each device.
 *
 * <p>The forest's own score has no scale that holds for every series, so the score here is how rare it is among those that
 * came before.
 *
 * @param seed what the cuts are drawn from: the same seed and series give the same scores
 */
public record RandomCutForestDetector(long seed) implements SeriesDetector<RandomCutForestDetector.Forest> {
    /** How many values one point of the forest holds: what follows on what is a part of the pattern. */
    private static final int SHINGLE = 8;

    private static final int TREES = 50;
    private static final int SAMPLE = 256;
    /** The forest remembers about ten times as many points as it samples. */
    private static final double TIME_DECAY = 0.1 / SAMPLE;
    /** How many scores are needed to tell which are rare. */
    private static final int WARM_UP = 300;
    /** One score in a hundred is an anomaly: rare scores come in clusters, of which the first counts. */
    private static final double THRESHOLD = 2;
    /** How many scores the memory for what is rare holds, about. */
    private static final double MEMORY = 2000;

    private static final int QUIET_ROWS = 200;
    private static final double EXCESS_MEMORY = 200;

    @Override
    public Forest fresh() {
        return new Forest(RandomCutForest.builder()
                .dimensions(SHINGLE)
                .shingleSize(SHINGLE)
                .internalShinglingEnabled(true)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .timeDecay(TIME_DECAY)
                .outputAfter(SAMPLE / 4)
                .parallelExecutionEnabled(false)
                .randomSeed(seed)
                .build());
    }

    @Override
    public double score(Forest state, long timeMillis, double value) {
        float[] point = {(float) Bounds.finite(value)};
        double isolation = state.forest.getAnomalyScore(point);
        state.forest.update(point);
        state.rows++;
        double surprise = state.rows > WARM_UP ? state.tail.surprise(isolation, state.rows) : 0;
        if (isolation > 0) {
            state.tail.learn(isolation, state.rows, MEMORY, EXCESS_MEMORY);
        }
        return state.incident.score(surprise, THRESHOLD, QUIET_ROWS, QUIET_ROWS);
    }

    /** What the forest has seen. */
    public static final class Forest {
        final RandomCutForest forest;
        final SurpriseTail tail = new SurpriseTail(1, 0.2);
        final Incident incident = new Incident();
        int rows;

        Forest(RandomCutForest forest) {
            this.forest = forest;
        }
    }
}
