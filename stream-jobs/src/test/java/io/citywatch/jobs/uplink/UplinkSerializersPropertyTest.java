package io.citywatch.jobs.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.DeviceMessages;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class UplinkSerializersPropertyTest {
    private static final RejectedMessage REJECTED = new RejectedMessage(
            new RejectedMessage.Received("citywatch/v1/410811/gas/g/telemetry", 17, null, "application/senml+json"),
            List.of(new Rejection(RejectReason.NOT_JSON, "unexpected end")),
            new byte[] {'{'},
            null);

    @Property
    void whatADeviceSaidComesBack(
            @ForAll("addresses") DeviceAddress address,
            @ForAll("messages") List<DeviceMessage> messages,
            @ForAll Channel channel,
            @ForAll OwnTimes ownTimes,
            @ForAll long arrival)
            throws IOException {
        DeviceUplink uplink = new DeviceUplink(address, channel, arrival, null, ownTimes, messages, null);

        assertThat(RoundTrip.of(new DeviceUplinkSerializer(), uplink)).isEqualTo(uplink);
        assertThat(RoundTrip.of(new UplinkSerializer(), uplink)).isEqualTo(uplink);
    }

    @Property(tries = 10)
    void whatWasRejectedStaysBehindOnTheWayToTheKeyedState(@ForAll("addresses") DeviceAddress address)
            throws IOException {
        DeviceUplink uplink = new DeviceUplink(address, Channel.TELEMETRY, 17, List.of(), REJECTED);

        DeviceUplink keyed = RoundTrip.of(new DeviceUplinkSerializer(), uplink);
        DeviceUplink whole = (DeviceUplink) RoundTrip.of(new UplinkSerializer(), uplink);

        assertThat(keyed.rejected()).isNull();
        assertThat(whole.rejected()).usingRecursiveComparison().isEqualTo(REJECTED);
    }

    @Property(tries = 10)
    void ticksAndUnusableRecordsComeBack(@ForAll long t, @ForAll long since) throws IOException {
        Tick tick = new Tick(t, since);

        assertThat(RoundTrip.of(new TickSerializer(), tick)).isEqualTo(tick);
        assertThat(RoundTrip.of(new UplinkSerializer(), new UplinkTick(tick))).isEqualTo(new UplinkTick(tick));
        assertThat(RoundTrip.of(new UplinkSerializer(), new UnusableUplink(REJECTED)))
                .usingRecursiveComparison()
                .isEqualTo(new UnusableUplink(REJECTED));
    }

    @Provide
    Arbitrary<DeviceAddress> addresses() {
        return DeviceMessages.addresses();
    }

    @Provide
    Arbitrary<List<DeviceMessage>> messages() {
        return DeviceMessages.messages().list().ofMaxSize(4);
    }
}
