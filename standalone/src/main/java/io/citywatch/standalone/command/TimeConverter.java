package io.citywatch.standalone.command;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time: milliseconds since 1970 UTC, or ISO 8601 with an offset. */
final class TimeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        if (!text.isEmpty() && text.length() < 15 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.valueOf(text);
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no time; write milliseconds since 1970 UTC, or like"
                    + " 2026-05-01T08:00:00+08:00");
        }
    }
}
