/** `Environment` of a process or thread. */
import type { ModelObject } from "../../provider/dataModel.js";
import { bareError, E_FAIL, KeyedObject } from "./values.js";

/** No process has a readable environment block in a recording. Source: real-engine 3 `@$curprocess.Environment`. */
export function environment(): ModelObject {
  return new KeyedObject().define("EnvironmentBlock", () => {
    throw bareError(E_FAIL);
  });
}
