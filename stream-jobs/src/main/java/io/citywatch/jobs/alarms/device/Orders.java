package io.citywatch.jobs.alarms.device;

import io.citywatch.telemetry.rule.Interlock;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a device was told, and what is known of whether it can act. Immutable; most devices have none of it.
 *
 * @param all the commands of the present episodes, in the order in which they were given
 * @param unfit what it last said of itself that may keep commands back
 * @param valveClosedSince since when its readings say that its gas valve is closed, in milliseconds since 1970 UTC; null when
 *     they do not
 */
public record Orders(List<Order> all, @Nullable Unfit unfit, @Nullable Long valveClosedSince) {
    /** The device was told nothing. */
    public static final Orders NONE = new Orders(List.of(), null, null);

    public Orders {
        all = List.copyOf(all);
    }

    /**
     * A device that may not act for a time.
     *
     * @param why what keeps it back
     * @param since since when, in milliseconds since 1970 UTC
     */
    public record Unfit(Interlock why, long since) {
        long until() {
            return since + why.longest().toMillis();
        }
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The order of that id, or of the number that stands for the id in ThingsBoard's device API. */
    @Nullable
    Order find(String answered) {
        return all.stream()
                .filter(order -> order.id().equals(answered)
                        || ThingsBoardTopic.requestOf(order.id()).equals(answered))
                .findFirst()
                .orElse(null);
    }

    /** With the order in the place of the one by which the same alarm told the same. */
    Orders with(Order order) {
        List<Order> more = new ArrayList<>(all);
        int place = 0;
        while (place < more.size()
                && !(more.get(place).rule().equals(order.rule())
                        && more.get(place).command() == order.command())) {
            place++;
        }
        if (place < more.size()) {
            more.set(place, order);
        } else {
            more.add(order);
        }
        return new Orders(more, unfit, valveClosedSince);
    }

    Orders without(Predicate<Order> settled) {
        return new Orders(all.stream().filter(settled.negate()).toList(), unfit, valveClosedSince);
    }

    Orders unfit(@Nullable Unfit newest) {
        return new Orders(all, newest, valveClosedSince);
    }

    Orders valveClosedSince(@Nullable Long time) {
        return new Orders(all, unfit, time);
    }
}
