// DuckDB-wasm from the folder of packages: `measure(files)` loads both CSV files, and computes one two-sample KS statistic a numeric
// column and label counts a text column. `loaded` is kept when its program is there, which is not timed.
import * as duckdb from "/node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs";

const dist = `${location.origin}/node_modules/@duckdb/duckdb-wasm/dist`;
const sides = ["baseline", "current"];
let database, connection;

async function load() {
  const worker = new Worker(`${dist}/duckdb-browser-eh.worker.js`);
  database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await database.instantiate(`${dist}/duckdb-eh.wasm`);
  connection = await database.connect();
  return await database.getVersion();
}

async function rows(sql) {
  return (await connection.query(sql)).toArray();
}

const ks = (column) => `
  WITH counts AS (
    SELECT value, sum(before) AS before, sum(now) AS now FROM (
      SELECT ${column} AS value, count(*) AS before, 0 AS now FROM baseline WHERE ${column} IS NOT NULL GROUP BY 1
      UNION ALL
      SELECT ${column}, 0, count(*) FROM current WHERE ${column} IS NOT NULL GROUP BY 1
    ) GROUP BY value
  ), below AS (
    SELECT sum(before) OVER (ORDER BY value) / sum(before) OVER () AS before,
      sum(now) OVER (ORDER BY value) / sum(now) OVER () AS now FROM counts
  )
  SELECT max(abs(before - now)) AS statistic FROM below`;

async function measure(files) {
  const start = performance.now();
  for (const [i, side] of sides.entries()) {
    const protocol = duckdb.DuckDBDataProtocol.BROWSER_FILEREADER;
    await database.registerFileHandle(`${side}.csv`, files[i], protocol, true);
    await connection.query(`CREATE TABLE ${side} AS SELECT * FROM read_csv('${side}.csv')`);
  }
  const load_ms = performance.now() - start;
  let largest = { statistic: 0, name: "" };
  for (const { column_name: name, column_type: kind } of await rows("DESCRIBE baseline")) {
    const column = `"${name}"`;
    if (kind === "VARCHAR") {
      for (const side of sides) await rows(`SELECT ${column}, count(*) FROM ${side} GROUP BY 1`);
    } else {
      const [{ statistic }] = await rows(ks(column));
      if (statistic > largest.statistic) largest = { statistic, name };
    }
  }
  const total_ms = performance.now() - start;
  const [{ bytes }] = await rows("SELECT sum(memory_usage_bytes)::DOUBLE AS bytes FROM duckdb_memory()");
  return { load_ms, total_ms, bytes, ...largest };
}

window.measure = measure;
window.loaded = load();
