// The page's words, in Chinese and English.

import { update } from "./store.js";

const KEY = "citywatch.language";

const WORDS = {
  title: ["城市运行监测", "City operations"],
  alarms: ["报警", "Alarms"],
  toAlarms: ["跳到报警列表", "Go to the alarms"],
  standing: ["当前报警", "Standing"],
  putAside: ["已搁置/抑制/停用", "Put aside"],
  noAlarms: ["当前没有报警", "No alarms"],
  noAlarmsHint: ["目前无需处理", "Nothing needs you now"],
  alarmsUnknown: ["尚未连接，报警情况未知", "Not connected: the alarms are not known"],
  alarmsNotSure: ["报警情况未知，见上方提示", "The alarms are not known: see above"],
  alarmJobUnknown: ["尚未收到报警程序的数据", "Nothing was heard of the alarm job yet"],
  restNotShown: ["所选报警未载入本页", "The alarms chosen are not on this page"],
  silence: ["消音", "Silence"],
  keptStill: ["列表保持不动：新报警 {n} 条排在最后，点此排序", "List kept still: {n} new at its end. Sort now"],
  slid: ["列表刚刚移动，此次点击未生效，请看清后再点", "The list had just moved: this press was not taken. Look again"],
  noMatch: ["没有符合筛选条件的报警", "No alarm matches the filter"],
  nothingAside: ["没有搁置的报警", "Nothing is put aside"],
  showMore: ["显示", "Show them"],
  more: ["另有 {n} 条报警未显示", "{n} more {n:alarm is|alarms are} not shown"],
  memberCount: ["{n} 条合并", "{n} folded"],
  membersOf: ["{active} 条持续，共 {count} 条", "{active} still {active:holds|hold}, of {count}"],
  members: ["合并的报警", "Members"],
  parent: ["合并至", "Folded into"],
  figures: ["报警负荷", "Alarm load"],
  flood: ["报警泛滥", "Alarm flood"],
  calm: ["报警负荷平稳", "Alarm load normal"],
  perTenMinutes: ["{n} 条/10 分钟", "{n} in 10 min"],
  peak: ["24 小时峰值 {n}", "peak {n}"],
  oldestUnacknowledged: ["最早未确认 {age}", "oldest unacknowledged {age}"],
  chattering: ["频繁动作 {n}", "{n} chattering"],
  staleAlarms: ["长期未消 {n}", "{n} stale"],
  unacknowledged: ["{n} 未确认", "{n} unacked"],
  unseenCritical: ["另有 {n} 条紧急报警未确认", "More critical alarms, not acknowledged: {n}"],
  daysHours: ["{d} 天 {h} 时", "{d} d {h} h"],
  filterBy: ["只看{x}", "Only {x}"],
  allDistricts: ["全部区县", "All districts"],
  allKinds: ["全部设施", "All facilities"],
  acknowledge: ["确认", "Acknowledge"],
  acknowledging: ["确认中…", "Acknowledging…"],
  sent: ["已提交…", "Sent…"],
  sentUnanswered: ["已提交，报警程序尚未应答", "Sent; the alarm job has not answered yet"],
  stillUnanswered: [
    "30 秒内未得到应答：请再试一次，并通知管理员",
    "Not answered within 30 s: try again, and tell the administrator",
  ],
  noAnswer: [
    "服务器未应答，操作是否生效未知，请查看报警状态",
    "The server has not answered. Whether it was done is not known: look at the alarm's state",
  ],
  acknowledged: ["已确认", "Acknowledged"],
  viewerOnly: ["查看者不能确认报警，请以操作员身份登录", "Viewers can't act on alarms; sign in as an operator"],
  limit: ["限值 {x}", "limit {x}"],
  device: ["设备", "Device"],
  asset: ["部件", "Asset"],
  address: ["地址", "Address"],
  district: ["区县", "District"],
  kind: ["设施", "Facility"],
  rule: ["规则", "Rule"],
  state: ["状态", "State"],
  value: ["测量值", "Measured"],
  limitLabel: ["限值", "Limit"],
  onset: ["发生时间", "Onset"],
  model: ["型号", "Model"],
  reportsEvery: ["上报周期", "Reports every"],
  lastReading: ["最近读数", "Last reading"],
  history: ["处理过程", "History"],
  course: ["历史曲线", "Course"],
  noPoints: ["此时段没有数据", "No readings in this span"],
  historyAway: ["历史数据库暂时不可用，报警不受影响", "The history is not available at the moment; alarms are not affected"],
  metric: ["指标", "Metric"],
  span: ["时段", "Span"],
  hour: ["1 小时", "1 hour"],
  day: ["24 小时", "24 hours"],
  week: ["7 天", "7 days"],
  month: ["30 天", "30 days"],
  close: ["关闭", "Close"],
  details: ["详情", "Details"],
  shelve: ["搁置", "Shelve"],
  unshelve: ["取消搁置", "Unshelve"],
  shelveFor: ["搁置时长", "Shelve for"],
  shelveReason: ["原因（必填）", "Reason (required)"],
  neverShelved: ["按规则，此级别的报警不可搁置", "By its rule an alarm as severe as this is never shelved"],
  whatToDo: ["操作", "What to do"],
  shelveChoice: ["搁置此报警", "Shelve this alarm"],
  suppressChoice: ["抑制整台设备（施工、检修）", "Suppress the device (work going on)"],
  outOfServiceChoice: ["停用此报警", "Take out of service"],
  commentChoice: ["备注", "Comment"],
  suppress: ["抑制", "Suppress"],
  unsuppress: ["结束抑制", "End suppression"],
  outOfService: ["停用", "Take out of service"],
  returnToService: ["恢复使用", "Return to service"],
  reset: ["复位", "Reset"],
  comment: ["添加备注", "Add comment"],
  commentText: ["备注内容", "Comment"],
  workOrder: ["工单号", "Work order"],
  workOrderNeeded: ["工单号（必填）", "Work order (required)"],
  asideUntil: ["恢复时间", "Comes back at"],
  escalated: ["逾期未确认", "Escalated"],
  simulated: ["模拟", "Simulated"],
  minutes: ["{n} 分钟", "{n} {n:minute|minutes}"],
  hours: ["{n} 小时", "{n} h"],
  days: ["{n} 天", "{n} {n:day|days}"],
  programme: ["{year} 年度目标", "Programme {year}"],
  perDistrict: ["分区县", "By district"],
  reporting: ["{a} / {b} 台设备在线", "{a} of {b} {b:device reports|devices report}"],
  reportingShare: ["在线 {n}", "{n} report"],
  faulty: ["{n} 台故障", "{n} faulty"],
  expired: ["{n} 台超期服役", "{n} past {n:its|their} service life"],
  householdsWithoutSensor: ["{n} 户无有效探测器", "{n} {n:household|households} without a working sensor"],
  conflicts: ["{n} 个设备编号重复使用", "{n} device {n:id|ids} in use at two places"],
  parkingNow: ["停车泊位占用 {a} / {b}", "{a} of {b} parking {b:bay|bays} occupied"],
  parkingOccupancy: ["今日占用率 {n}", "today {n} of the time"],
  parkingTurnover: ["周转 {n} 次/泊位·日", "{n} {n:stay|stays} a bay and day"],
  parkingStay: ["平均停放 {n} 分钟", "mean stay {n} {n:minute|minutes}"],
  parkingArea: ["停车区域", "Parking"],
  parkingBays: ["泊位", "Bays"],
  parkingShare: ["今日占用率", "Occupancy today"],
  street: ["{x} {n} 街道", "{x}, street {n}"],
  parkingPerDay: ["周转（次/泊位·日）", "Stays a bay and day"],
  parkingMean: ["平均停放（分钟）", "Mean stay (min)"],
  parkingReporting: ["在线时间占比", "Watched"],
  foretold: ["按目前进度 {day} 完成", "at this pace on {day}"],
  notAtThisPace: ["按目前进度无法完成", "not at this pace"],
  commissioned: ["已验收", "Commissioned"],
  installed: ["已安装", "Installed"],
  registered: ["已登记", "Registered"],
  city: ["全市", "City"],
  readings: ["最新读数", "Latest readings"],
  rate: ["{n} 条/秒", "{n} msg/s"],
  waiting: ["等待读数…", "Waiting for readings…"],
  connecting: ["连接中…", "Connecting…"],
  live: ["实时", "Live"],
  lost: ["连接中断", "Connection lost"],
  lostBanner: [
    "与服务器的连接已中断，以下为 {time} 的状态（已过 {age}），正在重新连接…",
    "The connection is lost. What you see is as of {time} ({age} ago). Reconnecting…",
  ],
  logAway: [
    "消息日志无应答，报警可能已过时",
    "The log does not answer: alarms may be out of date",
  ],
  alarmsAway: [
    "报警程序已停止：不会产生新报警，以下内容不再变化。请立即通知管理员",
    "The alarm job is silent: no new alarm is raised, and what you see does not change. Call the administrator now",
  ],
  diskLow: ["磁盘空间不足，请通知管理员", "The disk is nearly full: tell the administrator"],
  diskFull: [
    "磁盘已满：不再接收设备数据，不会产生新报警。请立即通知管理员",
    "The disk is full: nothing is taken from devices and no new alarm is raised. Call the administrator now",
  ],
  alarmsStarting: ["报警程序正在启动", "The alarm job is starting"],
  notConnected: ["无法连接服务器，报警情况未知", "The server does not answer: the alarms are not known"],
  signedOutNow: ["登录已失效，看不到报警。请重新登录", "You are not signed in any more and see no alarms. Sign in again"],
  notReliable: ["不可信", "Not reliable"],
  figuresOld: ["报警负荷（已过时）", "Alarm load (out of date)"],
  pageFailed: ["本页面出错，显示可能不全，请重新载入", "This page has failed and may not show everything. Load it anew"],
  partFailed: ["此部分无法显示，请重新载入本页面", "This part can't be shown. Load the page anew"],
  rowFailed: ["此报警无法显示：{x}", "This alarm can't be shown: {x}"],
  reload: ["重新载入", "Load anew"],
  catchingUp: ["正在读取日志，报警列表尚不完整", "Reading the log: the list of alarms is not complete yet"],
  degraded: ["历史数据库不可用", "No history"],
  historyBehind: ["历史数据滞后 {n} 分钟，报警不受影响", "History {n} min behind; alarms are not affected"],
  soundOn: ["声音开", "Sound on"],
  soundOff: ["声音关", "Sound off"],
  soundBlocked: ["声音被阻止", "Sound blocked"],
  soundBlockedBanner: [
    "浏览器阻止了声音：点击页面任意处即可恢复",
    "The browser keeps the sound back: click anywhere on this page",
  ],
  otherLanguage: ["English", "中文"],
  signIn: ["登录", "Sign in"],
  signOut: ["退出登录", "Sign out"],
  signedIn: ["当前用户", "Who is signed in"],
  signedInAs: ["已登录：{x}（{y}）", "Signed in as {x} ({y})"],
  token: ["访问令牌", "Access token"],
  tokenHint: [
    "向管理员索取，或在服务器上运行 ./citywatch token operator",
    "Ask your administrator, or run ./citywatch token operator on the server",
  ],
  tokenRefused: ["令牌无效或已过期", "This token does not hold: it is mistyped or has run out"],
  newAlarm: ["新报警", "New alarm"],
  search: ["查找设备、部件编码或地址", "Find a device, an asset or an address"],
  searchHint: ["查找设备、地址…", "Find a device…"],
  nothingFound: ["未找到", "Nothing found"],
  failed: ["操作失败", "That did not work"],
  offline: ["无法连接服务器", "The server can't be reached"],
};

