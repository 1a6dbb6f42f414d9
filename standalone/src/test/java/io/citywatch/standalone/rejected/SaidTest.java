package io.citywatch.standalone.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaidTest {
    private static final long T = 1_676_339_400_000L;
    private static final String USER = "thingsboard/410811/gas/gas-1";

    @ParameterizedTest
    @CsvSource({
        "citywatch/v1/410811/gas/gas-1/telemetry, true",
        "v1/devices/me/telemetry, true",
        "v1/devices/me/rpc/request/1, false",
        "spBv1.0/410811/NBIRTH/c1, false",
        "spBv1.0/410811/NDEATH/c1, false",
        "spBv1.0/410811/DDATA/c1/gas:gas-1, false",
        "citywatch.alarms, false",
        "citywatch.alarm-actions, false",
        "citywatch.census, false",
        "citywatch.ledger, false",
        "citywatch.rules, false",
        "'', false",
    })
    void onlyAMessageThatMeansTheSameAtAnyTimeGoesThroughAgain(String topic, boolean goes) {
        assertThat(said(topic, USER).again(T + 1) != null).isEqualTo(goes);
    }

    @Test
    void whatCameByAnotherConventionGoesThroughAgainAsItCame() {
        Headers headers = new RecordHeaders()
                .add(LogTopics.HEADER_TOPIC, "v1/devices/me/telemetry".getBytes(UTF_8))
                .add(LogTopics.HEADER_PRINCIPAL, USER.getBytes(UTF_8))
                .add(LogTopics.HEADER_CONTENT_TYPE, "application/json".getBytes(UTF_8));

        var again = Said.of(record(headers)).again(T + 60_000);

        assertThat(again.key()).isEqualTo("gas-1".getBytes(UTF_8));
        assertThat(again.value()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(again.timestamp()).isEqualTo(T + 60_000);
        for (var header : headers) {
            assertThat(again.headers().lastHeader(header.key()).value()).isEqualTo(header.value());
        }
        assertThat(again.headers().lastHeader(LogTopics.HEADER_RETRY).value()).isEqualTo(millis(T));
    }

    @Test
    void whatWasSentThroughBeforeIsStillOfItsFirstArrival() {
        Headers headers = new RecordHeaders()
                .add(LogTopics.HEADER_TOPIC, "citywatch/v1/410811/gas/gas-1/telemetry".getBytes(UTF_8))
                .add(LogTopics.HEADER_RETRY, millis(T - 60_000));

        var again = Said.of(record(headers)).again(T + 60_000);

        assertThat(again.headers().lastHeader(LogTopics.HEADER_RETRY).value()).isEqualTo(millis(T - 60_000));
    }

    private static Said said(String topic, @Nullable String principal) {
        return new Said(new RejectedMessage.Received(topic, T, principal, null), new byte[0]);
    }

    private static ConsumerRecord<byte[], byte[]> record(Headers headers) {
        return new ConsumerRecord<>(
                LogTopics.UPLINK,
                0,
                17,
                T,
                TimestampType.CREATE_TIME,
                0,
                2,
                "gas-1".getBytes(UTF_8),
                "{}".getBytes(UTF_8),
                headers,
                Optional.empty());
    }

    private static byte[] millis(long t) {
        return ByteBuffer.allocate(Long.BYTES).putLong(t).array();
    }
}
