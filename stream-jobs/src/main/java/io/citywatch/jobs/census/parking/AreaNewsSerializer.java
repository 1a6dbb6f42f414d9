package io.citywatch.jobs.census.parking;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.census.ParkingArea;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes changes of areas, and the areas in a checkpoint. */
public final class AreaNewsSerializer extends ImmutableSerializer<AreaNews> {
    static final BinaryType<AreaNews> TYPE = BinaryType.of(AreaNews.class, new AreaNewsSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 1;

    @Override
    protected int version() {
        return VERSION;
    }

    /** A difference can be negative, so each number takes eight bytes. */
    @Override
    protected void write(AreaNews value, DataOutputView out) throws IOException {
        ParkingFields.write(value.area(), out);
        out.writeLong(value.bays().all());
        out.writeLong(value.bays().known());
        out.writeLong(value.bays().occupied());
        Fields.writeVar(value.hours().size(), out);
        for (Map.Entry<Long, Use> hour : value.hours().entrySet()) {
            out.writeLong(hour.getKey());
            out.writeLong(hour.getValue().watchedMillis());
            out.writeLong(hour.getValue().occupiedMillis());
            out.writeLong(hour.getValue().stays());
            out.writeLong(hour.getValue().measured());
            out.writeLong(hour.getValue().measuredMillis());
        }
        out.writeLong(value.t());
    }

    @Override
    protected AreaNews read(DataInputView in, int writtenVersion) throws IOException {
        ParkingArea area = ParkingFields.readArea(in);
        AreaNews.Bays bays = new AreaNews.Bays(in.readLong(), in.readLong(), in.readLong());
        Map<Long, Use> hours = new HashMap<>();
        for (int i = Fields.readVarInt(in); i > 0; i--) {
            long hour = in.readLong();
            hours.put(hour, new Use(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
        }
        return new AreaNews(area, bays, hours, in.readLong());
    }
}
