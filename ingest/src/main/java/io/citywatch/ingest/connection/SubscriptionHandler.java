package io.citywatch.ingest.connection;

import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.rights.Principal;
import io.citywatch.ingest.routing.Subscription;
import io.citywatch.ingest.routing.SubscriptionOptions;
import io.citywatch.ingest.routing.SubscriptionOptions.RetainHandling;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.ingest.session.Session;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttReasonCodes.SubAck;
import io.netty.handler.codec.mqtt.MqttReasonCodes.UnsubAck;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SUBSCRIBE and UNSUBSCRIBE: each filter that is one is granted, or refused with its own code, and harms no other. */
public final class SubscriptionHandler extends ChannelInboundHandlerAdapter {
    public static final String NAME = "subscription";

    /** The one failure code of version 3.1.1. */
    private static final int FAILURE = 0x80;

    private static final int UNSIGNED = 0xFF;

    private final MqttConnection connection;

    public SubscriptionHandler(MqttConnection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof MqttSubscribeMessage subscribe) {
            subscribe(ctx, subscribe);
        } else if (packet instanceof MqttUnsubscribeMessage unsubscribe) {
            unsubscribe(ctx, unsubscribe);
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ConnectHandler.LoggedIn.EVENT) {
            resume();
        }
        ctx.fireUserEventTriggered(event);
    }

    /** A client that is back with its session need not subscribe again to get the commands that did not wait in it. */
    private void resume() {
        if (!connection.login().principal().takesCommands()) {
            return;
        }
        Session session = connection.login().session();
        for (TopicFilter filter : session.filters()) {
            Subscription subscription = connection.services().router().subscription(session, filter);
            if (subscription != null) {
                connection.services().commands().handOver(subscription);
            }
        }
    }

    private void subscribe(ChannelHandlerContext ctx, MqttSubscribeMessage message) {
        List<MqttTopicSubscription> asked = message.payload().topicSubscriptions();
        if (!asked.stream().allMatch(one -> isFilter(one.topicName()) && hasValidOptions(one))) {
            connection.end(Ending.PROTOCOL_ERROR);
            return;
        }
        if (!takesCodes(asked.size())) {
            connection.end(Ending.PACKET_TOO_LARGE);
            return;
        }
        Long number = Properties5.number(
                message.idAndPropertiesVariableHeader().properties(), MqttProperties.SUBSCRIPTION_IDENTIFIER);
        Integer identifier = number == null ? null : number.intValue();
        Principal principal = connection.login().principal();
        Session session = connection.login().session();
        List<Integer> codes = new ArrayList<>(asked.size());
        List<Subscription> granted = new ArrayList<>(asked.size());
        int refused = 0;
        for (MqttTopicSubscription one : asked) {
            TopicFilter filter = TopicFilter.parse(one.topicName());
            SubAck refusal = refusal(filter, session);
            if (filter != null && refusal == null) {
                if (!principal.isSilent(filter)) {
                    granted.add(new Subscription(session, principal.routed(filter), options(one.option(), identifier)));
                }
                codes.add(one.qualityOfService().value());
            } else if (refusal != null) {
                refused++;
                codes.add(connection.isVersion5() ? refusal.byteValue() & UNSIGNED : FAILURE);
            }
        }
        // The answer is written first, so that what the subscriptions bring follows it, and sent when they hold:
        // whoever has it may rely on them.
        ctx.write(Replies.subAck(message.variableHeader().messageId(), codes));
        granted.forEach(this::begin);
        ctx.flush();
        count("granted", codes.size() - refused);
        count("refused", refused);
    }

    /** Whether the client takes the answer: one that is too large for it must not be sent (MQTT-3.1.2-24), nor a part of it. */
    private boolean takesCodes(int codes) {
        return PacketSize.ofCodes(codes) <= connection.login().limits().maxPacketBytes();
    }

    private @Nullable SubAck refusal(@Nullable TopicFilter filter, Session session) {
        if (filter == null) {
            return SubAck.TOPIC_FILTER_INVALID;
        }
        if (!connection.login().principal().maySubscribe(filter)) {
            return SubAck.NOT_AUTHORIZED;
        }
        return session.reserve(connection.login().principal().routed(filter)) ? null : SubAck.QUOTA_EXCEEDED;
    }

    /** One that breaks the rules ends the connection: the codes of an answer are for filters that are "correctly formed". */
    private boolean isFilter(String text) {
        return connection.isVersion5() ? TopicFilter.isFilterOfVersion5(text) : TopicFilter.isFilter(text);
    }

    /** A shared subscription can't ask for "no local" (MQTT-3.8.3-4). */
    private static boolean hasValidOptions(MqttTopicSubscription asked) {
        return !asked.option().isNoLocal() || !asked.topicFilter().startsWith("$share/");
    }

    private void begin(Subscription subscription) {
        GatewayServices services = connection.services();
        Principal principal = connection.login().principal();
        services.router().subscribe(subscription);
        if (connection.login().session().isOver()) {
            // Another connection of the client has ended the session meanwhile, and its subscriptions with it.
            services.router().unsubscribe(subscription.subscriber(), subscription.filter());
            return;
        }
        if (principal.takesCommands()) {
            services.commands().handOver(subscription);
        }
    }

    private static SubscriptionOptions options(MqttSubscriptionOption asked, @Nullable Integer identifier) {
        RetainHandling handling =
                switch (asked.retainHandling()) {
                    case SEND_AT_SUBSCRIBE -> RetainHandling.SEND;
                    case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> RetainHandling.SEND_IF_NEW;
                    case DONT_SEND_AT_SUBSCRIBE -> RetainHandling.DO_NOT_SEND;
                };
        return new SubscriptionOptions(
                asked.qos().value(), asked.isNoLocal(), asked.isRetainAsPublished(), handling, identifier);
    }

    private void unsubscribe(ChannelHandlerContext ctx, MqttUnsubscribeMessage message) {
        List<String> topics = message.payload().topics();
        if (!topics.stream().allMatch(this::isFilter)) {
            connection.end(Ending.PROTOCOL_ERROR);
            return;
        }
        if (!takesCodes(topics.size())) {
            connection.end(Ending.PACKET_TOO_LARGE);
            return;
        }
        List<Short> codes = new ArrayList<>(topics.size());
        for (String topic : topics) {
            codes.add((short) (end(topic).byteValue() & UNSIGNED));
        }
        // A 3.1.1 client gets no codes.
        ctx.writeAndFlush(
                Replies.unsubAck(message.variableHeader().messageId(), connection.isVersion5() ? codes : List.of()));
    }

    private UnsubAck end(String topic) {
        TopicFilter filter = TopicFilter.parse(topic);
        if (filter == null) {
            return UnsubAck.TOPIC_FILTER_INVALID;
        }
        Session session = connection.login().session();
        TopicFilter routed = connection.login().principal().routed(filter);
        session.unreserve(routed);
        return connection.services().router().unsubscribe(session, routed)
                ? UnsubAck.SUCCESS
                : UnsubAck.NO_SUBSCRIPTION_EXISTED;
    }

    private void count(String outcome, int filters) {
        if (filters > 0) {
            connection.services().meters().count(GatewayMeter.SUBSCRIPTIONS, outcome, filters);
        }
    }
}
