package io.citywatch.outward.delivery;

import io.citywatch.outward.cap.CapDialect;
import io.citywatch.outward.cap.CapDocuments;
import io.citywatch.outward.chat.ChatDialect;
import io.citywatch.outward.chat.ChatMessages;
import io.citywatch.outward.chat.Templates;
import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Dialect;
import io.citywatch.outward.receiver.Receiver;
import io.citywatch.outward.receiver.Sender;
import io.citywatch.outward.webhook.WebhookDialect;
import java.time.InstantSource;

/**
 * Makes the dialect of each receiver.
 *
 * @param sender who speaks
 * @param templates the texts
 * @param wording what things are called
 * @param devices where things are
 * @param clock the present time
 */
public record Dialects(Sender sender, Templates templates, Wording wording, Devices devices, InstantSource clock) {
    /** How that receiver is spoken to. */
    public Dialect of(Receiver receiver) {
        return switch (receiver.type()) {
            case WEBHOOK -> new WebhookDialect(receiver.target(), sender, devices);
            case CAP -> new CapDialect(receiver, documents(), devices, clock);
            case DINGTALK, WECOM, FEISHU ->
                new ChatDialect(receiver, new ChatMessages(templates, sender, wording, devices));
        };
    }

    private CapDocuments documents() {
        return new CapDocuments(sender, wording, templates.instructions());
    }
}
