import http from 'node:http';
import https from 'node:https';
import type {LookupFunction} from 'node:net';
import type {Duplex} from 'node:stream';

export type ConnectionOptions = {
	/** Resolves names; the system's resolver unless given. */
	readonly lookup?: LookupFunction;
	/** Certificate authorities (PEM) to trust in place of the built-in ones. */
	readonly ca?: string;
	/** Opens a plain connection in place of `net.connect`. */
	readonly connect?: () => Duplex;
};

export type Connections = {
	/** The keep-alive pool for a protocol, `http:` or `https:`. */
	agent(protocol: string): http.Agent;
	/** Ends every connection, idle or not. */
	close(): void;
};

/** Keep-alive connections of one sender. Idle ones do not keep the process alive. */
export function createConnections({lookup, ca, connect}: ConnectionOptions): Connections {
	const shared = {keepAlive: true, ...(lookup === undefined ? {} : {lookup})};
	const plain = withoutStaleBytes(new http.Agent(shared));
	const secure = withoutStaleBytes(new https.Agent({...shared, ...(ca === undefined ? {} : {ca})}));
	if (connect !== undefined) {
		plain.createConnection = () => connect();
	}

	return {
		agent: protocol => (protocol === 'https:' ? secure : plain),
		close() {
			plain.destroy();
			secure.destroy();
		},
	};
}

/**
 * Drops an idle connection on which the server goes on talking (more bytes than its Content-Length said): they would be
 * read as the beginning of the next answer.
 */
function withoutStaleBytes<Agent extends http.Agent>(agent: Agent): Agent {
	const keep = agent.keepSocketAlive.bind(agent);
	const reuse = agent.reuseSocket.bind(agent);
	agent.keepSocketAlive = socket => {
		socket.on('data', dropConnection);
		// Node's types hide that the answer says whether the connection is kept.
		return keep(socket);
	};
	agent.reuseSocket = (socket, request) => {
		socket.removeListener('data', dropConnection);
		reuse(socket, request);
	};
	return agent;
}

function dropConnection(this: Duplex): void {
	this.destroy();
}
