package io.citywatch.jobs.alarms.series;

import static io.citywatch.jobs.alarms.series.DailyRhythmState.DAY_MILLIS;

/**
 * Finds what is unusual in a series by itself: no limit is set and nothing is tuned for the one series. It learns the level,
 * the rhythm of the day and the week where there is one, how far each value usually lies from what was expected, and how
 * often values repeat. A value's score says how rare it is among those that came before.
 */
public final class DailyRhythm implements SeriesDetector<DailyRhythmState> {
    static final double[] K = {
        /*0 threshold*/ 3, /*1 hold rows*/
        200, /*2 D hours*/
        2, /*3 level days*/
        2, /*4 tail days*/
        5,
        /*5 wInnov*/ 1, /*6 wDev*/
        1, /*7 wSpread*/
        1, /*8 wRun*/
        1, /*9 relevel rows frac*/
        0.75, /*10 clip r*/
        20, /*11 other evidence*/
        0, /*12 memory days*/
        1, /*13 memory weight*/
        1, /*14 quiet hard*/
        0
    };
    private static final double LARGEST = 1e30;
    final double[] debug = new double[8];

    @Override
    public DailyRhythmState fresh() {
        return new DailyRhythmState();
    }

    @Override
    public double score(DailyRhythmState s, long t, double input) {
        if (!Double.isFinite(input)) {
            throw new IllegalArgumentException(input + " is no value");
        }
        double x = clip(input, LARGEST);
        if (s.rows == 0) {
            s.first = t;
            s.newest = t;
            s.last = x;
            s.level = x;
            s.rows = 1;
            return 0;
        }
        long gap = t - s.newest;
        if (gap < 0 && s.late < 3) {
            s.late++;
            return 0;
        }
        s.late = 0;
        s.newest = t;
        s.rows++;
        if (gap > 0) {
            learnInterval(s, gap);
        }
        double interval = Math.max(s.intervalMillis, 1);
        double rowsPerDay = DAY_MILLIS / interval;
        double n = s.rows;
        double nD = clamp(K[2] * rowsPerDay / 24, 3, 60);
        double nL = clamp(K[3] * rowsPerDay, 150, 3000);
        double nT = clamp(K[4] * rowsPerDay, 500, 10000);
        double days = (t - s.first) / (double) DAY_MILLIS;

        // baseline
        double dayOffset = s.day.weight() * s.day.usual(t);
        double weekOffset = s.week.weight() * s.week.usual(t);
        double r = x - s.level - dayOffset - weekOffset;
        double steps = clamp(gap / interval, 1, 1000);
        double phi = clamp(s.product / (s.square + 0.02), 0, 1);
        double e = r - Math.pow(phi, steps) * s.residual;
        double floor = 1e-9 * Math.abs(s.level) + 1e-12;
        double sr = Math.max(s.scale, floor);
        double se = Math.max(s.errorScale, floor);
        double hour = s.noise.usual(t);
        double seHere = hour > 0 && days > 1.5 ? 0.5 * se + 0.5 * hour : se;
        seHere = Math.max(seHere, floor);

        double z = clip(e / seHere, 1e6);
        double d = s.drift + (clip(r, K[10] * sr) - s.drift) / Math.min(n, nD);
        double zd = clip(d / sr, 1e6);
        double sp = s.spread + (Math.min(Math.abs(z), 4) - s.spread) / Math.min(n, Math.max(nD, 12));
        double zs = 2 * Math.log(sp + 0.05);

        double[] stats = {z, -z, zd, -zd, zs, -zs};
        double evidence = 0;
        double sum = 0;
        boolean warm = n > 60;
        double warmth = Math.min(1, n / 200.0);
        for (int i = 0; i < 6; i++) {
            double w = K[5 + i / 2];
            double one = s.tails[i].surprise(stats[i]) * w * warmth;
            debug[i] = one;
            sum += one;
            evidence = Math.max(evidence, one);
        }
        evidence += K[11] * (sum - evidence);
        // repeats
        double runEvidence = s.repeats.surprise(x == s.last) * K[8] * warmth;
        debug[6] = runEvidence;
        evidence = Math.max(evidence, runEvidence);
        if (!warm) {
            evidence = 0;
        }

        // learning
        double gT = Math.max(1 / n, 1 / nT);
        double gX = Math.max(0.1 / Math.max(nT / 10, 1), 1 / 300.0);
        for (int i = 0; i < 6; i++) {
            s.tails[i].learn(stats[i], Math.max(1 / (n + 10), 1 / nT), gX);
        }
        double zr = clip(sr > 0 ? r / sr : 0, 4);
        double zp = clip(sr > 0 ? s.residual / sr : 0, 4);
        s.product += (float) (gT * (zr * zp - s.product));
        s.square += (float) (gT * (zp * zp - s.square));
        double big = n < 30 ? 1e30 : 5;
        s.scale += (float) (gT * (Math.min(Math.abs(r), big * sr + floor) - s.scale));
        s.errorScale += (float) (gT * (Math.min(Math.abs(e), big * se + floor) - s.errorScale));
        s.drift = (float) d;
        s.spread = (float) sp;
        s.residual = (float) r;
        double fromLevel = x - s.level;
        s.day.learn(t, fromLevel - weekOffset, sr, days, gT);
        s.week.learn(t, fromLevel - dayOffset, sr, days / 7, gT);
        s.noise.learn(t, Math.min(Math.abs(e), 5 * se), se, days, gT);
        s.level += clip(r, n < 30 ? 1e30 : 3 * sr) * Math.max(1 / n, 1 / nL);
        s.last = x;

        // incident
        double threshold = K[0];
        double nM = clamp(K[12] * rowsPerDay, 50, 3000);
        s.reported *= (float) Math.exp(-1 / nM);
        double news = Math.max(0, evidence - K[13] * s.reported);
        double score = news / (news + threshold);
        if (evidence > s.reported) {
            if (K[14] > 0 || news >= threshold) {
                s.reported = (float) Math.max(s.reported, news >= threshold ? evidence : K[14] * evidence);
            }
        }
        debug[7] = evidence;
        return score;
    }

    private static void learnInterval(DailyRhythmState s, long gap) {
        double step = Math.max(1.0 / s.rows, 0.02);
        double i = s.intervalMillis;
        if (i == 0) {
            s.intervalMillis = gap;
        } else if (Math.abs(gap - i) < 0.1 * i) {
            s.intervalMillis += (float) (step * (gap - i));
        } else {
            s.intervalMillis = (float) (gap > i ? i * (1 + step) : i / (1 + step));
        }
    }

    static double clip(double value, double reach) {
        return Math.min(Math.max(value, -reach), reach);
    }

    static double clamp(double value, double low, double high) {
        return Math.min(Math.max(value, low), high);
    }
}
