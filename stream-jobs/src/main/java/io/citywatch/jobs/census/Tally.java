package io.citywatch.jobs.census;

import io.citywatch.telemetry.census.Step;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What assets add up to at each step, or by how much that changes.
 *
 * @param amounts the amounts that are not nothing
 */
record Tally(Map<Step, Amount> amounts) {
    static final Tally ZERO = new Tally(Map.of());

    Tally {
        Map<Step, Amount> some = new EnumMap<>(Step.class);
        amounts.forEach((step, amount) -> {
            if (!amount.equals(Amount.NOTHING)) {
                some.put(step, amount);
            }
        });
        amounts = some;
    }

    /** The same amount at each of those steps. */
    static Tally of(Set<Step> steps, Amount amount) {
        Map<Step, Amount> amounts = new EnumMap<>(Step.class);
        for (Step step : steps) {
            amounts.put(step, amount);
        }
        return new Tally(amounts);
    }

    Amount at(Step step) {
        return amounts.getOrDefault(step, Amount.NOTHING);
    }

    Tally plus(Tally other) {
        Map<Step, Amount> sum = new EnumMap<>(Step.class);
        sum.putAll(amounts);
        other.amounts.forEach((step, amount) -> sum.merge(step, amount, Amount::plus));
        return new Tally(sum);
    }

    Tally negated() {
        Map<Step, Amount> negated = new EnumMap<>(Step.class);
        amounts.forEach((step, amount) -> negated.put(step, amount.negated()));
        return new Tally(negated);
    }

    Tally minus(Tally other) {
        return plus(other.negated());
    }
}
