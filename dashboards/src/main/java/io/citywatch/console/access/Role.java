package io.citywatch.console.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller may do; each role may do all that the ones before it may. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Acts on alarms. */
    OPERATOR,
    /** Acts on alarms, and connects devices and tunes rules. */
    ENGINEER;

    /** The role as it stands in tokens, on the command line and in JSON. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this role may do what that one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role of that text, or null when there is none. */
    public static @Nullable Role ofText(String text) {
        for (Role role : values()) {
            if (role.text().equals(text)) {
                return role;
            }
        }
        return null;
    }
}
