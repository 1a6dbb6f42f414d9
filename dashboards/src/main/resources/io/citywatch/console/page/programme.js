// How far the year's targets have come, and where.

import { h } from "/lib/preact.js";
import { Drawer } from "./drawer.js";
import { amount, count, measured, percent } from "./format.js";
import { kindText, measureText, nameOf, t } from "./i18n.js";

export function Programme({ census, openDistricts }) {
  if (!census) {
    return h("section", { class: "panel programme" });
  }
  const city = census.counts.filter((each) => each.district === census.city.code);
  return h(
    "section",
    { class: "panel programme", "aria-label": t("programme", { year: census.year }) },
    h(
      "div",
      { class: "panel-head" },
      h("h2", null, t("programme", { year: census.year })),
      h("button", { class: "quiet", id: "districts", onClick: openDistricts }, t("perDistrict")),
    ),
    h("ul", { class: "targets" }, census.targets.map((target) => h(Target, { key: target.id, target }))),
    h("p", { class: "alive" }, t("reporting", { a: count(sum(city, "alive")), b: count(sum(city, "reporting")) })),
    h(Sensors, { city, conflicts: census.conflicts }),
    h(Parking, { parking: census.parking, city: census.city.code }),
  );
}

/** What of the sensors somebody has to look after; nothing where all is well. */
function Sensors({ city, conflicts }) {
  const items = [
    ["faulty", sum(city, "faulty")],
    ["expired", sum(city, "expired")],
    ["householdsWithoutSensor", sum(city, "householdsWithoutSensor")],
    ["conflicts", conflicts.length],
  ].filter(([, number]) => number > 0);
  return (
    items.length > 0 &&
    h("p", { class: "alive", id: "sensors" }, items.map(([key, number]) => t(key, { n: count(number) })).join(" · "))
  );
}

/** How the city's parking bays are used today, in one line; nothing where there are none, or none has spoken yet. */
function Parking({ parking, city }) {
  const whole = parking.find((each) => each.district === city);
  if (!whole || whole.known === 0) {
    return null;
  }
  return h(
    "p",
    { class: "alive", id: "parking" },
    [t("parkingNow", { a: count(whole.occupied), b: count(whole.known) }), ...usage(whole.today)].join(" · "),
  );
}

/** What is known of a day's parking, as texts. */
function usage({ occupancy, turnover, meanStayMinutes }) {
  return [
    occupancy !== null && t("parkingOccupancy", { n: percent(occupancy, 1) }),
    turnover !== null && t("parkingTurnover", { n: measured(turnover) }),
    meanStayMinutes !== null && t("parkingStay", { n: count(meanStayMinutes) }),
  ].filter(Boolean);
}

function sum(counts, field) {
  return counts.reduce((total, each) => total + each[field], 0);
}

function Target({ target }) {
  const { done, measure } = target;
  const share = Math.min(1, target.target > 0 ? done / target.target : 0);
  return h(
    "li",
    { class: share >= 1 ? "target reached" : "target", "data-target": target.id },
    h("span", { class: "target-name" }, nameOf(target)),
    h("span", { class: "target-percent" }, percent(done, target.target)),
    h(
      "span",
      {
        class: "bar",
        role: "progressbar",
        "aria-label": nameOf(target),
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": Math.round(share * 100),
      },
      // Whatever was begun is seen.
      h("span", { class: "bar-done", style: { width: `${done > 0 ? Math.max(0.4, share * 100) : 0}%` } }),
    ),
    measure !== "platform" &&
      h(
        "span",
        { class: "target-amount" },
        h("strong", null, amount(measure, done)),
        ` / ${amount(measure, target.target)} ${measureText(measure, target.target)}`,
        forecastText(target.forecast),
      ),
  );
}

function forecastText(forecast) {
  if (!forecast) {
    return "";
  }
  return ` · ${forecast.date ? t("foretold", { day: forecast.date }) : t("notAtThisPace")}`;
}

const KINDS = ["gas", "manhole", "parking", "gas-pipe", "water-pipe", "waste"];

/** The counts of every district and kind. */
export function DistrictDrawer({ census, close }) {
  const counts = new Map(census.counts.map((each) => [`${each.district}/${each.kind}`, each]));
  const rows = [...census.districts, census.city];
  return h(
    Drawer,
    { id: "district-drawer", title: t("programme", { year: census.year }), close, wide: true },
    h("p", { class: "hint" }, `${t("commissioned")} / ${t("installed")} / ${t("registered")}`),
    h(
      "table",
      { class: "districts" },
      h(
        "thead",
        null,
        h("tr", null, h("th", null, t("district")), KINDS.map((kind) => h("th", { key: kind }, kindText(kind)))),
      ),
      h(
        "tbody",
        null,
        rows.map((district) =>
          h(
            "tr",
            { key: district.code, class: district === census.city ? "sum" : "" },
            h("th", { scope: "row" }, nameOf(district)),
            KINDS.map((kind) => h("td", { key: kind }, h(Cell, { counts: counts.get(`${district.code}/${kind}`) }))),
          )),
      ),
    ),
    h(ParkingTable, { census }),
  );
}

/** Parking by area: each district, its streets below it, and the city. */
function ParkingTable({ census }) {
  const names = new Map([...census.districts, census.city].map((each) => [each.code, nameOf(each)]));
  const rows = census.parking.filter((each) => each.bays > 0);
  const columns = ["parkingBays", "parkingShare", "parkingPerDay", "parkingMean", "parkingReporting"];
  return (
    rows.length > 0 &&
    h(
      "table",
      { class: "districts", id: "parking-areas" },
      h(
        "thead",
        null,
        h("tr", null, h("th", null, t("parkingArea")), columns.map((key) => h("th", { key }, t(key)))),
      ),
      h(
        "tbody",
        null,
        rows.map((row) => {
          const { occupancy, turnover, meanStayMinutes, reporting } = row.today;
          return h(
            "tr",
            { key: `${row.district}/${row.area}`, class: row.district === census.city.code ? "sum" : "" },
            h("th", { scope: "row", title: row.area ?? row.district }, areaName(row, names)),
            h("td", null, count(row.bays)),
            h("td", null, occupancy === null ? "–" : percent(occupancy, 1)),
            h("td", null, turnover === null ? "–" : measured(turnover)),
            h("td", null, meanStayMinutes === null ? "–" : count(meanStayMinutes)),
            h("td", null, percent(reporting, 1)),
          );
        }),
      ),
    )
  );
}

/** A district by its name; a street, whose code is its district's and three digits, by both. */
function areaName({ district, area }, names) {
  const name = names.get(district) ?? district;
  return area ? t("street", { x: name, n: area.startsWith(district) ? area.slice(district.length) : area }) : name;
}

function Cell({ counts }) {
  if (!counts) {
    return h("span", { class: "none" }, "–");
  }
  return [
    h("strong", null, count(counts.commissioned)),
    h("span", { class: "steps-of" }, `${count(counts.installed)} / ${count(counts.registered)}`),
    counts.reporting > 0 &&
      h("span", { class: "steps-of" }, t("reportingShare", { n: percent(counts.alive, counts.reporting) })),
  ];
}
