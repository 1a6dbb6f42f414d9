package io.citywatch.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementOrderTest {
    private final List<Integer> acknowledged = new ArrayList<>();
    private final AcknowledgementOrder order = new AcknowledgementOrder(acknowledged::add);

    @Test
    void aMessageThatIsDoneWaitsForThoseBeforeIt() {
        var first = order.arrived(7);
        var second = order.arrived(3);
        var third = order.arrived(9);

        third.done();
        second.done();
        assertThat(acknowledged).isEmpty();
        first.done();

        assertThat(acknowledged).containsExactly(7, 3, 9);
        assertThat(order.size()).isZero();
    }

    @Test
    void onceTheConnectionIsOverNothingIsAcknowledged() {
        var before = order.arrived(1);
        order.end();
        var after = order.arrived(2);

        before.done();
        after.done();

        assertThat(acknowledged).isEmpty();
        assertThat(order.isOver()).isTrue();
        assertThat(order.size()).isZero();
    }

    @Test
    void anAcknowledgementThatFailsKeepsThoseBehindItBack() {
        List<Integer> tried = new ArrayList<>();
        AcknowledgementOrder[] failing = new AcknowledgementOrder[1];
        failing[0] = new AcknowledgementOrder(id -> {
            tried.add(id);
            failing[0].end();
        });
        var first = failing[0].arrived(1);
        var second = failing[0].arrived(2);

        second.done();
        first.done();

        assertThat(tried).containsExactly(1);
    }
}
