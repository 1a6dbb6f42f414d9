package io.citywatch.devices.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
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
        birth(2);
        reading(3);
        birth(4);

        assertThat(sendAll()).containsExactly(2L, 4L, 1L, 3L);
    }

    @Test
    void dropsTheOldestReadingsAndNothingElse() {
        birth(1);
        for (int t = 2; t <= 6; t++) {
            reading(t);
        }
        birth(7);

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
        birth(2);
        birth(3);
        sendAll();
        reading(4);
        birth(5);

        mailbag.connectionEnded();

        assertThat(sendAll()).containsExactly(2L, 3L, 5L, 1L, 4L);
    }

    @Test
    void ignoresAnAnswerFromAnEarlierConnection() {
        birth(1);
        Mailbag.Letter letter = mailbag.next(WINDOW);
        mailbag.connectionEnded();

        assertThat(mailbag.answered(letter, true)).isFalse();

        assertThat(mailbag.waiting()).isEqualTo(1);
        assertThat(counts.get(Traffic.ACKNOWLEDGED)).isZero();
    }

    @Test
    void putsAnUnsentLetterBackToTheHead() {
        birth(1);
        birth(2);

        mailbag.unsent(mailbag.next(WINDOW));

        assertThat(sendAll()).containsExactly(1L, 2L);
    }

    @Test
    void balancesItsBooks() {
        for (int t = 1; t <= 10; t++) {
            reading(t);
        }
        birth(11);
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
        mailbag.add(new OutgoingMessage(DEVICE, Channel.TELEMETRY, t, new byte[0], false));
    }

    private void birth(long t) {
        mailbag.add(new OutgoingMessage(DEVICE, Channel.BIRTH, t, new byte[0], true));
    }

    private List<Long> sendAll() {
        List<Long> sent = new ArrayList<>();
        for (Mailbag.Letter letter = mailbag.next(WINDOW); letter != null; letter = mailbag.next(WINDOW)) {
            sent.add(letter.message().t());
        }
        return sent;
    }
}
