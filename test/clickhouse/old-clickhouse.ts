import {spawn, type ChildProcess} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {once} from 'node:events';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';

/**
 * Debian's ClickHouse 18.16, the old server that must be counted too: `apt-get install clickhouse-server`, or its path in
 * OLD_CLICKHOUSE_SERVER. `null` where there is none.
 */
export function findOldClickhouse(): string | null {
	// Newer packages of ClickHouse put theirs elsewhere.
	const files = [process.env['OLD_CLICKHOUSE_SERVER'] ?? '', '/usr/sbin/clickhouse-server'];
	return files.find(file => file !== '' && existsSync(file)) ?? null;
}

export type OldClickhouse = {
	readonly url: string;
	query(sql: string): Promise<string>;
	remove(): Promise<void>;
};

/** A server of one's own on free ports of the loopback interface, with this password of the user `default`. */
export async function startOldClickhouse(file: string, password: string): Promise<OldClickhouse> {
	const directory = await mkdtemp(path.join(tmpdir(), 'old-clickhouse-of-a-test-'));
	const [httpPort, tcpPort] = [await freePort(), await freePort()];
	const configuration = path.join(directory, 'config.xml');
	await mkdir(path.join(directory, 'tmp'));
	await writeFile(
		configuration,
		`<yandex><logger><level>error</level><console>1</console></logger>
<http_port>${httpPort}</http_port><tcp_port>${tcpPort}</tcp_port><listen_host>127.0.0.1</listen_host>
<path>${directory}/data/</path><tmp_path>${directory}/tmp/</tmp_path><users_config>users.xml</users_config>
<mark_cache_size>100000000</mark_cache_size><default_profile>default</default_profile><default_database>default</default_database></yandex>\n`,
	);
	await writeFile(
		path.join(directory, 'users.xml'),
		`<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default>
<password>${password}</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
</default></users></yandex>\n`,
	);
	const child = spawn(file, [`--config-file=${configuration}`], {cwd: directory, stdio: 'ignore'});
	const url = `http://127.0.0.1:${httpPort}`;
	await untilAnswering(url, child);
	return {
		url,
		async query(sql) {
			const answer = await fetch(url, {
				method: 'POST',
				body: sql,
				headers: {'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': password},
			});
			const text = await answer.text();
			if (!answer.ok) {
				throw new Error(text);
			}

			return text;
		},
		async remove() {
			if (child.exitCode === null && child.signalCode === null) {
				child.kill('SIGKILL');
				await once(child, 'exit');
			}

			await rm(directory, {recursive: true, force: true});
		},
	};
}

async function freePort(): Promise<number> {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
	for (;;) {
		if (child.exitCode !== null || child.signalCode !== null) {
			throw new Error(`the old ClickHouse ended with ${String(child.exitCode ?? child.signalCode)}`);
		}

		try {
			await (await fetch(`${url}/ping`)).text();
			return;
		} catch {
			await new Promise(resolve => setTimeout(resolve, 50));
		}
	}
}
