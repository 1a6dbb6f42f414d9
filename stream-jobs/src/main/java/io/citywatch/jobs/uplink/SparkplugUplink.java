package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.SparkplugTopic;
import org.jspecify.annotations.Nullable;

/**
 * A message of an edge node's, not yet read: what it means depends on what the edge node has said before. {@link EdgeNodes} makes
 * something else of it.
 *
 * @param topic on which topic it came
 * @param arrival when it arrived at the gateway, in milliseconds since 1970 UTC
 * @param principal who published it, if that is known
 * @param payload as received
 */
record SparkplugUplink(SparkplugTopic topic, long arrival, @Nullable String principal, byte[] payload)
        implements Uplink {}
