import type {Catalog, Profile, Secrets} from '../catalog/catalog.ts';
import type {Send, SendOptions} from '../request/exchange.ts';
import type {SessionOpened} from './event.ts';
import type {Disk} from './journal-writer.ts';

/** Time and size limits of every request; milliseconds and decoded bytes. */
export type Limits = Pick<SendOptions, 'connectTimeout' | 'timeout' | 'maximumBytes'>;

/** What a session reaches the outside with. */
export type SessionEdges = {
	readonly now: () => Date;
	/** `count` random bytes. */
	readonly random: (count: number) => Buffer;
	readonly send: Send;
	readonly platform: NodeJS.Platform;
	readonly disk?: Disk;
};

/** Everything a session needs from outside. */
export type SessionOptions = {
	readonly catalog: Catalog;
	readonly profile: Profile;
	readonly secrets: Secrets;
	readonly limits: Limits;
	readonly tool: SessionOpened['tool'];
	readonly environment: SessionOpened['environment'];
	readonly sandbox: SessionOpened['sandbox'];
	/** True when a resumed session meets a sandbox that remembers nothing of it. */
	readonly sandboxAnew?: boolean;
	/** Value of `NODE_TLS_REJECT_UNAUTHORIZED`: `0` would let anybody answer. */
	readonly tlsRejectUnauthorized: string | undefined;
	readonly edges: SessionEdges;
};
