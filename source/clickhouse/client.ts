/**
 * The client's parts that are used. It is a CommonJS package: imported lazily by itself, the bundler would leave it with
 * a default export alone. So this module imports it by name, and is the one that is loaded lazily.
 */
export {ClickHouseLogLevel, createClient} from '@clickhouse/client';
