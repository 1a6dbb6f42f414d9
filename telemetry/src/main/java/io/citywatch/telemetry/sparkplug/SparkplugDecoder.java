package io.citywatch.telemetry.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import io.citywatch.telemetry.codec.Decoded;
import io.citywatch.telemetry.codec.UplinkDecoder;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.SparkplugTopic;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Reads what edge nodes of Sparkplug B say, with what they have said before.
 *
 * <p>What can be read is used, whatever is missing before it: a reading of gas must not get lost over another message. A gap in
 * the numbers, and a metric whose birth is not known, are said in the rejections, and the edge node is asked to be born again.
 * Not thread-safe.
 */
public final class SparkplugDecoder {
    private static final String SESSION = "bdSeq";
    private final DeviceMetrics metrics = new DeviceMetrics();

    /**
     * What a message of an edge node's turned out to be.
     *
     * @param channel what it is in the platform's own terms
     * @param decoded what it holds; of what an edge node says of itself nothing is a device's
     * @param rebirth what the edge node is to be asked, if anything
     */
    public record Heard(Channel channel, Decoded decoded, @Nullable RebirthRequest rebirth) {}

    /** Reads a message; never throws for its sake. What the edge node has said is remembered in it. */
    public Heard decode(SparkplugTopic topic, byte[] payload, long arrival, EdgeNode node) {
        List<Rejection> rejections = new ArrayList<>();
        List<DeviceMessage> messages = new ArrayList<>();
        node.count();
        boolean isComplete = true;
        try {
            isComplete = decode(topic, parse(payload), arrival, node, new Decoded(messages, rejections));
        } catch (InvalidProtocolBufferException e) {
            rejections.add(new Rejection(RejectReason.MALFORMED, String.valueOf(e.getMessage())));
        } catch (TooLargeException e) {
            rejections.add(new Rejection(RejectReason.TOO_LARGE, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            rejections.add(new Rejection(RejectReason.MALFORMED, String.valueOf(e)));
        }
        RebirthRequest rebirth = !isComplete && node.ask(arrival) ? RebirthRequest.of(topic, arrival) : null;
        int said = Math.min(RejectedMessage.MAX_REJECTIONS, rejections.size());
        Decoded decoded = new Decoded(messages, List.copyOf(rejections.subList(0, said)));
        return new Heard(channel(topic, messages), decoded, rebirth);
    }

    /** Says whether all is known that is needed to read it and what follows. */
    private boolean decode(SparkplugTopic topic, Payload payload, long arrival, EdgeNode node, Decoded into) {
        switch (topic.type()) {
            case NBIRTH -> {
                node.born(session(payload), payload.getSeq());
                return true;
            }
            case NDEATH -> {
                node.died(session(payload));
                return true;
            }
            default -> {
                boolean isComplete = node.session().alive() & follows(payload, node, into.rejections());
                DeviceAddress device = topic.device();
                return device == null
                        ? isComplete
                        : isComplete & decodeDevice(topic, device, payload, arrival, node, into);
            }
        }
    }

    private boolean decodeDevice(
            SparkplugTopic topic, DeviceAddress device, Payload payload, long arrival, EdgeNode node, Decoded into) {
        String key = device.kind().code() + ':' + device.device();
        if (topic.type() == SparkplugTopic.Type.DDEATH) {
            node.died(key);
            into.messages().add(new Death(arrival));
            return true;
        }
        boolean isBirth = topic.type() == SparkplugTopic.Type.DBIRTH;
        if (isBirth && !node.born(key, introduced(payload))) {
            into.rejections()
                    .add(new Rejection(
                            RejectReason.OUT_OF_RANGE,
                            "an edge node can have " + EdgeNode.MAX_DEVICES + " devices at most"));
        }
        if (isBirth && payload.getMetricsCount() > EdgeNode.MAX_METRICS) {
            into.rejections()
                    .add(new Rejection(
                            RejectReason.OUT_OF_RANGE,
                            payload.getMetricsCount() + " metrics; a device can have " + EdgeNode.MAX_METRICS
                                    + " at most, and the others need their names in what follows"));
        }
        BornDevice born = node.devices().get(key);
        // Another birth of a device for which there is no room would be forgotten like this one
        return metrics.read(device, payload, arrival, isBirth, born, into) || (born == null && node.isFull());
    }

    /** The births of the payload's metrics. */
    private static BornDevice introduced(Payload payload) {
        List<BornMetric> born = new ArrayList<>();
        for (Metric metric : payload.getMetricsList()) {
            if (metric.hasName() && born.size() < EdgeNode.MAX_METRICS) {
                born.add(new BornMetric(
                        metric.getName(),
                        metric.hasAlias() ? Long.valueOf(metric.getAlias()) : null,
                        metric.getDatatype()));
            }
        }
        return new BornDevice(born);
    }

    /** Whether the message is the one that must come next. */
    private static boolean follows(Payload payload, EdgeNode node, List<Rejection> rejections) {
        if (!payload.hasSeq()) {
            rejections.add(new Rejection(RejectReason.MISSING_FIELD, "seq: the number of the message is not said"));
            return true;
        }
        Integer expected = node.gapBefore(payload.getSeq());
        if (expected == null) {
            return true;
        }
        rejections.add(new Rejection(
                RejectReason.SEQUENCE_GAP, "seq: " + payload.getSeq() + " where " + expected + " was expected"));
        return false;
    }

    private static @Nullable Long session(Payload payload) {
        for (Metric metric : payload.getMetricsList()) {
            if (metric.getName().equals(SESSION)) {
                return metric.hasLongValue() ? metric.getLongValue() : Integer.toUnsignedLong(metric.getIntValue());
            }
        }
        return null;
    }

    private static Channel channel(SparkplugTopic topic, List<DeviceMessage> messages) {
        return switch (topic.type()) {
            case NBIRTH -> Channel.BIRTH;
            case NDEATH, DDEATH -> Channel.DEATH;
            case NDATA, DDATA -> Channel.TELEMETRY;
            case DBIRTH -> messages.stream().anyMatch(Birth.class::isInstance) ? Channel.BIRTH : Channel.TELEMETRY;
        };
    }

    private static Payload parse(byte[] bytes) throws InvalidProtocolBufferException, TooLargeException {
        if (bytes.length > UplinkDecoder.MAX_PAYLOAD_BYTES) {
            throw new TooLargeException(
                    bytes.length + " bytes; at most " + UplinkDecoder.MAX_PAYLOAD_BYTES + " are accepted");
        }
        return Payload.parseFrom(bytes);
    }

    private static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;

        TooLargeException(String message) {
            super(message);
        }
    }
}
