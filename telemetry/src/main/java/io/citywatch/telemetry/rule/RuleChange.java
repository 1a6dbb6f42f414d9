package io.citywatch.telemetry.rule;

import org.jspecify.annotations.Nullable;

/**
 * One record of the rules' topic: from its time on, the rule of that id is another.
 *
 * @param number its place in the topic, which only grows
 * @param from when it begins to hold, in milliseconds since 1970 UTC
 * @param id the rule's id
 * @param json the rule's document; null: what was said of it before is void, and the default of that id holds if there is one
 * @param isRemoval whether no rule of that id holds, not even a default; there is no document then
 */
public record RuleChange(long number, long from, String id, @Nullable String json, boolean isRemoval) {}
