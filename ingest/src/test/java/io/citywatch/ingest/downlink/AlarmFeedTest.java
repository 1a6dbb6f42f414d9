package io.citywatch.ingest.downlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.admission.DevicesInAlarm;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.routing.Subscriber;
import io.citywatch.ingest.routing.Subscription;
import io.citywatch.ingest.routing.SubscriptionOptions;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmFeedTest {
    private static final String HIGH = "citywatch/v1/alarms/410811/gas/high/dev1~gas";
    private static final String CRITICAL = "citywatch/v1/alarms/410811/gas/critical/dev1~gas";

    private final Router router = new Router(filter -> false, Clock.systemUTC(), 1 << 20);
    private final DevicesInAlarm inAlarm = new DevicesInAlarm();
    private final AlarmFeed feed = new AlarmFeed(router, inAlarm, new GatewayMeters(new SimpleMeterRegistry()));
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        router.subscribe(new Subscription(
                new Listener(), TopicFilter.of("citywatch/v1/alarms/#"), SubscriptionOptions.ofQos(1)));
    }

    @Test
    void anAlarmThatWorsensMovesToItsNewTopicAndIsNeverGone() {
        apply(AlarmState.UNACK, Severity.HIGH, 1);
        apply(AlarmState.UNACK, Severity.CRITICAL, 2);

        assertThat(heard).containsExactly(HIGH + " 1", CRITICAL + " 2", HIGH + " -");
        assertThat(router.retainedCount()).isEqualTo(1);
    }

    @Test
    void anAlarmThatIsOverIsEmptied() {
        apply(AlarmState.UNACK, Severity.HIGH, 1);
        apply(AlarmState.RTNUN, Severity.HIGH, 2);
        apply(AlarmState.NORM, Severity.HIGH, 3);

        assertThat(heard).containsExactly(HIGH + " 1", HIGH + " 2", HIGH + " -");
        assertThat(router.retainedCount()).isZero();
    }

    @Test
    void anOlderVersionChangesNothing() {
        apply(AlarmState.NORM, Severity.HIGH, 5);
        apply(AlarmState.UNACK, Severity.HIGH, 4);

        assertThat(heard).isEmpty();
    }

    @Test
    void anAlarmDeletedFromTheLogIsEmptied() {
        apply(AlarmState.UNACK, Severity.HIGH, 1);

        feed.remove("dev1~gas");

        assertThat(heard).endsWith(HIGH + " -");
    }

    private void apply(AlarmState state, Severity severity, long version) {
        Alarm alarm = new Alarm(
                "dev1~gas",
                new AlarmSource("dev1", null, FacilityKind.GAS, "410811"),
                "gas",
                severity,
                state,
                true,
                false,
                1,
                version,
                Alarm.Evidence.NONE,
                new AlarmText("", ""),
                version,
                List.of());
        feed.apply(alarm, new byte[] {(byte) version});
    }

    private final class Listener implements Subscriber {
        @Override
        public void deliver(Delivery delivery) {
            byte[] payload = delivery.publication().payload();
            heard.add(delivery.publication().topic() + " " + (payload.length == 0 ? "-" : payload[0]));
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean takesCommands() {
            return false;
        }
    }
}