const SEVERITIES = {
  critical: ["紧急", "Critical"],
  high: ["高", "High"],
  medium: ["中", "Medium"],
  low: ["低", "Low"],
};

const STATES = {
  UNACK: ["未确认", "Unacknowledged"],
  ACKED: ["已确认", "Acknowledged"],
  RTNUN: ["已恢复，待确认", "Returned, unacknowledged"],
  NORM: ["正常", "Normal"],
  SHELVED: ["已搁置", "Shelved"],
  SUPPRESSED: ["设计抑制", "Suppressed by design"],
  OUT_OF_SERVICE: ["停用", "Out of service"],
  LATCHED: ["已恢复，待复位", "Over, waiting for a reset"],
};

const KINDS = {
  gas: ["燃气", "Gas"],
  platform: ["平台", "Platform"],
  manhole: ["窨井", "Manhole"],
  parking: ["泊位", "Parking"],
  "gas-pipe": ["燃气管道", "Gas pipe"],
  "water-pipe": ["供水管道", "Water pipe"],
  waste: ["垃圾分类", "Waste"],
};

const METRICS = {
  batteryPct: ["电量", "Battery"],
  rssiDbm: ["信号", "Signal"],
  temperatureC: ["温度", "Temperature"],
  gasLel: ["燃气浓度", "Gas"],
  coPpm: ["一氧化碳", "CO"],
  valveOpen: ["阀门开", "Valve open"],
  sensorState: ["传感器", "Sensor"],
  tiltDeg: ["倾角", "Tilt"],
  coverOpen: ["井盖开", "Cover open"],
  waterLevelM: ["水位", "Water level"],
  occupied: ["占用", "Occupied"],
  magneticUt: ["磁场", "Magnetic field"],
  pressureKpa: ["压力", "Pressure"],
  flowM3h: ["流量", "Flow"],
  fillPct: ["满溢度", "Fill level"],
};

