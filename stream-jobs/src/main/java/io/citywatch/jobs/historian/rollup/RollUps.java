package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxStatements;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
     * Of a kind with more devices nothing is summed up: InfluxDB 1.6 takes about a millisecond and 100 kB for each series, whether
     * it has readings in the span or not, which at a whole city's 100,000 is a minute and 10 GB.
     */
    static final long MAX_SERIES = 5_000;

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

    /** Sums up all that is touched, at once. False when the server can't sum up. */
    public boolean sumUp(Iterable<TouchedMinute> touched, long now) throws StoreException {
        PendingSpans pending = new PendingSpans();
        touched.forEach(pending::touch);
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
        return next.kind() == last.kind()
                && next.width() == last.width()
                && next.start() == last.end()
                && next.end() - first.start() <= MAX_STATEMENT_MILLIS;
    }

    private void sumUp(List<RollUpSpan> together) throws StoreException {
        RollUpSpan first = together.get(0);
        String measurement = first.kind().measurement();
        long series = influx.number("SHOW SERIES EXACT CARDINALITY ON " + database + " FROM \"" + measurement + '"');
        if (series > MAX_SERIES) {
            if (tooMany.add(first.kind())) {
                LOG.atWarn()
                        .addKeyValue("kind", first.kind().code())
                        .addKeyValue("series", series)
                        .log("too many devices to be rolled up by InfluxDB; readings are kept as they are");
            }
            return;
        }
        RollUpWidth width = first.width();
        influx.run("SELECT min(*), max(*), mean(*), last(*), count(*) INTO " + database + ".\"" + width.policy()
                + "\".\""
                + measurement + '_' + width.text() + "\" FROM " + database + "..\"" + measurement + "\" WHERE time >= "
                + first.start() + "ms AND time < "
                + together.get(together.size() - 1).end() + "ms GROUP BY time("
                + width.text() + "), \"device\", \"district\" fill(none)");
    }

    @Override
    public void close() {
        influx.close();
    }
}
