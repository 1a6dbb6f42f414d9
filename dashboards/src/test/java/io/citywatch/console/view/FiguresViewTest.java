package io.citywatch.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.AlarmFigures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FiguresViewTest {
    private final AtomicLong nanos = new AtomicLong();
    private final FiguresView view = new FiguresView(nanos::get);

    @Test
    void thereIsNoAgeBeforeTheFirst() {
        assertThat(view.age()).isNull();
    }

    @Test
    void theAgeIsThatOfTheCitysNewest() {
        view.apply(figures(AlarmFigures.CITY));
        passes(Duration.ofSeconds(100));
        view.apply(figures("410811"));

        assertThat(view.age()).isEqualTo(Duration.ofSeconds(100));

        view.apply(figures(AlarmFigures.CITY));
        passes(Duration.ofSeconds(7));

        assertThat(view.age()).isEqualTo(Duration.ofSeconds(7));
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static AlarmFigures figures(String scope) {
        return new AlarmFigures(
                scope,
                1_676_339_400_000L,
                new AlarmFigures.Load(0, 0, 0, null),
                new AlarmFigures.Open(0, 0, null),
                List.of(),
                List.of(),
                new AlarmFigures.Priorities(0, 0, 0, 0),
                new AlarmFigures.Top(List.of(), List.of()));
    }
}
