package io.citywatch.jobs.alarms.series;

/**
 * Finds what is unusual in a series by itself: nothing is set and nothing is tuned for the one series.
 *
 * <p>It expects a value by the level, by what is usual at that time of the day and of the week (as far as the series has
 * shown such a rhythm), and by how far the value before was off. Then it asks some questions, each answered by a
 * probability that is learned from the series itself: does the value lie far from what was expected; far from the level and
 * the rhythm; have the values of the last two hours; do they vary more, or less, than usual; does something show in {@link LongView}; does the same
 * value come again and again; does it lie outside of everything seen so far. What comes about every day
 * is not rare ({@link DailyReach}). The rarest answer counts, as {@link Incident} tells the news in it.
 *
 * <p>Single outliers teach little and lasting changes become usual within days. All memories are of so many days, within
 * bounds in values, so that intervals from seconds to an hour will do. A value older than the newest is passed over
 * (score 0), until the fourth of them in a row shows that the clock was set back; values of the same time count one after another.
 */
public final class DailyRhythm implements SeriesDetector<DailyRhythmState> {
    /** A rarity of one in about 4000 is reported. */
    private static final double THRESHOLD = 3.6;
    /** Averages of neighbouring values are less independent than values: the same rarity of them says more. */
    private static final double SLOW = 1.2;
    /** A run of the same value often has harmless reasons, such as coarse rounding. */
    private static final double RUN = 0.8;
    /** A value beyond the range by a quarter of it is worth reporting. */
    private static final double OUTSIDE = 14;

    /** Nothing is said in the first day, within bounds in values. */
    private static final double SILENT_DAYS = 1;

    private static final double LEAST_SILENT = 60;
    private static final double MOST_SILENT = 300;
    /** From how many values on everything is said in full. */
    private static final double WARM = 200;
    /** For how many values scales take whatever comes. */
    private static final double OPEN = 30;

    private static final double RECENT_DAYS = 2.0 / 24;
    private static final double LEVEL_DAYS = 2;
    private static final double MEMORY_DAYS = 10;

    /** After so many days the noise of an hour is known. */
    private static final double NOISE_DAYS = 1.5;
    /** An outlier counts for a scale at most as one of so many times the scale. */
    private static final double OUTLIER = 5;

    private static final double LEAST_SCALE = 1e-9;
    private static final double FARTHEST = 1e6;

    @Override
    public DailyRhythmState fresh() {
        return new DailyRhythmState();
    }

    /** The news in the value: an incident is reported when it begins, and what goes on is none. */
    @Override
    public double score(DailyRhythmState s, long timeMillis, double value) {
        return surprise(s, timeMillis, value).news();
    }

    /**
     * Takes the next value, as {@link #score} does, and says how strange it is, too.
     *
     * @throws IllegalArgumentException when the value is not finite
     */
    public Surprise surprise(DailyRhythmState s, long timeMillis, double value) {
        double x = Bounds.finite(value);
        if (!s.cadence.next(timeMillis)) {
            return Surprise.NONE;
        }
        double rarity = rarity(s, timeMillis, x);
        double bounded = Incident.bounded(rarity);
        double news = s.incident.score(rarity, THRESHOLD, s.cadence.rows(1, 10, 200), s.cadence.rows(1, 50, 3000));
        return new Surprise(news, bounded / (bounded + THRESHOLD));
    }

    /** The incident that was reported is over: what comes now is none of it, and news again if it is more than an after-effect. */
    public void over(DailyRhythmState s) {
        s.incident.over(THRESHOLD);
    }

    /**
     * What a value says.
     *
     * @param news its score
     * @param strangeness how strange it is, whether that is news or goes on; from 0 to 1, at the beginning of the first incident the same as the score
     */
    public record Surprise(double news, double strangeness) {
        static final Surprise NONE = new Surprise(0, 0);
    }

