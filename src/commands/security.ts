/** `!alpcx /sd PORT` */
import { hex } from "../target/address";
import { Gap } from "../target/layout";
import { UsageError } from "../target/target";
import { findPort } from "../model/find";
import { securityDescriptor } from "../nt/security";
import { securityDocument } from "../report/securityDocument";
import { securityReport } from "../report/securityText";
import { argumentOf, type Command, type Context, type Output } from "./command";

export const security: Command = {
  name: "sd",
  argument: "PORT",
  summary: "the security descriptor of a port: owner, group, who may connect, SDDL",
  examples: ["/sd lsasspirpc", "/sd ffff970f`8ab938f0"],
  run(context: Context): Output {
    const found = findPort(context.look(), argumentOf(context.parsed));
    const pointer = found.header.securityDescriptor;
    if (pointer === undefined) throw new UsageError("the object header of the port cannot be read");
    const descriptor = securityDescriptor(found.kernel, pointer);
    if (descriptor instanceof Gap) throw new UsageError(descriptor.why + " (" + hex(descriptor.address) + ")");
    return {
      lines: securityReport(descriptor),
      document: securityDocument(found.address, descriptor),
      dx: "@$cursession.Alpc.Port(" + hex(found.address) + ").Security",
    };
  },
};
