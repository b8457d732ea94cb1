import { describe, expect, it } from "vitest";
import { allKeys, conceptOwner, findConcept, lineage, lookupKey } from "../../../hosts/provider/lookup";
import { I, Probe, Sample } from "../snapshot/dx/builders";

function family(): { child: Sample; near: Sample; far: Sample } {
  const probe = new Probe();
  const far = new Sample(probe, { Shared: [I("I4", 3)], Far: [I("I4", 3)] }).shows("far");
  const near = new Sample(probe, { Shared: [I("I4", 2)] });
  const child = new Sample(probe, { Own: [I("I4", 1)] });
  near.addParent(far);
  child.addParent(near);
  return { child, near, far };
}

describe("an object and its parent models", () => {
  it("the nearest key wins and is listed once", () => {
    const { child } = family();
    expect(lookupKey(child, "Shared")?.get(child)).toEqual(I("I4", 2));
    expect(lookupKey(child, "Far")?.get(child)).toEqual(I("I4", 3));
    expect(lookupKey(child, "None")).toBeUndefined();
    expect([...allKeys(child)].map((key) => key.name)).toEqual(["Own", "Shared", "Far"]);
  });

  it("a concept is the nearest one's", () => {
    const { child, near, far } = family();
    expect(conceptOwner(child, "display")).toBe(far);
    near.shows("near");
    expect(findConcept(child, "display")?.display(child)).toBe("near");
    expect(findConcept(child, "index")).toBeUndefined();
  });

  it("parents in a circle end", () => {
    const { child, near, far } = family();
    far.addParent(child);
    expect([...lineage(child)]).toEqual([child, near, far]);
  });
});
