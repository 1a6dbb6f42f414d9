package io.citywatch.ingest.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one subscriber.
 *
 * @param publication the message
 * @param qos the QoS at which this subscriber gets it
 * @param retain the retain flag with which this subscriber gets it
 * @param identifiers the numbers of the subscriptions that it matches
 * @param shared the filter of the shared subscription for which this subscriber was chosen; null: it comes for the
 *     subscriber's own subscriptions
 */
public record Delivery(
        Publication publication, int qos, boolean retain, List<Integer> identifiers, @Nullable TopicFilter shared) {}
