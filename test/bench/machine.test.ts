import { describe, expect, it } from "vitest";
import { machine, SCALE_1, scaled } from "../../bench/machine";

describe("the generated machine", () => {
  it.each(["10.0.19041.1706-x64", "6.1.7601-x86", "10.0.26100-24H2-x64", "5.2.3790-2003sp2-x64"])(
    "of %s holds together",
    (layout) => {
      expect(machine(layout, scaled(0.02)).check()).toEqual([]);
    },
  );

  it("has the size that is asked for", () => {
    const size = scaled(0.1);
    const { builder } = machine("10.0.22000.739-x64", size);
    expect(builder.processes).toHaveLength(size.processes + 1);
    expect(builder.threads.size).toBe(size.threads + 1);
    expect(builder.ports.length).toBeGreaterThan(size.ports - 2);
    expect(builder.ports.length).toBeLessThanOrEqual(size.ports);
    expect(builder.messages).toHaveLength(size.messages);
    expect(scaled(1)).toEqual(SCALE_1);
  });

  it("is the same every time", () => {
    const [a, b] = [1, 2].map(() => JSON.stringify(machine("10.0.19041.1706-x64", scaled(0.01)).snapshot.memory));
    expect(a).toBe(b);
  });
});
