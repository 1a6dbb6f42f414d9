package io.citywatch.ingest.routing;

import java.util.List;

/**
 * A message on its way to one subscriber.
 *
 * @param publication the message
 * @param qos the QoS at which this subscriber gets it
 * @param retain the retain flag with which this subscriber gets it
 * @param identifiers the numbers of the subscriptions that it matches
 */
public record Delivery(Publication publication, int qos, boolean retain, List<Integer> identifiers) {}
