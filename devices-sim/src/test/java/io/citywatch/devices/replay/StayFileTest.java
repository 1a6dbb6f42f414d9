package io.citywatch.devices.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StayFileTest {
    private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
    private static final String HEADER = "arrival,departure,bay,sensor,area\n";

    @Test
    void readsTimesAsLocalInTheZone() throws Exception {
        StayFile stays = read(HEADER + "2013-01-01T07:30:19,2013-01-01T09:32:04,11732E,6660,Jolimont\n");

        assertThat(stays.changes())
                .containsExactly(
                        new StayChange(millis("2012-12-31T20:30:19Z"), "11732E", true),
                        new StayChange(millis("2012-12-31T22:32:04Z"), "11732E", false));
    }

    @Test
    void mergesTheStaysOfAllBaysInOrderOfTime() throws Exception {
        StayFile stays = read(HEADER
                + "2013-01-01T10:00:00,2013-01-01T12:00:00,A,1,x\n"
                + "2013-01-01T11:00:00,2013-01-01T11:30:00,B,2,x\n"
                + "2013-01-01T09:00:00,2013-01-01T10:00:00,A,1,x\n");

        assertThat(stays.changes().stream().map(change -> change.bay() + change.occupied()))
                .containsExactly("Atrue", "Afalse", "Atrue", "Btrue", "Bfalse", "Afalse");
    }

    @Test
    void findsTheColumnsInAnyOrderWithAByteOrderMarkAndQuotes() throws Exception {
        StayFile stays =
                read("\uFEFFbay,\"departure\",arrival\r\n\"A-1\",2013-01-01 12:00:00,\"2013-01-01 11:00:00\"\r\n\r\n");

        assertThat(stays.size()).isEqualTo(1);
        assertThat(stays.skipped()).isEmpty();
    }

    @Test
    void skipsLinesThatCannotBeUsedAndNamesThem() throws Exception {
        StayFile stays = read(HEADER
                + "2013-01-01T10:00:00,2013-01-01T12:00:00,A,1,x\n"
                + "yesterday,2013-01-01T12:00:00,A,1,x\n"
                + "2013-01-01T10:00:00,2013-01-01T10:00:00,A,1,x\n"
                + "2013-01-01T10:00:00,2013-01-01T12:00:00,B/7,1,x\n"
                + "2013-01-01T10:00:00\n"
                + "2013-01-01T10:00:00,2013-10-06T02:30:00,A,1,x\n"
                + "2013-01-01T13:00:00,2013-01-01T14:00:00,A,1,x\n");

        assertThat(stays.size()).isEqualTo(2);
        assertThat(stays.skipped())
                .isEqualTo(Map.of(
                        SkipReason.NOT_A_TIME, 1,
                        SkipReason.DEPARTURE_NOT_LATER, 1,
                        SkipReason.BAY_IS_NO_DEVICE, 1,
                        SkipReason.TOO_FEW_COLUMNS, 1,
                        SkipReason.TIME_NEVER_WAS, 1));
        assertThat(stays.descriptions().get(0))
                .isEqualTo("line 3 skipped: arrival 'yesterday' is not of the form 2013-01-01T07:30:19");
        assertThat(stays.descriptions().get(3)).startsWith("line 6 skipped: 1 columns");
        assertThat(stays.descriptions().get(4)).startsWith("line 7 skipped: departure 2013-10-06T02:30 never was");
    }

    @Test
    void understandsAStayOverTheHourThatComesTwice() throws Exception {
        StayFile stays = read(HEADER + "2013-04-07T02:50:00,2013-04-07T02:10:00,A,1,x\n");

        assertThat(stays.changes().stream().map(StayChange::t))
                .containsExactly(millis("2013-04-06T15:50:00Z"), millis("2013-04-06T16:10:00Z"));
    }

    @Test
    void readsNoMoreStaysThanAskedFor() throws Exception {
        String text = HEADER + "2013-01-01T10:00:00,2013-01-01T12:00:00,A,1,x\n".repeat(5);

        assertThat(read(text, 3).size()).isEqualTo(3);
    }

    @Test
    void saysWhatIsWrongWithAFileThatCannotBeUsedAtAll() throws Exception {
        assertThatThrownBy(() -> read(""))
                .hasMessageEndingWith("is empty; a header with [arrival, departure, bay] is expected");
        assertThatThrownBy(() -> read("a,b\n1,2\n"))
                .hasMessageEndingWith("line 1: there is no column 'arrival' in the header [a, b]");
        assertThatThrownBy(() -> read(HEADER + "2013-01-01T10:00:00,2013-01-01T12:00:00,A,1,x\n\"2013,,,,\n"))
                .hasMessageContaining("stays.csv, after line 2: Missing closing quote");
    }

    private static StayFile read(String text) throws Exception {
        return read(text, Long.MAX_VALUE);
    }

    private static StayFile read(String text, long limit) throws Exception {
        return StayFile.read("stays.csv", new StringReader(text), MELBOURNE, limit);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
