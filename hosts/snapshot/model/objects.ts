/** `Debugger.Utility.Objects`. Words of help: real-engine 3. */
import { ModelError, type ModelObject } from "../../provider/dataModel.js";
import { E_INVALIDARG, KeyedObject, method, SHOWN } from "./values.js";

const HELP =
  "Aggregate(obj1, obj2, [..., objN]) - Method which aggregates a series of passed objects into a single object for " +
  "display purposes";

export function makeObjects(): ModelObject {
  const aggregate = method((args) => {
    const parts = args.filter((arg) => arg.kind === "object");
    if (parts.length === 0 || parts.length !== args.length) {
      throw new ModelError("Invalid argument passed to method 'Aggregate'", E_INVALIDARG);
    }
    return new KeyedObject({}, parts);
  }, HELP);
  return new KeyedObject().with("Aggregate", aggregate, { ...aggregate.metadata, ...SHOWN });
}
