package io.citywatch.devices.replay;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.citywatch.telemetry.topic.Names;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stays of a CSV file whose header names the columns {@code arrival}, {@code departure} and {@code bay}, in any order and
 * among others. Times are local, of the form {@code 2013-01-01T07:30:19}.
 *
 * <p>A line that can't be used is skipped, counted by its reason, and described; a file without that header, or whose quotes do
 * not match, can't be used at all. All stays are held in memory, about 100 bytes each.
 */
public final class StayFile {
    private static final List<String> COLUMNS = List.of("arrival", "departure", "bay");
    /** Descriptions of skipped lines that are kept; the rest is only counted. */
    private static final int MAX_DESCRIBED = 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final CsvFactory FACTORY =
            CsvFactory.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private final StayTimes times;
    private final long limit;
    private final List<Stay> stays = new ArrayList<>();
    private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
    private final List<String> descriptions = new ArrayList<>();
    private final Map<String, String> bays = new HashMap<>();
    private int lastLine;

    private StayFile(ZoneId zone, long limit) {
        this.times = new StayTimes(zone);
        this.limit = limit;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param zone where its times are local
     * @param limit how many stays to read at most
     */
    public static StayFile read(Path file, ZoneId zone, long limit) throws ReplayException {
        try (Reader in = Files.newBufferedReader(file)) {
            return read(file.toString(), in, zone, limit);
        } catch (NoSuchFileException e) {
            throw new ReplayException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new ReplayException(file + ": not a text in UTF-8", e);
        } catch (IOException e) {
            throw new ReplayException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The same from a text of that name. */
    static StayFile read(String name, Reader in, ZoneId zone, long limit) throws IOException, ReplayException {
        StayFile stays = new StayFile(zone, limit);
        try (CsvParser rows = FACTORY.createParser(in)) {
            stays.readAll(name, rows);
        } catch (JacksonException e) {
            throw new ReplayException(name + ", after line " + stays.lastLine + ": " + e.getOriginalMessage(), e);
        }
        return stays;
    }

    /** How many stays there are. */
    public int size() {
        return stays.size();
    }

    /** How many lines were skipped, by reason. */
    public Map<SkipReason, Integer> skipped() {
        return skipped;
    }

    /** What was wrong with the first lines that were skipped, each with its number. */
    public List<String> descriptions() {
        return descriptions;
    }

    /** The arrivals and departures of all stays, in order of time; at the same moment a car leaves before another comes. */
    List<StayChange> changes() {
        List<StayChange> changes = new ArrayList<>(2 * stays.size());
        for (Stay stay : stays) {
            changes.add(new StayChange(stay.arrival(), stay.bay(), true));
            changes.add(new StayChange(stay.departure(), stay.bay(), false));
        }
        changes.sort(StayChange.IN_ORDER);
        return changes;
    }

    private void readAll(String name, CsvParser rows) throws IOException, ReplayException {
        List<String> names = readRow(rows);
        if (names.isEmpty()) {
            throw new ReplayException(name + " is empty; a header with " + COLUMNS + " is expected");
        }
        Header header = Header.of(name, names);
        while (stays.size() < limit) {
            List<String> row = readRow(rows);
            if (row.isEmpty()) {
                return;
            }
            readLine(lastLine, header, row);
        }
    }

    /** The next row's columns, with {@link #lastLine} at its first line; empty at the end. */
    private List<String> readRow(CsvParser rows) throws IOException {
        List<String> row = new ArrayList<>();
        if (rows.nextToken() == null) {
            return row;
        }
        while (rows.nextToken() == JsonToken.VALUE_STRING) {
            if (row.isEmpty()) {
                lastLine = rows.currentTokenLocation().getLineNr();
            }
            row.add(rows.getText());
        }
        return row;
    }

    private void readLine(int line, Header header, List<String> row) {
        if (row.size() < header.width()) {
            skip(line, SkipReason.TOO_FEW_COLUMNS, row.size() + " columns where the header has " + header.width());
            return;
        }
        String bay = row.get(header.bay()).strip();
        if (!Names.isDevice(bay)) {
            skip(line, SkipReason.BAY_IS_NO_DEVICE, "bay '" + bay + "' is not 1 to 64 of A-Z a-z 0-9 . _ -");
            return;
        }
        LocalDateTime arrival = time(line, "arrival", row.get(header.arrival()));
        LocalDateTime departure = arrival == null ? null : time(line, "departure", row.get(header.departure()));
        if (arrival == null || departure == null) {
            return;
        }
        long arrivalMillis = times.arrival(arrival);
        long departureMillis = times.departure(departure, arrivalMillis);
        if (departureMillis <= arrivalMillis) {
            skip(line, SkipReason.DEPARTURE_NOT_LATER, "departure " + departure + " is not after arrival " + arrival);
            return;
        }
        stays.add(new Stay(bays.computeIfAbsent(bay, name -> name), arrivalMillis, departureMillis));
    }

    private @Nullable LocalDateTime time(int line, String column, String text) {
        LocalDateTime time = StayTimes.parse(text);
        if (time == null) {
            skip(line, SkipReason.NOT_A_TIME, column + " '" + text + "' is not of the form 2013-01-01T07:30:19");
        } else if (!times.was(time)) {
            skip(line, SkipReason.TIME_NEVER_WAS, column + " " + time + " never was in " + times.zone());
            return null;
        }
        return time;
    }

    private void skip(int line, SkipReason reason, String what) {
        skipped.merge(reason, 1, Integer::sum);
        if (descriptions.size() < MAX_DESCRIBED) {
            descriptions.add("line " + line + " skipped: " + what);
        }
    }

    /** Where the columns are. */
    private record Header(int width, int arrival, int departure, int bay) {
        static Header of(String file, List<String> row) throws ReplayException {
            List<String> names = new ArrayList<>();
            for (String name : row) {
                names.add(name.replace(BYTE_ORDER_MARK, "").strip());
            }
            for (String column : COLUMNS) {
                if (!names.contains(column)) {
                    throw new ReplayException(
                            file + ", line 1: there is no column '" + column + "' in the header " + names);
                }
            }
            return new Header(names.size(), names.indexOf("arrival"), names.indexOf("departure"), names.indexOf("bay"));
        }
    }
}
