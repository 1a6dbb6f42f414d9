package io.citywatch.standalone.command;

import java.math.BigInteger;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers of a command line, and says in everybody's words what is none. */
public final class NumberConverters {
    private NumberConverters() {}

    /** Lets that command and all below it read numbers so. */
    public static void register(CommandLine command) {
        command.registerConverter(int.class, NumberConverters::toInt);
        command.registerConverter(Integer.class, NumberConverters::toInt);
        command.registerConverter(long.class, NumberConverters::toLong);
        command.registerConverter(Long.class, NumberConverters::toLong);
        command.registerConverter(double.class, NumberConverters::toDouble);
        command.registerConverter(Double.class, NumberConverters::toDouble);
    }

    private static int toInt(String text) {
        return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long toLong(String text) {
        return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long whole(String text, long least, long most) {
        BigInteger value;
        try {
            value = new BigInteger(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new TypeConversionException("'" + text + "' is outside " + least + " to " + most);
        }
        return value.longValue();
    }

    private static double toDouble(String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for what is infinite or no number at all.
        }
        throw new TypeConversionException("'" + text + "' is not a number");
    }
}
