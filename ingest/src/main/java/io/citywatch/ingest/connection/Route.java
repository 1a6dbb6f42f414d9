package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.citywatch.telemetry.topic.UplinkTopic;

/** Where the messages that a client publishes on a topic go. */
sealed interface Route {
    /** A way that is open to the client. */
    sealed interface Open extends Route {}

    /** Into the log, and from there to those who watch: the topics on which devices speak. */
    record ToLog(UplinkRoute uplink) implements Open {}

    /** From memory to whoever has subscribed. */
    record InMemory(String topic) implements Open {}

    /** Nowhere. */
    record Closed(Rejection rejection) implements Route {}

    static Route of(String topic, Principal principal) {
        UplinkTopic uplink = UplinkTopic.parse(topic);
        if (uplink != null) {
            return principal.mayPublishFor(uplink.address())
                    ? new ToLog(new UplinkRoute(uplink, topic))
                    : new Closed(Rejection.FOREIGN_TOPIC);
        }
        SparkplugTopic sparkplug = SparkplugTopic.parse(topic);
        if (sparkplug != null) {
            return principal.mayPublishAs(sparkplug.district(), sparkplug.node())
                    ? new ToLog(UplinkRoute.of(sparkplug, topic))
                    : new Closed(Rejection.FOREIGN_TOPIC);
        }
        if (principal instanceof Principal.ThingsBoardDevice device && topic.startsWith(ThingsBoardTopic.ROOT)) {
            // What of that API means nothing to us ends in the dead letters, not the connection.
            return new ToLog(UplinkRoute.ofThingsBoard(topic, device.address().device()));
        }
        return principal.mayPublishInMemory() ? new InMemory(topic) : new Closed(Rejection.UNKNOWN_TOPIC);
    }
}
