// Instants of the city as they are told: the digits of the text itself, since the reader may be in another time zone.
import { current, say } from "./languages.js";

const PARTS = /^(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d)/;

function parts(text) {
  const [, year, month, day, hour, minute] = PARTS.exec(text) ?? [];
  return year && { year, month: Number(month), day: Number(day), hour: `${Number(hour)}:${minute}` };
}

export function asOf(text) {
  const found = parts(text);
  return found ? say("asOf", { when: say("when", found) }) : "";
}

// "Open till" or "opens" in words, with the day where it is another one than that of ``at``.
export function hourOf(name, text, at) {
  const found = text && parts(text);
  if (!found) return "";
  return say(name + (found.day === parts(at)?.day ? "Hour" : "Day"), found);
}

export const hourHere = (text) => new Date(text).toLocaleTimeString(current(), { hour: "2-digit", minute: "2-digit", hour12: false });
