package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteOutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "204, '',                                                  WRITTEN,      DONE",
        "201, 'partial write: 1 of 2 lines rejected',              REFUSED,      SPLIT",
        "400, 'partial write: field type conflict: … dropped=1',   REFUSED,      SPLIT",
        "400, 'unable to parse …: missing fields',                 REFUSED,      SPLIT",
        "400, 'partial write: max-values-per-tag limit exceeded',  NO_ROOM,      AGAIN",
        "401, 'authorization failed',                              NOT_ALLOWED,  AGAIN",
        "403, 'not authorized',                                    NOT_ALLOWED,  AGAIN",
        "404, 'database not found: citywatch',                     NO_DATABASE,  CREATE_DATABASE",
        "302, 'Found',                                             UNEXPECTED,   AGAIN",
        "402, 'Payment Required',                                  UNEXPECTED,   AGAIN",
        "405, 'Method Not Allowed',                                UNEXPECTED,   AGAIN",
        "410, 'Gone',                                              UNEXPECTED,   AGAIN",
        "422, 'points rejected: field type conflict',              REFUSED,      SPLIT",
        "413, 'Request Entity Too Large',                          TOO_LARGE,    SPLIT",
        "429, 'slow down',                                         OVERLOADED,   AGAIN",
        "500, 'engine: cache-max-memory-size exceeded',            OVERLOADED,   AGAIN",
        "503, 'timeout',                                           OVERLOADED,   AGAIN",
    })
    void anAnswerMeansWhatTheTableSays(int status, String words, WriteOutcome outcome, WriteOutcome.Then then) {
        assertThat(WriteOutcome.of(new Answer(status, words, true, Duration.ZERO)))
                .isEqualTo(outcome);
        assertThat(outcome.then()).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({
        "200, UNEXPECTED, AGAIN",
        "201, UNEXPECTED, AGAIN",
        "302, UNEXPECTED, AGAIN",
        "400, UNEXPECTED, AGAIN",
        "401, NOT_ALLOWED, AGAIN",
        "404, UNEXPECTED, AGAIN",
        "413, TOO_LARGE, SPLIT",
        "422, UNEXPECTED, AGAIN",
        "502, OVERLOADED, AGAIN",
    })
    void whatAnotherSaysIsNotSaidOfThePoints(int status, WriteOutcome outcome, WriteOutcome.Then then) {
        assertThat(WriteOutcome.of(new Answer(status, "<html>an answer</html>", false, Duration.ZERO)))
                .isEqualTo(outcome);
        assertThat(outcome.then()).isEqualTo(then);
    }

    @Test
    void aFailureOfTheClientsOwnSaysNothingOfThePoints() {
        StoreException failure = ServerAnswers.classified(new IllegalStateException("closed"));

        assertThat(failure.outcome()).isEqualTo(WriteOutcome.UNEXPECTED);
        assertThat(failure.words()).isEqualTo("closed");
    }
}
