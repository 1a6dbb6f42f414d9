package io.citywatch.jobs.uplink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.telemetry.topic.UplinkTopic;
import org.junit.jupiter.api.Test;

class TopicCacheTest {

    @Test
    void aTopicIsParsedOnce() {
        TopicCache cache = new TopicCache(16);

        UplinkTopic first = cache.topic(name(1));
        UplinkTopic second = cache.topic(name(1));

        assertThat(second).isSameAs(first);
    }

    @Test
    void moreTopicsThanPlacesAreStillToldApart() {
        TopicCache cache = new TopicCache(2);

        for (int round = 0; round < 2; round++) {
            for (int device = 0; device < 50; device++) {
                assertThat(cache.topic(name(device))).isEqualTo(UplinkTopic.parse(new String(name(device), UTF_8)));
            }
        }
    }

    @Test
    void whatIsNoUplinkTopicIsNull() {
        assertThat(new TopicCache(2).topic("citywatch/v1/alarms/x".getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void thePlacesAreAPowerOfTwo() {
        assertThatThrownBy(() -> new TopicCache(12)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] name(int device) {
        return ("citywatch/v1/410811/gas/gas-" + device + "/telemetry").getBytes(UTF_8);
    }
}
