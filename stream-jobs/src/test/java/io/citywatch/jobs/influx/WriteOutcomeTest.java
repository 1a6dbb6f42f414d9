package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteOutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "204, '',                                                  WRITTEN,      DONE",
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
        assertThat(WriteOutcome.of(status, words)).isEqualTo(outcome);
        assertThat(outcome.then()).isEqualTo(then);
    }

    @Test
    void aFailureOfTheClientsOwnSaysNothingOfThePoints() {
        StoreException failure = ServerAnswers.classified(new IllegalStateException("closed"));

        assertThat(failure.outcome()).isEqualTo(WriteOutcome.UNEXPECTED);
        assertThat(failure.words()).isEqualTo("closed");
    }
}
