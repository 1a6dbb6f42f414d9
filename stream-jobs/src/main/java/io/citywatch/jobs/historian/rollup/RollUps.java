package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxStatements;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets InfluxDB sum up spans: it reads the span's readings and writes their roll-up over the one that was there.
 *
 * <p>So a roll-up follows from what is stored, and from nothing else: a late reading changes it when its span is summed up
 * again, a reading that came twice is one point, and summing up twice gives the same. Not thread-safe.
 */
public final class RollUps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RollUps.class);

    /** So many minutes go into one statement, so that it and its memory stay small. */
    private static final long MAX_STATEMENT_MILLIS = Duration.ofHours(1).toMillis();

    /**
     * Of a kind with more devices minutes are not summed up, and hours in many statements: InfluxDB 1.6 takes about a
     * millisecond and 100 kB or more for each series, whether it has readings in the span or not, which at a whole city's
     * 100,000 is a minute and 10 GB.
     */
    static final long MAX_SERIES = 5_000;

    /** So many devices go into one statement; with 100 a device takes a quarter of the time that it takes with 500. */
    static final int MAX_DEVICES = 100;

    private final InfluxStatements influx;
    private final String database;
    private final RollUpOptions options;
    private final Set<FacilityKind> tooMany = EnumSet.noneOf(FacilityKind.class);
    private boolean isSetUp;

    /** The roll-ups in that InfluxDB, which need not be there yet. */
    public RollUps(InfluxOptions influx, RollUpOptions options) {
        this.influx = new InfluxStatements(influx);
        this.database = '"' + influx.database() + '"';
        this.options = options;
    }

    /** Sums up all those spans, at once. False when the server can't sum up. */
    public boolean sumUp(Iterable<RollUpSpan> spans, long now) throws StoreException {
        PendingSpans pending = new PendingSpans();
        spans.forEach(pending::touch);
        pending.save(0);
        pending.completed(0);
        return run(pending.take(now), now);
    }

    /** Makes the database and the retention policies where they are missing. False when the server can't sum up. */
    boolean setUp() throws StoreException {
        if (!isSetUp && influx.areSpoken()) {
            influx.run("CREATE DATABASE " + database);
            for (RollUpWidth width : RollUpWidth.values()) {
                createPolicy(width);
            }
            isSetUp = true;
        }
        return isSetUp;
    }

    private void createPolicy(RollUpWidth width) throws StoreException {
        String policy = "RETENTION POLICY \"" + width.policy() + "\" ON " + database;
        try {
            influx.run("CREATE " + policy + " DURATION " + options.kept(width).toDays() + "d REPLICATION 1");
        } catch (StoreException e) {
            if (!e.words().contains("already exists")) {
                throw e;
            }
            // Somebody keeps them for longer or shorter; to change that would be to delete.
            LOG.atWarn()
                    .addKeyValue("policy", width.policy())
                    .log("the retention policy has another duration than the options say, and is left as it is");
        }
    }

    boolean run(List<RollUpSpan> spans, long now) throws StoreException {
        if (!setUp()) {
            return false;
        }
        List<RollUpSpan> together = new ArrayList<>();
        for (RollUpSpan span : spans) {
            if (span.start()
                    < now - options.kept(span.width()).toMillis() + span.width().millis()) {
                continue;
            }
            if (!together.isEmpty() && !continues(together, span)) {
                sumUp(together);
                together.clear();
            }
            together.add(span);
        }
        if (!together.isEmpty()) {
            sumUp(together);
        }
        return true;
    }

    private static boolean continues(List<RollUpSpan> together, RollUpSpan next) {
        RollUpSpan first = together.get(0);
        RollUpSpan last = together.get(together.size() - 1);
        if (next.kind() != last.kind() || next.width() != last.width()) {
            return false;
        }
        return next.device() == null || last.device() == null
                ? next.device() == null
                        && last.device() == null
                        && next.start() == last.end()
                        && next.end() - first.start() <= MAX_STATEMENT_MILLIS
                : next.start() == last.start() && together.size() < MAX_DEVICES;
    }

    private void sumUp(List<RollUpSpan> together) throws StoreException {
        RollUpSpan first = together.get(0);
        List<String> devices = together.stream()
                .map(RollUpSpan::device)
                .filter(Objects::nonNull)
                .toList();
        if (!devices.isEmpty() || !hasTooMany(first.kind())) {
            sumUp(first, together.get(together.size() - 1).end(), devices);
        } else if (first.width() == RollUpWidth.HOUR) {
            sumUpInParts(together);
        }
    }

    private boolean hasTooMany(FacilityKind kind) throws StoreException {
        if (tooMany.contains(kind)) {
            return true;
        }
        long series =
                influx.number("SHOW SERIES EXACT CARDINALITY ON " + database + " FROM \"" + kind.measurement() + '"');
        if (series <= MAX_SERIES) {
            return false;
        }
        tooMany.add(kind);
        LOG.atWarn()
                .addKeyValue("kind", kind.code())
                .addKeyValue("series", series)
                .log("too many devices to have minutes rolled up; hours are");
        return true;
    }

    private void sumUpInParts(List<RollUpSpan> hours) throws StoreException {
        List<String> devices = influx.texts("SHOW TAG VALUES ON " + database + " FROM \""
                + hours.get(0).kind().measurement() + "\" WITH KEY = \"device\"");
        for (RollUpSpan hour : hours) {
            for (int from = 0; from < devices.size(); from += MAX_DEVICES) {
                sumUp(hour, hour.end(), devices.subList(from, Math.min(from + MAX_DEVICES, devices.size())));
            }
        }
    }

    /** One statement, for those devices or, when there are none, for all. */
    private void sumUp(RollUpSpan first, long end, List<String> devices) throws StoreException {
        String measurement = first.kind().measurement();
        RollUpWidth width = first.width();
        String those = devices.isEmpty()
                ? ""
                : devices.stream()
                        .map(device -> "\"device\" = '" + escaped(device) + '\'')
                        .collect(Collectors.joining(" OR ", "(", ") AND "));
        influx.run("SELECT min(*), max(*), mean(*), last(*), count(*) INTO " + database + ".\"" + width.policy()
                + "\".\"" + measurement + '_' + width.text() + "\" FROM " + database + "..\"" + measurement
                + "\" WHERE "
                + those + "time >= " + first.start() + "ms AND time < " + end + "ms GROUP BY time(" + width.text()
                + "), \"device\", \"district\" fill(none)");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    @Override
    public void close() {
        influx.close();
    }
}
