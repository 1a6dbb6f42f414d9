package io.citywatch.outward.delivery;

import io.citywatch.outward.chat.Templates;
import io.citywatch.outward.receiver.ReceiversFile;
import io.citywatch.outward.receiver.Secrets;
import io.citywatch.outward.receiver.Sender;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that a city has set up for the outside.
 *
 * @param file the receivers
 * @param templates the texts
 */
public record Setup(ReceiversFile file, Templates templates) {
    /** Nobody is told of anything. */
    public static final Setup NOBODY =
            new Setup(new ReceiversFile(Sender.STANDARD, null, List.of()), Templates.bundled());

    /**
     * Reads it.
     *
     * @throws io.citywatch.outward.receiver.ReceiversException when it can't be used; the message names the place
     */
    public static Setup read(Path file, Secrets secrets) {
        ReceiversFile receivers = ReceiversFile.read(file, secrets);
        return new Setup(receivers, Templates.read(receivers.templates()));
    }
}
