package io.citywatch.jobs.backtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recorded series row by row from CSV. The header names the columns {@code timestamp} and {@code value}; other
 * columns are passed over, whatever text stands in them. Empty lines are too. Anything else that is not a time and a finite number is an error that names the
 * line. Times that are numbers are all in the unit of the first.
 */
public final class SeriesReader implements AutoCloseable {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    /** Characters: a line of an export is shorter, and a file that is no text may be a single one. */
    private static final int MOST_SHOWN = 100;

    private final BufferedReader lines;
    private final String name;
    private final int columns;
    private final int timestampColumn;
    private final int valueColumn;
    private @Nullable ChronoUnit unit;
    private long line = 1;

    /**
     * Reads the header.
     *
     * @param name what messages call the file
     */
    public SeriesReader(Reader reader, String name) throws IOException, BacktestException {
        this.lines = new BufferedReader(reader);
        this.name = name;
        String header = lines.readLine();
        List<String> names = header == null ? List.of() : names(header.replace(BYTE_ORDER_MARK, ""));
        columns = names.size();
        timestampColumn = names.indexOf("timestamp");
        valueColumn = names.indexOf("value");
        if (timestampColumn < 0 || valueColumn < 0) {
            throw wrong("the header has to name the columns timestamp and value");
        }
    }

    private static List<String> names(String header) {
        List<String> names = new ArrayList<>();
        int from = 0;
        int comma;
        do {
            comma = endOfField(header, from);
            String column = header.substring(from, comma < 0 ? header.length() : comma);
            names.add(bare(column).toLowerCase(Locale.ROOT));
            from = comma + 1;
        } while (comma >= 0);
        return names;
    }

    /** The next row; null behind the last. */
    public @Nullable SeriesRow next() throws IOException, BacktestException {
        String text = lines.readLine();
        line++;
        while (text != null && text.isBlank()) {
            text = lines.readLine();
            line++;
        }
        return text == null ? null : row(text);
    }

    private SeriesRow row(String text) throws BacktestException {
        String timestamp = null;
        String value = null;
        int from = 0;
        for (int column = 0; column < columns; column++) {
            int comma = endOfField(text, from);
            boolean last = column == columns - 1;
            if (last != comma < 0) {
                throw wrong(shown(text) + " does not have " + columns + " columns");
            }
            int to = last ? text.length() : comma;
            if (column == timestampColumn) {
                timestamp = text.substring(from, to);
            } else if (column == valueColumn) {
                value = text.substring(from, to);
            }
            from = to + 1;
        }
        if (timestamp == null || value == null) {
            throw new IllegalStateException("the header was read");
        }
        return new SeriesRow(timestamp, value, time(bare(timestamp)), number(bare(value)));
    }

    private long time(String timestamp) throws BacktestException {
        try {
            unit = unit == null ? Timestamp.unit(timestamp) : unit;
            return Timestamp.parse(timestamp, unit);
        } catch (DateTimeException e) {
            throw wrong(shown(timestamp) + " is no time: " + e.getMessage());
        }
    }

    private double number(String value) throws BacktestException {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(shown(value) + " is no number");
        }
        if (!Double.isFinite(number)) {
            throw wrong(shown(value) + " is not finite");
        }
        return number;
    }

    /** A text of the file, for people; of a long one the beginning. */
    private static String shown(String text) {
        return "'" + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text) + "'";
    }

    /** That something is wrong with the row that was read last. */
    BacktestException wrong(String what) {
        return new BacktestException(name + ", line " + line + ": " + what);
    }

    /** Where the comma stands behind the field that begins there; -1 when it is the last. */
    private static int endOfField(String text, int from) {
        int closing = from - 1;
        if (from < text.length() && text.charAt(from) == '"') {
            // In a quoted field commas are text, and two quotation marks are one.
            closing = text.indexOf('"', from + 1);
            while (closing >= 0 && closing + 1 < text.length() && text.charAt(closing + 1) == '"') {
                closing = text.indexOf('"', closing + 2);
            }
        }
        return text.indexOf(',', Math.max(from, closing + 1));
    }

    /** A field without white space and quotation marks around it. */
    private static String bare(String field) {
        String bare = field.strip();
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1)
                : bare;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
