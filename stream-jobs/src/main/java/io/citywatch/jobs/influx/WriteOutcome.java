package io.citywatch.jobs.influx;

/** What can become of a request to InfluxDB, and what is then done. */
public enum WriteOutcome {
    /** The server has the points. */
    WRITTEN(Then.DONE),
    /** Nobody answers, or not in time. */
    UNREACHABLE(Then.AGAIN),
    /** Somebody answers that it can't now: 408, 429, 5xx. */
    OVERLOADED(Then.AGAIN),
    /** The server knows us not, or lets us not: 401, 403. Somebody has to mend that; until then the log keeps the points. */
    NOT_ALLOWED(Then.AGAIN),
    /** A limit of the server on series or tags is reached. Somebody has to raise it; until then the log keeps the points. */
    NO_ROOM(Then.AGAIN),
    /** The database is not there: InfluxDB's own 404. */
    NO_DATABASE(Then.CREATE_DATABASE),
    /** More than the server takes at once: 413. */
    TOO_LARGE(Then.SPLIT),
    /** The server takes some of the points or none, and says why: InfluxDB's own 201, 400, 422. */
    REFUSED(Then.SPLIT),
    /**
     * Every other answer, and a failure of the client's own: it says nothing of the points. A redirection or a page of somebody
     * who stands before InfluxDB, a proxy that is set wrongly, another server; somebody has to mend that, and until then the log
     * keeps the points.
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

    /** The outcome that an answer to a write means. */
    static WriteOutcome of(Answer answer) {
        String words = answer.words();
        if (words.contains("max-series-per-database") || words.contains("max-values-per-tag")) {
            return NO_ROOM;
        }
        return switch (answer.status()) {
            case 204 -> WRITTEN;
            case 401, 403 -> NOT_ALLOWED;
            case 404 -> answer.isOwn() ? NO_DATABASE : UNEXPECTED;
            case 408, 429 -> OVERLOADED;
            case 413 -> TOO_LARGE;
            case 201, 400, 422 -> answer.isOwn() ? REFUSED : UNEXPECTED;
            default -> answer.status() >= 500 ? OVERLOADED : UNEXPECTED;
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
