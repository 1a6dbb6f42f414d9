package io.citywatch.jobs.alarms.detect;

/** The sums of the day that runs, which ends with its night. */
public final class NightFlowState extends DetectorState {
    long day = Long.MIN_VALUE;
    double sum;
    int count;
    double nightSum;
    int nightCount;
    boolean active;

    public NightFlowState() {}

    /** A state of its parts, for the codec. */
    public NightFlowState(long day, double sum, int count, double nightSum, int nightCount, boolean active) {
        this.day = day;
        this.sum = sum;
        this.count = count;
        this.nightSum = nightSum;
        this.nightCount = nightCount;
        this.active = active;
    }

    /** Which day, counted from one end of a night to the next. */
    public long day() {
        return day;
    }

    public double sum() {
        return sum;
    }

    public int count() {
        return count;
    }

    public double nightSum() {
        return nightSum;
    }

    public int nightCount() {
        return nightCount;
    }

    public boolean active() {
        return active;
    }

    @Override
    public NightFlowState copy() {
        NightFlowState copy = new NightFlowState(day, sum, count, nightSum, nightCount, active);
        copy.newest(newest());
        return copy;
    }
}
