package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxStatements;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** InfluxDB 1: it writes the sums itself, and nothing of them leaves it. */
final class SummingInPlace implements Summing {
    private static final Logger LOG = LoggerFactory.getLogger(SummingInPlace.class);

    /** So that a statement and its memory stay small. */
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private final InfluxStatements influx;
    private final String database;
    private final RollUpOptions options;

    SummingInPlace(InfluxOptions influx, RollUpOptions options) {
        this.influx = new InfluxStatements(influx);
        this.database = '"' + influx.database() + '"';
        this.options = options;
    }

    @Override
    public void setUp() throws StoreException {
        influx.run("CREATE DATABASE " + database);
        for (RollUpWidth width : RollUpWidth.values()) {
            createPolicy(width);
        }
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

    @Override
    public long longestMillis() {
        return LONGEST_MILLIS;
    }

    /** Its series, whether they have readings in the span or not: it makes an iterator for each. */
    @Override
    public long devices(FacilityKind kind, long from, long end) throws StoreException {
        return influx.number("SHOW SERIES EXACT CARDINALITY ON " + database + " FROM \"" + kind.measurement() + '"');
    }

    @Override
    public List<String> deviceNames(FacilityKind kind, long from, long end) throws StoreException {
        return influx.texts(
                "SHOW TAG VALUES ON " + database + " FROM \"" + kind.measurement() + "\" WITH KEY = \"device\"");
    }

    @Override
    public void sumUp(RollUpSpan first, long end, List<String> devices) throws StoreException {
        influx.run(
                SumStatement.SUMS + " INTO " + database + ".\"" + first.width().policy() + "\".\""
                        + SumStatement.measurement(first) + "\" FROM " + database + "..\""
                        + first.kind().measurement() + '"' + SumStatement.selection(first, end, devices));
    }

    @Override
    public void close() {
        influx.close();
    }
}