const MEASURES = {
  households: ["户", "{n:household|households}"],
  assets: ["处", "{n:asset|assets}"],
  lengthM: ["km", "km"],
  bays: ["个", "{n:bay|bays}"],
  platform: ["", ""],
};

const CAUSES = {
  raise: ["触发", "Raised"],
  worsen: ["加重", "Worsened"],
  escalate: ["逾期上报", "Escalated"],
  clear: ["恢复", "Cleared"],
  fold: ["合并", "Folded"],
  unfold: ["取消合并", "Unfolded"],
  acknowledge: ["确认", "Acknowledged"],
  shelve: ["搁置", "Shelved"],
  unshelve: ["取消搁置", "Unshelved"],
  suppress: ["抑制", "Suppressed"],
  unsuppress: ["结束抑制", "Suppression ended"],
  outOfService: ["停用", "Taken out of service"],
  returnToService: ["恢复使用", "Returned to service"],
  reset: ["复位", "Reset"],
  comment: ["备注", "Comment"],
  command: ["自动命令", "Told"],
  withheld: ["暂缓动作", "Kept back"],
  answer: ["设备回答", "Answered"],
  noAnswer: ["设备无应答，须人工处置", "No answer: a crew has to do it by hand"],
};

/** What stands in a history of commands: the command, and after a colon what came of it. */
const COMMANDS = {
  closeValve: ["关闭燃气阀", "close the valve"],
  soundSiren: ["鸣响警报", "sound the siren"],
  repeated: ["再次", "again"],
  done: ["完成", "done"],
  refused: ["拒绝", "refused"],
  failed: ["失败", "failed"],
  unanswered: ["无应答", "no answer"],
  warmUp: ["传感器预热", "the sensor warms up"],
  selfTest: ["设备自检", "the device tests itself"],
  simulated: ["模拟报警不动作于真实设备", "a simulated alarm moves nothing real"],
  "the valve is closed": ["阀门已关", "the valve is closed"],
  "the valve is open": ["阀门仍开", "the valve is open"],
  "still active although the valve is closed": ["阀门已关而浓度仍高", "still gas although the valve is closed"],
};

