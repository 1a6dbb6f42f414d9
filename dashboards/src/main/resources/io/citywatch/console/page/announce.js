// Tells of a new alarm by voice (screen readers) and by sound, where that is switched on.

import { alarmText, severityText, t } from "./i18n.js";
import { districtName } from "./format.js";

const SOUND_KEY = "citywatch.sound";
/** Two alarms within this time make one sound. */
const SOUND_GAP_MS = 1_500;

let region = null;
let audio = null;
let lastSound = 0;

/** The element that screen readers speak from. */
export function setRegion(element) {
  region = element;
}

export function announce(alarm) {
  if (region) {
    region.textContent =
      `${t("newAlarm")}: ${severityText(alarm.severity)}, ${alarmText(alarm)}, ${districtName(alarm.district)}`;
  }
  if (soundOn() && (alarm.severity === "critical" || alarm.severity === "high")) {
    sound(alarm.severity === "critical" ? 3 : 1);
  }
}

export function soundOn() {
  return localStorage.getItem(SOUND_KEY) === "on";
}

/** Switches the sound; to be called from a click, since browsers allow sound only after one. */
export function switchSound(on) {
  localStorage.setItem(SOUND_KEY, on ? "on" : "off");
  if (on) {
    lastSound = 0;
    sound(1);
  }
}

function sound(beeps) {
  const now = Date.now();
  if (now - lastSound < SOUND_GAP_MS) {
    return;
  }
  lastSound = now;
  audio ??= new AudioContext();
  for (let i = 0; i < beeps; i++) {
    beep(audio.currentTime + i * 0.35);
  }
}

function beep(at) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 880;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + 0.25);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.3);
}
