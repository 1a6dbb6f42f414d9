package io.citywatch.telemetry.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.jspecify.annotations.Nullable;

/** The values of Sparkplug B's metrics as values of JSON. */
final class MetricValues {
    private static final int UINT8 = 5;
    private static final int UINT32 = 7;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MetricValues() {}

    /**
     * The value, or null when it is of a type that no metric of the platform has.
     *
     * @param type the data type that the metric or its birth says; a whole number of which nothing is said counts as signed
     */
    static @Nullable JsonNode of(Metric metric, int type) {
        if (metric.getIsNull()) {
            return NODES.nullNode();
        }
        return switch (metric.getValueCase()) {
            case INT_VALUE ->
                type >= UINT8 && type <= UINT32
                        ? NODES.numberNode(Integer.toUnsignedLong(metric.getIntValue()))
                        : NODES.numberNode(metric.getIntValue());
            case LONG_VALUE -> NODES.numberNode(metric.getLongValue());
            // As the device would write it: 3.2, not the double that is nearest to its float.
            case FLOAT_VALUE -> NODES.numberNode(Double.parseDouble(Float.toString(metric.getFloatValue())));
            case DOUBLE_VALUE -> NODES.numberNode(metric.getDoubleValue());
            case BOOLEAN_VALUE -> NODES.booleanNode(metric.getBooleanValue());
            case STRING_VALUE -> NODES.textNode(metric.getStringValue());
            default -> null;
        };
    }
}
