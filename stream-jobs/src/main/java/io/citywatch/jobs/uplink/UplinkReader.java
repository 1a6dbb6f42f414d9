package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.codec.Decoded;
import io.citywatch.telemetry.codec.ThingsBoardDecoder;
import io.citywatch.telemetry.codec.UplinkCodecs;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.citywatch.telemetry.topic.Tick;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link Uplink} of a record of the log.
 *
 * <p>Nothing that stands in the log makes it throw: what it can't use is an {@link UnusableUplink} or a rejection. Topics are
 * parsed each time: with more devices than fit into the processor's caches, looking one up costs more than reading it. Not
 * thread-safe.
 */
public final class UplinkReader {
    static final byte[] NOTHING = {};
    private static final byte[] CONCENTRATOR = "concentrator/".getBytes(StandardCharsets.UTF_8);

    private final UplinkContent content;
    private final byte @Nullable [] readingsWith;
    private final boolean rejections;
    private final boolean concentrators;
    private final @Nullable RepeatedSigns repeatedSigns;
    private final UplinkHeaders headers = new UplinkHeaders();
    private final UplinkCodecs codecs = new UplinkCodecs();
    private final ThingsBoardDecoder thingsBoard = new ThingsBoardDecoder();

    public UplinkReader(UplinkContent content) {
        this.content = content;
        Metric metric = content.readingsWith();
        readingsWith = metric == null ? null : metric.field().getBytes(StandardCharsets.UTF_8);
        rejections = content.rejections();
        concentrators = content.concentrators();
        repeatedSigns = content.signsThinned() ? new RepeatedSigns(content) : null;
    }

    /** What the record is; null for a reading that the job has no use for, and that is no sign of life either for a minute. */
    public @Nullable Uplink readNews(ConsumerRecord<byte[], byte[]> record) {
        headers.take(record.headers());
        byte[] topic = headers.topicBytes();
        if (repeatedSigns == null || headers.tick() != null || topic == null) {
            return uplink(record);
        }
        if (repeatedSigns.hasSpoken(topic, arrival(record)) && !hasReadingsWith(payload(record))) {
            return null;
        }
        Uplink uplink = uplink(record);
        repeatedSigns.heard(topic, uplink);
        return uplink;
    }

    /** What the record is, and where it stands. */
    public PositionedUplink readPositioned(ConsumerRecord<byte[], byte[]> record) {
        Uplink uplink = read(record);
        return new PositionedUplink(
                new LogPosition(record.partition(), record.offset()), record.timestamp(), headers.isRetry(), uplink);
    }

    /** What the record is. */
    public Uplink read(ConsumerRecord<byte[], byte[]> record) {
        headers.take(record.headers());
        return uplink(record);
    }

    private Uplink uplink(ConsumerRecord<byte[], byte[]> record) {
        byte[] tick = headers.tick();
        if (tick != null) {
            return tick(tick, record.timestamp());
        }
        String topicName = headers.topic();
        long arrival = arrival(record);
        byte[] payload = payload(record);
        UplinkTopic topic = topicName == null ? null : UplinkTopic.parse(topicName);
        if (topicName == null || topic == null) {
            return ofOtherNamespace(topicName, arrival, payload);
        }
        if (!isWanted(topic, payload)) {
            return new DeviceUplink(
                    topic.address(), topic.channel(), arrival, concentrator(), unread(), List.of(), null);
        }
        long said = said(arrival);
        Decoded heard = codecs.decode(topic, headers.contentType(), payload, said);
        return new DeviceUplink(
                topic.address(),
                topic.channel(),
                arrival,
                concentrator(),
                ownTimes(heard, headers.isRetry()),
                heard.messages(),
                rejected(topicName, said, heard, payload));
    }

    private long arrival(ConsumerRecord<byte[], byte[]> record) {
        Long stamped = headers.arrival();
        return stamped == null ? record.timestamp() : stamped;
    }

