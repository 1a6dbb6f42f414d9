// One device from near: its birth, its newest reading, its alarms and the course of its metrics.

import { h } from "/lib/preact.js";
import { useDevice } from "./alarm-drawer.js";
import { Chart } from "./chart.js";
import { Drawer, Facts } from "./drawer.js";
import { SeverityIcon } from "./icons.js";
import { age, districtName, labelled, time } from "./format.js";
import { alarmText, kindText, stateText, t } from "./i18n.js";

export function DeviceDrawer({ device: name, openAlarm, close }) {
  const device = useDevice(name);
  return h(
    Drawer,
    { id: "device-drawer", title: name, close },
    device && h(Known, { device, openAlarm }),
  );
}

function Known({ device, openAlarm }) {
  return [
    h(Facts, {
      facts: [
        [t("kind"), kindText(device.kind)],
        [t("district"), device.district && districtName(device.district)],
        [t("address"), device.address],
        [t("asset"), device.asset],
        [t("model"), [device.model, device.firmware, device.type].filter(Boolean).join(" · ")],
        [t("reportsEvery"), device.reportSeconds && age(device.reportSeconds * 1000)],
        [t("lastReading"), device.reading ? reading(device.reading) : device.readingMissing && t("historyAway")],
      ],
    }),
    device.alarms.length > 0 && h("h3", null, t("alarms")),
    h(
      "ul",
      { class: "device-alarms" },
      device.alarms.map((alarm) =>
        h(
          "li",
          { key: alarm.id, class: `alarm ${alarm.severity} ${alarm.state}` },
          h(
            "button",
            { class: "device-alarm", onClick: () => openAlarm(alarm.id) },
            h(SeverityIcon, { severity: alarm.severity }),
            ` ${alarmText(alarm)} · ${stateText(alarm.state)} · ${time(alarm.onset)}`,
          ),
        )),
    ),
    h("h3", null, t("course")),
    h(Chart, { device: device.device, kind: device.kind, metrics: device.metrics }),
  ];
}

function reading({ t: at, values }) {
  return `${time(at)} · ${Object.entries(values)
    .map(([metric, raw]) => labelled(metric, raw))
    .join(" · ")}`;
}
