package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.Tick;

/**
 * The gateway's mark of time in one partition of the uplink.
 *
 * @param tick the mark
 */
public record UplinkTick(Tick tick) implements Uplink {}
