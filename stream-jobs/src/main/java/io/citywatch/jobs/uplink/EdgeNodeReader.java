package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.sparkplug.EdgeNode;
import io.citywatch.telemetry.sparkplug.SparkplugDecoder;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.SparkplugTopic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the messages of edge nodes, in their order, with what each has said before. Not thread-safe. */
final class EdgeNodeReader {
    private final UplinkContent content;
    private final Map<String, EdgeNode> nodes;
    private final SparkplugDecoder decoder = new SparkplugDecoder();

    /** What edge nodes have said so far is in the map, and will be. */
    EdgeNodeReader(UplinkContent content, Map<String, EdgeNode> nodes) {
        this.content = content;
        this.nodes = nodes;
    }

    /**
     * What a message turned out to be.
     *
     * @param uplink what a device or the edge node itself said
     * @param rebirth what the edge node is to be asked; null: nothing
     */
    record Heard(Uplink uplink, @Nullable RebirthRequest rebirth) {}

    /** What edge nodes have said so far. */
    Stream<EdgeNode> nodes() {
        return nodes.values().stream();
    }

    Heard read(SparkplugUplink message) {
        SparkplugTopic topic = message.topic();
        EdgeNode node = nodes.computeIfAbsent(topic.nodeKey(), EdgeNode::new);
        SparkplugDecoder.Heard heard = decoder.decode(topic, message.payload(), message.arrival(), node);
        RejectedMessage rejected = content.rejections() && heard.decoded().isRejected()
                ? new RejectedMessage(
                        topic.name(),
                        message.arrival(),
                        message.principal(),
                        heard.decoded().rejections(),
                        message.payload())
                : null;
        DeviceAddress device = topic.device();
        Uplink uplink = device == null
                ? new EdgeNodeUplink(topic, message.arrival(), rejected)
                : new DeviceUplink(
                        device,
                        heard.channel(),
                        message.arrival(),
                        null,
                        UplinkReader.ownTimes(heard.decoded(), false),
                        wanted(device, heard.decoded().messages()),
                        rejected);
        return new Heard(uplink, heard.rebirth());
    }

    private List<DeviceMessage> wanted(DeviceAddress device, List<DeviceMessage> messages) {
        return messages.stream().filter(message -> isWanted(message, device)).toList();
    }

    private boolean isWanted(DeviceMessage message, DeviceAddress device) {
        Metric metric = content.readingsWith();
        boolean hasMetric = metric != null && message instanceof Reading reading && reading.has(metric);
        return hasMetric || content.wants(channel(message), device.kind());
    }

    private static Channel channel(DeviceMessage message) {
        if (message instanceof Reading) {
            return Channel.TELEMETRY;
        } else if (message instanceof Birth) {
            return Channel.BIRTH;
        } else if (message instanceof DeviceEvent) {
            return Channel.EVENT;
        } else if (message instanceof CommandAnswer) {
            return Channel.ACK;
        } else if (message instanceof Death) {
            return Channel.DEATH;
        }
        throw new IllegalStateException("a message of no channel: " + message);
    }
}
