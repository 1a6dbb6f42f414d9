package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.books.Entered;
import io.citywatch.jobs.historian.books.RecentMessages;
import io.citywatch.jobs.historian.rollup.RollUpSpan;
import io.citywatch.jobs.historian.rollup.RollUpWidth;
import io.citywatch.jobs.influx.DirectWriter;
import io.citywatch.jobs.influx.InfluxSink;
import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.jobs.influx.Points;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.EdgeNodeUplink;
import io.citywatch.jobs.uplink.Uplink;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Points that are written together, as the historian makes them; no books are kept of them. Not thread-safe. */
final class RebuildBatch {
    private final LineBuffer lines = new LineBuffer();
    private final List<Points> points = new ArrayList<>();
    private final Set<RollUpSpan> touched = new HashSet<>();
    private final DirectWriter writer;
    private final int size;
    private long characters;

    RebuildBatch(DirectWriter writer, int size) {
        this.writer = writer;
        this.size = size;
    }

    /**
     * Adds what was said.
     *
     * @param recent what was said before it, of what the log is read now
     */
    void add(Uplink uplink, Points.Entry entry, RecentMessages recent) throws InterruptedException {
        if (uplink instanceof DeviceUplink device) {
            Entered entered = recent.enter(device, false);
            if (entered.isThere(device)) {
                return;
            }
            MessageLines.write(device, entered.before(), lines);
            for (DeviceMessage message : device.messages()) {
                if (message instanceof Reading) {
                    for (RollUpWidth width : RollUpWidth.values()) {
                        touched.add(RollUpSpan.of(device.address().kind(), width, message.t()));
                    }
                }
            }
            take(
                    lines,
                    new Points.Origin(
                            device.address().topic(device.channel()),
                            device.address().device(),
                            device.arrival(),
                            entry));
        } else if (uplink instanceof EdgeNodeUplink node) {
            MessageLines.write(node.topic(), node.arrival(), lines);
            take(lines, new Points.Origin(node.topic().name(), node.topic().nodeKey(), node.arrival(), entry));
        }
    }

    /** Takes the points of a buffer, if there are any. */
    void take(LineBuffer filled, Points.Origin origin) throws InterruptedException {
        if (!filled.isEmpty()) {
            int count = filled.points();
            Points next = new Points(filled.take(), count, origin);
            if (characters + next.lines().length() > InfluxSink.MAX_REQUEST_CHARACTERS) {
                write();
            }
            points.add(next);
            characters += next.lines().length();
            if (points.size() >= size) {
                write();
            }
        }
    }

    void write() throws InterruptedException {
        if (!points.isEmpty()) {
            writer.write(List.copyOf(points));
            points.clear();
            characters = 0;
        }
    }

    /** The spans whose readings were written. */
    Set<RollUpSpan> touched() {
        return touched;
    }
}
