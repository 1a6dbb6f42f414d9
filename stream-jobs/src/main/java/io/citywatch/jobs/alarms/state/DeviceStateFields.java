package io.citywatch.jobs.alarms.state;

import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.jobs.alarms.device.Clock;
import io.citywatch.jobs.alarms.device.ClockDoubt;
import io.citywatch.jobs.alarms.device.ClockDoubt.LastWord;
import io.citywatch.jobs.alarms.device.DeviceState;
import io.citywatch.jobs.alarms.device.Lane;
import io.citywatch.jobs.binary.DeviceAddressFields;
import io.citywatch.jobs.binary.DeviceMessageFields;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what is remembered of a device: about 150 bytes for a quiet one.
 *
 * <p>The first form knew the end of shelving of all alarms together, and one list of held actions. That end is put down for
 * both clocks, each of which finds out what is due when it comes to it; the actions go by the arrival of messages. The second
 * knew nothing of simulated devices, the third no pressure class, the fourth no commands, the fifth no changes of rules,
 * the sixth nothing of neighbours, and it withheld nothing, and the seventh, which is the eighth as well, no doubts of clocks. The
 * ninth is the newest.
 */
final class DeviceStateFields {
    /** The version of the newest form. */
    static final int VERSION = 9;

    private DeviceStateFields() {}

    static void write(DeviceState value, DataOutputView out) throws IOException {
        writeAddress(value.address(), out);
        writeFacts(value.facts(), out);
        writeLife(value, out);
    }

    static void writeAddress(@Nullable DeviceAddress address, DataOutputView out) throws IOException {
        out.writeBoolean(address != null);
        if (address != null) {
            DeviceAddressFields.write(address, out);
        }
    }

    /** Writes all but what it is and where. */
    static void writeLife(DeviceState value, DataOutputView out) throws IOException {
        Fields.writeLong(value.lastHeard(), out);
        Fields.writeLong(value.timer(), out);
        Fields.writeVar(value.detectors().size(), out);
        for (Map.Entry<String, DetectorState> entry : value.detectors().entrySet()) {
            Fields.writeText(entry.getKey(), out);
            DetectorStateFields.write(entry.getValue(), out);
        }
        LaneFields.write(value.lane(Clock.ARRIVAL), out);
        LaneFields.write(value.lane(Clock.WATERMARK), out);
        OrdersFields.write(value.orders(), out);
        Fields.writeVar(value.rules(Clock.ARRIVAL) + 1, out);
        Fields.writeVar(value.rules(Clock.WATERMARK) + 1, out);
        Fields.writeText(value.concentrator(), out);
        writeClockDoubt(value.clockDoubt(), out);
    }

    static DeviceState read(DataInputView in, int writtenVersion) throws IOException {
        DeviceState state = new DeviceState();
        state.address(readAddress(in));
        state.facts(readFacts(in, writtenVersion));
        readLife(state, in, writtenVersion);
        return state;
    }

    static @Nullable DeviceAddress readAddress(DataInputView in) throws IOException {
        return in.readBoolean() ? DeviceAddressFields.read(in) : null;
    }

    static void readLife(DeviceState state, DataInputView in, int writtenVersion) throws IOException {
        state.lastHeard(Fields.readOptionalLong(in));
        state.timer(Fields.readOptionalLong(in));
        Long shelfEnd = writtenVersion == 1 ? Fields.readOptionalLong(in) : null;
        for (int rest = Fields.readVarInt(in); rest > 0; rest--) {
            state.detectors().put(Fields.readName(in), DetectorStateFields.read(in));
        }
        if (writtenVersion == 1) {
            state.lane(Clock.ARRIVAL, new Lane(shelfEnd, null, LaneFields.readHeld(in, writtenVersion)));
            state.lane(Clock.WATERMARK, new Lane(shelfEnd, null, List.of()));
        } else {
            state.lane(Clock.ARRIVAL, LaneFields.read(in, writtenVersion));
            state.lane(Clock.WATERMARK, LaneFields.read(in, writtenVersion));
        }
        if (writtenVersion >= 5) {
            state.orders(OrdersFields.read(in));
        }
        if (writtenVersion >= 6) {
            state.rules(Clock.ARRIVAL, Fields.readVar(in) - 1);
            state.rules(Clock.WATERMARK, Fields.readVar(in) - 1);
        }
        if (writtenVersion >= 7) {
            state.concentrator(Fields.readOptionalText(in));
        }
        if (writtenVersion >= 9) {
            state.clockDoubt(readClockDoubt(in));
        }
    }

    private static void writeClockDoubt(@Nullable ClockDoubt doubt, DataOutputView out) throws IOException {
        out.writeBoolean(doubt != null);
        if (doubt == null) {
            return;
        }
        out.writeLong(doubt.arrival());
        out.writeLong(doubt.t());
        Fields.writeVar(doubt.inRow(), out);
        out.writeBoolean(doubt.isWrong());
        LastWord word = doubt.lastWord();
        out.writeBoolean(word != null);
        if (word != null) {
            DeviceMessageFields.write(word.reading(), out);
            out.writeLong(word.arrival());
        }
    }

    private static @Nullable ClockDoubt readClockDoubt(DataInputView in) throws IOException {
        return in.readBoolean()
                ? new ClockDoubt(
                        in.readLong(), in.readLong(), Fields.readVarInt(in), in.readBoolean(), readLastWord(in))
                : null;
    }

    private static @Nullable LastWord readLastWord(DataInputView in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        if (DeviceMessageFields.read(in) instanceof Reading reading) {
            return new LastWord(reading, in.readLong());
        }
        throw new IOException("a last word that is no reading");
    }

    static void writeFacts(@Nullable DeviceFacts facts, DataOutputView out) throws IOException {
        out.writeBoolean(facts != null);
        if (facts == null) {
            return;
        }
        out.writeLong(facts.t());
        Fields.writeText(facts.asset(), out);
        out.writeByte(facts.state().ordinal());
        Fields.writeText(facts.type(), out);
        DeviceMessageFields.writePressureClass(facts.pressureClass(), out);
        out.writeDouble(facts.baselineTiltDeg());
        Integer reportSeconds = facts.reportSeconds();
        Fields.writeVar(reportSeconds == null ? 0 : reportSeconds + 1L, out);
        out.writeBoolean(facts.simulated());
        Fields.writeText(facts.neighbours().building(), out);
        Fields.writeText(facts.neighbours().main(), out);
        Fields.writeText(facts.neighbours().gridCell(), out);
    }

    static @Nullable DeviceFacts readFacts(DataInputView in, int writtenVersion) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        long t = in.readLong();
        String asset = Fields.readText(in);
        AssetState state = AssetState.ofOrdinal(in.readByte());
        String type = Fields.readOptionalName(in);
        PressureClass pressure = writtenVersion < 4 ? null : DeviceMessageFields.readPressureClass(in);
        double baselineTiltDeg = in.readDouble();
        int reportSecondsPlusOne = Fields.readVarInt(in);
        return new DeviceFacts(
                t,
                asset,
                state,
                type,
                pressure,
                baselineTiltDeg,
                reportSecondsPlusOne == 0 ? null : Integer.valueOf(reportSecondsPlusOne - 1),
                writtenVersion >= 3 && in.readBoolean(),
                writtenVersion < 7
                        ? Birth.Neighbours.UNKNOWN
                        : new Birth.Neighbours(
                                Fields.readOptionalText(in), Fields.readOptionalText(in), Fields.readOptionalText(in)));
    }
}
