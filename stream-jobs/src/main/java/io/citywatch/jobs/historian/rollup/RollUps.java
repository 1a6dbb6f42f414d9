package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxServer;
import io.citywatch.jobs.influx.ServerKind;
import io.citywatch.jobs.influx.StoreException;
import io.citywatch.jobs.influx.VictoriaMetricsFlags;
import io.citywatch.jobs.influx.WriteOutcome;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /**
     * Of a kind with more devices minutes are not summed up, and hours in many statements: InfluxDB 1.6 takes about a
     * millisecond and 100 kB or more for each series, whether it has readings in the span or not, which at a whole city's
     * 100,000 is a minute and 10 GB.
     */
    static final long MAX_SERIES = 5_000;

    /** So many devices go into one statement; with 100 a device takes a quarter of the time that it takes with 500. */
    static final int MAX_DEVICES = 100;

    private final InfluxOptions influx;
    private final RollUpOptions options;
    private final Set<FacilityKind> tooMany = EnumSet.noneOf(FacilityKind.class);
    private final InfluxServer server;
    private final FailedSpans failures = new FailedSpans();
    private @Nullable Summing summing;
    private boolean hasToldRetention;

    /** The roll-ups in that server, which need not be there yet. */
    public RollUps(InfluxOptions influx, RollUpOptions options) {
        this.influx = influx;
        this.options = options;
        server = new InfluxServer(influx);
    }

    /** Sums up all those spans that are over, at once. */
    public RollUpRound sumUp(Iterable<RollUpSpan> spans, long now) throws StoreException {
        PendingSpans pending = new PendingSpans();
        spans.forEach(pending::touch);
        pending.save(0);
        pending.completed(0);
        return run(pending.take(now), now);
    }

    /** Makes what keeps roll-ups, with its retention, where it is missing. Null when the server keeps none. */
    @Nullable
    Summing setUp() throws StoreException {
        if (summing == null) {
            ServerKind kind = server.kind();
            if (kind != ServerKind.OTHER) {
                summing = setUp(kind);
            } else if (!hasToldRetention) {
                tellRetention();
                hasToldRetention = true;
            }
        }
        return summing;
    }

    private Summing setUp(ServerKind kind) throws StoreException {
        Summing made = kind == ServerKind.INFLUXDB_1
                ? new SummingInPlace(influx, options)
                : new SummingByReading(influx, new RollUpBuckets(influx, server, options, kind));
        try {
            made.setUp();
            return made;
        } catch (StoreException e) {
            made.close();
            throw e;
        }
    }

    /** How long VictoriaMetrics keeps points is an option of its own, and so is whether one that comes again is one. */
    private void tellRetention() throws StoreException {
        var flags = VictoriaMetricsFlags.of(influx).orElse(null);
        if (flags == null) {
            LOG.warn(
                    "the server names no version of InfluxDB: no roll-ups are kept in it, and its retention is its own");
            return;
        }
        LOG.atWarn()
                .addKeyValue("retentionPeriod", flags.retentionPeriod())
                .log("VictoriaMetrics keeps readings as long as its option -retentionPeriod says, and no roll-ups;"
                        + " it sums up what it is asked for");
        if (!flags.writesOver()) {
            LOG.warn("VictoriaMetrics counts a point that is written again after a failure twice;"
                    + " start it with -dedup.minScrapeInterval=1ms");
        }
    }

    /** Sums up spans that stand in {@link RollUpSpan#ORDER}; one that fails holds up no other. */
    RollUpRound run(List<RollUpSpan> spans, long now) throws StoreException {
        Summing work = setUp();
        if (work == null) {
            return RollUpRound.NOT_HERE;
        }
        List<RollUpSpan> kept =
                spans.stream().filter(span -> options.keeps(span, now)).toList();
        return run(work, failures.statements(kept, work.longestMillis()));
    }

    private RollUpRound run(Summing work, List<List<RollUpSpan>> statements) {
        int summedUp = 0;
        int expired = 0;
        List<RollUpSpan> left = new ArrayList<>();
        List<RollUpSpan> failed = new ArrayList<>();
        StoreException why = null;
        for (List<RollUpSpan> together : statements) {
            if (why != null && isAway(why)) {
                left.addAll(together);
                continue;
            }
            try {
                sumUp(work, together);
                summedUp += together.size();
            } catch (StoreException e) {
                if (isExpired(e)) {
                    expired += together.size();
                } else {
                    why = e;
                    left.addAll(together);
                    failed.addAll(together);
                }
            }
        }
        List<RollUpSpan> again = failures.after(failed, left, summedUp > 0);
        return new RollUpRound(true, summedUp, expired + left.size() - again.size(), again, why);
    }

    /** Whether there is no use in asking for anything else just now. */
    private static boolean isAway(StoreException failure) {
        return failure.outcome() == WriteOutcome.UNREACHABLE || failure.outcome() == WriteOutcome.OVERLOADED;
    }

    /**
     * Whether the server keeps sums for a shorter time than the options say, and would delete these. What of them it does keep it
     * has written. The words are those of InfluxDB 1 and 2.
     */
    private static boolean isExpired(StoreException failure) {
        return failure.words().contains("beyond retention policy")
                || failure.words().contains("outside retention policy");
    }

    private void sumUp(Summing work, List<RollUpSpan> together) throws StoreException {
        RollUpSpan first = together.get(0);
        long end = together.get(together.size() - 1).end();
        List<String> devices = together.stream()
                .map(RollUpSpan::device)
                .filter(Objects::nonNull)
                .toList();
        if (!devices.isEmpty() || !hasTooMany(work, first, end)) {
            work.sumUp(first, end, devices);
        } else if (first.width() == RollUpWidth.HOUR) {
            sumUpInParts(work, together);
        }
    }

    private boolean hasTooMany(Summing work, RollUpSpan first, long end) throws StoreException {
        if (tooMany.contains(first.kind())) {
            return true;
        }
        long devices = work.devices(first.kind(), first.start(), end);
        if (devices <= MAX_SERIES) {
            return false;
        }
        tooMany.add(first.kind());
        LOG.atWarn()
                .addKeyValue("kind", first.kind().code())
                .addKeyValue("series", devices)
                .log("too many devices to have minutes rolled up; hours are");
        return true;
    }

    private static void sumUpInParts(Summing work, List<RollUpSpan> hours) throws StoreException {
        for (RollUpSpan hour : hours) {
            List<String> devices = work.deviceNames(hour.kind(), hour.start(), hour.end());
            for (int from = 0; from < devices.size(); from += MAX_DEVICES) {
                work.sumUp(hour, hour.end(), devices.subList(from, Math.min(from + MAX_DEVICES, devices.size())));
            }
        }
    }

    @Override
    public void close() {
        if (summing != null) {
            summing.close();
        }
    }
}
