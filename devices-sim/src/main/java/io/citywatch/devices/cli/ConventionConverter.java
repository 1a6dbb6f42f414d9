package io.citywatch.devices.cli;

import io.citywatch.telemetry.codec.Convention;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a convention's name. */
final class ConventionConverter implements ITypeConverter<Convention> {
    private static final String ALL =
            Arrays.stream(Convention.values()).map(Convention::text).collect(Collectors.joining(", "));

    @Override
    public Convention convert(String value) {
        Convention convention = Convention.ofText(value);
        if (convention == null) {
            throw new TypeConversionException("'" + value + "' is none of " + ALL);
        }
        return convention;
    }
}
