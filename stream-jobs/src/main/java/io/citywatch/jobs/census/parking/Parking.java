package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.log.LogRecordSerializer;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.Programme;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The part of the census that tells how parking bays are used.
 *
 * <pre>
 * messages of devices ── of parking ── by detector ── all ──► records of citywatch.census
 * </pre>
 */
public final class Parking {
    private Parking() {}

    /**
     * Defines it.
     *
     * @param messages what devices say; births and readings of parking bays with their content
     * @param job the job's name, the start of its operators' uids
     */
    public static DataStream<LogRecord> define(DataStream<DeviceUplink> messages, Programme programme, String job) {
        return messages.filter(message -> message.address().kind() == FacilityKind.PARKING)
                .name("parking")
                .uid(job + "-parking")
                .keyBy(message -> message.address().device(), Types.STRING)
                .process(new BayWatch())
                .returns(AreaNewsSerializer.TYPE)
                .name("bays")
                .uid(job + "-parking-bays")
                .global()
                .transform("areas", LogRecordSerializer.TYPE, new ParkingCity(programme))
                .uid(job + "-parking-areas")
                .setParallelism(1)
                .setMaxParallelism(1);
    }
}
