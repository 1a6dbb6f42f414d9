package io.citywatch.outward.notice;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.facility.Metric;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What was measured, in words. */
public final class Measured {
    private static final int DECIMALS = 2;

    private Measured() {}

    /** The value with its unit; empty where nothing was measured, and at the end where nothing was measured then. */
    public static String value(Notice notice) {
        Double atStep = notice.transition().value();
        Alarm.Evidence evidence = notice.alarm().evidence();
        return withUnit(atStep == null && !notice.isOver() ? evidence.value() : atStep, evidence.metric());
    }

    /** The limit with its unit; empty where there is none. */
    public static String limit(Notice notice) {
        Alarm.Evidence evidence = notice.alarm().evidence();
        return withUnit(evidence.limit(), evidence.metric());
    }

    private static String withUnit(@Nullable Double value, @Nullable String field) {
        if (value == null || !Double.isFinite(value)) {
            return "";
        }
        String number = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        Metric metric = field == null ? null : Metric.ofField(field);
        return metric == null || metric.unit().isEmpty() ? number : number + ' ' + metric.unit();
    }
}
