/** The bundled code of a worker thread; `workerPlugin` in source/build.js makes it. */
declare module '*?code' {
	const code: string;
	export default code;
}
