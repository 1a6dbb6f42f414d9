package io.citywatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.ingest.bridge.BrokerOptions;
import io.citywatch.ingest.bridge.IntakeOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingReaderTest {
    private static final GatewayOptions STANDARD = GatewayOptions.defaults("127.0.0.1:9092", Path.of("keys"));

    @Test
    void settingsAreChangedByTheirKeys() {
        GatewayOptions options = SettingReader.apply(
                STANDARD,
                Map.of(
                        "gateway.maxConnections", "7",
                        "gateway.deviceMessagesPerSecond", "3",
                        "gateway.connectTimeout", "5",
                        "gateway.log.linger", "2",
                        "gateway.bindAddress", "127.0.0.2"));

        assertThat(options.limits().maxConnections()).isEqualTo(7);
        assertThat(options.access().rates().deviceMessagesPerSecond()).isEqualTo(3);
        assertThat(options.limits().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.log().linger()).isEqualTo(Duration.ofMillis(2));
        assertThat(options.listen().bindAddress()).isEqualTo("127.0.0.2");
        assertThat(options.sessions()).isEqualTo(STANDARD.sessions());
    }

    @Test
    void thoseOfABridgeToo() {
        BridgeOptions options = SettingReader.apply(
                BridgeOptions.defaults(URI.create("mqtt://here"), null, null),
                Map.of(
                        "bridge.url", "mqtts://broker.city",
                        "bridge.trustFile", "ca.crt",
                        "bridge.userName", "li",
                        "bridge.group", "",
                        "bridge.filters", "citywatch/v1/410811/#,citywatch/v1/410802/#",
                        "bridge.sessionExpiry", "3600"));

        assertThat(options.broker())
                .isEqualTo(new BrokerOptions(
                        URI.create("mqtts://broker.city"), "citywatch-bridge", "li", null, Path.of("ca.crt")));
        assertThat(options.intake())
                .isEqualTo(new IntakeOptions(
                        "", List.of("citywatch/v1/410811/#", "citywatch/v1/410802/#"), 1000, Duration.ofHours(1)));
        assertThatThrownBy(() -> SettingReader.apply(options, Map.of("bridge.url", "mqtt://a b")))
                .hasMessageStartingWith("bridge.url: 'mqtt://a b' is not mqtt://host:port");
    }

    @Test
    void openTopicsAreForLoopbackOnly() {
        for (String loopback : new String[] {"127.0.0.1", "127.0.0.2", "::1"}) {
            GatewayOptions options = SettingReader.apply(
                    STANDARD, Map.of("gateway.openTopics", "true", "gateway.bindAddress", loopback));
            assertThat(options.access().openTopics()).isTrue();
        }
        for (String other : new String[] {"0.0.0.0", "192.0.2.1", "::", "no such host"}) {
            assertThatThrownBy(() -> SettingReader.apply(
                            STANDARD, Map.of("gateway.openTopics", "true", "gateway.bindAddress", other)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gateway.openTopics")
                    .hasMessageContaining(other)
                    .hasMessageContaining("loopback");
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> SettingReader.apply(STANDARD, Map.of("gateway.maxConnektions", "7")))
                .hasMessage("there is no setting gateway.maxConnektions");
        assertThatThrownBy(() -> SettingReader.apply(STANDARD, Map.of("gateway.maxConnections", "many")))
                .hasMessage("gateway.maxConnections: 'many' is not 1 to 1000000");
        assertThatThrownBy(() -> SettingReader.apply(STANDARD, Map.of("gateway.maxConnections", "0")))
                .hasMessage("gateway.maxConnections: 0 is outside 1 to 1000000");
    }
}
