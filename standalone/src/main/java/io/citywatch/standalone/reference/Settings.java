package io.citywatch.standalone.reference;

import io.citywatch.ingest.Setting;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The settings in a record of options: those of its own components, and of the records in it. */
final class Settings {
    private Settings() {}

    /** All settings below that record, in the order of the components. */
    static List<Setting> in(Class<?> options) {
        List<Setting> found = new ArrayList<>();
        for (RecordComponent component : options.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            if (setting != null) {
                found.add(setting);
            } else if (component.getType().isRecord()) {
                found.addAll(in(component.getType()));
            }
        }
        return found;
    }

    /** They as a table. */
    static MarkdownTable table(Class<?> options) {
        MarkdownTable table = new MarkdownTable("key", "default", "unit", "range", "is");
        for (Setting setting : in(options)) {
            table.row(
                    MarkdownTable.code(setting.key()),
                    setting.standard(),
                    setting.unit(),
                    setting.range(),
                    setting.text());
        }
        return table;
    }
}