/** Why an action was refused, by the last word of the problem's type. */
const REFUSALS = {
  "put-aside": ["报警已被搁置、抑制或停用", "The alarm is put aside already"],
  over: ["报警已结束", "The alarm is over"],
  "not-shelved": ["报警未被搁置", "The alarm is not shelved"],
  "not-suppressed": ["设备未被抑制", "The device is not suppressed"],
  "not-out-of-service": ["报警未停用", "The alarm is not out of service"],
  "not-latched": ["报警无需复位", "There is nothing to reset"],
  "still-active": ["异常仍在，不能复位", "The condition still holds, so it can't be reset"],
  "not-acknowledged": ["请先确认再复位", "Acknowledge it before you reset it"],
  overtaken: ["报警刚刚再次触发或加重，未被确认，请重新查看", "It was raised anew or became worse just now, so nothing was done: look again"],
  "not-hideable": ["按规则，此级别的报警不可搁置", "By its rule an alarm as severe as this is never shelved"],
  "not-of-a-device": ["合并报警不属于单台设备，不可抑制", "The alarm is of several devices: only a device is suppressed"],
  "work-order-missing": ["燃气设备须填写工单号", "A gas device needs a work order"],
};

const ROLES = {
  viewer: ["查看者", "Viewer"],
  operator: ["操作员", "Operator"],
  engineer: ["工程师", "Engineer"],
};

