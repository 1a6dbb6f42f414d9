package io.citywatch.jobs.ledger;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.log.LogSink;
import io.citywatch.jobs.uplink.DeviceUplink;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The ledger as a part of a job.
 *
 * <pre>
 * citywatch.ledger-parts ── balance ──► citywatch.ledger
 *                              └── what the books say, as a device
 * </pre>
 */
public final class Ledger {
    /** There is one book. */
    private static final int BOOK = 0;

    private Ledger() {}

    /**
     * Keeps the ledger; what comes back is what the books say when they do not balance.
     *
     * @param group the job's name, which is part of the uids
     */
    public static DataStream<DeviceUplink> define(StreamExecutionEnvironment env, LogOptions log, String group) {
        SingleOutputStreamOperator<LogRecord> balance = LedgerParts.of(env, log, group)
                .keyBy(part -> BOOK, Types.INT)
                .process(new LedgerFunction(), LogRecordSerializer.TYPE)
                .setParallelism(1)
                .name("ledger")
                .uid(group + "-ledger");
        balance.sinkTo(LogSink.of(log)).setParallelism(1).name("ledger log").uid(group + "-ledger-sink");
        return balance.getSideOutput(LedgerFunction.WORDS);
    }
}
