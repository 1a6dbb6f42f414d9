package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the alarms of a flood have in common. What a program says has no cause in the city, so simulated devices have floods of
 * their own.
 *
 * @param extent how far it reaches
 * @param district six-digit administrative code; the city's own for the whole city
 * @param name the group's name; of a district and of the city their code
 * @param simulated whether there are programs behind them and no devices
 */
public record FloodScope(Extent extent, String district, String name, boolean simulated) {
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

    /** A whole district. */
    public static FloodScope district(String code, boolean simulated) {
        return new FloodScope(Extent.DISTRICT, code, code, simulated);
    }

    /** The whole district of the device of that news. */
    static FloodScope districtOf(FoldNews news) {
        return district(news.condition().address().district(), news.simulated());
    }

    /** The whole city: its code is that of its districts with the last two digits zero. */
    FloodScope city() {
        String city = cityOf(district);
        return new FloodScope(Extent.CITY, city, city, simulated);
    }

    /** The code of a district's city. */
    static String cityOf(String district) {
        return district.substring(0, 4) + "00";
    }

    /** All to which the device of that news belongs, made one by one: mostly the first will do. */
    static Stream<FloodScope> widestFirst(FoldNews news) {
        FloodScope district = districtOf(news);
        return Stream.concat(
                Stream.of(district.city(), district), Stream.of(news).flatMap(one -> narrow(one).stream()));
    }

    /** Every narrow group to which the device of that news belongs. */
    static List<FloodScope> narrow(FoldNews news) {
        List<FloodScope> scopes = new ArrayList<>(3);
        add(scopes, Extent.CONCENTRATOR, news, news.concentrator());
        add(scopes, Extent.BUILDING, news, news.neighbours().building());
        add(scopes, Extent.CELL, news, news.neighbours().gridCell());
        return scopes;
    }

    private static void add(List<FloodScope> scopes, Extent extent, FoldNews news, @Nullable String name) {
        if (name != null) {
            scopes.add(new FloodScope(extent, news.condition().address().district(), name, news.simulated()));
        }
    }

    /**
     * The name that stands in the place of a device's in the flood's alarm: {@code group.concentrator.410811.c-17}, and
     * {@code group.simulated.concentrator.410811.c-17}.
     */
    public String device() {
        String kind = simulated ? "simulated." + extent.text : extent.text;
        return switch (extent) {
            // A concentrator's user name has its district before its own name
            case CONCENTRATOR -> GroupName.of(kind, district, name.substring(name.lastIndexOf('/') + 1));
            case BUILDING, CELL -> GroupName.of(kind, district, name);
            case DISTRICT, CITY -> GroupName.of(kind, district);
        };
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
