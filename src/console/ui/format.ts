/** Times, durations and numbers as people say them. Venue time, 24 h. */

/** `14:05`, in the venue's time zone. */
export function clock(at: string | number | Date, timeZone: string, seconds = false): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  }).format(new Date(at));
}

/** `14:05` today, `Tue 24 Nov 14:05` on another day, `Tue 24 Nov 2026 14:05` of another year. */
export function moment(
  at: string | number | Date,
  timeZone: string,
  now: number = Date.now(),
  seconds = false,
): string {
  const day = dayOf(at, timeZone);
  const time = clock(at, timeZone, seconds);
  const [year, thisYear] = [yearOf(at, timeZone), yearOf(now, timeZone)];
  if (year !== thisYear) return `${day} ${year} ${time}`;
  return day === dayOf(now, timeZone) ? time : `${day} ${time}`;
}

function yearOf(at: string | number | Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric' }).format(new Date(at));
}

function dayOf(at: string | number | Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' })
    .format(new Date(at))
    .replace(',', '');
}

/** `30 June 2027` of `2027-06-30`. */
export function date(day: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** What a server's sentence says as ISO 8601, as people say it: its moments in the venue's time, its days by their names. */
export function inVenueTime(text: string, timeZone: string, now: number = Date.now()): string {
  return text
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g, (at) => moment(at, timeZone, now))
    .replace(/\b\d{4}-\d\d-\d\d\b/g, date);
}

/** `8 s`, `22 min`, `3 h 10 min`, `6 d 4 h`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined(`${hours} h`, minutes % 60, 'min');
  return joined(`${Math.floor(hours / 24)} d`, hours % 24, 'h');
}

function joined(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}

/** Milliseconds of an ISO 8601 duration such as PT4H30M. */
export function milliseconds(iso: string): number {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = (found ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** `TouchMini, OrderAway and Doshii`. */
export function list(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(names);
}

/** `Two`, up to ten; then figures. */
export function count(number: number): string {
  const words = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
  return words[number] ?? String(number);
}
