package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.SparkplugTopic;
import org.jspecify.annotations.Nullable;

/**
 * What an edge node of Sparkplug B said of itself; no device said it.
 *
 * @param topic on which topic it came
 * @param arrival when it arrived at the gateway, in milliseconds since 1970 UTC
 * @param rejected the message with what was wrong in it; null when all is well, or when the job does not keep rejections
 */
public record EdgeNodeUplink(SparkplugTopic topic, long arrival, @Nullable RejectedMessage rejected)
        implements Uplink {}
