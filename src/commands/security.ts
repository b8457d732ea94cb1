/** `!alpcx /sd PORT` */
import { hex, isNull } from "../target/address";
import { Gap } from "../target/layout";
import { UsageError } from "../target/target";
import { findPort } from "../model/find";
import { securityDescriptor } from "../nt/security";
import { securityDocument } from "../report/securityDocument";
import { securityReport } from "../report/securityText";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { toConnections, toPort } from "./next";

export const security: Command = {
  name: "sd",
  argument: "PORT",
  summary: "the security descriptor of a port: owner, group, who may connect, SDDL",
  examples: ["/sd lsasspirpc", "/sd ffff970f`8ab938f0"],
  run(context: Context): Output {
    const found = findPort(context.look(), argumentOf(context.parsed));
    const pointer = found.header.securityDescriptor;
    if (pointer === undefined) throw new UsageError("the object header of the port cannot be read");
    const dx = "@$cursession.Alpc.Port(" + hex(found.address) + ").Security";
    // Ports without a name have none as a rule: that is an answer.
    if (isNull(pointer)) {
      const document = { schema: "alpcx.security/1", port: hex(found.address) };
      return { lines: ["(the object has no security descriptor)"], document, dx };
    }
    const descriptor = securityDescriptor(found.kernel, pointer);
    if (descriptor instanceof Gap) throw new UsageError(descriptor.why + " (" + hex(descriptor.address) + ")");
    return {
      lines: securityReport(descriptor),
      document: securityDocument(found.address, descriptor),
      next: toPort(found).concat(toConnections(found.kind === "ConnectionPort" ? found : undefined)),
      dx,
    };
  },
};
