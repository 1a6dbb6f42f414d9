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
 * @param via the one subscription for which it comes: a shared one for which this subscriber was chosen, or one of its own
 *     for which the message was kept; null: it is new, and comes for all of the subscriber's own subscriptions
 */
public record Delivery(
        Publication publication, int qos, boolean retain, List<Integer> identifiers, @Nullable TopicFilter via) {

    /** Whether it was kept for a subscription, and is not new. */
    public boolean isKept() {
        return via != null && via.group() == null;
    }

    /** The subscriber brings it to its client now; tells whoever asks. False when it does so already. */
    public boolean takenBy(Subscriber subscriber) {
        Publication.Receipt receipt = publication.life().receipt();
        return receipt == null || receipt.taken(subscriber);
    }

    /** The subscriber does not bring it to its client any more; tells whoever asks. */
    public void droppedBy(Subscriber subscriber) {
        Publication.Receipt receipt = publication.life().receipt();
        if (receipt != null) {
            receipt.dropped(subscriber);
        }
    }

    /** The client has it; tells whoever asks. */
    public void receivedBy(Subscriber subscriber) {
        Publication.Receipt receipt = publication.life().receipt();
        if (receipt != null) {
            receipt.received(subscriber);
        }
    }
}
