// How numbers, times and places are written.

import { locale, metricText, nameOf, t, valueText } from "./i18n.js";
import { getState } from "./store.js";

/** What a device of each kind is there to measure. */
export const CHIEF_METRIC = {
  gas: "gasLel",
  manhole: "tiltDeg",
  parking: "occupied",
  "gas-pipe": "pressureKpa",
  "water-pipe": "pressureKpa",
  waste: "fillPct",
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time of day with seconds; with the date when it is not today's. */
export function time(ms) {
  const date = new Date(ms);
  const clock = date.toLocaleTimeString(locale(), { hour12: false });
  const today = new Date().toDateString() === date.toDateString();
  return today ? clock : `${date.toLocaleDateString(locale(), { year: "numeric", month: "2-digit", day: "2-digit" })} ${clock}`;
}

/** How long ago something was: 0:07, 12:45, 3:02:10, 2 d 4 h. */
export function age(ms) {
  const past = Math.max(0, ms);
  if (past >= DAY) {
    return t("daysHours", { d: Math.floor(past / DAY), h: Math.floor((past % DAY) / HOUR) });
  }
  const hours = Math.floor(past / HOUR);
  const minutes = Math.floor((past % HOUR) / MINUTE);
  const seconds = two(Math.floor((past % MINUTE) / SECOND));
  return hours ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

function two(number) {
  return String(number).padStart(2, "0");
}

/** A count with its thousands set apart. */
export function count(number) {
  return Math.round(number).toLocaleString(locale());
}

/** A measured number, as exact as a person needs it. */
export function measured(number) {
  return number.toLocaleString(locale(), { maximumFractionDigits: Math.abs(number) < 10 ? 2 : 1 });
}

/** A metric's value with its unit. */
export function value(metric, raw) {
  if (raw === null || raw === undefined) {
    return "–";
  }
  if (typeof raw !== "number") {
    return valueText(raw);
  }
  const unit = getState().units[metric];
  return unit ? `${measured(raw)} ${unit}` : measured(raw);
}

/** A metric and its value. */
export function labelled(metric, raw) {
  return `${metricText(metric)} ${value(metric, raw)}`;
}

/** A target's amount in its measure; pipes in kilometres. */
export function amount(measure, number) {
  return measure === "lengthM" ? (number / 1000).toLocaleString(locale(), { maximumFractionDigits: 2 }) : count(number);
}

/** A share in per cent: exact where it is small, so that the first household is seen. */
export function percent(done, target) {
  const share = target > 0 ? (100 * done) / target : 0;
  const digits = share > 0 && share < 1 ? 3 : 1;
  return `${share.toLocaleString(locale(), { maximumFractionDigits: share >= 100 ? 0 : digits })} %`;
}

/** The name of a district, or its code when it is none of ours. */
export function districtName(code) {
  const { census } = getState();
  if (!census) {
    return code;
  }
  if (code === census.city.code) {
    return t("city");
  }
  const district = census.districts.find((candidate) => candidate.code === code);
  return district ? nameOf(district) : code;
}
