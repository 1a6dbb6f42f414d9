package io.citywatch.telemetry.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.jspecify.annotations.Nullable;

/** The values of Sparkplug B's metrics as values of JSON. */
final class MetricValues {
    /** Data types of Sparkplug B 3.0, section 6.4.16, as far as a 32-bit field of the message holds their values. */
    private static final int INT8 = 1;

    private static final int INT16 = 2;
    private static final int UINT8 = 5;
    private static final int UINT16 = 6;
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
            case INT_VALUE -> NODES.numberNode(whole(metric.getIntValue(), type));
            case LONG_VALUE -> NODES.numberNode(metric.getLongValue());
            // As the device would write it: 3.2, not the double that is nearest to its float.
            case FLOAT_VALUE -> NODES.numberNode(Double.parseDouble(Float.toString(metric.getFloatValue())));
            case DOUBLE_VALUE -> NODES.numberNode(metric.getDoubleValue());
            case BOOLEAN_VALUE -> NODES.booleanNode(metric.getBooleanValue());
            case STRING_VALUE -> NODES.textNode(metric.getStringValue());
            default -> null;
        };
    }

    /**
     * The number that the lowest bits of a field stand for, as many as the type has. What is above them is not agreed upon: Tahu's
     * library for Java widens −5 with its sign, the one for Python writes an Int8 of −5 as 251.
     */
    private static long whole(int field, int type) {
        return switch (type) {
            case INT8 -> (byte) field;
            case INT16 -> (short) field;
            case UINT8 -> field & 0xFF;
            case UINT16 -> field & 0xFFFF;
            case UINT32 -> Integer.toUnsignedLong(field);
            default -> field;
        };
    }
}
