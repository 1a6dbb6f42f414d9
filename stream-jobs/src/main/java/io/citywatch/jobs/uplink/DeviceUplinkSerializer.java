package io.citywatch.jobs.uplink;

import io.citywatch.jobs.binary.BinaryType;
import io.citywatch.jobs.binary.DeviceAddressFields;
import io.citywatch.jobs.binary.DeviceMessageFields;
import io.citywatch.jobs.binary.Fields;
import io.citywatch.jobs.binary.ImmutableSerializer;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes what a device said on its way to the keyed state: a reading of two metrics takes about 60 bytes.
 *
 * <p>What was rejected stays behind: it goes to the dead letters from where it was read, and no state depends on it.
 */
public final class DeviceUplinkSerializer extends ImmutableSerializer<DeviceUplink> {
    /** The type of streams of what devices said. */
    public static final BinaryType<DeviceUplink> TYPE = BinaryType.of(DeviceUplink.class, new DeviceUplinkSerializer());

    private static final long serialVersionUID = 1;

    /** The channel stands in the lower half of a byte, and above it what the times are worth; up to the second form, nothing. */
    private static final int OWN_TIMES_SHIFT = 4;

    private static final int CHANNEL = 0x0F;
    private static final int VERSION = 3;

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void write(DeviceUplink value, DataOutputView out) throws IOException {
        writeUsable(value, out);
    }

    @Override
    protected DeviceUplink read(DataInputView in, int writtenVersion) throws IOException {
        return readUsable(in);
    }

    static void writeUsable(DeviceUplink value, DataOutputView out) throws IOException {
        DeviceAddressFields.write(value.address(), out);
        out.writeByte(value.channel().ordinal() | value.ownTimes().ordinal() << OWN_TIMES_SHIFT);
        out.writeLong(value.arrival());
        Fields.writeText(value.concentrator(), out);
        List<DeviceMessage> messages = value.messages();
        Fields.writeVar(messages.size(), out);
        for (DeviceMessage message : messages) {
            DeviceMessageFields.write(message, out);
        }
    }

    static DeviceUplink readUsable(DataInputView in) throws IOException {
        DeviceAddress address = DeviceAddressFields.read(in);
        int channelAndTimes = in.readByte();
        Channel channel = Channel.ofOrdinal(channelAndTimes & CHANNEL);
        OwnTimes ownTimes = OwnTimes.ofOrdinal(channelAndTimes >> OWN_TIMES_SHIFT);
        long arrival = in.readLong();
        String concentrator = Fields.readOptionalText(in);
        int size = Fields.readVarInt(in);
        if (size <= 1) {
            return new DeviceUplink(
                    address,
                    channel,
                    arrival,
                    concentrator,
                    ownTimes,
                    size == 0 ? List.of() : List.of(DeviceMessageFields.read(in)),
                    null);
        }
        List<DeviceMessage> messages = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            messages.add(DeviceMessageFields.read(in));
        }
        return new DeviceUplink(address, channel, arrival, concentrator, ownTimes, messages, null);
    }
}