const VALUES = {
  true: ["是", "yes"],
  false: ["否", "no"],
  warmup: ["预热", "warming up"],
  normal: ["正常", "normal"],
  fault: ["故障", "fault"],
  expired: ["超期", "expired"],
};

let current = initial();

function initial() {
  const kept = localStorage.getItem(KEY);
  if (kept === "zh" || kept === "en") {
    return kept;
  }
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function language() {
  return current;
}

/** The language tag by which the browser writes numbers and times. */
export function locale() {
  return current === "zh" ? "zh-CN" : "en-GB";
}

export function switchLanguage() {
  current = current === "zh" ? "en" : "zh";
  localStorage.setItem(KEY, current);
  document.documentElement.lang = current;
  update({});
}

function pick(words, key) {
  const found = words[key];
  return found ? found[current === "zh" ? 0 : 1] : String(key);
}

/** A word of the page, with its places filled in: {n} by the number, {n:alarm|alarms} by the word for one or for several. */
export function t(key, places = {}) {
  return filled(pick(WORDS, key), places);
}

function filled(text, places) {
  return text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (whole, name, one, several) => {
    if (!(name in places)) {
      return whole;
    }
    return one === undefined ? places[name] : String(places[name]) === "1" ? one : several;
  });
}

export const severityText = (severity) => pick(SEVERITIES, severity);
export const stateText = (state) => pick(STATES, state);
export const kindText = (kind) => pick(KINDS, kind);
export const metricText = (metric) => pick(METRICS, metric);
/** What is counted, in the word for so many. */
export const measureText = (measure, n) => filled(pick(MEASURES, measure), { n });
export const causeText = (cause) => pick(CAUSES, cause);
export const refusalText = (code, otherwise) => (code in REFUSALS ? pick(REFUSALS, code) : otherwise);

/** A step's reason in the reader's language, where it is the platform's own words: `closeValve: failed (stuck)`. */
export function reasonText(reason) {
  return reason
    .split(": ")
    .map((part) => {
      const [, word, rest] = part.match(/^(.*?)( \(.*\))?$/s);
      return word in COMMANDS ? pick(COMMANDS, word) + (rest || "") : part;
    })
    .join(current === "zh" ? "：" : ": ");
}

export const roleText = (role) => pick(ROLES, role);
export const valueText = (value) => pick(VALUES, value);

/** What an alarm means, in the reader's language. */
export const alarmText = (alarm) => alarm.text[current] || alarm.text.en || alarm.rule;

/** The name of a thing that has one in each language. */
export const nameOf = (thing) => thing[current] || thing.en;
