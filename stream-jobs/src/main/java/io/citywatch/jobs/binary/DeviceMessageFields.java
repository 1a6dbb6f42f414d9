package io.citywatch.jobs.binary;

import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.PressureClass;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads what devices say. The first byte says which message it is; enums stand by their ordinals, whose order
 * is fixed.
 */
public final class DeviceMessageFields {
    private static final int READING = 0;
    private static final int READING_WITH_SEQ = 1;
    private static final int BIRTH = 2;
    private static final int EVENT = 3;
    private static final int DEATH = 4;
    private static final int ANSWER = 5;
    private static final int HISTORICAL = 6;

    private DeviceMessageFields() {}

    public static void write(DeviceMessage message, DataOutputView out) throws IOException {
        if (message instanceof Reading reading) {
            writeReading(reading, out);
        } else if (message instanceof Birth birth) {
            out.writeByte(BIRTH);
            writeBirth(birth, out);
        } else if (message instanceof DeviceEvent event) {
            out.writeByte(EVENT);
            out.writeLong(event.t());
            out.writeByte(event.type().ordinal());
            Fields.writeDouble(event.value(), out);
            Fields.writeText(event.text(), out);
        } else if (message instanceof Death death) {
            out.writeByte(DEATH);
            out.writeLong(death.t());
        } else if (message instanceof CommandAnswer answer) {
            out.writeByte(ANSWER);
            out.writeLong(answer.t());
            out.writeByte(answer.result().ordinal());
            Fields.writeText(answer.command(), out);
            Fields.writeText(answer.text(), out);
        }
    }

    public static DeviceMessage read(DataInputView in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case HISTORICAL -> {
                if (read(in) instanceof Reading reading) {
                    yield reading.asHistorical();
                }
                throw new IOException("history without a reading");
            }
            case READING -> readReading(in.readLong(), null, in);
            case READING_WITH_SEQ -> {
                long t = in.readLong();
                yield readReading(t, Fields.readVar(in), in);
            }
            case BIRTH -> readBirth(in);
            case EVENT ->
                new DeviceEvent(
                        in.readLong(),
                        EventType.values()[in.readByte()],
                        Fields.readOptionalDouble(in),
                        Fields.readOptionalText(in));
            case DEATH -> new Death(in.readLong());
            case ANSWER -> {
                long t = in.readLong();
                CommandAnswer.Result result = CommandAnswer.Result.values()[in.readByte()];
                yield new CommandAnswer(t, Fields.readText(in), result, Fields.readOptionalText(in));
            }
            default -> throw new IOException("no message is written with " + kind);
        };
    }

    private static void writeReading(Reading reading, DataOutputView out) throws IOException {
        if (reading.isHistorical()) {
            out.writeByte(HISTORICAL);
        }
        Long seq = reading.seq();
        out.writeByte(seq == null ? READING : READING_WITH_SEQ);
        out.writeLong(reading.t());
        if (seq != null) {
            Fields.writeVar(seq, out);
        }
        Fields.writeVar(reading.mask(), out);
        for (int rest = reading.mask(); rest != 0; rest &= rest - 1) {
            out.writeDouble(reading.value(Metric.ofOrdinal(Integer.numberOfTrailingZeros(rest))));
        }
    }

    private static Reading readReading(long t, @Nullable Long seq, DataInputView in) throws IOException {
        int mask = Fields.readVarInt(in);
        double[] values = new double[Integer.bitCount(mask)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return new Reading(t, seq, mask, values);
    }

    /** Writes a birth without the byte that says so. */
    public static void writeBirth(Birth birth, DataOutputView out) throws IOException {
        out.writeLong(birth.t());
        Fields.writeText(birth.asset(), out);
        out.writeByte(birth.state().ordinal());
        Fields.writeText(birth.identity().model(), out);
        Fields.writeText(birth.identity().firmware(), out);
        Fields.writeText(birth.identity().type(), out);
        out.writeBoolean(birth.identity().simulated());
        writePressureClass(birth.identity().pressureClass(), out);
        Fields.writeDouble(birth.place().lat(), out);
        Fields.writeDouble(birth.place().lon(), out);
        Fields.writeText(birth.place().address(), out);
        Fields.writeText(birth.place().neighbours().building(), out);
        Fields.writeText(birth.place().neighbours().main(), out);
        Fields.writeText(birth.place().neighbours().gridCell(), out);
        Fields.writeVar(birth.share().households(), out);
        Fields.writeVar(birth.share().bays(), out);
        out.writeDouble(birth.share().lengthM());
        out.writeDouble(birth.baselineTiltDeg());
        Integer reportSeconds = birth.reportSeconds();
        Fields.writeVar(reportSeconds == null ? 0 : reportSeconds + 1L, out);
    }

    /** Writes the class of a gas main, or its absence, in one byte. */
    public static void writePressureClass(@Nullable PressureClass pressure, DataOutputView out) throws IOException {
        out.writeByte(pressure == null ? 0 : pressure.ordinal() + 1);
    }

    public static @Nullable PressureClass readPressureClass(DataInputView in) throws IOException {
        int ordinalPlusOne = in.readByte();
        return ordinalPlusOne == 0 ? null : PressureClass.ofOrdinal(ordinalPlusOne - 1);
    }

    /** Reads what {@link #writeBirth} wrote. */
    public static Birth readBirth(DataInputView in) throws IOException {
        long t = in.readLong();
        String asset = Fields.readText(in);
        AssetState state = AssetState.ofOrdinal(in.readByte());
        var identity = new Birth.Identity(
                Fields.readOptionalText(in),
                Fields.readOptionalText(in),
                Fields.readOptionalText(in),
                in.readBoolean(),
                readPressureClass(in));
        var place = new Birth.Place(
                Fields.readOptionalDouble(in),
                Fields.readOptionalDouble(in),
                Fields.readOptionalText(in),
                new Birth.Neighbours(
                        Fields.readOptionalText(in), Fields.readOptionalText(in), Fields.readOptionalText(in)));
        var share = new Birth.Share(Fields.readVarInt(in), Fields.readVarInt(in), in.readDouble());
        double baselineTiltDeg = in.readDouble();
        int reportSecondsPlusOne = Fields.readVarInt(in);
        return new Birth(
                t,
                asset,
                state,
                identity,
                place,
                share,
                baselineTiltDeg,
                reportSecondsPlusOne == 0 ? null : Integer.valueOf(reportSecondsPlusOne - 1));
    }
}
