package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.SparkplugTopic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads the uplink in its order outside a job, with what edge nodes of Sparkplug B have said since this began. Not thread-safe.
 */
public final class UplinkReplay {
    private static final byte[] NAMESPACE = SparkplugTopic.ROOT.getBytes(StandardCharsets.UTF_8);

    private final UplinkReader reader;
    private final EdgeNodeReader nodes;

    public UplinkReplay(UplinkContent content) {
        reader = new UplinkReader(content);
        nodes = new EdgeNodeReader(content, new HashMap<>());
    }

    /**
     * What a record turned out to be.
     *
     * @param uplink what was said
     * @param edgeNode the edge node that said it, {@code {district}/{edge node}}; null: no edge node
     * @param lacksBirth whether a part of it can't be read since the birth that explains it was not read
     */
    public record Heard(Uplink uplink, @Nullable String edgeNode, boolean lacksBirth) {}

    /** Whether an edge node said it; to tell costs less than to read it. */
    public static boolean isOfEdgeNode(ConsumerRecord<byte[], byte[]> record) {
        Header topic = record.headers().lastHeader(LogTopics.HEADER_TOPIC);
        return topic != null
                && topic.value().length > NAMESPACE.length
                && Arrays.equals(topic.value(), 0, NAMESPACE.length, NAMESPACE, 0, NAMESPACE.length);
    }

    /** Reads the next record. */
    public Heard read(ConsumerRecord<byte[], byte[]> record) {
        Uplink uplink = reader.read(record);
        if (!(uplink instanceof SparkplugUplink message)) {
            return new Heard(uplink, null, false);
        }
        Uplink heard = nodes.read(message).uplink();
        boolean lacksBirth = heard instanceof DeviceUplink device
                && device.rejected() != null
                && device.rejected().rejections().stream().anyMatch(reason -> reason.reason() == RejectReason.NO_BIRTH);
        return new Heard(heard, message.topic().nodeKey(), lacksBirth);
    }
}
