package io.citywatch.jobs.alarms.detect;

/** The sums of the day that runs, which ends with its night, and what flows on a usual night. */
public final class NightFlowState extends DetectorState {
    long day = Long.MIN_VALUE;
    double sum;
    int count;
    double nightSum;
    int nightCount;
    boolean active;
    int nights;
    double usual;

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

    /** How many good nights are known; not more than matter. */
    public int nights() {
        return nights;
    }

    /** The mean flow of good nights; 0 when none is known. */
    public double usual() {
        return usual;
    }

    /** The same with what is known of good nights, for the codec. */
    public NightFlowState with(int goodNights, double usualFlow) {
        nights = goodNights;
        usual = usualFlow;
        return this;
    }

    void learn(double night, int memory) {
        nights = Math.min(nights + 1, memory);
        usual += (night - usual) / nights;
    }
}
