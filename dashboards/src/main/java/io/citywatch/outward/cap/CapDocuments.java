package io.citywatch.outward.cap;

import io.citywatch.outward.notice.Instructions;
import io.citywatch.outward.notice.Measured;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Place;
import io.citywatch.outward.notice.Times;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Filter;
import io.citywatch.outward.receiver.Language;
import io.citywatch.outward.receiver.Sender;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes CAP 1.2 documents of alarms. A document depends on the alarm's history and the sender alone, not on when it is made.
 *
 * @param sender who speaks
 * @param wording what things are called
 * @param instructions what is to be done
 */
public record CapDocuments(Sender sender, Wording wording, Instructions instructions) {
    /** The namespace of CAP 1.2. */
    public static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    /** A standing alarm is told of again when it changes; what was not cancelled after this time is not to be relied on. */
    private static final Duration HOLDS = Duration.ofHours(24);
    /** How far around its device an alarm reaches, in kilometres. */
    private static final String RADIUS_KM = "0.05";

    /**
     * The document of a notice.
     *
     * @param place where it is
     * @param filter what its reader is told, which decides what the document refers to
     * @param language the languages that it is to speak
     */
    public byte[] document(Notice notice, Place place, Filter filter, Language language) {
        CapMessages message = CapMessages.of(notice, filter);
        Alarm alarm = notice.alarm();
        XmlDocument xml = new XmlDocument("alert", NAMESPACE);
        xml.text("identifier", identifier(alarm, notice.version()))
                .text("sender", sender.id())
                .text("sent", time(notice.version()))
                .text("status", status(notice))
                .text("msgType", message.type().text())
                .text("scope", "Restricted")
                .text("restriction", "city operations and emergency services");
        if (notice.isSimulated()) {
            xml.text("note", "simulated device");
        }
        if (!message.references().isEmpty()) {
            xml.text("references", references(alarm, message));
        }
        xml.text("incidents", alarm.id() + '@' + alarm.onset());
        if (language.zh()) {
            xml.within("info", () -> info(xml, notice, place, true));
        }
        if (language.en()) {
            xml.within("info", () -> info(xml, notice, place, false));
        }
        return xml.end();
    }

    /** Whether a real thing, a drill or a simulated device speaks. */
    private String status(Notice notice) {
        return notice.isSimulated() ? "Test" : sender.exercise() ? "Exercise" : "Actual";
    }

    /** The identifier of the message of that version; it has none of the characters that CAP forbids. */
    static String identifier(Alarm alarm, long version) {
        return Notice.deliveryId(alarm.id(), version);
    }

    private String references(Alarm alarm, CapMessages message) {
        return message.references().stream()
                .map(version -> sender.id() + ',' + identifier(alarm, version) + ',' + time(version))
                .collect(Collectors.joining(" "));
    }

    private void info(XmlDocument xml, Notice notice, Place place, boolean zh) {
        Alarm alarm = notice.alarm();
        Severity severity = notice.transition().severity();
        xml.text("language", zh ? "zh-CN" : "en");
        CapTable.categories(alarm.source().kind()).forEach(category -> xml.text("category", category));
        xml.text("event", zh ? alarm.text().zh() : alarm.text().en())
                .text("responseType", CapTable.response(notice))
                .text("urgency", CapTable.urgency(notice))
                .text("severity", CapTable.severity(severity))
                .text("certainty", CapTable.certainty(alarm.evidence().value() != null))
                .text("effective", time(notice.version()))
                .text("onset", time(alarm.onset()))
                .text("expires", time(notice.version() + HOLDS.toMillis()))
                .text("senderName", zh ? sender.name().zh() : sender.name().en())
                .text("headline", headline(notice, place, zh))
                .text("description", description(notice, place, zh))
                .text("instruction", instructions.of(notice, zh));
        if (sender.console() != null) {
            xml.text("web", link(sender.console(), alarm.id()));
        }
        parameter(xml, "alarm", alarm.id());
        parameter(xml, "device", alarm.source().device());
        if (alarm.source().asset() != null) {
            parameter(xml, "asset", alarm.source().asset());
        }
        parameter(xml, "rule", alarm.rule());
        parameter(xml, "happening", notice.happening().text());
        String value = Measured.value(notice);
        if (!value.isEmpty()) {
            parameter(xml, "value", value);
        }
        xml.within("area", () -> area(xml, alarm, place, zh));
    }

    private void area(XmlDocument xml, Alarm alarm, Place place, boolean zh) {
        xml.text("areaDesc", where(alarm, place, zh));
        if (place.lat() != null && place.lon() != null) {
            xml.text("circle", String.format(Locale.ROOT, "%.6f,%.6f %s", place.lat(), place.lon(), RADIUS_KM));
        }
        // GB/T 2260 is the standard of the administrative divisions' codes.
        xml.within("geocode", () -> xml.text("valueName", "GB/T 2260")
                .text("value", alarm.source().district()));
    }

    private static void parameter(XmlDocument xml, String name, String value) {
        xml.within("parameter", () -> xml.text("valueName", name).text("value", value));
    }

    private String headline(Notice notice, Place place, boolean zh) {
        Alarm alarm = notice.alarm();
        String severity = Wording.severity(notice.transition().severity(), zh);
        String happening = Wording.happening(notice.happening(), zh);
        String where = where(alarm, place, zh);
        return zh
                ? "【" + severity + "·" + happening + "】" + alarm.text().zh() + "：" + where
                : severity + ", " + happening + ": " + alarm.text().en() + ", " + where;
    }

    private String description(Notice notice, Place place, boolean zh) {
        Alarm alarm = notice.alarm();
        String kind = Wording.kind(alarm.source().kind(), zh);
        String since = Times.plain(alarm.onset(), sender.zone());
        String value = Measured.value(notice);
        String limit = Measured.limit(notice);
        String measured = value.isEmpty() ? "" : zh ? "测得 " + value + "。" : " Measured: " + value + ".";
        String against = limit.isEmpty() ? "" : zh ? "限值 " + limit + "。" : " Limit: " + limit + ".";
        String device = alarm.source().device();
        return zh
                ? alarm.text().zh() + "（" + kind + "设备 " + device + "），位于" + where(alarm, place, true) + "，始于 " + since
                        + "。" + measured + against
                : alarm.text().en() + " (" + kind + " device " + device + "), at " + where(alarm, place, false)
                        + ", since " + since + '.' + measured + against;
    }

    private String where(Alarm alarm, Place place, boolean zh) {
        String district = wording.district(alarm.source().district(), zh);
        if (place.address() == null) {
            return district;
        }
        return zh ? district + " " + place.address() : place.address() + ", " + district;
    }

    private String time(long millis) {
        return time(millis, sender.zone());
    }

    /** A time as CAP 1.2 wants it (3.3.2): UTC is {@code -00:00} there. */
    static String time(long millis, ZoneOffset zone) {
        String iso = Times.iso(millis, zone);
        return zone.equals(ZoneOffset.UTC) ? iso.replace("+00:00", "-00:00") : iso;
    }

    /** Where the console shows an alarm. */
    public static String link(String console, String alarm) {
        return console + "/#alarm=" + URLEncoder.encode(alarm, StandardCharsets.UTF_8);
    }
}
