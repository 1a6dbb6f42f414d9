package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the alarms of a flood have in common.
 *
 * @param extent how far it reaches
 * @param district six-digit administrative code; the city's own for the whole city
 * @param name the group's name; of a district and of the city their code
 */
public record FloodScope(Extent extent, String district, String name) {
    /** How far a flood reaches, narrowest first. */
    public enum Extent {
        CONCENTRATOR("concentrator", "集中器", "Concentrator"),
        BUILDING("building", "楼栋", "Building"),
        CELL("cell", "网格", "Grid cell"),
        DISTRICT("district", "区县", "District"),
        CITY("city", "全市", "City");

        private final String text;
        private final String zh;
        private final String en;

        Extent(String text, String zh, String en) {
            this.text = text;
            this.zh = zh;
            this.en = en;
        }

        boolean isNarrow() {
            return compareTo(DISTRICT) < 0;
        }
    }

    static FloodScope district(String code) {
        return new FloodScope(Extent.DISTRICT, code, code);
    }

    /** The whole city: its code is that of its districts with the last two digits zero. */
    static FloodScope cityOf(String district) {
        String city = district.substring(0, 4) + "00";
        return new FloodScope(Extent.CITY, city, city);
    }

    /** Every narrow group to which the device of that news belongs. */
    static List<FloodScope> narrow(FoldNews news) {
        String district = news.condition().address().district();
        List<FloodScope> scopes = new ArrayList<>(3);
        add(scopes, Extent.CONCENTRATOR, district, news.concentrator());
        add(scopes, Extent.BUILDING, district, news.neighbours().building());
        add(scopes, Extent.CELL, district, news.neighbours().gridCell());
        return scopes;
    }

    private static void add(List<FloodScope> scopes, Extent extent, String district, @Nullable String name) {
        if (name != null) {
            scopes.add(new FloodScope(extent, district, name));
        }
    }

    /** The name that stands in the place of a device's in the flood's alarm: {@code group.concentrator.410811.c-17}. */
    public String device() {
        return extent == Extent.BUILDING || extent == Extent.CELL
                ? GroupName.deviceOfWhole(extent.text, district, name)
                : GroupName.device(extent.text, district, extent == Extent.CONCENTRATOR ? name : null);
    }

    /** What has happened, for people. */
    public AlarmText text() {
        return new AlarmText(
                extent.zh + " " + name + "：多台设备同因告警", extent.en + " " + name + ": many devices, one cause");
    }

    @Override
    public String toString() {
        return extent.text + ' ' + name;
    }
}
