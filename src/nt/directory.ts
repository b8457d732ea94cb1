/** The object manager's namespace, from `nt!ObpRootDirectoryObject` down. */
import { isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { pointerIn, type Kernel } from "./kernel";
import { headerOf } from "./object";

/** More objects than any namespace has in earnest; a walk that gets here is lost. */
const BOUND = 100000;

export interface DirectoryWalk {
  /** Address of the body of every object that is entered in a directory, directories included. */
  readonly objects: readonly Address[];
  /** Directories and chains that could not be followed. */
  readonly gaps: readonly Gap[];
}

/** All objects of the namespace. Every directory is visited once; all hash buckets are looked into. */
export function namedObjects(kernel: Kernel): DirectoryWalk {
  const root = kernel.symbolPointer("ObpRootDirectoryObject");
  if (root === undefined || isNull(root))
    return { objects: [], gaps: [new Gap(root || (0 as Address), "nt!ObpRootDirectoryObject cannot be read")] };
  return kernel.once("namespace", root, () => walk(kernel, root));
}

function walk(kernel: Kernel, root: Address): DirectoryWalk {
  const objects: Address[] = [];
  const gaps: Gap[] = [];
  const seen = new Set<Address>([root]);
  const directories = [root];
  // Whatever is of the same type as the root is a directory: no symbol needed.
  const type = typeOf(kernel, root);
  for (let i = 0; i < directories.length; i++) {
    for (const found of entries(kernel, directories[i] as Address, gaps)) {
      if (seen.has(found)) continue;
      if (seen.size > BOUND) {
        gaps.push(new Gap(found, "given up after " + BOUND + " objects"));
        return { objects, gaps };
      }
      seen.add(found);
      objects.push(found);
      if (type !== undefined && typeOf(kernel, found) === type) directories.push(found);
    }
  }
  return { objects, gaps };
}

/** What tells the type of an object, comparable with that of another; undefined where it cannot be read. */
function typeOf(kernel: Kernel, body: Address): Address | number | undefined {
  const header = headerOf(kernel, body);
  if (header instanceof Gap) return undefined;
  const index = header.typeIndex;
  return index === undefined ? header.typePointer : index;
}

/** The objects in one directory. */
function entries(kernel: Kernel, directory: Address, gaps: Gap[]): Address[] {
  const reader = kernel.reader("_OBJECT_DIRECTORY", ["HashBuckets"]);
  const raw = kernel.read("_OBJECT_DIRECTORY", reader, directory);
  const bytes = raw instanceof Gap ? undefined : raw.bytesOf("HashBuckets");
  if (!bytes) {
    gaps.push(raw instanceof Gap ? raw : new Gap(directory, "the directory cannot be read"));
    return [];
  }
  const entry = kernel.reader("_OBJECT_DIRECTORY_ENTRY", ["ChainLink", "Object"]);
  const found: Address[] = [];
  for (let i = 0; i + kernel.pointerSize <= bytes.length; i += kernel.pointerSize) {
    const seen = new Set<Address>();
    let link = pointerIn(bytes, i, kernel.pointerSize);
    while (!isNull(link)) {
      const next = kernel.read("_OBJECT_DIRECTORY_ENTRY", entry, link);
      const object = next instanceof Gap ? undefined : next.pointer("Object");
      const after = next instanceof Gap ? undefined : next.pointer("ChainLink");
      if (seen.has(link) || object === undefined || after === undefined) {
        gaps.push(next instanceof Gap ? next : new Gap(link, "a chain of the directory is damaged"));
        break;
      }
      seen.add(link);
      if (!isNull(object)) found.push(object);
      link = after;
    }
  }
  return found;
}
