package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the readings that nearly all devices nearly always send: one object, each field once, names and texts without escapes,
 * numbers of at most fifteen digits without an exponent, nothing wrong with any of them.
 *
 * <p>Such a payload is read from its bytes in one pass, without a token, a name or a parser made for it. Of every other it only says
 * that it is not such a one; what it is worth is up to {@link JsonUplinkDecoder}, which reads these the same.
 *
 * <p>A decimal number of fifteen digits is a whole number that a double holds exactly, divided by a power of ten that it holds
 * exactly too, so the quotient is the nearest double, as for any other correct reader. Not thread-safe.
 */
final class PlainReadings {
    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    /** The names of metrics, each at its place or, where that is taken, at the next free one. */
    private static final int PLACES = 128;

    private static final Metric[] METRICS = new Metric[PLACES];
    private static final byte[][] NAMES = new byte[PLACES][];

    static {
        for (Metric metric : Metric.values()) {
            byte[] name = ascii(metric.field());
            int place = place(name, 0, name.length);
            while (NAMES[place] != null) {
                place = place + 1 & PLACES - 1;
            }
            METRICS[place] = metric;
            NAMES[place] = name;
        }
    }

    private final Reading.Builder builder = Reading.at(0);
    private byte[] json = {};
    private int at;

    /** The digits of the last number, its sign, and how many of them stood behind the point; negative: there was no point. */
    private long digits;

    private boolean negative;
    private int decimals;

    /**
     * The reading that the payload is.
     *
     * @param arrival when it arrived, in milliseconds since 1970 UTC: its time, where it says none
     * @return null when it is not a plain one
     */
    @Nullable
    Reading read(byte[] payload, FacilityKind kind, long arrival) {
        json = payload;
        at = 0;
        builder.reset(arrival);
        boolean timeSeen = false;
        boolean seqSeen = false;
        if (!passes('{')) {
            return null;
        }
        do {
            int name = nameStart();
            int end = at - 1;
            if (name < 0 || !passes(':')) {
                return null;
            }
            skipSpace();
            if (end - name == 1 && json[name] == 't') {
                if (timeSeen || !isWhole() || !ObjectFields.isPlausible(digits, arrival)) {
                    return null;
                }
                timeSeen = true;
                builder.t(digits);
            } else if (end - name == 3 && json[name] == 's' && json[name + 1] == 'e' && json[name + 2] == 'q') {
                if (seqSeen || !isWhole()) {
                    return null;
                }
                seqSeen = true;
                builder.seq(digits);
            } else {
                Metric metric = metric(name, end);
                if (metric == null || !kind.measures(metric) || builder.has(metric) || !isRead(metric)) {
                    return null;
                }
            }
        } while (passes(','));
        return passes('}') && isOver() && !builder.isEmpty() ? builder.build() : null;
    }

    private boolean isRead(Metric metric) {
        switch (metric.type()) {
            case NUMBER -> {
                if (!isNumber()) {
                    return false;
                }
                double value = decimals > 0 ? digits / POWERS_OF_TEN[decimals] : digits;
                double signed = negative ? -value : value;
                if (!metric.accepts(signed)) {
                    return false;
                }
                builder.with(metric, signed);
            }
            case BOOLEAN -> {
                boolean isTrue = passes(TRUE);
                if (!isTrue && !passes(FALSE)) {
                    if (!isWhole() || digits > 1) {
                        return false;
                    }
                    isTrue = digits == 1;
                }
                builder.with(metric, isTrue);
            }
            case STATE -> {
                int start = nameStart();
                SensorState state = start < 0
                        ? null
                        : SensorState.ofText(new String(json, start, at - 1 - start, StandardCharsets.US_ASCII));
                if (state == null) {
                    return false;
                }
                builder.with(state);
            }
        }
        return true;
    }

    /** Passes a whole number of zero or more. */
    private boolean isWhole() {
        return isNumber() && decimals < 0 && !negative;
    }

    /** Passes a number. Minus zero is left to others: whether it has a sign depends on how it is written. */
    private boolean isNumber() {
        negative = at < json.length && json[at] == '-';
        if (negative) {
            at++;
        }
        digits = 0;
        decimals = -1;
        int start = at;
        pass();
        int whole = at - start;
        if (whole == 0 || (whole > 1 && json[start] == '0')) {
            return false;
        }
        if (at < json.length && json[at] == '.') {
            at++;
            int point = at;
            pass();
            decimals = at - point;
            if (decimals == 0) {
                return false;
            }
            whole += decimals;
        }
        return whole <= MOST_DIGITS && !(negative && digits == 0);
    }

    /** Passes digits; what they add up to means something only while they are not too many. */
    private void pass() {
        for (; at < json.length && json[at] >= '0' && json[at] <= '9'; at++) {
            digits = digits * 10 + json[at] - '0';
        }
    }

    /** Passes a text in quotes of plain characters, and says where it starts; negative when there is none. It ends before the quote. */
    private int nameStart() {
        if (!passes('"')) {
            return -1;
        }
        int start = at;
        for (; at < json.length; at++) {
            byte character = json[at];
            if (character == '"') {
                at++;
                return start;
            }
            if (character < ' ' || character == '\\') {
                return -1;
            }
        }
        return -1;
    }

    /** Passes that character and the white space before it, if it is there. */
    private boolean passes(char character) {
        skipSpace();
        if (at < json.length && json[at] == character) {
            at++;
            return true;
        }
        return false;
    }

    private boolean passes(byte[] word) {
        if (at + word.length <= json.length && Arrays.equals(json, at, at + word.length, word, 0, word.length)) {
            at += word.length;
            return true;
        }
        return false;
    }

    private boolean isOver() {
        skipSpace();
        return at == json.length;
    }

    private void skipSpace() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private @Nullable Metric metric(int start, int end) {
        if (start == end) {
            return null;
        }
        for (int place = place(json, start, end); NAMES[place] != null; place = place + 1 & PLACES - 1) {
            byte[] name = NAMES[place];
            if (Arrays.equals(name, 0, name.length, json, start, end)) {
                return METRICS[place];
            }
        }
        return null;
    }

    private static int place(byte[] text, int start, int end) {
        return (end - start) * 31 + text[start] * 7 + text[end - 1] & PLACES - 1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