    /** How rare the newest value is in the series' own past: minus the decimal logarithm of a probability. */
    private static double rarity(DailyRhythmState s, long timeMillis, double x) {
        double n = s.cadence.count();
        double outside = s.range.outside(x, s.cadence.rows(0.5, 20, 3000));
        if (n == 1) {
            s.last = x;
            s.level = x;
            return 0;
        }
        double run = s.repeats.surprise(x == s.last);
        double silent = silent(s);
        double warmth = Math.min(1, n / WARM);
        double rarity = Math.max(
                Math.max(byStatistics(s, timeMillis, x), RUN * run) * warmth,
                OUTSIDE * outside * Math.min(1, n / s.cadence.rows(1, 1, 400)));
        s.last = x;
        return n > silent ? rarity : 0;
    }

    private static double silent(DailyRhythmState s) {
        return s.cadence.rows(SILENT_DAYS, LEAST_SILENT, MOST_SILENT);
    }

    /** How rare the value is by what was expected of it; learns it. */
    private static double byStatistics(DailyRhythmState s, long timeMillis, double x) {
        double n = s.cadence.count();
        double days = s.cadence.days();
        double recent = s.cadence.rows(RECENT_DAYS, 3, 60);
        double memory = s.cadence.rows(MEMORY_DAYS, 500, 10_000);
        double gain = Math.max(1 / n, 1 / memory);
        double least = LEAST_SCALE * Math.abs(s.level) + Double.MIN_NORMAL;

        double ofDay = s.day.weight() * s.day.usual(timeMillis);
        double ofWeek = s.week.weight() * s.week.usual(timeMillis);
        double off = x - s.level - ofDay - ofWeek;
        double error = off - Math.pow(s.persistence(), s.cadence.steps()) * s.off;
        double scale = Math.max(s.scale, least);
        double errorScale = Math.max(s.errorScale, least);
        double ofHour = s.noise.usual(timeMillis);
        double expectedError = ofHour > 0 && days > NOISE_DAYS ? (errorScale + ofHour) / 2 : errorScale;

        double jump = Bounds.reach(error / expectedError, FARTHEST);
        double stray = Bounds.reach(off / scale, FARTHEST);
        s.drift += (float) ((Bounds.reach(off, 20 * scale) - s.drift) / Math.min(n, recent));
        s.spread += (float) ((Math.min(Math.abs(jump), 4) - s.spread) / Math.min(n, Math.max(recent, 12)));
        double drift = Bounds.reach(s.drift / scale, FARTHEST);
        double spread = 2 * Math.log(s.spread + 0.05);

        double rarity = s.dailyErrors.temper(error, s.jumps.surprise(jump, n, memory), s.cadence);
        rarity = Math.max(rarity, SLOW * s.drifts.surprise(drift, n, memory));
        rarity = Math.max(rarity, SLOW * s.spreads.surprise(spread, n, memory));
        rarity = Math.max(rarity, s.dailyStrays.temper(off, s.strays.surprise(stray, n, memory), s.cadence));
        double hours = s.longView.surprise(off / scale, (x - s.level) / scale, s.cadence, silent(s), memory);
        rarity = Math.max(rarity, SLOW * hours);

        s.learnPersistence(Bounds.reach(off / scale, 4), Bounds.reach(s.off / scale, 4), gain);
        double outlier = n < OPEN ? Double.MAX_VALUE : OUTLIER;
        s.scale += (float) (gain * (Math.min(Math.abs(off), outlier * scale) - s.scale));
        s.errorScale += (float) (gain * (Math.min(Math.abs(error), outlier * errorScale) - s.errorScale));
        s.day.learn(timeMillis, x - s.level - ofWeek, scale, days, gain);
        s.week.learn(timeMillis, x - s.level - ofDay, scale, days / 7, gain);
        s.noise.learn(timeMillis, Math.min(Math.abs(error), OUTLIER * errorScale), errorScale, days, gain);
        double farthest = n < OPEN ? Double.MAX_VALUE : 3 * scale;
        s.level += Bounds.reach(off, farthest) * Math.max(1 / n, 1 / s.cadence.rows(LEVEL_DAYS, 150, 3000));
        s.off = (float) off;
        return rarity;
    }
}
