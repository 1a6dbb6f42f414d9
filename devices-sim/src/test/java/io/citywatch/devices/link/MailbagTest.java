package io.citywatch.devices.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailbagTest {
    private static final DeviceAddress DEVICE = new DeviceAddress("410811", FacilityKind.GAS, "a");
    private static final int WINDOW = 100;

    private final TrafficCounts counts = new TrafficCounts();
    private final Mailbag mailbag = new Mailbag(3, counts);

    @Test
    void sendsImportantMessagesFirstAndOtherwiseInOrder() {
        reading(1);
        event(2);
        reading(3);
        event(4);

        assertThat(sendAll()).containsExactly(2L, 4L, 1L, 3L);
    }

    @Test
    void dropsTheOldestReadingsAndNothingElse() {
        event(1);
        for (int t = 2; t <= 6; t++) {
            reading(t);
        }
        event(7);

        assertThat(sendAll()).containsExactly(1L, 7L, 4L, 5L, 6L);
        assertThat(counts.get(Traffic.DROPPED)).isEqualTo(2);
    }

    @Test
    void keepsNoMoreInFlightThanTheWindowAllows() {
        reading(1);
        reading(2);

        Mailbag.Letter first = mailbag.next(1);

        assertThat(mailbag.next(1)).isNull();
        mailbag.answered(first, true);
        assertThat(mailbag.next(1).message().t()).isEqualTo(2);
    }

    @Test
    void sendsAgainWhatWasInFlightWhenTheConnectionEndsInTheSameOrder() {
        reading(1);
        event(2);
        event(3);
        sendAll();
        reading(4);
        event(5);

        mailbag.connectionEnded();

        assertThat(sendAll()).containsExactly(2L, 3L, 5L, 1L, 4L);
    }

    @Test
    void ignoresAnAnswerFromAnEarlierConnection() {
        event(1);
        Mailbag.Letter letter = mailbag.next(WINDOW);
        mailbag.connectionEnded();

        assertThat(mailbag.answered(letter, true)).isFalse();

        assertThat(mailbag.waiting()).isEqualTo(1);
        assertThat(counts.get(Traffic.ACKNOWLEDGED)).isZero();
    }

    @Test
    void whatIsSaidAgainComesBeforeAllThatWaits() {
        event(3);
        reading(4);
        Mailbag.Letter first = mailbag.next(WINDOW);
        mailbag.answered(first, true);
        event(5);

        mailbag.sayAgain(List.of(first.message()));

        assertThat(sendAll()).containsExactly(3L, 5L, 4L);
        assertThat(counts.get(Traffic.SAID)).isEqualTo(4);
    }

    @Test
    void putsAnUnsentLetterBackToTheHead() {
        event(1);
        event(2);

        mailbag.unsent(mailbag.next(WINDOW));

        assertThat(sendAll()).containsExactly(1L, 2L);
    }

    @Test
    void balancesItsBooks() {
        for (int t = 1; t <= 10; t++) {
            reading(t);
        }
        event(11);
        mailbag.answered(mailbag.next(WINDOW), true);
        mailbag.answered(mailbag.next(WINDOW), false);
        mailbag.next(WINDOW);
        mailbag.connectionEnded();
        mailbag.next(WINDOW);

        assertThat(counts.get(Traffic.SAID))
                .isEqualTo(counts.get(Traffic.ACKNOWLEDGED)
                        + counts.get(Traffic.REFUSED)
                        + counts.get(Traffic.DROPPED)
                        + mailbag.waiting()
                        + mailbag.inFlight());
    }

    private void reading(long t) {
        Reading reading = Reading.at(t).with(Metric.GAS_LEL, 1).build();
        mailbag.add(new OutgoingMessage(DEVICE, Channel.TELEMETRY, reading, false));
    }

    private void event(long t) {
        DeviceEvent event = new DeviceEvent(t, EventType.SELF_TEST, null, null);
        mailbag.add(new OutgoingMessage(DEVICE, Channel.EVENT, event, true));
    }

    private List<Long> sendAll() {
        List<Long> sent = new ArrayList<>();
        for (Mailbag.Letter letter = mailbag.next(WINDOW); letter != null; letter = mailbag.next(WINDOW)) {
            sent.add(letter.message().t());
        }
        return sent;
    }
}
