package io.citywatch.telemetry.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.telemetry.facility.FacilityKind;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UplinkTopicTest {
    @Test
    void parsesAndPrints() {
        String name = "citywatch/v1/410811/gas-pipe/GP_1.a-b/telemetry";

        UplinkTopic topic = UplinkTopic.parse(name);

        assertThat(topic)
                .isEqualTo(new UplinkTopic(
                        new DeviceAddress("410811", FacilityKind.GAS_PIPE, "GP_1.a-b"), Channel.TELEMETRY));
        assertThat(topic.name()).isEqualTo(name);
        assertThat(topic.address().commandTopic()).isEqualTo("citywatch/v1/410811/gas-pipe/GP_1.a-b/command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "citywatch/v1/",
                "citywatch/v1/410811/platform/ledger/event",
                "citywatch/v1/410811/gas/d",
                "citywatch/v1/410811/gas/d/",
                "citywatch/v1/410811/gas/d/command",
                "citywatch/v1/410811/gas/d/telemetry/",
                "citywatch/v1/410811/gas/d/telemetry/x",
                "citywatch/v1/410811/gas//telemetry",
                "citywatch/v1/410811/lamp/d/telemetry",
                "citywatch/v1/41081/gas/d/telemetry",
                "citywatch/v1/4108110/gas/d/telemetry",
                "citywatch/v1/41081a/gas/d/telemetry",
                "citywatch/v1/410811/gas/d#/telemetry",
                "citywatch/v1/410811/gas/d\u0000/telemetry",
                "citywatch/v1/410811/gas/\u00e9/telemetry",
                "Citywatch/v1/410811/gas/d/telemetry",
                "citywatch/v2/410811/gas/d/telemetry",
                "/citywatch/v1/410811/gas/d/telemetry",
                "citywatch/v1/alarms/410811/gas/critical",
                "citywatch/v1/410811/gas/12345678901234567890123456789012345678901234567890123456789012345/telemetry",
            })
    void refusesWhatIsNoUplinkTopic(String name) {
        assertThat(UplinkTopic.parse(name)).isNull();
    }

    @Property
    void noNameMakesItThrow(@ForAll String name) {
        UplinkTopic.parse(name);
        assertThat(UplinkTopic.parse("citywatch/v1/" + name)).isNull();
    }

    @Test
    void addressesAreChecked() {
        assertThatThrownBy(() -> new DeviceAddress("x", FacilityKind.GAS, "d"))
                .hasMessage("district 'x' is not six digits");
        assertThatThrownBy(() -> new DeviceAddress("410811", FacilityKind.GAS, "a/b"))
                .hasMessageContaining("device 'a/b'");
    }

    @Test
    void ticksAreReadBack() {
        Tick tick = new Tick(1_676_339_400_000L, 1_676_339_000_000L);

        assertThat(Tick.ofBytes(tick.toBytes())).isEqualTo(tick);
        assertThatThrownBy(() -> Tick.ofBytes(new byte[3])).isInstanceOf(IllegalArgumentException.class);
    }
}
