package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes the state of a device: about 80 bytes. */
public final class BoundDeviceSerializer extends ImmutableSerializer<BoundDevice> {
    static final BinaryType<BoundDevice> TYPE = BinaryType.of(BoundDevice.class, new BoundDeviceSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 2;

    private static final int ALIVE = 1;
    private static final int FAULTY = 2;
    private static final int EXPIRED = 4;
    private static final int OVER = 8;
    private static final int NEWEST_BINDS = 16;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(BoundDevice value, DataOutputView out) throws IOException {
        boolean newestBinds = value.newest().equals(value.bond());
        out.writeByte((value.life().alive() ? ALIVE : 0)
                | (value.condition().faulty() ? FAULTY : 0)
                | (value.condition().expired() ? EXPIRED : 0)
                | (value.age().over() ? OVER : 0)
                | (newestBinds ? NEWEST_BINDS : 0));
        write(value.bond(), out);
        if (!newestBinds) {
            write(value.newest(), out);
        }
        out.writeBoolean(value.rival() != null);
        if (value.rival() != null) {
            write(value.rival(), out);
        }
        Fields.writeVar(value.life().silenceMillis(), out);
        Fields.writeVar(value.life().heardMinute(), out);
        Fields.writeVar(value.condition().t(), out);
        Fields.writeVar(value.age().firstBornT(), out);
        Fields.writeVar(value.age().serviceMillis(), out);
    }

    @Override
    protected BoundDevice read(DataInputView in, int writtenVersion) throws IOException {
        if (writtenVersion == 1) {
            return readFirstForm(in);
        }
        byte bits = in.readByte();
        Bond bond = readBond(in);
        Bond newest = (bits & NEWEST_BINDS) != 0 ? bond : readBond(in);
        @Nullable Bond rival = in.readBoolean() ? readBond(in) : null;
        var life = new BoundDevice.Life(Fields.readVar(in), Fields.readVar(in), (bits & ALIVE) != 0);
        var condition = new BoundDevice.Condition(Fields.readVar(in), (bits & FAULTY) != 0, (bits & EXPIRED) != 0);
        var age = new BoundDevice.Age(Fields.readVar(in), Fields.readVar(in), (bits & OVER) != 0);
        return new BoundDevice(newest, bond, rival, life, condition, age);
    }

    private static BoundDevice readFirstForm(DataInputView in) throws IOException {
        Bond bond = new Bond(in.readLong(), in.readLong(), Fields.readText(in), true);
        var life = new BoundDevice.Life(Fields.readVar(in), Fields.readVar(in), in.readBoolean());
        return new BoundDevice(
                bond, bond, null, life, BoundDevice.Condition.UNKNOWN, new BoundDevice.Age(bond.t(), 0, false));
    }

    private static void write(Bond bond, DataOutputView out) throws IOException {
        out.writeLong(bond.t());
        out.writeLong(bond.arrival());
        Fields.writeText(bond.asset(), out);
        out.writeBoolean(bond.standing());
    }

    private static Bond readBond(DataInputView in) throws IOException {
        return new Bond(in.readLong(), in.readLong(), Fields.readText(in), in.readBoolean());
    }
}
