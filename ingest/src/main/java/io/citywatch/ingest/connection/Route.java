package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.rights.Principal;
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
        if (uplink == null) {
            return principal.mayPublishInMemory() ? new InMemory(topic) : new Closed(Rejection.UNKNOWN_TOPIC);
        }
        return principal.mayPublishFor(uplink.address())
                ? new ToLog(new UplinkRoute(uplink, topic))
                : new Closed(Rejection.FOREIGN_TOPIC);
    }
}
