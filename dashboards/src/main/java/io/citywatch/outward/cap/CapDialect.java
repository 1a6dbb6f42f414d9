package io.citywatch.outward.cap;

import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Place;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Draft;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.webhook.WebhookDialect;
import java.time.InstantSource;
import java.util.List;

/** Speaks CAP 1.2 over HTTP, with the headers of a webhook. */
public final class CapDialect implements Dialect {
    /** RFC 7303 and the registration of CAP's media type. */
    public static final String MEDIA_TYPE = "application/cap+xml";

    private final Receiver receiver;
    private final CapDocuments documents;
    private final Devices devices;
    private final InstantSource clock;

    public CapDialect(Receiver receiver, CapDocuments documents, Devices devices, InstantSource clock) {
        this.receiver = receiver;
        this.documents = documents;
        this.devices = devices;
        this.clock = clock;
    }

    @Override
    public Draft draft(List<Notice> waiting, int room) {
        Notice notice = waiting.get(0);
        Place place = Place.of(devices.get(notice.alarm().source().device()));
        return draft(notice.deliveryId(), documents.document(notice, place, receiver.filter(), receiver.language()));
    }

    @Override
    public Draft test() {
        long now = clock.millis();
        var sender = documents.sender();
        XmlDocument xml = new XmlDocument("alert", CapDocuments.NAMESPACE);
        xml.text("identifier", "test-" + now)
                .text("sender", sender.id())
                .text("sent", CapDocuments.time(now, sender.zone()))
                .text("status", "Test")
                .text("msgType", "Alert")
                .text("scope", "Private")
                .text("addresses", receiver.id())
                .text("note", "a test message");
        return draft("test", xml.end());
    }

    private Draft draft(String id, byte[] body) {
        return new Draft(1, id, now -> WebhookDialect.call(receiver.target(), id, body, MEDIA_TYPE, now));
    }
}
