package io.citywatch.jobs.uplink;

/** One record of the uplink, or what follows from it: what a device or an edge node said, a mark of time, or something that is neither. */
public sealed interface Uplink
        permits DeviceUplink, EdgeNodeUplink, RebirthWanted, SparkplugUplink, UplinkTick, UnusableUplink {}
