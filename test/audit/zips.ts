import {crc32, deflateRawSync} from 'node:zlib';

/** One entry of a zip; what is not given is as any honest program would write it. */
export type ZipEntry = {
	readonly name: string | Buffer;
	readonly content?: string | Buffer;
	readonly deflate?: boolean;
	/** POSIX mode with its type bits; none unless given. */
	readonly mode?: number;
	readonly flags?: number;
	readonly method?: number;
	/** What the directory states instead of the truth. */
	readonly stated?: {readonly size?: number; readonly packedSize?: number; readonly crc32?: number};
	readonly localName?: string;
	/** Offset that the directory states for the local header. */
	readonly offset?: number;
	readonly extra?: Buffer;
};

/** Bytes of a zip, honest or not. */
export function zipOf(entries: readonly ZipEntry[], {count = entries.length}: {count?: number} = {}): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const entry of entries) {
		const name = Buffer.from(entry.name);
		const content =
			typeof entry.content === 'string' ? Buffer.from(entry.content) : (entry.content ?? Buffer.alloc(0));
		const packed = entry.deflate === true ? deflated(entry.content ?? '') : content;
		const fields = Buffer.alloc(26);
		fields.writeUInt16LE(20, 0);
		fields.writeUInt16LE(entry.flags ?? (/^[\x00-\x7f]*$/.test(name.toString('latin1')) ? 0 : 0x800), 2);
		fields.writeUInt16LE(entry.method ?? (entry.deflate === true ? 8 : 0), 4);
		fields.writeUInt16LE(0x21, 8);
		fields.writeUInt32LE(entry.stated?.crc32 ?? crc32(content), 10);
		fields.writeUInt32LE(entry.stated?.packedSize ?? packed.length, 14);
		fields.writeUInt32LE(entry.stated?.size ?? content.length, 18);
		const localName = Buffer.from(entry.localName ?? name);
		const local = Buffer.from(fields);
		local.writeUInt16LE(localName.length, 22);
		parts.push(Buffer.from('PK\u0003\u0004'), local, localName, packed);

		const extra = entry.extra ?? Buffer.alloc(0);
		fields.writeUInt16LE(name.length, 22);
		fields.writeUInt16LE(extra.length, 24);
		const central = Buffer.alloc(14);
		central.writeUInt32LE((entry.mode ?? 0) * 0x10000, 6);
		central.writeUInt32LE(entry.offset ?? offset, 10);
		const madeBy = Buffer.from([20, entry.mode === undefined ? 0 : 3]);
		directory.push(Buffer.from('PK\u0001\u0002'), madeBy, fields, central, name, extra);
		offset += 30 + localName.length + packed.length;
	}

	const list = Buffer.concat(directory);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(count % 65_536, 4);
	end.writeUInt16LE(count % 65_536, 6);
	end.writeUInt32LE(list.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...parts, list, Buffer.from('PK\u0005\u0006'), end]);
}

const cache = new WeakMap<Buffer, Buffer>();

/** Packed once, however often a test puts it into archives. */
function deflated(content: string | Buffer): Buffer {
	if (typeof content === 'string') {
		return deflateRawSync(content);
	}

	const packed = cache.get(content) ?? deflateRawSync(content, {level: 1});
	cache.set(content, packed);
	return packed;
}
