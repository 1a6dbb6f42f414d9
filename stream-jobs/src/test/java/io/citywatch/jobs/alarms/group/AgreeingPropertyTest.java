package io.citywatch.jobs.alarms.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Conditions of neighbours, known in any order and twice. Times are seconds. */
class AgreeingPropertyTest {
    private static final long WITHIN = 600;

    @Property
    void whoAgreesDependsOnWhatBeganAlone(
            @ForAll("begun") List<Agreeing.Begun> begun, @ForAll("members") int members, @ForAll Random random) {
        Set<String> inOrder = agreed(begun, members);
        List<Agreeing.Begun> shuffled = new ArrayList<>(begun);
        shuffled.addAll(begun.subList(0, begun.size() / 2));
        Collections.shuffle(shuffled, random);

        assertThat(agreed(shuffled, members)).isEqualTo(inOrder);
    }

    /** By its definition: there are so many devices within the time, of which it is one. */
    @Property
    void enoughDevicesWithinTheTimeAgree(@ForAll("begun") List<Agreeing.Begun> begun, @ForAll("members") int members) {
        Set<String> expected = new HashSet<>();
        for (Agreeing.Begun first : begun) {
            Set<String> devices = new HashSet<>();
            Set<String> alarms = new HashSet<>();
            for (Agreeing.Begun other : begun) {
                if (other.t() >= first.t() && other.t() <= first.t() + WITHIN) {
                    devices.add(other.condition().address().device());
                    alarms.add(other.condition().alarm() + other.condition().onset());
                }
            }
            if (devices.size() >= members) {
                expected.addAll(alarms);
            }
        }

        assertThat(agreed(begun, members)).isEqualTo(expected);
    }

    private static Set<String> agreed(List<Agreeing.Begun> begun, int members) {
        AgreementNews.Terms terms = new AgreementNews.Terms(WITHIN, members, Severity.CRITICAL);
        Set<String> agreed = new HashSet<>();
        Agreeing known = new Agreeing(WITHIN, List.of());
        for (Agreeing.Begun one : begun) {
            Agreeing next = known.with(one, terms);
            if (next != known) {
                next.agreeingWith(one, terms)
                        .forEach(each -> agreed.add(
                                each.condition().alarm() + each.condition().onset()));
            }
            known = next;
        }
        return agreed;
    }

    @Provide
    Arbitrary<Integer> members() {
        return Arbitraries.integers().between(2, 4);
    }

    @Provide
    Arbitrary<List<Agreeing.Begun>> begun() {
        Arbitrary<Agreeing.Begun> one = Combinators.combine(
                        Arbitraries.of("gas-1", "gas-2", "gas-3", "gas-4"),
                        Arbitraries.of("gas-leak", "device-alarm"),
                        Arbitraries.longs().between(0, 3000))
                .as((device, rule, t) -> new Agreeing.Begun(
                        new Condition(rule, new DeviceAddress("410811", FacilityKind.GAS, device), Severity.HIGH, t),
                        t,
                        false));
        return one.list().ofMaxSize(20);
    }
}
