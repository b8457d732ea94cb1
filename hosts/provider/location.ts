/** Location objects (`targetLocation`) and the opaque `hostContext`. Source: host-api 1.7. */
import { Tag } from "./tag.js";
import type { World } from "./world.js";

/** An address and the context it belongs to. */
export interface Place {
  readonly address: bigint;
  readonly context: unknown;
}

/** The places location objects stand for. */
export const places = new Tag<Place>();
/** The contexts `hostContext` objects stand for. */
export const contexts = new Tag<{ readonly context: unknown }>();

/** Makes the location objects of one script. */
export class Locations {
  private readonly prototype: object;

  constructor(private readonly world: World) {
    const { realm, int64 } = world;
    this.prototype = realm.object();
    const place = (self: unknown): Place => {
      const found = places.of(self);
      if (!found) throw int64.error("Object is no location");
      return found;
    };
    const method = (name: string, call: (self: unknown, args: unknown[]) => unknown): void => {
      const value = realm.function(name, call);
      Object.defineProperty(this.prototype, name, { value, configurable: true, writable: true, enumerable: false });
    };
    Object.defineProperty(this.prototype, "address", {
      get: realm.function("address", (self) => int64.fromBigInt(place(self).address)),
      configurable: true,
      enumerable: true,
    });
    method("add", (self, [bytes]) => this.move(place(self), int64.toBigInt(int64.coerce(bytes))));
    method("subtract", (self, [bytes]) => this.move(place(self), -int64.toBigInt(int64.coerce(bytes))));
    method("toString", (self) => int64.fromBigInt(place(self).address).toString());
  }

  make(place: Place): object {
    const location = this.world.realm.object();
    Object.setPrototypeOf(location, this.prototype);
    return places.put(location, place);
  }

  private move({ address, context }: Place, bytes: bigint): object {
    return this.make({ address: BigInt.asUintN(64, address + bytes), context });
  }
}