    /** What does not stand under the platform's own topics. */
    private Uplink ofOtherNamespace(@Nullable String topicName, long arrival, byte[] payload) {
        String principal = headers.principal();
        if (topicName == null) {
            return unusable(null, arrival, principal, payload);
        }
        SparkplugTopic sparkplug = SparkplugTopic.parse(topicName);
        if (sparkplug != null) {
            return new SparkplugUplink(sparkplug, arrival, principal, payload);
        }
        ThingsBoardTopic topic = ThingsBoardTopic.parse(topicName, principal);
        if (topic == null) {
            return unusable(topicName, arrival, principal, payload);
        }
        UplinkTopic uplink = topic.uplink();
        if (!isWanted(uplink, payload)) {
            return new DeviceUplink(uplink.address(), uplink.channel(), arrival, null, unread(), List.of(), null);
        }
        long said = said(arrival);
        Decoded heard = thingsBoard.decode(topic, payload, said);
        return new DeviceUplink(
                uplink.address(),
                uplink.channel(),
                arrival,
                null,
                ownTimes(heard, headers.isRetry()),
                heard.messages(),
                rejected(topicName, said, heard, payload));
    }

    /** Of when a message is that has no time of its own: what is sent through again says what was when it came first. */
    private long said(long arrival) {
        Long first = headers.firstArrival();
        return first == null ? arrival : first;
    }

    /** What the times are worth of a message that is not looked into. */
    private OwnTimes unread() {
        return headers.isRetry() ? OwnTimes.FORMER : OwnTimes.POSSIBLE;
    }

    /** What the times are worth that a payload gives its messages. */
    static OwnTimes ownTimes(Decoded content, boolean isRetry) {
        if (isRetry) {
            return OwnTimes.FORMER;
        }
        return content.isRejected() && hasImpossibleTime(content) ? OwnTimes.IMPOSSIBLE : OwnTimes.POSSIBLE;
    }

    private static boolean hasImpossibleTime(Decoded content) {
        return content.rejections().stream()
                .anyMatch(rejection -> rejection.reason() == RejectReason.TIME_OUT_OF_RANGE);
    }

    private @Nullable RejectedMessage rejected(String topicName, long arrival, Decoded content, byte[] payload) {
        return rejections && content.isRejected()
                ? new RejectedMessage(
                        new RejectedMessage.Received(topicName, arrival, headers.principal(), headers.contentType()),
                        content.rejections(),
                        payload,
                        null)
                : null;
    }

    private boolean isWanted(UplinkTopic topic, byte[] payload) {
        return content.wants(topic.channel(), topic.address().kind())
                || (topic.channel() == Channel.TELEMETRY && hasReadingsWith(payload));
    }

    private boolean hasReadingsWith(byte[] payload) {
        return readingsWith != null && occurs(readingsWith, payload);
    }

    private static boolean occurs(byte[] text, byte[] payload) {
        for (int i = 0; i <= payload.length - text.length; i++) {
            if (payload[i] == text[0] && Arrays.equals(payload, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static Uplink tick(byte[] value, long timestamp) {
        try {
            return new UplinkTick(Tick.ofBytes(value));
        } catch (IllegalArgumentException e) {
            var rejection = new Rejection(RejectReason.WRONG_SHAPE, "header tick: " + e.getMessage());
            return new UnusableUplink(new RejectedMessage("", timestamp, null, List.of(rejection), value));
        }
    }

    private static Uplink unusable(@Nullable String topic, long arrival, @Nullable String principal, byte[] payload) {
        var rejection = new Rejection(
                RejectReason.UNKNOWN_TOPIC,
                topic == null
                        ? "the record has no header topic"
                        : "'" + topic + "' is no topic on which a device speaks");
        return new UnusableUplink(
                new RejectedMessage(topic == null ? "" : topic, arrival, principal, List.of(rejection), payload));
    }

    private static byte[] payload(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? NOTHING : record.value();
    }

    /** Who speaks for the device, if it is a concentrator; most devices speak for themselves, and their name is known. */
    private @Nullable String concentrator() {
        if (!concentrators) {
            return null;
        }
        byte[] userName = headers.principalBytes();
        return userName.length > CONCENTRATOR.length
                        && Arrays.equals(userName, 0, CONCENTRATOR.length, CONCENTRATOR, 0, CONCENTRATOR.length)
                ? new String(userName, StandardCharsets.UTF_8)
                : null;
    }
}
