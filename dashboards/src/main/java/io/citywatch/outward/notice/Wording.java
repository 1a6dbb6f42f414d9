package io.citywatch.outward.notice;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.District;
import io.citywatch.telemetry.programme.Programme;

/** What districts, kinds and severities are called in both languages. */
public final class Wording {
    private final Programme programme;

    public Wording(Programme programme) {
        this.programme = programme;
    }

    /** A district's name, or the city's; the code where it has none. */
    public String district(String code, boolean zh) {
        if (code.equals(programme.city().code())) {
            return zh ? programme.city().zh() : programme.city().en();
        }
        for (District district : programme.districts()) {
            if (district.code().equals(code)) {
                return zh ? district.zh() : district.en();
            }
        }
        return code;
    }

    /** A kind's name. */
    public static String kind(FacilityKind kind, boolean zh) {
        return switch (kind) {
            case GAS -> zh ? "燃气" : "gas";
            case MANHOLE -> zh ? "窨井" : "manhole";
            case PARKING -> zh ? "停车" : "parking";
            case GAS_PIPE -> zh ? "燃气管道" : "gas pipe";
            case WATER_PIPE -> zh ? "供水管道" : "water pipe";
            case WASTE -> zh ? "垃圾分类" : "waste";
            case PLATFORM -> zh ? "平台" : "platform";
        };
    }

    /** A severity's name. */
    public static String severity(Severity severity, boolean zh) {
        return switch (severity) {
            case CRITICAL -> zh ? "紧急" : "CRITICAL";
            case HIGH -> zh ? "高" : "HIGH";
            case MEDIUM -> zh ? "中" : "MEDIUM";
            case LOW -> zh ? "低" : "LOW";
        };
    }

    /** A happening's name. */
    public static String happening(Happening happening, boolean zh) {
        return switch (happening) {
            case RAISED -> zh ? "报警" : "alarm";
            case WORSENED -> zh ? "加重" : "worse";
            case ESCALATED -> zh ? "逾期未确认" : "not acknowledged in time";
            case CLEARED -> zh ? "恢复" : "over";
            case ACKNOWLEDGED -> zh ? "已确认" : "acknowledged";
            case PUT_ASIDE -> zh ? "已搁置或停用" : "put aside";
            case NOTED -> zh ? "备注" : "noted";
        };
    }
}
