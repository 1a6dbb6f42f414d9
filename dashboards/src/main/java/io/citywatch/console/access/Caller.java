package io.citywatch.console.access;

import java.time.Instant;

/**
 * The one who calls.
 *
 * @param role what the caller may do
 * @param name the caller's name, by which actions are recorded
 * @param expires until when the caller's token or session holds
 */
public record Caller(Role role, String name, Instant expires) {
    /** The caller as it stands in the history of alarms: {@code operator/wang}. */
    public String principal() {
        return role.text() + '/' + name;
    }
}
