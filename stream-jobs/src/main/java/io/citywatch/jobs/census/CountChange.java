package io.citywatch.jobs.census;

import org.jspecify.annotations.Nullable;

/**
 * A change of one place's counts, or in a checkpoint the counts themselves.
 *
 * @param place where
 * @param tally by how much
 * @param commissionedT when the asset that it concerns was commissioned first, in milliseconds since 1970 UTC; null when it
 *     never was, and in a checkpoint
 * @param t when, by the log's time, in milliseconds since 1970 UTC
 */
record CountChange(AssetNews.CountPlace place, Tally tally, @Nullable Long commissionedT, long t) {}
