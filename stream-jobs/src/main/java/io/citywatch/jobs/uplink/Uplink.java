package io.citywatch.jobs.uplink;

/** One record of the uplink: what a device said, a mark of time, or something that is neither. */
public sealed interface Uplink permits DeviceUplink, UplinkTick, UnusableUplink {}
