package io.citywatch.telemetry.sparkplug;

import org.jspecify.annotations.Nullable;

/**
 * A metric as a birth has introduced it.
 *
 * @param name its name
 * @param alias the number that stands for the name in what follows, if there is one
 * @param type its data type, as Sparkplug B numbers them; 0 where none is said
 */
public record BornMetric(String name, @Nullable Long alias, int type) {}
