package io.citywatch.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "mqtt://broker.city,        tcp://broker.city:1883",
        "tcp://10.0.0.1:1884,       tcp://10.0.0.1:1884",
        "mqtts://broker.city,       ssl://broker.city:8883",
        "ssl://broker.city:443,     ssl://broker.city:443"
    })
    void anAddressIsOfAPlainOrASecureBroker(URI url, String serverUri) {
        assertThat(broker(url).serverUri()).isEqualTo(serverUri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://broker.city", "broker.city:1883", "mqtt:broker", "/var/run/mqtt"})
    void anotherAddressIsRefused(URI url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> broker(url))
                .withMessageContaining("bridge.url")
                .withMessageContaining(url.toString());
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> broker(URI.create("mqtt://li:secret@broker.city")))
                .withMessageContaining("bridge.url")
                .withMessageNotContaining("secret");
    }

    @Test
    void whatOnlyMakesSenseTogetherIsAskedForTogether() {
        URI plain = URI.create("mqtt://broker.city");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerOptions(plain, "bridge", null, Path.of("password"), null))
                .withMessageContaining("bridge.userName");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerOptions(plain, "bridge", null, null, Path.of("ca.pem")))
                .withMessageContaining("bridge.trustFile");
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, city/#,        bridge.group",
        "a+,  city/#,        bridge.group",
        "a,   city/#/x,      bridge.filters",
        "a,   '',            bridge.filters",
        "a,   $share/b/city, bridge.filters",
        "a,   x+,            bridge.filters"
    })
    void whatMakesNoSharedSubscriptionIsRefused(String group, String filter, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntakeOptions(group, List.of(filter), 10, Duration.ofHours(1)))
                .withMessageContaining(key);
    }

    @Test
    void theStandardFiltersAreTheTopicsOnWhichDevicesSpeak() {
        assertThat(IntakeOptions.standard().subscriptions())
                .containsExactlyInAnyOrder(
                        "$share/citywatch/citywatch/v1/+/+/+/telemetry",
                        "$share/citywatch/citywatch/v1/+/+/+/event",
                        "$share/citywatch/citywatch/v1/+/+/+/birth",
                        "$share/citywatch/citywatch/v1/+/+/+/death",
                        "$share/citywatch/citywatch/v1/+/+/+/ack");
    }

    @Test
    void withoutAGroupTheSubscriptionIsTheBridgesOwn() {
        assertThat(IntakeOptions.standard().withGroup("").subscriptions()).contains("citywatch/v1/+/+/+/telemetry");
    }

    @Test
    void aNameIsFitForAPrincipal() {
        BridgeOptions options = BridgeOptions.defaults(URI.create("mqtt://broker.city"), null, null);

        assertThat(options.withName("north").principal()).isEqualTo("bridge/north");
        assertThatIllegalArgumentException().isThrownBy(() -> options.withName("north/east"));
    }

    private static BrokerOptions broker(URI url) {
        return new BrokerOptions(url, "bridge", null, null, null);
    }
}
