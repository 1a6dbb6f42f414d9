package io.citywatch.outward.delivery;

import io.citywatch.outward.meter.OutwardMeter;
import io.citywatch.outward.notice.Devices;
import io.citywatch.telemetry.topic.LogTopics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What all rounds share.
 *
 * @param clients makes clients of the log
 * @param ledger remembers how far each receiver has been told
 * @param courier carries calls
 * @param devices where things are
 * @param settings patience, clock and meters
 */
record Desk(LogClients clients, Ledger ledger, Courier courier, Devices devices, Settings settings) {
    /**
     * How things are done.
     *
     * @param patience how long things are waited for
     * @param clock the present time
     * @param meters where it is counted
     */
    record Settings(Patience patience, InstantSource clock, MeterRegistry meters) {}

    Consumer<byte[], byte[]> consumer(String receiver) {
        return clients.consumer("outward-" + receiver + '-' + LogTopics.ALARMS);
    }

    Counter counter(OutwardMeter meter, String receiver) {
        return meter.counter(settings.meters(), "receiver", receiver);
    }
}
