// The course of one metric at one device, from InfluxDB.

import { h } from "/lib/preact.js";
import { useEffect, useRef, useState } from "/lib/hooks.js";
import { api } from "./api.js";
import { CHIEF_METRIC, time, value } from "./format.js";
import { HistoryBehind } from "./history-lag.js";
import { metricText, t } from "./i18n.js";
import { serverNow } from "./store.js";

const HOUR = 3_600_000;
const SPANS = [
  ["hour", HOUR],
  ["day", 24 * HOUR],
  ["week", 7 * 24 * HOUR],
  ["month", 30 * 24 * HOUR],
];

const LINE = "#7cc4ff";
const BAND = "rgba(124, 196, 255, 0.18)";
const LIMIT = "#ff6b6b";
const INK = "#b6c2cf";
const GRID = "#26303b";

/**
 * Draws a metric that the reader chooses.
 *
 * `metric` is the one to begin with, or else the chief one of the kind; `limit` is drawn as a line where the metric is
 * `limitMetric`; what is `young` is shown in the last hour first.
 */
export function Chart({ device, kind, metrics, metric, limit, limitMetric, young }) {
  const drawable = metrics.filter((each) => each.type !== "state");
  const [chosen, choose] = useState(metric || CHIEF_METRIC[kind]);
  const [span, setSpan] = useState(young ? "hour" : "day");
  const [message, setMessage] = useState(null);
  const canvas = useRef(null);
  const chart = useRef(null);
  useEffect(() => {
    const resize = () => chart.current?.resize();
    addEventListener("resize", resize);
    return () => {
      removeEventListener("resize", resize);
      chart.current?.dispose();
    };
  }, []);
  useEffect(() => {
    let wanted = true;
    const to = serverNow();
    const from = to - SPANS.find(([name]) => name === span)[1];
    draw(device, chosen, from, to).then((problem) => wanted && setMessage(problem));
    return () => {
      wanted = false;
    };
  }, [device, chosen, span]);

  async function draw(name, field, from, to) {
    let series;
    try {
      series = await api.series(name, field, Math.round(from), Math.round(to));
    } catch {
      chart.current?.clear();
      return t("historyAway");
    }
    if (canvas.current === null) {
      return null;
    }
    // A megabyte that only a chart needs.
    const echarts = await import("/lib/echarts.js");
    chart.current ??= echarts.init(canvas.current, null, { renderer: "canvas" });
    chart.current.setOption(options(series, field === limitMetric ? limit : null, from, to), true);
    return series.points.length ? null : t("noPoints");
  }

  return h(
    "div",
    { class: "chart" },
    h(
      "div",
      { class: "chart-head" },
      h(
        "select",
        { "aria-label": t("metric"), value: chosen, onChange: (event) => choose(event.target.value) },
        drawable.map((each) =>
          h("option", { key: each.metric, value: each.metric }, `${metricText(each.metric)} ${each.unit && `(${each.unit})`}`)),
      ),
      h(
        "div",
        { class: "spans", role: "group", "aria-label": t("span") },
        SPANS.map(([name]) =>
          h("button", { key: name, class: "switch", "aria-pressed": String(name === span), onClick: () => setSpan(name) }, t(name))),
      ),
    ),
    h(HistoryBehind),
    h("div", { class: "chart-canvas", ref: canvas, role: "img", "aria-label": metricText(chosen) }),
    message && h("p", { class: "chart-message" }, message),
  );
}

function options(series, limit, from, to) {
  const number = (raw) => (typeof raw === "boolean" ? Number(raw) : raw);
  const flag = series.points.some((point) => typeof point.value === "boolean");
  const line = series.points.map((point) => [point.t, number(point.value)]);
  return {
    animation: false,
    grid: { left: 56, right: 24, top: 20, bottom: 32 },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      formatter: ([point]) => `${time(point.value[0])}\n${value(series.metric, flag ? point.value[1] === 1 : point.value[1])}`,
    },
    xAxis: { type: "time", min: from, max: to, axisLabel: { color: INK, hideOverlap: true }, splitLine: { show: false } },
    yAxis: {
      type: "value",
      scale: !flag,
      min: flag ? 0 : undefined,
      max: flag ? 1 : (range) => (limit > range.max ? limit : null),
      axisLabel: { color: INK },
      splitLine: { lineStyle: { color: GRID } },
    },
    series: [
      {
        type: "line",
        data: line,
        step: flag ? "end" : false,
        showSymbol: line.length < 80,
        symbolSize: 5,
        lineStyle: { color: LINE, width: 2 },
        itemStyle: { color: LINE },
        markLine: limitLine(limit, series.metric),
      },
      ...band(series),
    ],
  };
}

function limitLine(limit, metric) {
  return limit === null || limit === undefined
    ? undefined
    : {
        silent: true,
        symbol: "none",
        lineStyle: { color: LIMIT, type: "dashed", width: 2 },
        label: { color: LIMIT, position: "insideEndTop", formatter: t("limit", { x: value(metric, limit) }) },
        data: [{ yAxis: limit }],
      };
}

/** From the least to the greatest of each window, where points stand for windows. */
function band(series) {
  const windows = series.points.filter((point) => point.min !== undefined);
  if (!windows.length) {
    return [];
  }
  const edge = { type: "line", stack: "band", showSymbol: false, silent: true, tooltip: { show: false }, lineStyle: { opacity: 0 } };
  return [
    { ...edge, data: windows.map((point) => [point.t, point.min]) },
    { ...edge, data: windows.map((point) => [point.t, point.max - point.min]), areaStyle: { color: BAND } },
  ];
}
