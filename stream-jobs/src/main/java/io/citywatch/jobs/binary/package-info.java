/**
 * Compact binary forms, with a version, of what crosses the network or stays in state; knows {@code telemetry} and
 * Flink's serializers, and no job.
 */
@NullMarked
package io.citywatch.jobs.binary;

import org.jspecify.annotations.NullMarked;
