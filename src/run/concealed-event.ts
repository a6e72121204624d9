import type { Conceal } from "../model/concealed.ts";
import type { Event } from "../model/event.ts";

/** The event with what others said in it concealed; a plan knows itself what of it is not told. */
export const concealedEvent = (event: Event, conceal: Conceal): Event => {
  switch (event.type) {
    case "awaiting":
      return {
        ...event,
        progress: event.progress.map((one) => ({ ...one, detail: conceal(one.detail) })),
      };
    case "lacking":
      return { ...event, lines: event.lines.map(conceal) };
    case "warned":
      return { ...event, message: conceal(event.message) };
    case "went-on":
      return { ...event, detail: conceal(event.detail) };
    case "planned":
    case "began":
    case "broke-off":
    case "did":
    case "ended":
      return event;
  }
};
