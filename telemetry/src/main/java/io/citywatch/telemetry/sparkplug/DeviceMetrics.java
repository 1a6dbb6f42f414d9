package io.citywatch.telemetry.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.codec.Decoded;
import io.citywatch.telemetry.codec.ForeignObjects;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Makes a birth and readings of the metrics that a device's message holds.
 *
 * <p>The last level of a metric's name counts ({@code Inputs/gasLel}). Metrics of one time make one reading; those that are said
 * to be historical make readings that are. In a birth, the fields of the platform's own birth make one if the asset is among
 * them.
 */
final class DeviceMetrics {
    private static final String ASSET = "asset";
    private static final String TIME = "t";
    private static final String CONTROL = "Device Control/";

    private final ForeignObjects objects = new ForeignObjects();

    /**
     * When a metric was measured.
     *
     * @param millis in milliseconds since 1970 UTC; null where nothing is said
     * @param isHistorical whether it is not the present value
     */
    private record Moment(@Nullable Long millis, boolean isHistorical) {}

    /** Reads all; says whether the births of all are known. */
    boolean read(
            DeviceAddress device,
            Payload payload,
            long arrival,
            boolean isBirth,
            @Nullable BornDevice born,
            Decoded into) {
        Map<Moment, ObjectNode> readings = new LinkedHashMap<>();
        ObjectNode birth = object(payload.hasTimestamp() ? Long.valueOf(payload.getTimestamp()) : null);
        boolean isComplete = isBirth || born != null;
        for (Metric metric : payload.getMetricsList()) {
            BornMetric known = known(metric, born);
            if (known == null) {
                // Another birth would explain no more than this one could
                isComplete &= born != null && born.metrics().size() >= EdgeNode.MAX_METRICS;
                into.rejections()
                        .add(new Rejection(
                                RejectReason.NO_BIRTH,
                                metric.hasAlias()
                                        ? "alias " + metric.getAlias() + ": no birth has said what it stands for"
                                        : "a metric without a name"));
                continue;
            }
            String field = known.name().substring(known.name().lastIndexOf('/') + 1);
            if (known.name().startsWith(CONTROL)) {
                continue;
            }
            ObjectNode target = isBirth && ForeignObjects.isOfBirth(field)
                    ? birth
                    : readings.computeIfAbsent(moment(metric, payload), moment -> object(moment.millis));
            put(target, field, MetricValues.of(metric, known.type()), into.rejections());
        }
        if (birth.has(ASSET)) {
            add(objects.decode(new UplinkTopic(device, Channel.BIRTH), List.of(birth), arrival), into, false);
        }
        addReadings(device, readings, false, arrival, into);
        addReadings(device, readings, true, arrival, into);
        return isComplete;
    }

    private void addReadings(
            DeviceAddress device, Map<Moment, ObjectNode> readings, boolean isHistorical, long arrival, Decoded into) {
        List<ObjectNode> chosen = readings.entrySet().stream()
                .filter(entry -> entry.getKey().isHistorical == isHistorical)
                .map(Map.Entry::getValue)
                .toList();
        add(objects.decode(new UplinkTopic(device, Channel.TELEMETRY), chosen, arrival), into, isHistorical);
    }

    private static void add(Decoded decoded, Decoded into, boolean isHistorical) {
        for (DeviceMessage message : decoded.messages()) {
            into.messages().add(isHistorical && message instanceof Reading reading ? reading.asHistorical() : message);
        }
        into.rejections().addAll(decoded.rejections());
    }

    /** The metric's name and type, by itself or by its birth; null when it says only an alias that no birth has explained. */
    private static @Nullable BornMetric known(Metric metric, @Nullable BornDevice born) {
        BornMetric introduced = null;
        if (born != null) {
            introduced = metric.hasName() ? born.of(metric.getName()) : born.of(metric.getAlias());
        }
        if (!metric.hasName()) {
            return metric.hasAlias() ? introduced : null;
        }
        int type = metric.hasDatatype() || introduced == null ? metric.getDatatype() : introduced.type();
        return new BornMetric(metric.getName(), null, type);
    }

    private static Moment moment(Metric metric, Payload payload) {
        Long millis = metric.hasTimestamp()
                ? Long.valueOf(metric.getTimestamp())
                : payload.hasTimestamp() ? Long.valueOf(payload.getTimestamp()) : null;
        return new Moment(millis, metric.getIsHistorical());
    }

    private static ObjectNode object(@Nullable Long millis) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        return millis == null ? object : object.put(TIME, millis.longValue());
    }

    private static void put(ObjectNode object, String field, @Nullable JsonNode value, List<Rejection> rejections) {
        if (value == null) {
            rejections.add(new Rejection(RejectReason.WRONG_TYPE, field + ": of a data type that is not taken"));
        } else if (field.equals(TIME)) {
            rejections.add(new Rejection(RejectReason.UNKNOWN_FIELD, field + ": the time is the metric's own"));
        } else if (object.has(field)) {
            rejections.add(
                    new Rejection(RejectReason.DUPLICATE_FIELD, field + ": stands there twice; the first holds"));
        } else {
            object.set(field, value);
        }
    }
}
