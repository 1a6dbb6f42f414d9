// The page's tones, and whether the browser lets them be heard.

import { getState, update } from "./store.js";

const SOUND_KEY = "citywatch.sound";
/** Two tones of one rank within this time are one; a worse one is heard all the same. */
const GAP_MS = 1_500;
const BEEP_S = 0.35;

/** What is to be heard: how bad it is, and the pitch of each beep in Hz. */
const TONES = {
  critical: { rank: 3, beeps: [880, 880, 880] },
  trouble: { rank: 2, beeps: [440, 330] },
  high: { rank: 1, beeps: [660] },
};

let audio = null;
let resuming = null;
let last = { at: 0, rank: 0 };

/** To be called once: browsers allow sound only after a click or a key on the page, so the first of them lets it out. */
export function prepareSound() {
  if (soundOn()) {
    open();
  }
  show();
  for (const touch of ["pointerdown", "keydown"]) {
    addEventListener(touch, () => soundOn() && open(true), true);
  }
}

export function soundOn() {
  return localStorage.getItem(SOUND_KEY) === "on";
}

/** Switches the sound; to be called from a click. Switched on, it is heard. */
export function switchSound(on) {
  localStorage.setItem(SOUND_KEY, on ? "on" : "off");
  last = { at: 0, rank: 0 };
  if (on) {
    open(true);
    ring("high");
  }
  show();
}

/** Sounds a tone. Whether it, or one like it, was heard just now. */
export function ring(kind) {
  if (!soundOn()) {
    return false;
  }
  open();
  if (audio === null || audio.state !== "running") {
    return false;
  }
  const { rank, beeps } = TONES[kind];
  const now = Date.now();
  if (now - last.at < GAP_MS && rank <= last.rank) {
    return rank === last.rank;
  }
  last = { at: now, rank };
  beeps.forEach((pitch, index) => beep(pitch, audio.currentTime + index * BEEP_S));
  return true;
}

function open(touched = false) {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (audio === null && Context) {
    audio = new Context();
    audio.onstatechange = show;
  }
  if (audio !== null && audio.state !== "running" && (touched || resuming === null)) {
    // Without a touch the browser keeps this promise open until there is one.
    resuming = audio.resume().catch(() => {}).then(() => {
      resuming = null;
      show();
    });
  }
}

/** Says "on" only while something can be heard. */
function show() {
  const audible = audio !== null && audio.state === "running";
  const sound = soundOn() ? (audible ? "on" : "blocked") : "off";
  if (getState().sound !== sound) {
    update({ sound });
  }
}

function beep(pitch, at) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.3, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + 0.25);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.3);
}
