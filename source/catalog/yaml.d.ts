/** A YAML file as `yamlPlugin` of source/build.js turns it into a module: its data, and the digest of its text. */
declare module '*.yaml' {
	const source: {readonly digest: string; readonly data: unknown};
	export default source;
}
