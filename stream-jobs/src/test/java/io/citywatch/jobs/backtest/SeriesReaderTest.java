package io.citywatch.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesReaderTest {
    @ParameterizedTest
    @CsvSource({
        "2014-04-10 07:15:00,2014-04-10T07:15:00Z",
        "2014-04-10T07:15:00,2014-04-10T07:15:00Z",
        "2014-04-10T07:15,2014-04-10T07:15:00Z",
        "2014-04-10,2014-04-10T00:00:00Z",
        "2014-04-10 07:15:00.5,2014-04-10T07:15:00.500Z",
        "2014-04-10 07:15:00.123456,2014-04-10T07:15:00.123Z",
        "2014-04-10T07:15:00Z,2014-04-10T07:15:00Z",
        "2014-04-10T07:15:00+08:00,2014-04-09T23:15:00Z",
        "2014-04-10T07:15:00.25-0330,2014-04-10T10:45:00.250Z",
        "1676339400000,2023-02-14T01:50:00Z",
        "1676339400,2023-02-14T01:50:00Z",
        "1676339400.25,2023-02-14T01:50:00.250Z",
        "1676339400000.0,2023-02-14T01:50:00Z",
        "1676339400250000,2023-02-14T01:50:00.250Z",
        "1676339400250999999,2023-02-14T01:50:00.250Z",
        "1676339400250000.5,2023-02-14T01:50:00.250Z",
        "2014/4/10 7:15,2014-04-10T07:15:00Z",
        "2014/04/10 07:15:30,2014-04-10T07:15:30Z",
        "2014/4/10,2014-04-10T00:00:00Z",
        "-1,1969-12-31T23:59:59.999Z"
    })
    void timesAreReadAsTheyAreWrittenInTheField(String text, Instant expected) throws Exception {
        SeriesRow row = rows("timestamp,value\n" + text + ",1.50").get(0);

        assertThat(Instant.ofEpochMilli(row.timeMillis())).isEqualTo(expected);
        assertThat(row.timestamp()).isEqualTo(text);
        assertThat(row.value()).isEqualTo("1.50");
        assertThat(row.number()).isEqualTo(1.5);
    }

    @Test
    void columnsAreFoundByTheirNamesAndEmptyLinesPassedOver() throws Exception {
        List<SeriesRow> rows =
                rows("\ufeffplace,\"value\",timestamp\r\nmain,3,\"2014-04-10\"\r\n\r\nmain,4,2014-04-11\r\n");

        assertThat(rows).extracting(SeriesRow::number).containsExactly(3.0, 4.0);
        assertThat(rows).extracting(SeriesRow::timestamp).containsExactly("\"2014-04-10\"", "2014-04-11");
    }

    @Test
    void aQuotedFieldMayHoldCommas() throws Exception {
        List<SeriesRow> rows =
                rows("value,timestamp,\"place, as it is called\"\n3,2014-04-10,\"pump 1, \"\"north\"\"\"\n"
                        + "4,\"2014-04-11\",\n5,2014-04-12,\"open\n");

        assertThat(rows).extracting(SeriesRow::number).containsExactly(3.0, 4.0, 5.0);
    }

    @Test
    void aNumberIsInTheUnitOfTheFirst() throws Exception {
        assertThat(rows("timestamp,value\n0,1\n300000000,2\n"))
                .extracting(SeriesRow::timeMillis)
                .containsExactly(0L, 300_000_000L);
        assertThat(rows("Value,Timestamp\n1,1676339400\n2,1676339700\n3,2023-02-14 02:00\n"))
                .extracting(SeriesRow::timeMillis)
                .containsExactly(1_676_339_400_000L, 1_676_339_700_000L, 1_676_340_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday,1",
                "9223372036854775808,1",
                "2014-02-30,1",
                "2014-04-10 25:00:00,1",
                "2014-04-10 07:15:00x,1",
                "2014-4-10,1",
                "2014/4-10,1",
                "2014/4/,1",
                "1e9.5,1",
                "1.5e999999999,1",
                "2014-04-10 07:15:00.,1",
                "2014-04-10,",
                "2014-04-10,NaN",
                "2014-04-10,1e999",
                "2014-04-10,1;2",
                "2014-04-10",
                "2014-04-10,1,2"
            })
    void aLineThatCannotBeUsedIsNamed(String line) {
        assertThatThrownBy(() -> rows("timestamp,value\n2014-04-10,1\n\n" + line + "\n"))
                .isInstanceOf(BacktestException.class)
                .hasMessageStartingWith("main.csv, line 4: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2014-04-10,", "2014-04-10,1,"})
    void ofWhatIsMuchTooLongTheBeginningIsShown(String before) {
        String line = before + "1".repeat(10_000);

        assertThatThrownBy(() -> rows("timestamp,value\n" + line + "\n"))
                .isInstanceOf(BacktestException.class)
                .hasMessageStartingWith("main.csv, line 2: '")
                .message()
                .hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2014-04-10,1", "time,value", "timestamp;value"})
    void aHeaderIsNeeded(String text) {
        assertThatThrownBy(() -> rows(text))
                .isInstanceOf(BacktestException.class)
                .hasMessage("main.csv, line 1: the header has to name the columns timestamp and value");
    }

    private static List<SeriesRow> rows(String text) throws IOException, BacktestException {
        List<SeriesRow> rows = new ArrayList<>();
        try (SeriesReader reader = new SeriesReader(new StringReader(text), "main.csv")) {
            for (SeriesRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
