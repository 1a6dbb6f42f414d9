package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.rejected.RejectedMessage;

/**
 * A record that can't be said to be any device's.
 *
 * @param rejected the record and what is wrong with it
 */
public record UnusableUplink(RejectedMessage rejected) implements Uplink {}
