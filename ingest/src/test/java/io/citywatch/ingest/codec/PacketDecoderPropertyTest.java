package io.citywatch.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PacketDecoderPropertyTest {
    private static final int MAX_PACKET = 1000;
    private static final String CONNECT_3 = "100d00044d51545404020000000161";
    private static final String CONNECT_5 = "100e00044d5154540502000000000161";

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    /** However the bytes are cut, and the same as Netty's own decoder, by what the encoder makes of both. */
    @Property
    void wellFormedPacketsAreReadAsTheyAre(@ForAll Random random, @ForAll boolean isVersion5) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(ByteBufUtil.decodeHexDump(isVersion5 ? CONNECT_5 : CONNECT_3));
        for (int i = random.nextInt(8); i >= 0; i--) {
            stream.writeBytes(PacketStream.wellFormed(random, isVersion5));
        }
        byte[] bytes = stream.toByteArray();

        EmbeddedChannel ours = new EmbeddedChannel(new PacketDecoder(MAX_PACKET, new Room()), MqttEncoder.INSTANCE);
        EmbeddedChannel nettys = new EmbeddedChannel(new MqttDecoder(MAX_PACKET), MqttEncoder.INSTANCE);

        assertThat(encodedAgain(ours, bytes, random)).isEqualTo(encodedAgain(nettys, bytes, random));
    }

    /** After a bad packet nothing comes; nothing is thrown; nothing leaks. */
    @Property
    void anythingElseIsOneInvalidPacketAtMost(@ForAll Random random, @ForAll boolean isVersion5) {
        EmbeddedChannel channel = new EmbeddedChannel(new PacketDecoder(MAX_PACKET, new Room()));
        channel.config().setAllocator(allocator);
        byte[] bytes = random.nextInt(4) == 0
                ? PacketStream.noise(random)
                : PacketStream.mutated(random, isVersion5, 1 + random.nextInt(8));
        write(channel, ByteBufUtil.decodeHexDump(isVersion5 ? CONNECT_5 : CONNECT_3), random);
        write(channel, bytes, random);

        List<Boolean> valid = new ArrayList<>();
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            MqttMessage packet = (MqttMessage) message;
            valid.add(packet.decoderResult().isSuccess());
            if (!valid.get(valid.size() - 1)) {
                assertThat(packet.decoderResult().cause()).isInstanceOf(PacketFault.class);
            }
            ReferenceCountUtil.release(packet);
        }
        channel.finishAndReleaseAll();

        assertThat(valid.subList(0, Math.max(0, valid.size() - 1)))
                .as(ByteBufUtil.hexDump(bytes))
                .doesNotContain(false);
        assertThat(allocator.metric().usedHeapMemory())
                .as(ByteBufUtil.hexDump(bytes))
                .isZero();
    }

    private String encodedAgain(EmbeddedChannel channel, byte[] bytes, Random random) {
        write(channel, bytes, random);
        for (Object packet = channel.readInbound(); packet != null; packet = channel.readInbound()) {
            assertThat(((MqttMessage) packet).decoderResult().isSuccess())
                    .as(ByteBufUtil.hexDump(bytes))
                    .isTrue();
            channel.writeOutbound(packet instanceof PublishPacket publish ? asNettys(publish) : packet);
        }
        StringBuilder all = new StringBuilder();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            all.append(ByteBufUtil.hexDump(out));
            out.release();
        }
        channel.finishAndReleaseAll();
        return all.toString();
    }

    private static MqttPublishMessage asNettys(PublishPacket packet) {
        return new MqttPublishMessage(
                packet.fixedHeader(),
                new MqttPublishVariableHeader(packet.topicName(), packet.packetId(), packet.properties()),
                Unpooled.wrappedBuffer(packet.payload()));
    }

    private void write(EmbeddedChannel channel, byte[] bytes, Random random) {
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 64));
            channel.writeInbound(allocator.heapBuffer(length).writeBytes(bytes, at, length));
            at += length;
        }
    }

    /** Takes everything. */
    private static final class Room implements PacketRoom {
        @Override
        public void keep(int bytes) {}

        @Override
        public void giveBack() {}
    }
}
