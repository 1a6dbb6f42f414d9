package io.citywatch.jobs.alarms.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.LadderState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DetectorStatesPropertyTest {
    @Property
    void itHoldsWhatASortedMapHolds(@ForAll @Size(max = 60) List<@IntRange(max = 19) Integer> steps) {
        DetectorStates states = new DetectorStates();
        TreeMap<String, DetectorState> model = new TreeMap<>();

        for (int i = 0; i < steps.size(); i++) {
            String rule = "rule-" + steps.get(i) % 10;
            if (steps.get(i) < 14) {
                LadderState state = new LadderState(0, i, null, List.of());
                assertThat(states.put(rule, state)).isSameAs(model.put(rule, state));
            } else {
                assertThat(states.remove(rule)).isSameAs(model.remove(rule));
            }
            assertThat(states.get(rule)).isSameAs(model.get(rule));
            assertThat(states.containsKey(rule)).isEqualTo(model.containsKey(rule));
        }

        assertThat(states).isEqualTo(model);
        assertThat(new ArrayList<>(states.keySet())).isEqualTo(new ArrayList<>(model.keySet()));
    }
}
