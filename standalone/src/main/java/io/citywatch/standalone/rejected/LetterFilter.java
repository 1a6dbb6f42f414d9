package io.citywatch.standalone.rejected;

import io.citywatch.telemetry.rejected.RejectReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are meant; what is empty or null asks for nothing.
 *
 * @param ids their numbers
 * @param reason a reason that each has
 * @param device whose they are
 * @param from the first time of arrival, in milliseconds since 1970 UTC
 * @param to the time of arrival before which they came
 */
public record LetterFilter(
        Set<Long> ids, @Nullable RejectReason reason, @Nullable String device, @Nullable Long from, @Nullable Long to) {
    public LetterFilter {
        ids = Set.copyOf(ids);
    }

    /** Whether it asks for nothing. */
    public boolean isEmpty() {
        return ids.isEmpty() && reason == null && device == null && from == null && to == null;
    }

    boolean accepts(Letter letter) {
        return (ids.isEmpty() || ids.contains(letter.id()))
                && (reason == null || letter.message().rejections().stream().anyMatch(each -> each.reason() == reason))
                && (device == null || letter.key().equals(device))
                && (from == null || letter.message().arrival() >= from)
                && (to == null || letter.message().arrival() < to);
    }
}
