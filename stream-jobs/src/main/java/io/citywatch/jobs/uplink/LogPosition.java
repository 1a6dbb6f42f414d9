package io.citywatch.jobs.uplink;

import java.io.Serializable;

/**
 * Where a record stands in the uplink.
 *
 * @param partition the partition
 * @param offset the offset in the partition
 */
public record LogPosition(int partition, long offset) implements Serializable {}
