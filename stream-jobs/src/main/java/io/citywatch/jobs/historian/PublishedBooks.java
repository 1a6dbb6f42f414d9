package io.citywatch.jobs.historian;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends what the books say to the log; what the log does not take is said again with the next. */
final class PublishedBooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedBooks.class);

    private final HistorianLog log;
    /** By key; what a callback finds here is its own or newer. */
    private final Map<String, LedgerPart> unconfirmed = new ConcurrentHashMap<>();

    PublishedBooks(HistorianLog log) {
        this.log = log;
    }

    void publish(Collection<LedgerPart> parts) {
        parts.forEach(part -> unconfirmed.put(part.key(), part));
        for (LedgerPart part : unconfirmed.values()) {
            log.append(
                    new ProducerRecord<>(
                            LogTopics.LEDGER_PARTS, part.key().getBytes(StandardCharsets.UTF_8), LogJson.encode(part)),
                    (metadata, failure) -> {
                        if (failure == null) {
                            unconfirmed.remove(part.key(), part);
                        } else {
                            LOG.atWarn()
                                    .addKeyValue("reason", failure.toString())
                                    .log("the books can't be published; they are with the next checkpoint");
                        }
                    });
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
