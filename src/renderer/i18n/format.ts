import { useTranslation } from 'react-i18next';

/** How figures and times are written in one language. */
export type Format = {
  /** `12,345` */
  readonly number: (value: number) => string;
  /** `12.3 kB`, in powers of ten */
  readonly bytes: (value: number) => string;
  /** `24.3 kbit/s`, in powers of ten */
  readonly bitrate: (bitsPerSecond: number) => string;
  /** `0.4%`; what is more than nothing never looks like nothing */
  readonly share: (value: number) => string;
  /** `12%` */
  readonly percent: (value: number) => string;
  /** `0.4%`, `12%`: a share that is read at a glance */
  readonly brief: (value: number) => string;
  /** `3.2 ms`, `120 ms` */
  readonly ms: (value: number) => string;
  /** `14:03`, and the day too where it is not today */
  readonly time: (at: number) => string;
  /** `14:03:27` */
  readonly seconds: (at: number) => string;
  /** `23 Nov, 14:03` */
  readonly day: (at: number) => string;
  /** `23 Nov 2036` */
  readonly date: (at: number) => string;
};

const BYTE_STEPS = ['B', 'kB', 'MB', 'GB', 'TB'];
const BIT_STEPS = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'];

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

export function createFormat(language: string, now: () => number = Date.now): Format {
  const number = new Intl.NumberFormat(language);
  const scaledNumber = new Intl.NumberFormat(language, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const percent = new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const whole = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const share = (value: number): string =>
    value > 0 && value < 0.0005 ? `<${percent.format(0.001)}` : percent.format(value);
  const scaled = (value: number, steps: readonly string[]): string => {
    let step = 0;
    let figure = value;
    // Above 999.95 one digit after the point would round up to 1000.0.
    while (step < steps.length - 1 && figure >= (step === 0 ? 1_000 : 999.95)) {
      figure /= 1_000;
      step += 1;
    }
    return `${(step === 0 ? number : scaledNumber).format(figure)} ${steps[step] ?? ''}`;
  };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat(language, clock);
  const seconds = new Intl.DateTimeFormat(language, { ...clock, second: '2-digit' });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...clock });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return {
    number: (value) => number.format(value),
    bytes: (value) => scaled(value, BYTE_STEPS),
    bitrate: (value) => scaled(Math.round(value), BIT_STEPS),
    share,
    percent: (value) => whole.format(value),
    // Above 9.95 % one digit after the point would round up to 10.0.
    brief: (value) => (value < 0.0995 ? share(value) : whole.format(value)),
    ms: (value) =>
      `${value < 99.95 ? scaledNumber.format(value) : number.format(Math.round(value))} ms`,
    time: (at) => (isSameDay(at, now()) ? time : day).format(at),
    seconds: (at) => seconds.format(at),
    day: (at) => day.format(at),
    date: (at) => date.format(at),
  };
}

/**
 * A length of time as a clock shows it, the same in every language.
 *
 * @returns `0:07`, `12:03`, `2:13:44`; never less than `0:00`
 */
export function clockDuration(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(all / 3_600);
  const minutes = Math.floor(all / 60) % 60;
  const tail = two(all % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** An SSRC as hexadecimal: `0x00C0FFEE`. */
export function hexSsrc(ssrc: number): string {
  return `0x${ssrc.toString(16).toUpperCase().padStart(8, '0')}`;
}

const formats = new Map<string, Format>();

/**
 * The one format of a language: what writes figures is dear to make, and dearer to be rid of, so
 * cells of a list do not each have their own.
 */
export function formatOf(language: string): Format {
  let format = formats.get(language);
  if (format === undefined) {
    format = createFormat(language);
    formats.set(language, format);
  }
  return format;
}

/** How figures and times are written in the language of the window. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return formatOf(i18n.language);
}
