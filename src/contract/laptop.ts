/** What is looked at before a net is relied on: the machine that it runs on. */

export type PortCheck = {
  readonly setting: 'ws_port' | 'wss_port' | 'udp_port';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Whether the net has it. */
  readonly is_ours: boolean;
  /** Who has it instead, where the system tells. */
  readonly owner: { readonly program: string; readonly pid: number } | null;
};

export type InterfaceCheck = { readonly name: string; readonly address: string };

/** A firewall that is there, with the words that let radios through it. We never say them. */
export type FirewallCheck = {
  readonly kind: 'ufw' | 'firewalld' | 'windows' | 'macos';
  /** Whether it is on; null where only an administrator is told. */
  readonly is_on: boolean | null;
  /** Lines for a terminal; none where the system asks by itself. */
  readonly commands: readonly string[];
};

export type LaptopReport = {
  readonly ports: readonly PortCheck[];
  /** Addresses that radios can reach, the one to give to them first; none: nobody can. */
  readonly addresses: readonly InterfaceCheck[];
  /** The address that the settings listen on; empty for all. */
  readonly host: string;
  readonly firewalls: readonly FirewallCheck[];
  readonly sleep: {
    /** Whether the net keeps the machine awake now, as it does while radios are on. */
    readonly is_kept_awake: boolean;
    readonly is_on_battery: boolean;
  };
  readonly disk: {
    readonly path: string;
    /** Null where the system does not tell. */
    readonly free_bytes: number | null;
    /** Why the folder cannot be written to; null where it can. */
    readonly fault: string | null;
  };
  readonly clock: {
    /** In ms since 1970. */
    readonly at: number;
    /** Its name in the IANA database: `Asia/Seoul`. */
    readonly zone: string;
    /** Ahead of UTC, in minutes. */
    readonly offset_min: number;
    /** The time of an event on record that is yet to come: the clock was turned back. */
    readonly future_event_at: number | null;
  };
};
