/**
 * Property tests try the same in every run, so that a red one can be repeated. ALPCX_SEED=N npm test tries others. Tests
 * with a seed of their own keep it.
 */
import fc from "fast-check";

const given = Number(process.env["ALPCX_SEED"] ?? 20261124);
if (!Number.isInteger(given)) throw new Error(`ALPCX_SEED=${process.env["ALPCX_SEED"]}: a whole number is expected`);
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: given });
