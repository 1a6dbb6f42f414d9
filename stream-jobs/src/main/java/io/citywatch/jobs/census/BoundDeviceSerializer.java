package io.citywatch.jobs.census;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a device: about 40 bytes. Times stand as their differences from the birth that binds it, lengths of time
 * in the unit in which they are given.
 */
public final class BoundDeviceSerializer extends ImmutableSerializer<BoundDevice> {
    static final BinaryType<BoundDevice> TYPE = BinaryType.of(BoundDevice.class, new BoundDeviceSerializer());

    private static final long serialVersionUID = 1;
    private static final int VERSION = 4;

    private static final int ALIVE = 1;
    private static final int FAULTY = 2;
    private static final int EXPIRED = 4;
    private static final int OVER = 8;
    private static final int NEWEST_BINDS = 16;
    private static final int HAS_SECOND = 32;
    private static final int HAS_TIMER = 64;

    private static final long SECOND_MILLIS = 1000;
    private static final long DAY_MILLIS = 24 * 60 * 60 * SECOND_MILLIS;

    @Override
    protected int version() {
        return VERSION;
    }

    /** One whose {@link BoundDevice.Life} does not change with that of the other. */
    @Override
    public BoundDevice copy(BoundDevice from) {
        return from.with(from.life().copy());
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    protected void write(BoundDevice value, DataOutputView out) throws IOException {
        Bond bond = value.bond();
        Bond second = value.second();
        BoundDevice.Life life = value.life();
        Long timer = value.timer();
        boolean newestBinds = value.newest().equals(bond);
        out.writeByte((life.alive() ? ALIVE : 0)
                | (value.condition().faulty() ? FAULTY : 0)
                | (value.condition().expired() ? EXPIRED : 0)
                | (value.age().over() ? OVER : 0)
                | (newestBinds ? NEWEST_BINDS : 0)
                | (second != null ? HAS_SECOND : 0)
                | (timer != null ? HAS_TIMER : 0));
        write(bond, 0, out);
        if (!newestBinds) {
            write(value.newest(), bond.arrival(), out);
        }
        if (second != null) {
            write(second, bond.arrival(), out);
        }
        Fields.writeVar(life.silenceSeconds(), out);
        Fields.writeSigned(life.heardMinute() - BoundDevice.minute(bond.arrival()), out);
        Fields.writeVar(value.condition().t(), out);
        Fields.writeSigned(value.age().firstBornT() - bond.t(), out);
        Fields.writeVar(value.age().serviceDays(), out);
        if (timer != null) {
            Fields.writeSigned(timer - life.deadline(), out);
        }
    }

    @Override
    protected BoundDevice read(DataInputView in, int writtenVersion) throws IOException {
        return switch (writtenVersion) {
            case 1 -> readFirstForm(in);
            case 2 -> readSecondForm(in);
            case 3 -> ofRival(readNewestForm(in));
            default -> readNewestForm(in);
        };
    }

    private static BoundDevice readNewestForm(DataInputView in) throws IOException {
        byte bits = in.readByte();
        Bond bond = readBond(0, in);
        Bond newest = (bits & NEWEST_BINDS) != 0 ? bond : readBond(bond.arrival(), in);
        @Nullable Bond second = (bits & HAS_SECOND) != 0 ? readBond(bond.arrival(), in) : null;
        var life = new BoundDevice.Life(
                Fields.readVar(in), BoundDevice.minute(bond.arrival()) + Fields.readSigned(in), (bits & ALIVE) != 0);
        var condition = new BoundDevice.Condition(Fields.readVar(in), (bits & FAULTY) != 0, (bits & EXPIRED) != 0);
        var age = new BoundDevice.Age(bond.t() + Fields.readSigned(in), Fields.readVarInt(in), (bits & OVER) != 0);
        @Nullable Long timer = (bits & HAS_TIMER) != 0 ? Long.valueOf(life.deadline() + Fields.readSigned(in)) : null;
        return new BoundDevice(newest, bond, second, life, condition, age, timer);
    }

    private static BoundDevice readSecondForm(DataInputView in) throws IOException {
        byte bits = in.readByte();
        Bond bond = readWideBond(in);
        Bond newest = (bits & NEWEST_BINDS) != 0 ? bond : readWideBond(in);
        @Nullable Bond rival = in.readBoolean() ? readWideBond(in) : null;
        var life = new BoundDevice.Life(Fields.readVar(in) / SECOND_MILLIS, Fields.readVar(in), (bits & ALIVE) != 0);
        var condition = new BoundDevice.Condition(Fields.readVar(in), (bits & FAULTY) != 0, (bits & EXPIRED) != 0);
        var age = new BoundDevice.Age(
                Fields.readVar(in), Math.toIntExact(Fields.readVar(in) / DAY_MILLIS), (bits & OVER) != 0);
        return ofRival(new BoundDevice(newest, bond, rival, life, condition, age, null));
    }

    /** Up to the third form the place of the second had the newest birth that names another asset than the bond. */
    private static BoundDevice ofRival(BoundDevice device) {
        boolean newestBinds = device.newest().asset().equals(device.bond().asset());
        return newestBinds
                ? device
                : new BoundDevice(
                        device.newest(),
                        device.bond(),
                        device.bond(),
                        device.life(),
                        device.condition(),
                        device.age(),
                        device.timer());
    }

    private static BoundDevice readFirstForm(DataInputView in) throws IOException {
        Bond bond = new Bond(in.readLong(), in.readLong(), Fields.readText(in), true);
        var life = new BoundDevice.Life(Fields.readVar(in) / SECOND_MILLIS, Fields.readVar(in), in.readBoolean());
        var age = new BoundDevice.Age(bond.t(), 0, false);
        return new BoundDevice(bond, bond, null, life, BoundDevice.Condition.UNKNOWN, age, null);
    }

    private static void write(Bond bond, long near, DataOutputView out) throws IOException {
        Fields.writeSigned(bond.arrival() - near, out);
        Fields.writeSigned(bond.arrival() - bond.t(), out);
        Fields.writeText(bond.asset(), out);
        out.writeBoolean(bond.standing());
    }

    private static Bond readBond(long near, DataInputView in) throws IOException {
        long arrival = near + Fields.readSigned(in);
        return new Bond(arrival - Fields.readSigned(in), arrival, Fields.readText(in), in.readBoolean());
    }

    private static Bond readWideBond(DataInputView in) throws IOException {
        return new Bond(in.readLong(), in.readLong(), Fields.readText(in), in.readBoolean());
    }
}
