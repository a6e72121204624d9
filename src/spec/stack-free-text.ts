import { isAt } from "./stack-casts.ts";
import type { Path } from "./yaml-source.ts";

/**
 * Whether what stands there is passed on as it is: it may be anything, and so a secret. All else is a number, a span,
 * one of a few words, or the name of something that is looked up, and has been checked.
 */
export const isFreeText = (path: Path, text: string): boolean => {
  const key = path.map((part) => (typeof part === "number" ? "[]" : part));
  // The first word says what kind of check it is.
  if (path.at(-1) === 0 && path.at(-2) === "test") return false;
  if (mounts.some((place) => isAt(place, key))) return /^[/.~]/.test(text);
  return places.some((place) => isAt(place, key));
};

/** A folder may be any; what is none has to be declared as a volume. */
const mounts = ["services * volumes []", "services * volumes [] source"].map((place) =>
  place.split(" "),
);

const ofServices = [
  ...["image", "hostname", "user", "working_dir"],
  ...["command", "command []", "entrypoint", "entrypoint []"],
  ...["environment *", "labels *", "deploy labels *", "sysctls *", "extra_hosts *"],
  ...["healthcheck test", "healthcheck test []", "logging options *"],
  ...["dns", "dns []", "dns_search", "dns_search []", "cap_add []", "cap_drop []"],
  ...["deploy placement constraints []", "deploy placement preferences [] spread"],
  ...["networks * aliases []", "networks * driver_opts *"],
];

const places = [
  ...ofServices.map((key) => `services * ${key}`),
  ...["networks * driver_opts *", "networks * labels *"],
  ...["volumes * driver_opts *", "volumes * labels *"],
].map((place) => place.split(" "));
