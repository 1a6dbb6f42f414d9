package io.citywatch.jobs.backtest;

/** A file that cannot be used, with a message for whoever named it. */
public final class BacktestException extends Exception {
    private static final long serialVersionUID = 1;

    public BacktestException(String message) {
        super(message);
    }
}
