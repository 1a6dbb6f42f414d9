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
    /** What is good for most series, and what a backtest uses. */
    public static final ForestShape USUAL = new ForestShape(50, 256, 8, 300);
}
