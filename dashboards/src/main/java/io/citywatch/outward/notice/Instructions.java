package io.citywatch.outward.notice;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmText;
import java.util.Map;

/**
 * What is to be done about an alarm.
 *
 * @param texts the texts by {@code happening}, {@code rule/severity}, {@code rule}, {@code kind/severity}, {@code kind} or
 *     {@code default}; the first that is there holds, and a happening is looked up only for alarms that are over
 */
public record Instructions(Map<String, AlarmText> texts) {
    /** The key of the text that holds when no other does. */
    public static final String DEFAULT = "default";

    public Instructions {
        texts = Map.copyOf(texts);
        if (!texts.containsKey(DEFAULT)) {
            throw new IllegalArgumentException("instructions." + DEFAULT + " is missing");
        }
    }

    /** What is to be done about what happened. */
    public String of(Notice notice, boolean zh) {
        AlarmText text = find(notice);
        return zh ? text.zh() : text.en();
    }

    /** Whatever is told of what is over, such as that somebody has acknowledged it, asks for what its end asked for. */
    private static Happening over(Happening happening) {
        return happening.isEnd() ? happening : Happening.CLEARED;
    }

    private AlarmText find(Notice notice) {
        Alarm alarm = notice.alarm();
        String severity = notice.transition().severity().text();
        String kind = alarm.source().kind().code();
        String end = notice.isOver() ? over(notice.happening()).text() : "";
        for (String key :
                new String[] {end, alarm.rule() + '/' + severity, alarm.rule(), kind + '/' + severity, kind}) {
            AlarmText text = texts.get(key);
            if (text != null) {
                return text;
            }
        }
        AlarmText otherwise = texts.get(DEFAULT);
        if (otherwise == null) {
            throw new IllegalStateException("checked by the constructor");
        }
        return otherwise;
    }
}
