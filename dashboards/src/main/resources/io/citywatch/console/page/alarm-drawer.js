// One alarm from near: what is known of it, what was done, how its metric went, and what can be done.

import { h } from "/lib/preact.js";
import { useEffect, useState } from "/lib/hooks.js";
import { AcknowledgeButton } from "./alarm-actions.js";
import { Handling } from "./alarm-handling.js";
import { api } from "./api.js";
import { Chart } from "./chart.js";
import { Drawer, Facts } from "./drawer.js";
import { SeverityIcon } from "./icons.js";
import { age, districtName, time, value } from "./format.js";
import { alarmText, causeText, kindText, metricText, reasonText, severityText, stateText, t } from "./i18n.js";
import { serverNow, useNow } from "./store.js";

const none = () => {};

/** The steps in which the platform acts by itself. */
const OF_COMMANDS = new Set(["command", "withheld", "answer", "noAnswer"]);

/** So many members are shown at first, and so many at most: a list that is longer is for a program, by the API. */
const FIRST_MEMBERS = 50;
const MOST_MEMBERS = 2000;

/** What has begun within this time is seen best in the last hour. */
const YOUNG_MS = 45 * 60_000;

export function AlarmDrawer({ id, state, close }) {
  useNow();
  // An alarm that is over leaves the list, but not the hands of who is looking at it.
  const [last, setLast] = useState(null);
  const alarm = state.alarms.get(id) || last;
  const device = useDevice(alarm?.device);
  useEffect(() => {
    if (state.alarms.has(id)) {
      setLast(state.alarms.get(id));
    } else {
      api.alarm(id).then(setLast, none);
    }
  }, [state.alarms.get(id)]);
  if (!alarm) {
    return null;
  }
  return h(
    Drawer,
    { id: "alarm-drawer", title: alarmText(alarm), alarm: id, close },
    h(
      "div",
      { class: `drawer-severity alarm ${alarm.severity} ${alarm.state}` },
      h("span", { class: "badge" }, h(SeverityIcon, { severity: alarm.severity }), severityText(alarm.severity)),
      h("span", { class: "state" }, stateText(alarm.state)),
      alarm.escalated > 0 && h("span", { class: "escalated" }, t("escalated")),
      alarm.simulated && h("span", { class: "simulated" }, t("simulated")),
      h("span", { class: "age" }, age(serverNow() - alarm.onset)),
      h(AcknowledgeButton, { alarm, caller: state.caller }),
    ),
    h(Facts, {
      facts: [
        [t("value"), alarm.metric && `${metricText(alarm.metric)} ${value(alarm.metric, alarm.value)}`],
        [t("limitLabel"), alarm.metric && value(alarm.metric, alarm.limit)],
        [t("onset"), time(alarm.onset)],
        [t("district"), districtName(alarm.district)],
        [t("address"), alarm.address],
        [t("kind"), kindText(alarm.kind)],
        [t("asset"), alarm.asset],
        [t("device"), alarm.device],
        [t("model"), device?.model],
        [t("rule"), alarm.rule],
        [t("asideUntil"), alarm.until && time(alarm.until)],
        [t("workOrder"), alarm.workOrder],
        [t("parent"), alarm.parent],
        [t("members"), alarm.members && t("membersOf", { active: alarm.members.active, count: alarm.members.count })],
      ],
    }),
    h(Handling, { alarm, caller: state.caller }),
    alarm.members && h(Members, { parent: alarm.id }),
    h("h3", null, t("history")),
    h(History, { alarm }),
    h("h3", null, t("course")),
    device &&
      h(Chart, {
        device: alarm.device,
        kind: alarm.kind,
        metrics: device.metrics,
        metric: alarm.metric,
        limit: alarm.limit,
        limitMetric: alarm.metric,
        young: serverNow() - alarm.onset < YOUNG_MS,
      }),
  );
}

/** The first of the alarms that it stands for, as the server has them now, and all that a page can bear when they are wanted. */
function Members({ parent }) {
  const [answer, setAnswer] = useState(null);
  const [limit, setLimit] = useState(FIRST_MEMBERS);
  useEffect(() => {
    api.members(parent, limit).then(setAnswer, none);
  }, [parent, limit]);
  return answer && h(
    "div",
    null,
    h("h3", null, t("members")),
    h(
      "ol",
      { class: "steps members" },
      answer.alarms.map((member) => h("li", { key: member.id, class: member.severity }, alarmText(member), " · ", member.address || member.device)),
    ),
    answer.total > answer.alarms.length &&
      h(
        "p",
        { class: "more" },
        t("more", { n: answer.total - answer.alarms.length }),
        limit < MOST_MEMBERS && h("button", { class: "quiet", onClick: () => setLimit(MOST_MEMBERS) }, t("showMore")),
      ),
  );
}

/** What is known of a device; null until it is. */
export function useDevice(name) {
  const [device, setDevice] = useState(null);
  useEffect(() => {
    if (name) {
      api.device(name).then(setDevice, none);
    }
  }, [name]);
  return device;
}

/** What happened and what has come of it, which is sometimes the same word. */
function stepText(step) {
  const cause = causeText(step.cause);
  const state = stateText(step.to);
  return step.from === step.to || cause === state ? cause : `${cause} → ${state}`;
}

/** The transitions, newest first. */
function History({ alarm }) {
  const steps = [...alarm.history].reverse();
  return h(
    "ol",
    { class: "steps" },
    steps.map((step, index) =>
      h(
        "li",
        { key: steps.length - index, class: step.severity },
        h("time", null, time(step.t)),
        h("span", { class: "step-what" }, stepText(step)),
        h(
          "span",
          { class: "step-more" },
          [
            severityText(step.severity),
            step.value !== null && step.value !== undefined && alarm.metric ? value(alarm.metric, step.value) : null,
            step.by,
            step.reason && (OF_COMMANDS.has(step.cause) || !step.by ? reasonText(step.reason) : `“${step.reason}”`),
          ]
            .filter(Boolean)
            .join(" · "),
        ),
      )),
  );
}
