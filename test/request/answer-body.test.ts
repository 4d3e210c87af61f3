import zlib from 'node:zlib';
import {expect, test, vi} from 'vitest';
import {createAnswerBody} from '../../source/request/answer-body.ts';

function bodyOf(contentEncoding: string | undefined, maximumBytes = 1000) {
	const onTooLarge = vi.fn<() => void>();
	return {onTooLarge, body: createAnswerBody({contentEncoding, maximumBytes, onTooLarge})};
}

test('bytes after the end of the compressed data are ignored, also when they come late', async () => {
	const {body} = bodyOf('deflate');
	body.write(Buffer.concat([zlib.deflateSync('x'), Buffer.from('garbage')]));
	await vi.waitFor(() => expect(body.read().body.toString()).toBe('x'));
	await new Promise(resolve => setImmediate(resolve));
	body.write(Buffer.from('late'));
	await new Promise<void>(resolve => body.end(resolve));
	expect(body.read()).toEqual({body: Buffer.from('x'), whole: true});
	expect(body.broken()).toBeNull();
});

test('a list of codings longer than any honest server sends is left as it came', () => {
	const {body} = bodyOf('gzip, gzip, gzip, gzip, gzip, gzip');
	body.write(Buffer.from('bytes'));
	expect(body.read()).toEqual({body: Buffer.from('bytes'), whole: true});
});

test('one coding that is unknown leaves the whole body as it came', () => {
	const {body} = bodyOf('gzip, zstd');
	body.write(Buffer.from('bytes'));
	expect(body.read().body.toString()).toBe('bytes');
});

test('the limit is told once, and nothing beyond it is kept', () => {
	const {body, onTooLarge} = bodyOf(undefined, 3);
	body.write(Buffer.from('ab'));
	body.write(Buffer.from('cd'));
	body.write(Buffer.from('ef'));
	expect(onTooLarge).toHaveBeenCalledTimes(1);
	expect(body.read()).toEqual({body: Buffer.from('abc'), whole: false});
	expect(body.wireBytes()).toBe(6);
});

test('codings are undone in reverse order', async () => {
	const {body} = bodyOf('deflate, gzip');
	body.write(zlib.gzipSync(zlib.deflateSync('inner')));
	await new Promise<void>(resolve => body.end(resolve));
	expect(body.read()).toEqual({body: Buffer.from('inner'), whole: true});
});
