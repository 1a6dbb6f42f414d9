package io.citywatch.console.testkit;

import io.citywatch.console.access.Role;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A console that alarms come to, and a browser to look at it with.
 *
 * @param city the log and the console
 * @param job takes the actions of the page as the alarm job does
 * @param chromium the browser
 */
public record LivePage(ConsoleFixture city, AlarmJob job, Chromium chromium) implements AutoCloseable {
    /**
     * Starts all of it, without InfluxDB.
     *
     * @param autoSignIn the role of a browser that is not asked for a token; null: it is asked
     */
    public static LivePage start(Path folder, @Nullable Role autoSignIn) {
        ConsoleFixture city = ConsoleFixture.start(folder, "http://127.0.0.1:1", autoSignIn);
        return new LivePage(city, AlarmJob.start(city), Chromium.start());
    }

    @Override
    public void close() {
        chromium.close();
        job.close();
        city.close();
    }
}
