package io.citywatch.jobs.census;

/**
 * A change of one place's counts, or in a checkpoint the counts themselves.
 *
 * @param place where
 * @param tally by how much
 * @param t when, by the log's time, in milliseconds since 1970 UTC
 */
record CountChange(AssetNews.CountPlace place, Tally tally, long t) {}
