package io.citywatch.jobs.influx;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.connector.base.sink.writer.strategy.AIMDScalingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.CongestionControlRateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes points to InfluxDB, each at least once; the same point written twice is one point.
 *
 * <p>The store and the place for refused points are given by factories, so that tests and measurements run the same sink
 * against others.
 */
public final class InfluxSink extends AsyncSinkBase<Points, Points> {
    /** The greatest lines that one message can make: 64 KiB of the shortest readings that a codec knows. */
    public static final int MAX_POINTS_CHARACTERS = 8 << 20;

    private static final long serialVersionUID = 1;

    /** InfluxDB refuses bodies above 25 MB by default; past some megabytes nothing is gained. */
    public static final int MAX_REQUEST_CHARACTERS = MAX_POINTS_CHARACTERS;

    /** A delivery ends by itself, however long InfluxDB is away: it is never abandoned and sent again beside itself. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofDays(3650);

    private final InfluxOptions.Batching batching;
    private final PointStore.Factory store;
    private final RefusedPoints.Factory refused;

    public InfluxSink(InfluxOptions.Batching batching, PointStore.Factory store, RefusedPoints.Factory refused) {
        super(
                (points, context) -> points,
                batching.messages(),
                batching.inFlight(),
                batching.buffered(),
                MAX_REQUEST_CHARACTERS,
                batching.maxWait().toMillis(),
                MAX_POINTS_CHARACTERS,
                REQUEST_TIMEOUT.toMillis(),
                false);
        this.batching = batching;
        this.store = store;
        this.refused = refused;
    }

    @Override
    public StatefulSinkWriter<Points, BufferedRequestState<Points>> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<Points, BufferedRequestState<Points>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<Points>> states) {
        AsyncSinkWriterConfiguration configuration = AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(getMaxBatchSize())
                .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
                .setMaxInFlightRequests(getMaxInFlightRequests())
                .setMaxBufferedRequests(getMaxBufferedRequests())
                .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
                .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
                .setRequestTimeoutMS(getRequestTimeoutMS())
                .setFailOnTimeout(getFailOnTimeout())
                .setRateLimitingStrategy(allInFlight(batching))
                .build();
        return new InfluxWriter(this, context, configuration, states);
    }

    /**
     * All requests may be under way from the start. Flink's default starts with one and adds ten messages a request, for
     * services that throttle their clients; InfluxDB does not, and {@link Delivery} itself waits when it is away.
     */
    private static RateLimitingStrategy allInFlight(InfluxOptions.Batching batching) {
        int messages = batching.messages() * batching.inFlight();
        return CongestionControlRateLimitingStrategy.builder()
                .setMaxInFlightRequests(batching.inFlight())
                .setInitialMaxInFlightMessages(messages)
                .setScalingStrategy(AIMDScalingStrategy.builder(messages).build())
                .build();
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<Points>> getWriterStateSerializer() {
        return new BufferedPointsSerializer();
    }

    InfluxOptions.Batching batching() {
        return batching;
    }

    PointStore openStore() {
        return store.open();
    }

    RefusedPoints openRefused() {
        return refused.open();
    }
}
