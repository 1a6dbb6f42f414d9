package io.citywatch.telemetry.rule;

/**
 * How large a forest of random cuts is.
 *
 * @param trees how many trees it has
 * @param sampleSize how many points each tree holds; the forest remembers about ten times as many
 * @param shingle how many values in a row make a point: what follows on what is a part of the pattern
 * @param warmUp after how many values it speaks
 */
public record ForestShape(int trees, int sampleSize, int shingle, int warmUp) {
    /** How many trees are good for most series. */
    public static final int USUAL_TREES = 50;

    /** How many points in each of them. */
    public static final int USUAL_SAMPLE_SIZE = 256;

    /** How many values in each of these. */
    public static final int USUAL_SHINGLE = 8;

    /** After how many values the rarity of scores is known well enough. */
    public static final int USUAL_WARM_UP = 300;

    /** What is good for most series, and what a backtest uses. */
    public static final ForestShape USUAL =
            new ForestShape(USUAL_TREES, USUAL_SAMPLE_SIZE, USUAL_SHINGLE, USUAL_WARM_UP);
}
