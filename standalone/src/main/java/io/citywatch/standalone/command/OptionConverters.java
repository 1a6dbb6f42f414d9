package io.citywatch.standalone.command;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the numbers and URLs of a command line, and says in everybody's words what is none. */
public final class OptionConverters {
    private OptionConverters() {}

    /** Lets that command and all below it read them so. */
    public static void register(CommandLine command) {
        command.registerConverter(int.class, OptionConverters::toInt);
        command.registerConverter(Integer.class, OptionConverters::toInt);
        command.registerConverter(long.class, OptionConverters::toLong);
        command.registerConverter(Long.class, OptionConverters::toLong);
        command.registerConverter(double.class, OptionConverters::toDouble);
        command.registerConverter(Double.class, OptionConverters::toDouble);
        command.registerConverter(URI.class, OptionConverters::toUrl);
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

    private static URI toUrl(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'" + text + "' is not a URL");
        }
    }
}
