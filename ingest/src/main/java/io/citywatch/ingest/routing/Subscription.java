package io.citywatch.ingest.routing;

/**
 * One subscriber's wish for the messages of a filter.
 *
 * @param subscriber who gets them
 * @param filter which messages
 * @param options how
 */
public record Subscription(Subscriber subscriber, TopicFilter filter, SubscriptionOptions options) {}
