package io.citywatch.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.telemetry.topic.UplinkTopic;
import org.junit.jupiter.api.Test;

class RouteCacheTest {
    private final RouteCache cache = new RouteCache();

    @Test
    void aTopicIsFoundByItsNameAndNoOtherIs() {
        UplinkRoute route = route("dev1");
        cache.put(route);

        assertThat(cache.get(new String(route.name().toCharArray()))).isSameAs(route);
        assertThat(cache.get(route("dev2").name())).isNull();
        assertThat(cache.get("")).isNull();
        assertThat(cache.get("x")).isNull();
    }

    @Test
    void aConcentratorsDevicesAreNearlyAllHeld() {
        for (int i = 0; i < 4000; i++) {
            cache.put(route("device-" + i));
        }

        long found = 0;
        for (int i = 0; i < 4000; i++) {
            UplinkRoute route = cache.get(route("device-" + i).name());
            if (route != null) {
                assertThat(route.topic().address().device()).isEqualTo("device-" + i);
                found++;
            }
        }
        assertThat(found).isGreaterThan(3600);
    }

    @Test
    void namesThatCollidePushEachOtherOutAndHarmNothing() {
        // They differ only before the part that is hashed.
        String sameEnd = "x".repeat(40);
        for (int i = 10; i < 99; i++) {
            UplinkRoute route = route(i + sameEnd);
            cache.put(route);
            assertThat(cache.get(route.name())).isSameAs(route);
        }
    }

    private static UplinkRoute route(String device) {
        String name = "citywatch/v1/410811/gas/" + device + "/telemetry";
        return new UplinkRoute(UplinkTopic.parse(name), name);
    }
}
