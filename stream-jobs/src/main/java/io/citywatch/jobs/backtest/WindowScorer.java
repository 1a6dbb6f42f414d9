package io.citywatch.jobs.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Judges flags by labelled windows, as the Numenta Anomaly Benchmark does with its standard profile (Lavin and Ahmad,
 * "Evaluating Real-time Anomaly Detection Algorithms", 2015), in constant memory.
 *
 * <p>A window counts once, by its first flagged row: the earlier, the more. Every flagged row outside costs, less shortly
 * behind a window. In the probationary period, the first {@value #PROBATION} of a series and at most
 * {@value #LONGEST_PROBATION} rows, nothing is expected and nothing costs.
 */
public final class WindowScorer {
    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;
    private static final double STEEPNESS = 5;
    private static final double FAR_BEHIND = 3;
    private static final double MOST = sigmoid(-1);
    private static final int NONE = -1;

    private final List<Seen> windows;
    private final List<Flag> early = new ArrayList<>();
    private long rows;
    private long falseAlarms;
    private double costs;
    private int open = NONE;
    private int passed = NONE;

    /** Starts on a series with those windows. */
    public WindowScorer(List<Window> windows) {
        this.windows = windows.stream()
                .sorted(Comparator.comparingLong(Window::fromMillis))
                .map(Seen::new)
                .toList();
    }

    /** Takes the next row. */
    public void add(long timeMillis, boolean flagged) {
        int at = windowOf(timeMillis);
        if (open != NONE && at != open) {
            passed = open;
        }
        open = at;
        Seen window = at == NONE ? null : windows.get(at);
        if (window != null) {
            window.firstRow = window.firstRow == NONE ? rows : window.firstRow;
            window.lastRow = rows;
        }
        if (flagged) {
            Flag flag = new Flag(rows, at, at == NONE ? cost() : 0);
            if (rows < LONGEST_PROBATION) {
                early.add(flag);
            } else {
                count(flag);
            }
        }
        rows++;
    }

    /** What came of it. To be called once, after the last row. */
    public Quality result() {
        long probation = Math.min((long) (PROBATION * rows), LONGEST_PROBATION);
        early.stream().filter(flag -> flag.row >= probation).forEach(this::count);
        int expected = 0;
        int found = 0;
        double raw = costs;
        for (Seen window : windows) {
            if (window.lastRow < probation) {
                continue;
            }
            expected++;
            if (window.firstFlag == NONE) {
                raw -= 1;
            } else {
                found++;
                double width = window.lastRow - window.firstRow + 1;
                raw += sigmoid(-(window.lastRow - window.firstFlag + 1) / width) / MOST;
            }
        }
        return new Quality(expected, found, falseAlarms, raw);
    }

    private void count(Flag flag) {
        if (flag.window == NONE) {
            falseAlarms++;
            costs += flag.cost;
        } else {
            Seen window = windows.get(flag.window);
            window.firstFlag = window.firstFlag == NONE ? flag.row : Math.min(window.firstFlag, flag.row);
        }
    }

    private double cost() {
        if (passed == NONE) {
            return -Quality.FALSE_ALARM;
        }
        Seen behind = windows.get(passed);
        double width = Math.max(behind.lastRow - behind.firstRow, 1);
        double distance = (rows - behind.lastRow) / width;
        return Quality.FALSE_ALARM * (distance >= FAR_BEHIND ? -1 : sigmoid(distance));
    }

    private int windowOf(long timeMillis) {
        for (int i = 0; i < windows.size(); i++) {
            Window limits = windows.get(i).limits;
            if (timeMillis >= limits.fromMillis() && timeMillis <= limits.toMillis()) {
                return i;
            }
        }
        return NONE;
    }

    /** From 1 far before the end of a window over 0 at its end to -1 far behind it; positions in widths of the window. */
    private static double sigmoid(double position) {
        return 2 / (1 + Math.exp(STEEPNESS * position)) - 1;
    }

    private record Flag(long row, int window, double cost) {}

    private static final class Seen {
        final Window limits;
        long firstRow = NONE;
        long lastRow = NONE;
        long firstFlag = NONE;

        Seen(Window limits) {
            this.limits = limits;
        }
    }
}
