package io.citywatch.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.codec.PacketStream;
import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Streams of good and bad packets, cut anywhere, through the whole pipeline: nothing is thrown, no buffer is lost, nobody else
 * is harmed, and every answer is one that a server may give.
 *
 * <p>How many there are is the setting {@code jqwik.tries.default}. With 60,000 of each property, which is 1.6 million packets
 * together with those of {@link io.citywatch.ingest.codec.PacketDecoderPropertyTest} and takes five minutes, nothing was found:
 *
 * <pre>
 * mvn -pl ingest -am test -Dtest='PacketStreamFuzzTest,PacketDecoderPropertyTest' -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Djqwik.tries.default=60000
 * </pre>
 */
class PacketStreamFuzzTest {
    private static final String CONNECT_3 =
            "10 1e 0004 4d515454 04 c2 003c 0004 64657631 0004 64657631 0006 736563726574";
    private static final String CONNECT_5 =
            "10 2a 0004 4d515454 05 c2 003c 0b 11 0000003c 21 0003 22 0004 0004 64657631 0004 64657631 0006 736563726574";

    /** What a client may hear after its log-in. */
    private static final Set<MqttMessageType> ANSWERS = EnumSet.of(
            MqttMessageType.CONNACK,
            MqttMessageType.PUBLISH,
            MqttMessageType.PUBACK,
            MqttMessageType.PUBREC,
            MqttMessageType.PUBREL,
            MqttMessageType.PUBCOMP,
            MqttMessageType.SUBACK,
            MqttMessageType.UNSUBACK,
            MqttMessageType.PINGRESP,
            MqttMessageType.DISCONNECT);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    @Property
    void afterTheLogIn(@ForAll Random random, @ForAll boolean isVersion5) {
        byte[] stream = random.nextInt(16) == 0
                ? PacketStream.noise(random)
                : PacketStream.mutated(random, isVersion5, 1 + random.nextInt(32));
        run(hex(isVersion5 ? CONNECT_5 : CONNECT_3), stream, isVersion5, random);
    }

    @Property
    void insteadOfTheLogIn(@ForAll Random random, @ForAll boolean isVersion5) {
        byte[] connect = PacketStream.mutated(random, hex(isVersion5 ? CONNECT_5 : CONNECT_3));
        // What begins like a request of HTTP is spoken to in HTTP.
        Assume.that(connect.length > 0 && connect[0] != 'G');
        run(connect, PacketStream.mutated(random, isVersion5, random.nextInt(4)), isVersion5, random);
    }

    private void run(byte[] first, byte[] stream, boolean isVersion5, Random random) {
        String what = ByteBufUtil.hexDump(first) + " " + ByteBufUtil.hexDump(stream);
        try (ConnectionHarness gateway = new ConnectionHarness()) {
            Client bystander = gateway.version5("engineer/eva");
            Client client = gateway.open();
            client.channel.config().setAllocator(allocator);
            write(client, first, random);
            write(client, stream, random);
            for (int i = 0; i < gateway.log.appended.size(); i++) {
                gateway.log.confirm(i);
            }
            client.channel.runPendingTasks();

            client.channel.checkException();
            assertThat(gateway.meter("ended", "reason", "internal-error")
                            + gateway.meter("refused", "reason", "internal-error"))
                    .as(what)
                    .isZero();
            checkAnswers(client, isVersion5, what);
            assertThat(bystander.send("c0 00").heard()).as(what).isEqualTo("d000");
            client.breaks();
        }
        assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
                .as(what)
                .isZero();
    }

    /** Whoever is heard is heard in whole packets, which Netty's decoder understands, and with nothing after a farewell. */
    private static void checkAnswers(Client client, boolean isVersion5, String what) {
        byte[] bytes = hex(client.heard());
        EmbeddedChannel reader = new EmbeddedChannel(new MqttDecoder(1 << 20));
        reader.attr(AttributeKey.<MqttVersion>valueOf("NETTY_CODEC_MQTT_VERSION"))
                .set(answeredIn(bytes, isVersion5) ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1);
        ByteBuf all = reader.alloc().buffer().writeBytes(bytes);
        reader.writeInbound(all);
        List<MqttMessageType> types = new ArrayList<>();
        for (MqttMessage answer = reader.readInbound(); answer != null; answer = reader.readInbound()) {
            assertThat(answer.decoderResult().isSuccess()).as(what).isTrue();
            types.add(answer.fixedHeader().messageType());
            ReferenceCountUtil.release(answer);
        }
        reader.finishAndReleaseAll();
        assertThat(ANSWERS).as(what).containsAll(types);
        int farewell = types.indexOf(MqttMessageType.DISCONNECT);
        assertThat(farewell < 0 || farewell == types.size() - 1).as(what).isTrue();
        assertThat(types.lastIndexOf(MqttMessageType.CONNACK)).as(what).isLessThanOrEqualTo(0);
        if (farewell >= 0) {
            assertThat(client.isOpen()).as(what).isFalse();
        }
    }

    /** A mutant may have changed its version: a CONNACK of two bytes is one of 3.1.1. */
    private static boolean answeredIn(byte[] bytes, boolean isVersion5) {
        return bytes.length > 1 && bytes[0] == 0x20 ? bytes[1] > 2 : isVersion5;
    }

    private void write(Client client, byte[] bytes, Random random) {
        for (int at = 0; at < bytes.length && client.channel.isActive(); ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 256));
            client.channel.writeInbound(allocator.heapBuffer(length).writeBytes(bytes, at, length));
            at += length;
        }
    }

    private static byte[] hex(String digits) {
        return ByteBufUtil.decodeHexDump(digits.replace(" ", ""));
    }
}
