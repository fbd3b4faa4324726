/**
 * A program of about as many resources as BENCH_RESOURCES says: an application on ECS, or, where BENCH_KIND is
 * "others", one without ECS. Nothing is wrong with either.
 */
const { ecsProgram } = require("./ecs");
const { othersProgram } = require("./others");

const size = Number(process.env.BENCH_RESOURCES ?? 50);
if (process.env.BENCH_KIND === "others") othersProgram(size);
else ecsProgram(size);
