package io.citywatch.jobs.influx;

/** What can become of a request to InfluxDB, and what is then done. */
public enum WriteOutcome {
    /** The server has the points. */
    WRITTEN(Then.DONE),
    /** Nobody answers, or not in time. */
    UNREACHABLE(Then.AGAIN),
    /** The server answers that it can't now: 408, 429, 5xx. */
    OVERLOADED(Then.AGAIN),
    /** The server knows us not, or lets us not: 401, 403. Somebody has to mend that; until then the log keeps the points. */
    NOT_ALLOWED(Then.AGAIN),
    /** A limit of the server on series or tags is reached. Somebody has to raise it; until then the log keeps the points. */
    NO_ROOM(Then.AGAIN),
    /** The database is not there: 404. */
    NO_DATABASE(Then.CREATE_DATABASE),
    /** More than the server takes at once: 413. */
    TOO_LARGE(Then.SPLIT),
    /** The server takes some of the points or none, and says why: 400, 422. */
    REFUSED(Then.SPLIT),
    /**
     * Every other answer, and a failure of the client's own: it says nothing of the points. A proxy is set wrongly, or it is
     * another server; somebody has to mend that, and until then the log keeps the points.
     */
    UNEXPECTED(Then.AGAIN);

    private final Then then;

    WriteOutcome(Then then) {
        this.then = then;
    }

    /** What is done then. */
    public Then then() {
        return then;
    }

    /** The outcome that an answer means. */
    static WriteOutcome of(int status, String words) {
        if (status >= 200 && status < 300) {
            return WRITTEN;
        }
        if (words.contains("max-series-per-database") || words.contains("max-values-per-tag")) {
            return NO_ROOM;
        }
        return switch (status) {
            case 401, 403 -> NOT_ALLOWED;
            case 404 -> NO_DATABASE;
            case 408, 429 -> OVERLOADED;
            case 413 -> TOO_LARGE;
            case 400, 422 -> REFUSED;
            default -> status >= 500 ? OVERLOADED : UNEXPECTED;
        };
    }

    /** What is done after a request. */
    public enum Then {
        DONE,
        /** The same request again, after a pause that grows. */
        AGAIN,
        /** Create the database, then the same request again. */
        CREATE_DATABASE,
        /**
         * Each half for itself, until the message that is to blame stands alone: that one goes to the dead letters with the
         * server's words. Points that were written already are the same points when they are written again.
         */
        SPLIT
    }
}
