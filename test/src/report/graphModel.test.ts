/** What is drawn of an analysis, as data. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerEdge, GraphDocument, WaitEdge } from "../../../src/report/graphDocument";
import { graphOf } from "../../../src/report/graphModel";
import { randomMachine, toFacts } from "../waits/randomMachine";
import { judged, judgedFacts } from "./judged";

const waits = (graph: GraphDocument) => graph.edges.filter((edge): edge is WaitEdge => edge.leg === "wait");
const answers = (graph: GraphDocument) => graph.edges.filter((edge): edge is AnswerEdge => edge.leg === "answer");
const node = (graph: GraphDocument, id: string) => graph.nodes.find((one) => one.id === id)!;
const kinds = (graph: GraphDocument, kind: string) => graph.nodes.filter((one) => one.kind === kind);

describe("two servers that wait for each other", () => {
  const graph = graphOf(
    judged("a -> b at p : of A; b -> a at q : of B; c -> @q : 5s; port p = b : of B; port q = a : of A"),
  );

  it("run through their ports, which lie in their processes", () => {
    for (const wait of waits(graph)) expect(node(graph, wait.to).kind).toBe("port");
    for (const answer of answers(graph)) {
      expect(answer.certainty).toBe("serves");
      expect(node(graph, answer.from).parent).toBe(node(graph, answer.to).parent);
    }
  });
  it("are members, with all their edges in the deadlock", () => {
    const [deadlock] = graph.deadlocks;
    expect(deadlock).toMatchObject({ kind: "cycle", certainty: "proved" });
    expect(deadlock!.members.map((id) => node(graph, id).role)).toEqual(["member", "member"]);
    const circle = graph.edges.filter((edge) => edge.deadlock === 0);
    expect(circle.map((edge) => edge.leg).sort()).toEqual(["answer", "answer", "wait", "wait"]);
  });
  it("have a victim, whose wait is outside of the deadlock", () => {
    const [victim] = graph.deadlocks[0]!.victims;
    expect(node(graph, victim!).role).toBe("victim");
    expect(waits(graph).find((wait) => wait.from === victim)).not.toHaveProperty("deadlock");
  });
  it("tell what the edges rest on and what to type", () => {
    for (const wait of waits(graph)) {
      expect(wait.evidence.map((item) => item.basis)).toContain("recorded");
      expect(wait.text).toMatch(/ waits for /);
    }
    for (const thread of kinds(graph, "thread")) {
      expect(thread.command).toBe("!alpcx /chain " + thread.address);
      expect(thread.dx).toBe("@$cursession.Alpc.Thread(" + thread.address + ")");
    }
  });
});

describe("what is left out", () => {
  it("idle receivers, which the port counts", () => {
    const graph = graphOf(judged("c -> @p; port p = w1, w2, w3 : of P; w1 : idle; w2 : idle; w3 : idle"));
    expect(kinds(graph, "thread")).toHaveLength(1);
    expect(kinds(graph, "port")[0]!.detail).toBe("3 of 3 free");
    expect(graph.omitted.notWaiting).toBe(3);
    expect(graph.notes[0]).toContain("3 threads are not drawn");
  });
  it("but not the busy ones", () => {
    const graph = graphOf(judged("c -> @p; port p = w1, w2 : of P; w1 : idle; w2 : runs"));
    expect(kinds(graph, "thread")).toHaveLength(2);
    expect(answers(graph).map((edge) => edge.certainty)).toEqual(["may"]);
  });
  it("a healthy machine gives an empty picture that says so", () => {
    const graph = graphOf(judged("a : runs; b : idle; c -> event"));
    expect(graph.nodes).toEqual([]);
    expect(graph.edges).toEqual([]);
    expect(graph.omitted.notWaiting).toBe(3);
  });
  it("beyond the limit the gravest are kept", () => {
    const many = Array.from({ length: 30 }, (_, i) => `x${i} -> y${i}`).join("; ");
    const graph = graphOf(judged(many + "; a -> b; b -> a"), 2);
    expect(new Set(waits(graph).map((wait) => wait.from))).toEqual(new Set(graph.deadlocks[0]!.members));
    expect(graph.omitted.waiting).toBe(30);
    expect(graph.notes.join(" ")).toContain("30 waiting threads are beyond the limit: what they wait for is not drawn");
  });
});

describe("kinds of waits", () => {
  it("a mutant stands between a thread and its owner", () => {
    const graph = graphOf(judged("a -> mutant(b)"));
    const [wait] = waits(graph);
    expect(node(graph, wait!.to)).toMatchObject({ kind: "object", label: "mutant" });
    expect(node(graph, answers(graph)[0]!.to).parent).toBe(node(graph, wait!.to).parent);
  });
  it("a thread that waits for a thread points at it", () => {
    const graph = graphOf(judged("a -> thread(b)"));
    expect(node(graph, waits(graph)[0]!.to).kind).toBe("thread");
    expect(answers(graph)).toEqual([]);
  });
  it("the end of a process lies in the process, and those of its threads that wait may bring it", () => {
    const graph = graphOf(judged("a -> process(P); b -> a : of P; c : runs, of P"));
    const end = node(graph, waits(graph).find((wait) => wait.kind === "process")!.to);
    expect(node(graph, end.parent!).kind).toBe("process");
    expect(answers(graph).filter((edge) => edge.from === end.id)).toHaveLength(1);
    expect(end.detail).toBe("2 live threads");
  });
  it("a lost request leads to its message or port, never to nothing", () => {
    for (const text of [
      "a -> nowhere",
      "a -> unreadable",
      "a -> async(b)",
      "a -> lpc(lost at p)",
      "a -> thread(x); x : dead",
    ]) {
      const graph = graphOf(judged(text));
      expect(waits(graph), text).toHaveLength(1);
      expect(node(graph, waits(graph)[0]!.to), text).toBeDefined();
    }
  });
  it("roots are marked, with how many wait for them", () => {
    const graph = graphOf(judged("a -> b; c -> b; b : runs"));
    expect(graph.nodes.filter((one) => one.root !== undefined).map((one) => [one.kind, one.root, one.waiters])).toEqual(
      [["thread", "it is runnable", 2]],
    );
  });
  it("a suspected deadlock is none that is proved", () => {
    const graph = graphOf(judged("a -> b : timeout; b -> a"));
    expect(graph.deadlocks.map((deadlock) => deadlock.certainty)).toEqual(["suspected"]);
  });
});

it("any machine gives a graph that holds together, the same one twice", () => {
  fc.assert(
    fc.property(randomMachine(12), fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }), (machine, limit) => {
      const facts = toFacts(machine);
      const graph = graphOf(judgedFacts(facts), limit);
      const ids = new Set(graph.nodes.map((one) => one.id));
      expect(ids.size).toBe(graph.nodes.length);
      for (const one of graph.nodes) if (one.parent !== undefined) expect(node(graph, one.parent).kind).toBe("process");
      for (const edge of graph.edges) {
        expect(ids).toContain(edge.from);
        expect(ids).toContain(edge.to);
        if (edge.leg === "wait") expect(node(graph, edge.from).kind).toBe("thread");
        else for (const place of edge.of) expect(graph.edges[place]).toMatchObject({ leg: "wait", to: edge.from });
      }
      const drawn = kinds(graph, "thread").length;
      const unseen = facts.threads.length - drawn - graph.omitted.notWaiting;
      expect(unseen).toBeGreaterThanOrEqual(0);
      expect(unseen).toBeLessThanOrEqual(graph.omitted.waiting);
      if (limit === undefined) {
        for (const { members, victims } of judgedFacts(facts).analysis.deadlocks) {
          const known = graph.deadlocks.some(
            (one) => one.members.length === members.length && one.victims.length === victims.length,
          );
          expect(known).toBe(true);
        }
        expect(graph.omitted.waiting).toBe(0);
      } else expect(new Set(waits(graph).map((wait) => wait.from)).size).toBeLessThanOrEqual(limit);
      expect(JSON.stringify(graphOf(judgedFacts(facts), limit))).toBe(JSON.stringify(graph));
    }),
    { numRuns: 400 },
  );
});

it("every circle of the analysis is a circle of red edges", () => {
  fc.assert(
    fc.property(randomMachine(10), (machine) => {
      const graph = graphOf(judgedFacts(toFacts(machine)));
      graph.deadlocks.forEach((deadlock, index) => {
        const red = graph.edges.filter((edge) => edge.deadlock === index);
        for (const member of deadlock.members) {
          expect(red.some((edge) => edge.from === member)).toBe(true);
          expect(red.some((edge) => edge.to === member)).toBe(true);
        }
      });
    }),
    { numRuns: 400 },
  );
});
