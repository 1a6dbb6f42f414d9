package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.rights.Principal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OwnTopicsTest {
    private static final List<Principal> PRINCIPALS = List.of(
            principal("gas-1"),
            principal("concentrator/410811/east"),
            principal("listener/siren"),
            principal("engineer/li"),
            Principal.anyone(null));

    @Property
    void theQuickLookSaysWhatTheCloseOneSays(@ForAll("topics") String topic) {
        for (Principal principal : PRINCIPALS) {
            UplinkRoute quick = new OwnTopics(principal).route(topic.getBytes(UTF_8));

            UplinkRoute close = Route.of(topic, principal) instanceof Route.ToLog toLog ? toLog.uplink() : null;
            assertThat(quick == null).as("%s for %s", topic, principal).isEqualTo(close == null);
            if (quick != null && close != null) {
                assertThat(quick.name()).isEqualTo(topic);
                assertThat(quick.isFor(topic.getBytes(UTF_8))).isTrue();
                assertThat(quick.device()).isEqualTo(close.device());
            }
        }
    }

    @Provide
    static Arbitrary<String> topics() {
        Arbitrary<String> root = Arbitraries.of("citywatch/v1/", "citywatch/v1/", "citywatch/v1/", "citywatch/v2/", "");
        Arbitrary<String> district =
                Arbitraries.of("410811", "410811", "410811", "410800", "41081", "4108111", "41081x", "");
        Arbitrary<String> kind = Arbitraries.of("gas", "gas-pipe", "waste", "manhole", "gas", "gaz", "");
        Arbitrary<String> device =
                Arbitraries.of("gas-1", "gas-1", "gas-2", "x", "a".repeat(64), "a".repeat(65), "", "ü", "a b");
        Arbitrary<String> end = Arbitraries.of(
                "/telemetry", "/event", "/ack", "/telemetry", "/command", "/telemetry/", "telemetry", "");
        return Combinators.combine(root, district, kind, device, end)
                .as((a, b, c, d, e) -> a + b + "/" + c + "/" + d + e);
    }

    private static Principal principal(String userName) {
        Principal principal = Principal.parse(userName);
        assertThat(principal).isNotNull();
        return principal;
    }
}
