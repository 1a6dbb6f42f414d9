package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.books.RecentMessages;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.SparkplugTopic;

/**
 * The points of what devices say: a reading in its kind's measurement, everything else in {@code event}, each under the
 * time at which it happened.
 *
 * <p>That is a millisecond. What else a device has said of it would take the place of the point; so digits below it tell
 * apart events by what they say, and readings without a time of their own by their order.
 */
final class MessageLines {
    private static final String EVENT = "event";
    /** Beside the kinds of facilities: what speaks for many. */
    private static final String CONCENTRATOR = "concentrator";

    private MessageLines() {}

    /** So many places of a millisecond each message has; with JSON a reading is seldom shorter than 14 bytes of its 64 KiB. */
    private static final int PLACES = LineBuffer.MILLISECOND_NANOS / RecentMessages.MOST_OF_A_MILLISECOND;

    /**
     * Adds the points of all that the message says. What says nothing leaves no point.
     *
     * @param before how many messages of the device with readings of the arrival came in the same millisecond before
     */
    static void write(DeviceUplink uplink, int before, LineBuffer lines) {
        int place = place(before);
        for (DeviceMessage message : uplink.messages()) {
            if (!(message instanceof Reading reading)) {
                write(uplink.address(), message, uplink.arrival(), lines);
            } else if (uplink.isOfArrival(reading)) {
                write(uplink.address(), reading, lines);
                lines.end(reading.t(), place++ % LineBuffer.MILLISECOND_NANOS);
            } else {
                write(uplink.address(), reading, lines);
                lines.end(reading.t());
            }
        }
    }

    /** The place in their millisecond of the first of a message's readings that are of its arrival. Those at 0 stand at its beginning. */
    static int place(int before) {
        return before * PLACES;
    }

    private static void write(DeviceAddress address, DeviceMessage message, long arrival, LineBuffer lines) {
        int said;
        if (message instanceof Birth birth) {
            said = event(address, "birth", arrival, lines);
            write(birth, lines);
        } else if (message instanceof DeviceEvent event) {
            said = event(address, event.type().text(), arrival, lines);
            lines.optional("value", event.value()).optional("text", event.text());
        } else if (message instanceof CommandAnswer answer) {
            said = event(address, "ack", arrival, lines);
            lines.field("command", answer.command())
                    .field("result", answer.result().text())
                    .optional("text", answer.text());
        } else if (message instanceof Death) {
            said = event(address, "death", arrival, lines);
        } else {
            throw new IllegalArgumentException("no point is made of " + message);
        }
        lines.end(message.t(), lines.digest(said));
    }

    /** Adds the point of what an edge node said of itself: that it did. */
    static void write(SparkplugTopic topic, long arrival, LineBuffer lines) {
        String type =
                switch (topic.type()) {
                    case NBIRTH, DBIRTH -> "birth";
                    case NDEATH, DDEATH -> "death";
                    case NDATA, DDATA -> "data";
                };
        event(topic.node(), topic.district(), CONCENTRATOR, type, arrival, lines);
        lines.end(arrival);
    }

    private static void write(DeviceAddress address, Reading reading, LineBuffer lines) {
        lines.point(address.kind().measurement())
                .name("device", address.device())
                .name("district", address.district());
        for (int rest = reading.mask(); rest != 0; rest &= rest - 1) {
            Metric metric = Metric.ofOrdinal(Integer.numberOfTrailingZeros(rest));
            double value = reading.value(metric);
            switch (metric.type()) {
                case NUMBER -> lines.field(metric.field(), value);
                case BOOLEAN -> lines.field(metric.field(), value != 0);
                case STATE ->
                    lines.field(
                            metric.field(), SensorState.ofOrdinal((int) value).text());
            }
        }
    }

    /**
     * The time of arrival is a field, so that an event of which nothing else is known has one too. Returns how long the lines are
     * before what else it says.
     */
    private static int event(DeviceAddress address, String type, long arrival, LineBuffer lines) {
        event(address.device(), address.district(), address.kind().code(), type, arrival, lines);
        return lines.length();
    }

    private static void event(
            String device, String district, String kind, String type, long arrival, LineBuffer lines) {
        lines.point(EVENT)
                .name("device", device)
                .name("district", district)
                .name("kind", kind)
                .name("type", type)
                .field("arrival", (double) arrival);
    }

    private static void write(Birth birth, LineBuffer lines) {
        lines.field("asset", birth.asset())
                .field("state", birth.state().text())
                .optional("model", birth.identity().model())
                .optional("firmware", birth.identity().firmware())
                .optional("deviceType", birth.identity().type())
                .optional("lat", birth.place().lat())
                .optional("lon", birth.place().lon())
                .optional("address", birth.place().address())
                .field("households", (double) birth.share().households())
                .field("bays", (double) birth.share().bays())
                .field("lengthM", birth.share().lengthM())
                .field("baselineTiltDeg", birth.baselineTiltDeg());
        Integer reportSeconds = birth.reportSeconds();
        if (reportSeconds != null) {
            lines.field("reportSeconds", reportSeconds.doubleValue());
        }
    }
}
