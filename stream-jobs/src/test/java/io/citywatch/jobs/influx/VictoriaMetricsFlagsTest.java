package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VictoriaMetricsFlagsTest {
    @Test
    void whatIsNotNamedIsTheServersDefault() {
        VictoriaMetricsFlags flags = VictoriaMetricsFlags.ofText("-httpListenAddr=\"127.0.0.1:8428\"\n");

        assertThat(flags).isEqualTo(new VictoriaMetricsFlags("1", "0s"));
        assertThat(flags.writesOver()).isFalse();
    }

    @Test
    void whatIsNamedIsTaken() {
        VictoriaMetricsFlags flags =
                VictoriaMetricsFlags.ofText("-dedup.minScrapeInterval=\"1ms\"\n-retentionPeriod=\"10y\"\n");

        assertThat(flags).isEqualTo(new VictoriaMetricsFlags("10y", "1ms"));
        assertThat(flags.writesOver()).isTrue();
    }
}
