package io.citywatch.jobs.testkit;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** What an edge node of Sparkplug B with one detector of gas says, as the gateway appends it. */
public final class SparkplugRecords {
    private static final long ALIAS = 10;
    private static final String DISTRICT = "410811";

    private final String node;
    private final String device;
    private long seq;

    /** An edge node of that name, and its detector. */
    public SparkplugRecords(String node, String device) {
        this.node = node;
        this.device = device;
    }

    public ProducerRecord<byte[], byte[]> nodeBirth(long arrival) {
        seq = 0;
        return of("NBIRTH/" + node, arrival, next(arrival));
    }

    public ProducerRecord<byte[], byte[]> deviceBirth(long arrival) {
        return of(
                "DBIRTH/" + node + "/gas:" + device,
                arrival,
                next(arrival)
                        .addMetrics(metric("asset", DataType.String).setStringValue("asset-" + device))
                        .addMetrics(metric("state", DataType.String).setStringValue("commissioned"))
                        .addMetrics(
                                metric("gasLel", DataType.Float).setAlias(ALIAS).setFloatValue(0)));
    }

    /** A reading that names its metric by the alias that the device's birth has given. */
    public ProducerRecord<byte[], byte[]> reading(long arrival, float gasLel) {
        return of(
                "DDATA/" + node + "/gas:" + device,
                arrival,
                next(arrival)
                        .addMetrics(Payload.Metric.newBuilder()
                                .setAlias(ALIAS)
                                .setDatatype(DataType.Float.getNumber())
                                .setTimestamp(arrival)
                                .setFloatValue(gasLel)));
    }

    /** Goes on with the numbers as if so many messages had been sent since the edge node's birth, that included. */
    public void goesOnAfter(int messages) {
        seq = messages;
    }

    private Payload.Builder next(long t) {
        return Payload.newBuilder().setTimestamp(t).setSeq(seq++ % 256);
    }

    private static Payload.Metric.Builder metric(String name, DataType type) {
        return Payload.Metric.newBuilder().setName(name).setDatatype(type.getNumber());
    }

    private ProducerRecord<byte[], byte[]> of(String type, long arrival, Payload.Builder payload) {
        return UplinkRecords.of(
                DISTRICT + '/' + node,
                "spBv1.0/" + DISTRICT + '/' + type,
                arrival,
                payload.build().toByteArray());
    }
}
