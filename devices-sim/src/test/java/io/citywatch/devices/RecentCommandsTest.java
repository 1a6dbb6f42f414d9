package io.citywatch.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentCommandsTest {
    private final RecentCommands recent = new RecentCommands();

    @Test
    void takesACommandThatSeveralConcentratorsHearForOne() {
        assertThat(recent.isNew("a", 0)).isTrue();
        assertThat(recent.isNew("a", TimeUnit.SECONDS.toNanos(1))).isFalse();
        assertThat(recent.isNew("b", TimeUnit.SECONDS.toNanos(1))).isTrue();
    }

    @Test
    void takesACommandThatIsRepeatedLaterForAnother() {
        recent.isNew("a", 0);

        assertThat(recent.isNew("a", TimeUnit.SECONDS.toNanos(3))).isTrue();
    }
}
