$$ /*
.if (${/d:$arg1}) { dx -s @$alpcx() } .else { .scriptload ${$arg0}; aS ${/v:!alpcx} $$>a<"${$arg0}" run }
* */;
var $$;
var __alpcx = (function (exports) {

    "use strict";

    /** Thrown by `Target.read`. */
    class ReadError extends Error {
        constructor(
        /** The first byte asked for. */
        address, message) {
            super(message);
            this.address = address;
            this.name = "ReadError";
        }
    }
    /** The user asked for what cannot be done; the message says what to do next. */
    class UsageError extends Error {
        constructor(message) {
            super(message);
            this.name = "UsageError";
        }
    }

    /**
     * 64-bit addresses: compare, add, mask, hex. Nothing else knows how they are stored.
     *
     * JavaScript numbers hold 53 bits and ES2017 has no BigInt, but a kernel address read as a *signed* 64-bit number is small
     * (0xffffe00123456789 is -0x1ffedcba9877). So an address is that signed number when a number holds it exactly, and 16 hex
     * digits otherwise (garbage read from damaged memory). Each value has one form: `===`, Map and Set work.
     */
    const TWO32 = 4294967296;
    /** The null pointer. */
    const NULL = 0;
    /** From the two unsigned halves of a 64-bit value. */
    function fromParts(low, high) {
        const value = (high | 0) * TWO32 + (low >>> 0);
        if (Number.isSafeInteger(value))
            return value;
        return (padded$1(high >>> 0) + padded$1(low >>> 0));
    }
    /** The unsigned halves: low, high. */
    function lowPart(address) {
        // The conversion to 32 bits is modulo 2^32, and exact for whole numbers.
        return typeof address === "number" ? address >>> 0 : parseInt(address.slice(8), 16);
    }
    function highPart(address) {
        return typeof address === "number" ? Math.floor(address / TWO32) >>> 0 : parseInt(address.slice(0, 8), 16);
    }
    /** From hexadecimal digits, with or without `0x` and backquotes; undefined when it is no such number or too long. */
    function fromHex(text) {
        const digits = text.replace(/`/g, "").replace(/^0x/i, "");
        if (!/^[0-9a-f]{1,16}$/i.test(digits))
            return undefined;
        const all = ("0000000000000000" + digits).slice(-16);
        return fromParts(parseInt(all.slice(8), 16), parseInt(all.slice(0, 8), 16));
    }
    /** From a small non-negative number (an id, a 32-bit pointer). */
    function fromNumber(value) {
        return value;
    }
    /** `0x` and hexadecimal digits without padding, as dx and the JSON documents print it. */
    function hex(address) {
        const high = highPart(address);
        const low = lowPart(address);
        return "0x" + (high === 0 ? low.toString(16) : high.toString(16) + padded$1(low));
    }
    /** All digits of a pointer, without prefix, as `!alpc` prints it: 8 or 16. */
    function digits(address, pointerSize) {
        return pointerSize === 4 ? padded$1(lowPart(address)) : padded$1(highPart(address)) + padded$1(lowPart(address));
    }
    /** Unsigned order. */
    function compare(a, b) {
        if (typeof a === "number" && typeof b === "number" && a < 0 === b < 0)
            return a - b;
        return highPart(a) - highPart(b) || lowPart(a) - lowPart(b);
    }
    /** Adds a small signed number, modulo 2^64. */
    function add(address, delta) {
        if (typeof address === "number") {
            const sum = address + delta;
            if (Number.isSafeInteger(sum))
                return sum;
        }
        const low = lowPart(address) + delta;
        return fromParts(mod(low, TWO32), highPart(address) + Math.floor(low / TWO32));
    }
    /** The distance a - b, when it is small enough for a number; NaN otherwise. */
    function distance(a, b) {
        if (typeof a === "number" && typeof b === "number")
            return a - b;
        const high = (highPart(a) - highPart(b)) | 0;
        const value = high * TWO32 + (lowPart(a) - lowPart(b));
        return Number.isSafeInteger(value) ? value : NaN;
    }
    /** The low bits under a small mask such as 1, 7 or 15. */
    function lowBits(address, mask) {
        return (lowPart(address) & mask) >>> 0;
    }
    /** The address with the bits of a small mask cleared: tagged pointers, fast references. */
    function clearBits(address, mask) {
        const bits = lowBits(address, mask);
        return bits === 0 ? address : add(address, -bits);
    }
    function isNull(address) {
        return address === 0;
    }
    /**
     * Whether a pointer may point into the kernel's half: on 64-bit the canonical upper half (five-level paging included), on
     * 32-bit at or above 2 GB.
     */
    function isKernel(address, pointerSize) {
        // A number below 0 has at least the eleven highest bits set.
        if (pointerSize === 8 && typeof address === "number")
            return address < 0;
        return pointerSize === 4
            ? highPart(address) === 0 && lowPart(address) >= 0x80000000
            : highPart(address) >= 0xff000000;
    }
    /** As a plain number when it is small (ids, 32-bit values), else undefined. */
    function toNumber$1(address) {
        return typeof address === "number" && address >= 0 ? address : undefined;
    }
    function mod(value, n) {
        const rest = value % n;
        return rest < 0 ? rest + n : rest;
    }
    function padded$1(value) {
        const text = (value >>> 0).toString(16);
        return text.length === 8 ? text : ("0000000" + text).slice(-8);
    }

    /**
     * Values as the host hands them out: an Int64, a number, a native enumeration or pointer object; the same value may come
     * in more than one of these forms (reference: host-api 1.4, engine-host 11).
     */
    /** An address as the host wants it. */
    function toInt64(address) {
        return new host.Int64(lowPart(address), highPart(address));
    }
    /** Any integer the host may give, as a 64-bit value; undefined when it is none. */
    function toAddress(value) {
        if (typeof value === "number")
            return Number.isFinite(value) ? fromParts(value % 4294967296, Math.floor(value / 4294967296)) : undefined;
        if (typeof value !== "object" || value === null)
            return undefined;
        const int64 = value;
        if (typeof int64.getLowPart === "function" && typeof int64.getHighPart === "function") {
            return fromParts(int64.getLowPart() >>> 0, int64.getHighPart() >>> 0);
        }
        // The text form has `0x` or not, depending on the debugger's version.
        return fromHex(String(value));
    }
    /** Any small integer the host may give, as a number; undefined when it is none, or too large to be one. */
    function toNumber(value) {
        if (typeof value === "number")
            return value;
        if (typeof value !== "object" || value === null)
            return undefined;
        try {
            const number = Number(value);
            return Number.isFinite(number) ? number : undefined;
        }
        catch (error) {
            return undefined;
        }
    }

    /** What a look could not read: so that a command which shows less says so, whatever it was asked for. */
    /** More than anybody reads; the rest is counted. */
    const MOST = 1000;
    /** Losses in the order in which they were met, each once. */
    class Losses {
        constructor(pointerSize) {
            this.pointerSize = pointerSize;
            this.known = new Set();
            this.noted = [];
            this.further = 0;
        }
        get list() {
            return this.noted;
        }
        /** How many there are beyond the list. */
        get more() {
            return this.further;
        }
        /** Notes a failed read of kernel memory. Addresses that cannot be kernel memory are not noted: nothing lies there. */
        unreadable(what, address, why) {
            if (isKernel(address, this.pointerSize))
                this.add(what + " " + address, { what, address, why });
        }
        /** Notes what symbols or types do not give. */
        unknown(what, why) {
            this.add(what, { what, why });
        }
        /** Notes a loss that somebody else has put into words. */
        gap(what, address, why) {
            if (isNull(address))
                this.unknown(what, why);
            else
                this.unreadable(what, address, why);
        }
        add(key, loss) {
            if (this.known.has(key))
                return;
            if (this.noted.length >= MOST) {
                this.further++;
                return;
            }
            this.known.add(key);
            this.noted.push(loss);
        }
    }

    /** Target over `host`: the only code that calls the debugger for memory, types and symbols. */
    const NT = "nt";
    const NO_REASON = "the debugger gave no reason";
    /** The message of anything that was thrown. */
    function messageOf(error) {
        try {
            const text = String((error === null || error === void 0 ? void 0 : error.message) || error);
            // Some calls of the debugger fail with nothing at all.
            return /^(undefined|null|)$|^\[object /.test(text) ? NO_REASON : text;
        }
        catch (unprintable) {
            return NO_REASON;
        }
    }
    /** What a host call gives, or undefined where it fails: for members that a debugger may or may not have. */
    function attempt(get) {
        try {
            const value = get();
            return value === null ? undefined : value;
        }
        catch (error) {
            return undefined;
        }
    }
    /** The kind of the current session's target. Whatever the host does not say counts as the harmless answer. */
    function targetInfo(session) {
        const target = attempt(() => session && session.Attributes.Target);
        const machine = attempt(() => session && session.Attributes.Machine);
        const size = toNumber(attempt(() => machine && machine.PointerSize));
        return {
            pointerSize: size === 4 ? 4 : 8,
            isKernel: attempt(() => target && target.IsKernelTarget) === true,
            isLive: attempt(() => target && target.IsDumpTarget) !== true,
        };
    }
    class WindbgTarget {
        constructor(info, session) {
            this.info = info;
            this.session = session;
            this.types = new Map();
            this.symbols = new Map();
            /** Whether this host takes 32-bit kernel addresses sign-extended; known from the first symbol. */
            this.signExtend = false;
            this.losses = new Losses(info.pointerSize);
        }
        read(address, length, process) {
            const location = this.hostAddress(address);
            let bytes;
            try {
                bytes =
                    process === undefined
                        ? host.memory.readMemoryValues(location, length, 1, false, this.session)
                        : host.memory.readMemoryValues(location, length, 1, false, process);
            }
            catch (error) {
                throw new ReadError(address, messageOf(error));
            }
            if (!bytes || bytes.length !== length)
                throw new ReadError(address, "the debugger gave " + (bytes ? bytes.length : 0) + " of " + length + " bytes");
            return bytes;
        }
        type(name) {
            const known = this.types.get(name);
            if (known !== undefined || this.types.has(name))
                return known;
            const type = attempt(() => host.getModuleType(NT, name, this.session));
            const found = type ? attempt(() => new HostType(name, type)) : undefined;
            this.types.set(name, found);
            return found;
        }
        symbol(name) {
            if (!this.symbols.has(name)) {
                const found = toAddress(attempt(() => host.getModuleSymbolAddress(NT, name, this.session)));
                this.symbols.set(name, found === undefined || found === 0 ? undefined : this.canonical(found));
            }
            return this.symbols.get(name);
        }
        frames(pid, tid) {
            const thread = attempt(() => at(at(this.session.Processes, pid).Threads, tid));
            const frames = attempt(() => thread && thread.Stack.Frames);
            if (!frames)
                return undefined;
            const lines = [];
            try {
                for (const frame of frames) {
                    lines.push(String(frame));
                    if (lines.length === 32)
                        break;
                }
            }
            catch (error) {
                // What came before the failure is still a stack.
            }
            return lines.length > 0 ? lines : undefined;
        }
        userContext(pid) {
            return attempt(() => at(this.session.Processes, pid));
        }
        typed(type, address) {
            return host.createTypedObject(this.hostAddress(address), NT, type, this.session);
        }
        print(text) {
            host.diagnostics.debugLog(text);
        }
        /** A 32-bit pointer comes zero- or sign-extended, depending on the host; inside alpcx it is always zero-extended. */
        canonical(address) {
            if (this.info.pointerSize === 8)
                return address;
            if (highPart(address) === 0xffffffff)
                this.signExtend = true;
            return fromParts(lowPart(address), 0);
        }
        hostAddress(address) {
            if (this.signExtend && lowPart(address) >= 0x80000000)
                return new host.Int64(lowPart(address), 0xffffffff);
            return toInt64(address);
        }
    }
    /** An item of a container that is indexed by id, in both ways hosts offer it. */
    function at(container, id) {
        if (typeof container.getValueAt === "function")
            return container.getValueAt(id);
        return container[id];
    }
    class HostType {
        constructor(name, type) {
            this.name = name;
            this.type = type;
            this.found = new Map();
            this.size = toNumber(type.size) || 0;
        }
        field(path) {
            const known = this.found.get(path);
            if (known !== undefined || this.found.has(path))
                return known;
            const found = attempt(() => lookUp(this.type, path));
            this.found.set(path, found);
            return found;
        }
    }
    const SIGNED = /^(char|short|int|long|long long|__int64|signed .*)$/;
    function lookUp(outer, path) {
        let type = outer;
        let offset = 0;
        for (const name of path.split(".")) {
            const field = type.fields[name];
            if (field === undefined || field === null)
                return undefined;
            const own = toNumber(field.offset);
            if (own === undefined)
                return undefined;
            offset += own;
            type = field.type;
        }
        const size = toNumber(type.size) || 0;
        if (attempt(() => type.isBitField) === true) {
            const bits = type.bitFieldPositions;
            return { offset, size, bitPosition: Number(bits.lsb), bitLength: Number(bits.length), isSigned: false };
        }
        const isSigned = SIGNED.test(String(type.name));
        if (attempt(() => type.typeKind) !== "array")
            return { offset, size, isSigned };
        const element = toNumber(type.baseType.size) || 1;
        return { offset, size, count: Math.floor(size / element), isSigned };
    }

    /** Help and display hints of the model's members, in one table per class; and what a member shows that fails. */
    function text$1(help) {
        return { Help: help };
    }
    function decimal(help) {
        return { Help: help, PreferredRadix: 10 };
    }
    /**
     * Attaches the table to a class. The symbol is the provider's own; a host without it shows the members without help.
     * No exception leaves a getter of the class: what fails shows why in its place.
     */
    function describe$1(model, members) {
        guardMembers(model.prototype);
        const symbol = Symbol.metadataDescriptor;
        if (symbol)
            Object.defineProperty(model.prototype, symbol, { get: () => members, configurable: true });
    }
    /** What a failure is called to the user: missing symbols in their own words, anything else as what it is. */
    function failureText(error) {
        return (messageOf(error) + (error instanceof UsageError ? "" : " (a defect of alpcx or an odd answer of the debugger)"));
    }
    function guardMembers(prototype) {
        for (const name of Object.getOwnPropertyNames(prototype)) {
            const member = Object.getOwnPropertyDescriptor(prototype, name);
            if (member.get)
                Object.defineProperty(prototype, name, Object.assign({}, member, { get: guarded(member.get) }));
            else if (name === "toString")
                Object.defineProperty(prototype, name, { value: guarded(member.value) });
        }
    }
    function guarded(get) {
        return function () {
            try {
                return get.call(this);
            }
            catch (error) {
                return failureText(error);
            }
        };
    }

    /** What could not be read, in words: what, where and why. */
    function lossText({ what, address, why }) {
        return what + (address === undefined ? "" : " " + hex(address)) + ": " + why;
    }
    /** A block under a title of its own; empty when nothing was lost. `most` of them are named, `further` are only counted. */
    function lossLines(items, most, hint, further = 0) {
        if (items.length === 0)
            return [];
        const lines = ["", "Could not be read:"].concat(items.slice(0, most).map((item) => "  " + lossText(item)));
        const rest = Math.max(0, items.length - most) + further;
        return rest === 0 ? lines : lines.concat("  and " + rest + " more" + hint);
    }

    /**
     * Structures of the target: offsets looked up once per type, one read per structure, fields decoded from the bytes.
     */
    /** What could not be read, as a value: where, and why in the debugger's words. */
    class Gap {
        constructor(address, why) {
            this.address = address;
            this.why = why;
        }
    }
    const PAGE$3 = 4096;
    /** Structures that one array holds: as many as there were before, so that little is wasted. */
    const FIRST_COPIES = 4;
    const MOST_COPIES = 512;
    /** Members that are named where a part of a structure is missing. */
    const NAMED$1 = 3;
    const NO_HOLES = [];
    /** One structure, read once. A member that the build lacks, or whose bytes could not be read, is undefined. */
    class Structure {
        constructor(address, reader, bytes, 
        /** Where in `bytes` the read begins: many structures share one array. */
        base, 
        /** Ranges within the read that could not be read. */
        holes = NO_HOLES) {
            this.address = address;
            this.reader = reader;
            this.bytes = bytes;
            this.base = base;
            this.holes = holes;
        }
        /** Whether the build has this member. */
        has(path) {
            return this.reader.field(path) !== undefined;
        }
        /** Whether the build has the member but its bytes could not be read. */
        isMissing(path) {
            return this.has(path) && this.readable(path) === undefined;
        }
        /** Whether any byte of the structure could not be read. */
        get isPartial() {
            return this.holes.length > 0;
        }
        /** Address of a member. */
        at(path) {
            const field = this.reader.field(path);
            return field && add(this.address, field.offset);
        }
        /** An unsigned integer or a bit field; more than 53 bits become the nearest number. */
        unsigned(path) {
            const field = this.readable(path);
            if (!field)
                return undefined;
            if (field.bitLength !== undefined)
                return this.bits(field, field.bitPosition || 0, field.bitLength);
            return this.little(field.offset, field.size);
        }
        /** An id of a process or thread, which the kernel keeps in a pointer: 32 bits. Undefined for what cannot be one. */
        id(path) {
            const value = this.unsigned(path);
            return value === undefined || value > 0xffffffff ? undefined : value;
        }
        /** A signed integer of 1 to 4 bytes. */
        signed(path) {
            const field = this.readable(path);
            if (!field)
                return undefined;
            const size = Math.min(field.size, 4);
            const shift = 32 - 8 * size;
            return (this.little(field.offset, size) << shift) >> shift;
        }
        /** A one-bit flag, or any integer, as a boolean. */
        flag(path) {
            const value = this.unsigned(path);
            return value === undefined ? undefined : value !== 0;
        }
        /** A pointer, or any 64-bit value that a number may not hold. */
        pointer(path) {
            const field = this.readable(path);
            return field && this.pointerAt(field.offset, field.size);
        }
        /** The links of a `_LIST_ENTRY` member. */
        links(path) {
            const field = this.readable(path);
            if (!field)
                return undefined;
            const size = this.reader.target.info.pointerSize;
            return { flink: this.pointerAt(field.offset, size), blink: this.pointerAt(field.offset + size, size) };
        }
        /** The bytes of a member as they are in memory. */
        bytesOf(path) {
            const field = this.readable(path);
            if (!field)
                return undefined;
            const from = this.place(field.offset);
            return this.bytes.subarray(from, from + field.size);
        }
        /** A structure that lies within these bytes, as a view: no further read. Undefined when they do not hold all of it. */
        inner(offset, reader) {
            if (!this.covers(offset + reader.start, reader.extent - reader.start))
                return undefined;
            return new Structure(add(this.address, offset), reader, this.bytes, this.place(offset + reader.start));
        }
        place(offset) {
            return this.base + offset - this.reader.start;
        }
        readable(path) {
            const field = this.reader.field(path);
            return field && this.covers(field.offset, field.size) ? field : undefined;
        }
        covers(offset, size) {
            const from = offset - this.reader.start;
            const to = from + size;
            if (from < 0 || to > this.reader.length)
                return false;
            return this.holes === NO_HOLES || this.holes.every((hole) => from >= hole[1] || to <= hole[0]);
        }
        pointerAt(offset, size) {
            const low = this.little(offset, Math.min(size, 4));
            return size > 4 ? fromParts(low, this.little(offset + 4, 4)) : low === 0 ? NULL : fromParts(low, 0);
        }
        little(offset, size) {
            const { bytes } = this;
            const first = this.place(offset);
            if (size === 4)
                return uint32(bytes, first);
            let value = 0;
            for (let i = first + size - 1; i >= first; i--)
                value = value * 256 + bytes[i];
            return value;
        }
        bits(field, position, length) {
            // Only the bytes that hold the bits: a 64-bit unit does not fit a number.
            const first = position >>> 3;
            const shift = position & 7;
            const size = Math.min(field.size - first, (shift + length + 7) >>> 3);
            const value = this.little(field.offset + first, size);
            if (shift + length < 32)
                return (value >>> shift) & ((1 << length) - 1);
            return Math.floor(value / Math.pow(2, shift)) % Math.pow(2, length);
        }
    }
    function uint32(bytes, at) {
        const high = (bytes[at + 3] << 8) | bytes[at + 2];
        return ((high << 16) | (bytes[at + 1] << 8) | bytes[at]) >>> 0;
    }
    /**
     * Reads structures of one type. `paths` are the members that will be asked for; they bound what is read. Members that the
     * build lacks are left out without a word: `Structure.has` tells.
     */
    class StructReader {
        constructor(target, layout, paths, prefix) {
            this.target = target;
            this.layout = layout;
            this.fields = new Map();
            // What was read is copied together: thousands of small arrays cost more memory and time than what is in them.
            this.shelf = new Uint8Array(0);
            this.used = 0;
            this.copies = FIRST_COPIES;
            let start = 0;
            let extent = 0;
            for (const path of paths) {
                const field = layout.field(path);
                if (!field)
                    continue;
                this.fields.set(path, field);
                extent = Math.max(extent, field.offset + field.size);
            }
            if (prefix) {
                for (const path of prefix.paths) {
                    const field = prefix.layout.field(path);
                    if (!field)
                        continue;
                    const offset = field.offset - prefix.size;
                    this.fields.set(prefix.name + "." + path, Object.assign({}, field, { offset }));
                    start = Math.min(start, offset);
                }
            }
            this.start = start;
            this.extent = extent;
            this.length = extent - start;
        }
        field(path) {
            return this.fields.get(path);
        }
        /** Offset of a member; undefined when the build lacks it. */
        offset(path) {
            const field = this.fields.get(path);
            return field && field.offset;
        }
        /** One host call where all of it is there; piece by piece where it is not. A Gap when nothing is. */
        read(address) {
            let bytes;
            try {
                bytes = this.target.read(add(address, this.start), this.length);
            }
            catch (error) {
                return this.noted(address, this.readPieces(address, this.length, gapOf(error)));
            }
            const base = this.keep(bytes);
            return new Structure(address, this, this.shelf, base);
        }
        /** Notes what is not there of a structure: all of it, or the members that its holes cover. */
        noted(address, read) {
            const { losses } = this.target;
            const { name } = this.layout;
            if (read instanceof Gap)
                losses.unreadable(name, address, read.why);
            else if (read.isPartial) {
                const missing = [];
                this.fields.forEach((_, path) => {
                    if (read.isMissing(path))
                        missing.push(path);
                });
                const first = missing[0];
                if (first !== undefined) {
                    const rest = missing.length - NAMED$1;
                    const more = rest > 0 ? " and " + rest + " more" : "";
                    losses.unreadable(name + ": " + missing.slice(0, NAMED$1).join(", ") + more, read.at(first), "a part of the structure cannot be read");
                }
            }
            return read;
        }
        /** Where on the shelf the bytes are now. */
        keep(bytes) {
            if (this.used + this.length > this.shelf.length) {
                this.shelf = new Uint8Array(this.length * this.copies);
                this.used = 0;
                if (this.copies < MOST_COPIES)
                    this.copies *= 2;
            }
            const base = this.used;
            this.shelf.set(bytes, base);
            this.used += this.length;
            return base;
        }
        /**
         * Page by page, and where a page fails member by member: one unreadable byte must not cost the structure. A member is
         * there only when all its bytes are.
         */
        readPieces(address, size, gap) {
            const bytes = new Uint8Array(size);
            const known = new Uint8Array(size);
            let any = false;
            const fill = (from, to) => {
                try {
                    bytes.set(this.target.read(add(address, this.start + from), to - from), from);
                }
                catch (error) {
                    gapOf(error);
                    return false;
                }
                known.fill(1, from, to);
                any = true;
                return true;
            };
            for (let from = 0; from < size;) {
                const to = Math.min(size, from + PAGE$3 - lowBits(add(address, this.start + from), PAGE$3 - 1));
                const whole = to - from === size;
                if (whole || !fill(from, to)) {
                    this.fields.forEach((field) => {
                        const first = field.offset - this.start;
                        // A member whose type the symbols only name has no size, and an empty read never fails.
                        if (field.size > 0 && first < to && first + field.size > from)
                            fill(Math.max(first, from), Math.min(first + field.size, to));
                    });
                }
                from = to;
            }
            return any ? new Structure(address, this, bytes, 0, holes(known)) : gap;
        }
    }
    /** The runs of bytes that are not known. */
    function holes(known) {
        const found = [];
        let from = -1;
        for (let i = 0; i <= known.length; i++) {
            const isHole = i < known.length && known[i] === 0;
            if (isHole && from < 0)
                from = i;
            if (!isHole && from >= 0) {
                found.push([from, i]);
                from = -1;
            }
        }
        return found;
    }
    /** A read failure as a Gap; any other exception is a defect and goes on. */
    function gapOf(error) {
        if (error instanceof ReadError)
            return new Gap(error.address, error.message);
        throw error;
    }

    /** `_PORT_MESSAGE`: the header of every message, the same idea in both eras. */
    /** `u2.s2.Type` without its flags. Source: phnt by way of layouts/enums; 1, 2, 3 and 10 also seen in `!alpc` and `!lpc`. */
    const TYPES$3 = {
        1: "LPC_REQUEST",
        2: "LPC_REPLY",
        3: "LPC_DATAGRAM",
        4: "LPC_LOST_REPLY",
        5: "LPC_PORT_CLOSED",
        6: "LPC_CLIENT_DIED",
        7: "LPC_EXCEPTION",
        8: "LPC_DEBUG_EVENT",
        9: "LPC_ERROR_EVENT",
        10: "LPC_CONNECTION_REQUEST",
        11: "LPC_CONNECTION_REPLY",
        12: "LPC_CANCELED",
        13: "LPC_UNREGISTER_PROCESS",
    };
    /** The members of a `_PORT_MESSAGE` at `path` that are ever asked for. */
    function portMessageMembers(path) {
        return [
            path,
            path + ".u1.s1.DataLength",
            path + ".u1.s1.TotalLength",
            path + ".u2.s2.Type",
            path + ".u2.s2.DataInfoOffset",
            path + ".ClientId.UniqueProcess",
            path + ".ClientId.UniqueThread",
            path + ".MessageId",
            path + ".CallbackId",
            path + ".ClientViewSize",
        ];
    }
    /** `LPC_REQUEST` ...; the number where it has no name. */
    function messageTypeName(type) {
        return TYPES$3[type & 0xff] || "type 0x" + (type & 0xff).toString(16);
    }

    /** `_BLOB_ID`. Source: layouts/enums [PDB]. */
    const BLOB = {
        message: 2,
        securityContext: 3,
        section: 4,
        region: 5,
        view: 6,
        reserve: 7,
        handleData: 9,
    };
    const KINDS$2 = {
        1: "ConnectionInfo",
        2: "Message",
        3: "SecurityContext",
        4: "Section",
        5: "Region",
        6: "View",
        7: "Reserve",
        8: "DirectTransfer",
        9: "HandleData",
    };
    /** The kind that a ResourceId stands for. */
    function blobKind(id) {
        return id === undefined ? undefined : KINDS$2[id] || "blob " + id;
    }
    /** Reads the blob together with the structure behind it. Its members are `Blob.*`. */
    function blob(kernel) {
        const layout = kernel.target.type("_BLOB");
        return layout && { name: "Blob", layout, size: layout.size, paths: ["ResourceId"] };
    }

    /** Walks of `_LIST_ENTRY` lists: bounded, checked in both directions, and each says how it ended. */
    const COMPLETE = { kind: "complete" };
    /** The walk of an empty list. */
    const EMPTY = { items: [], end: COMPLETE, recovered: 0 };
    /** More entries than any list of the kernel holds in earnest; a walk that gets here is lost. */
    const LIST_BOUND = 1000000;
    /**
     * Walks from `head`, whose own links are `first`. `load` reads the structure around an entry: one read each. Where the
     * way forward is broken, what can still be reached backwards from the head is added.
     */
    function walkList(head, first, load, bound = LIST_BOUND) {
        if (isNull(first.flink) && isNull(first.blink))
            return { items: [], end: { kind: "uninitialised" }, recovered: 0 };
        if (first.flink === head && first.blink === head)
            return EMPTY;
        const forward = step$1(head, first.flink, "flink", load, undefined, bound);
        if (forward.end === COMPLETE) {
            // The last link back to the head closes the circle.
            const last = forward.last;
            if (last === first.blink)
                return { items: forward.items, end: COMPLETE, recovered: 0 };
            const why = "its Blink is " + hex(first.blink) + ", the last entry is " + hex(last);
            return { items: forward.items, end: { kind: "corrupt", at: head, why }, recovered: 0 };
        }
        const backward = step$1(head, first.blink, "blink", load, new Set(forward.entries), bound - forward.items.length);
        const items = forward.items.concat(backward.items.reverse());
        return { items, end: forward.end, recovered: backward.items.length };
    }
    /** The same for a list of the target by its name: how the walk ended is noted where it did not end well. */
    function walkIn(kernel, what, head, first, load, bound = LIST_BOUND) {
        const walk = walkList(head, first, load, bound);
        const isWanted = walk.end.kind === "bound" && bound !== LIST_BOUND;
        if (!isSound(walk.end) && !isWanted)
            kernel.target.losses.unreadable("list " + what, head, describeEnd(walk.end));
        return walk;
    }
    /**
     * One direction. `seen` is where the way forward has been: the way back stops there. The way forward needs none: an entry
     * that comes again has another Blink than the way it is reached by, because its first neighbour was checked against it.
     */
    function step$1(head, start, way, load, seen, bound) {
        const items = [];
        const entries = [];
        const back = way === "flink" ? "blink" : "flink";
        const backName = way === "flink" ? "Blink" : "Flink";
        let previous = head;
        let entry = start;
        const part = (end) => ({ items, entries, end, last: previous });
        while (entry !== head) {
            if (seen && seen.has(entry))
                return part({ kind: "loop", at: entry });
            if (items.length >= bound)
                return part({ kind: "bound", at: entry, bound });
            const loaded = load(entry);
            if (loaded instanceof Gap) {
                const end = isNull(entry)
                    ? { kind: "corrupt", at: previous, why: "a link is null" }
                    : { kind: "unreadable", at: entry, why: loaded.why };
                return part(end);
            }
            if (loaded.links[back] !== previous) {
                if (entries.indexOf(entry) >= 0)
                    return part({ kind: "loop", at: entry });
                const why = "its " + backName + " is " + hex(loaded.links[back]) + ", expected " + hex(previous);
                return part({ kind: "corrupt", at: entry, why });
            }
            items.push(loaded.value);
            entries.push(entry);
            if (seen)
                seen.add(entry);
            previous = entry;
            entry = loaded.links[way];
        }
        return part(COMPLETE);
    }
    /** The end of a walk in words. */
    function describeEnd(end) {
        switch (end.kind) {
            case "complete":
                return "complete";
            case "uninitialised":
                return "not initialised";
            case "bound":
                return "given up after " + end.bound + " entries, at " + hex(end.at);
            case "unreadable":
                return "unreadable at " + hex(end.at) + " (" + end.why + ")";
            case "corrupt":
                return "corrupt link at " + hex(end.at) + ": " + end.why;
            case "loop":
                return "loop: " + hex(end.at) + " comes again";
        }
    }
    /** Whether the walk came to an end that a sound list comes to. */
    function isSound(end) {
        return end.kind === "complete" || end.kind === "uninitialised";
    }

    /**
     * One look at a kernel target: the readers of its structures and what was read through them. No structure is read twice
     * during a look. A command makes one and drops it, so that nothing is remembered of a machine that runs.
     */
    /** Stands for undefined in a cache, so that one look-up tells. */
    const NOTHING = {};
    const LACKS_TYPE = "the symbols of nt lack this type";
    class Kernel {
        constructor(target) {
            this.target = target;
            this.readers = new Map();
            this.caches = new Map();
        }
        get pointerSize() {
            return this.target.info.pointerSize;
        }
        /**
         * The reader of a structure, or undefined when `nt`'s symbols do not have the type. `paths` are all members ever asked
         * for; a type has one reader (`name` tells two apart that are read with different members).
         */
        reader(type, paths, prefix, name = type) {
            const known = this.readers.get(name);
            if (known !== undefined || this.readers.has(name))
                return known;
            const layout = this.target.type(type);
            const reader = layout && new StructReader(this.target, layout, paths, prefix && prefix());
            this.readers.set(name, reader);
            return reader;
        }
        /** The reader of a structure that every kernel of its era has: where the symbols lack it, that is noted as a loss. */
        expected(type, paths, name = type) {
            const reader = this.reader(type, paths, undefined, name);
            if (!reader)
                this.target.losses.unknown(type, LACKS_TYPE);
            return reader;
        }
        /** The reader of a structure that nothing can be done without. */
        needed(type, paths, prefix) {
            const reader = this.reader(type, paths, prefix);
            if (!reader)
                throw new UsageError(missingType(type));
            return reader;
        }
        /** What `load` makes of the structure at an address, once per kind and address. */
        once(kind, address, load) {
            let cache = this.caches.get(kind);
            if (!cache)
                this.caches.set(kind, (cache = new Map()));
            const known = cache.get(address);
            if (known !== undefined)
                return (known === NOTHING ? undefined : known);
            const value = load();
            cache.set(address, value === undefined ? NOTHING : value);
            return value;
        }
        /** Reads a structure once. */
        read(kind, reader, address) {
            if (!reader) {
                this.target.losses.unknown(kind, LACKS_TYPE);
                return new Gap(address, "the symbols of nt lack its type");
            }
            return this.once(kind, address, () => reader.read(address));
        }
        /** Bytes that are no structure: a string, a table; `what` names them. A Gap when any is missing. */
        bytes(address, length, what = length + " bytes") {
            try {
                return this.target.read(address, length);
            }
            catch (error) {
                const why = error instanceof Error ? error.message : String(error);
                this.target.losses.unreadable(what, address, why);
                return new Gap(address, why);
            }
        }
        /** The pointer that a symbol names, such as `nt!AlpcPortObjectType`; undefined when either is missing. */
        symbolPointer(name) {
            const address = this.target.symbol(name);
            if (address === undefined)
                return undefined;
            return this.once("symbol value", address, () => {
                const bytes = this.bytes(address, this.pointerSize);
                return bytes instanceof Gap ? undefined : pointerIn(bytes, 0, this.pointerSize);
            });
        }
    }
    /** What to say, and what to do, when a type is not there. */
    function missingType(type) {
        return ("the symbols of nt have no type " +
            type +
            ". Load the public symbols of this kernel (.symfix; .reload /f nt), then try again");
    }
    /** A pointer in the bytes of a table. */
    function pointerIn(bytes, offset, pointerSize) {
        const low = uint32In(bytes, offset);
        return fromParts(low, pointerSize === 8 ? uint32In(bytes, offset + 4) : 0);
    }
    function uint32In(bytes, offset) {
        return (((bytes[offset] || 0) |
            ((bytes[offset + 1] || 0) << 8) |
            ((bytes[offset + 2] || 0) << 16) |
            ((bytes[offset + 3] || 0) << 24)) >>>
            0);
    }

    /** `_UNICODE_STRING`: counted UTF-16 in target memory. */
    /** The longest string read; a name of the object manager is a path of at most 32767 characters. */
    const MAX_BYTES = 0xfffe;
    /** The text of the `_UNICODE_STRING` at `path` in a structure whose reader was given `path.Length` and `path.Buffer`. */
    function unicodeString(kernel, outer, path) {
        const length = outer.unsigned(path + ".Length");
        const buffer = outer.pointer(path + ".Buffer");
        if (length === undefined || buffer === undefined)
            return new Gap(outer.address, "the name's header cannot be read");
        return readText(kernel, buffer, length);
    }
    /** `length` bytes of UTF-16 at `buffer`; an odd last byte is left out. */
    function readText(kernel, buffer, length) {
        const size = Math.min(length, MAX_BYTES) & -2;
        if (size === 0)
            return "";
        if (isNull(buffer))
            return new Gap(buffer, "the name's buffer is null");
        // All ends of a port's connections ask for its name.
        return kernel.once("text " + size, buffer, () => {
            const bytes = kernel.bytes(buffer, size, "a name");
            return bytes instanceof Gap ? bytes : utf16(bytes);
        });
    }
    /** UTF-16, little-endian. */
    function utf16(bytes) {
        let text = "";
        for (let i = 0; i + 1 < bytes.length; i += 2)
            text += String.fromCharCode((bytes[i] || 0) | ((bytes[i + 1] || 0) << 8));
        return text;
    }
    /** A fixed array of one-byte characters that ends at the first NUL, such as `_EPROCESS.ImageFileName`. */
    function ansi(bytes) {
        let text = "";
        for (let i = 0; i < bytes.length && bytes[i] !== 0; i++)
            text += String.fromCharCode(bytes[i]);
        return text;
    }

    /** The object manager's header in front of an object: type, counts, name, security descriptor. */
    const HEADER$2 = [
        "PointerCount",
        "HandleCount",
        "Type",
        "TypeIndex",
        "NameInfoOffset",
        "InfoMask",
        "SecurityDescriptor",
    ];
    const NAME_INFO = ["Directory", "Name.Length", "Name.Buffer"];
    /** Bits of `_OBJECT_HEADER.InfoMask`: creator info lies nearest to the header, name info behind it. */
    const CREATOR_INFO = 1;
    const NAME_INFO_BIT = 2;
    /** The low bits of `SecurityDescriptor` are a reference count: an `_EX_FAST_REF`. */
    const FAST_REF = { 4: 7, 8: 15 };
    /** Directories above each other; deeper than any real namespace. */
    const MAX_DEPTH = 32;
    /** Reads the object header together with the body that follows it. Its members are `Header.*`. */
    function objectHeader(kernel) {
        const layout = kernel.target.type("_OBJECT_HEADER");
        const body = layout && layout.field("Body");
        return layout && body && { name: "Header", layout, size: body.offset, paths: HEADER$2 };
    }
    /** What an object's header says. `raw` is the body's structure, read with `objectHeader`. */
    class ObjectHeader {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        /** Address of the `_OBJECT_HEADER`. */
        get address() {
            const size = bodyOffset$1(this.kernel);
            return size === undefined ? undefined : add(this.raw.address, -size);
        }
        get pointerCount() {
            return this.raw.unsigned("Header.PointerCount");
        }
        get handleCount() {
            return this.raw.unsigned("Header.HandleCount");
        }
        /** Address of the security descriptor, reference count masked; null when there is none. */
        get securityDescriptor() {
            const pointer = this.raw.pointer("Header.SecurityDescriptor");
            return pointer === undefined ? undefined : clearBits(pointer, FAST_REF[this.kernel.pointerSize]);
        }
        /**
         * Whether the object is of the type that `symbol` names, such as `AlpcPortObjectType`; undefined when that cannot be told.
         * Vista and earlier point to the type; Windows 7 and later have an index, since Windows 10 XOR-ed with
         * `nt!ObHeaderCookie` and the second byte of the header's address. Source: alpc-semantics 4.1 [PDB].
         */
        isOfType(symbol) {
            const type = this.kernel.symbolPointer(symbol);
            const pointer = this.raw.pointer("Header.Type");
            if (type === undefined || isNull(type))
                return pointer && isNamedType(this.kernel, pointer, symbol);
            if (pointer !== undefined)
                return pointer === type;
            const index = this.typeIndex;
            const reader = this.kernel.reader("_OBJECT_TYPE", ["Index"]);
            const raw = this.kernel.read("_OBJECT_TYPE", reader, type);
            const own = raw instanceof Gap ? undefined : raw.unsigned("Index");
            return index === undefined || own === undefined ? undefined : index === own;
        }
        /** Address of the `_OBJECT_TYPE`; Vista and earlier. */
        get typePointer() {
            return this.raw.pointer("Header.Type");
        }
        /** The index into `nt!ObTypeIndexTable`, decoded; Windows 7 and later. */
        get typeIndex() {
            const stored = this.raw.unsigned("Header.TypeIndex");
            const address = this.address;
            if (stored === undefined || address === undefined)
                return undefined;
            const cookie = headerCookie(this.kernel);
            return cookie === undefined ? stored : stored ^ cookie ^ ((lowPart(address) >>> 8) & 0xff);
        }
        /** The object's own name; empty when it has none. */
        get name() {
            if (this.raw.isMissing("Header.InfoMask") || this.raw.isMissing("Header.NameInfoOffset"))
                return new Gap(this.address || this.raw.address, "the object header cannot be read");
            const info = this.nameInfo;
            if (info === undefined)
                return "";
            return info instanceof Gap ? info : unicodeString(this.kernel, info, "Name");
        }
        /** The directory the object is entered in; null when it is in none. */
        get directory() {
            const info = this.nameInfo;
            return (info !== undefined && !(info instanceof Gap) && info.pointer("Directory")) || NULL;
        }
        /** The name with the names of its directories, as `\RPC Control\x`; the bare name where a directory cannot be read. */
        get fullName() {
            const own = this.name;
            if (own instanceof Gap || own === "")
                return own;
            // While a port is being created its name still holds the whole path. Source: golden case G6 (f).
            let path = own;
            let directory = this.directory;
            for (let depth = 0; depth < MAX_DEPTH && !isNull(directory); depth++) {
                const header = headerOf(this.kernel, directory);
                if (header instanceof Gap)
                    return path;
                const name = header.name;
                if (name instanceof Gap)
                    return path;
                // The root directory is named "\" and lies in no other.
                path = (name === "\\" || name === "" ? "" : name) + "\\" + path;
                directory = header.directory;
            }
            return isNull(this.directory) || path.charAt(0) === "\\" ? path : "\\" + path;
        }
        get nameInfo() {
            const distance = nameInfoDistance(this.kernel, this.raw);
            const address = this.address;
            if (!distance || address === undefined)
                return undefined;
            const reader = this.kernel.reader("_OBJECT_HEADER_NAME_INFO", NAME_INFO);
            return this.kernel.read("_OBJECT_HEADER_NAME_INFO", reader, add(address, -distance));
        }
    }
    /** The header of an object whose body is not otherwise read. */
    function headerOf(kernel, body) {
        const layout = kernel.target.type("_OBJECT_HEADER");
        const size = bodyOffset$1(kernel);
        if (!layout || size === undefined)
            return new Gap(body, "the symbols of nt have no _OBJECT_HEADER");
        const reader = kernel.reader("_OBJECT_HEADER", [], () => objectHeader(kernel));
        const raw = kernel.read("_OBJECT_HEADER", reader, body);
        return raw instanceof Gap ? raw : new ObjectHeader(kernel, raw);
    }
    /** Names of the types by their symbols: what tells a port where the symbols lack them. Source: golden case G5. */
    const TYPE_NAMES = {
        LpcPortObjectType: "Port",
        LpcWaitablePortObjectType: "WaitablePort",
    };
    /** Whether the `_OBJECT_TYPE` at an address bears the name of the one that a symbol leads to; undefined when not known. */
    function isNamedType(kernel, type, symbol) {
        const wanted = TYPE_NAMES[symbol];
        if (wanted === undefined || !isKernel(type, kernel.pointerSize))
            return undefined;
        const name = kernel.once("type name", type, () => {
            var _a;
            const raw = (_a = kernel
                .reader("_OBJECT_TYPE", ["Name.Length", "Name.Buffer"], undefined, "object type name")) === null || _a === void 0 ? void 0 : _a.read(type);
            return raw === undefined || raw instanceof Gap ? "" : unicodeString(kernel, raw, "Name");
        });
        return name instanceof Gap || name === "" ? undefined : name === wanted;
    }
    function bodyOffset$1(kernel) {
        const layout = kernel.target.type("_OBJECT_HEADER");
        const body = layout && layout.field("Body");
        return body && body.offset;
    }
    /** `nt!ObHeaderCookie`, a byte; Windows 10 and later. */
    function headerCookie(kernel) {
        const address = kernel.target.symbol("ObHeaderCookie");
        if (address === undefined)
            return undefined;
        return kernel.once("cookie", address, () => {
            const bytes = kernel.bytes(address, 1);
            return bytes instanceof Gap ? undefined : bytes[0];
        });
    }
    /** Bytes from the header down to the name info; 0 or undefined when there is none. */
    function nameInfoDistance(kernel, raw) {
        // Vista and earlier say it directly.
        const offset = raw.unsigned("Header.NameInfoOffset");
        if (offset !== undefined)
            return offset;
        const mask = raw.unsigned("Header.InfoMask");
        if (mask === undefined || (mask & NAME_INFO_BIT) === 0)
            return undefined;
        const bits = mask & (CREATOR_INFO | NAME_INFO_BIT);
        const table = kernel.target.symbol("ObpInfoMaskToOffset");
        const entry = table === undefined
            ? undefined
            : kernel.once("info mask", add(table, bits), () => kernel.bytes(add(table, bits), 1));
        if (entry && !(entry instanceof Gap) && entry[0])
            return entry[0];
        // Without the table: the optional headers that lie between, by their sizes.
        const name = kernel.target.type("_OBJECT_HEADER_NAME_INFO");
        const creator = kernel.target.type("_OBJECT_HEADER_CREATOR_INFO");
        if (!name)
            return undefined;
        return name.size + ((bits & CREATOR_INFO) !== 0 && creator ? creator.size : 0);
    }

    /** Security identifiers: text, well-known names, SDDL abbreviations. Source: MS-DTYP 2.4.2 (format, names, SDDL). */
    /** Bytes before the sub-authorities: revision, their count, the authority. */
    const HEADER$1 = 8;
    const MAX_SUB_AUTHORITIES = 15;
    /** Name and SDDL abbreviation by SID. */
    const KNOWN = {
        "S-1-0-0": ["NULL SID"],
        "S-1-1-0": ["Everyone", "WD"],
        "S-1-2-0": ["LOCAL"],
        "S-1-2-1": ["CONSOLE LOGON"],
        "S-1-3-0": ["CREATOR OWNER", "CO"],
        "S-1-3-1": ["CREATOR GROUP", "CG"],
        "S-1-3-4": ["OWNER RIGHTS", "OW"],
        "S-1-5-1": ["NT AUTHORITY\\DIALUP"],
        "S-1-5-2": ["NT AUTHORITY\\NETWORK", "NU"],
        "S-1-5-3": ["NT AUTHORITY\\BATCH"],
        "S-1-5-4": ["NT AUTHORITY\\INTERACTIVE", "IU"],
        "S-1-5-6": ["NT AUTHORITY\\SERVICE", "SU"],
        "S-1-5-7": ["NT AUTHORITY\\ANONYMOUS LOGON", "AN"],
        "S-1-5-9": ["NT AUTHORITY\\ENTERPRISE DOMAIN CONTROLLERS", "ED"],
        "S-1-5-10": ["NT AUTHORITY\\SELF", "PS"],
        "S-1-5-11": ["NT AUTHORITY\\Authenticated Users", "AU"],
        "S-1-5-12": ["NT AUTHORITY\\RESTRICTED", "RC"],
        "S-1-5-13": ["NT AUTHORITY\\TERMINAL SERVER USER"],
        "S-1-5-14": ["NT AUTHORITY\\REMOTE INTERACTIVE LOGON"],
        "S-1-5-17": ["NT AUTHORITY\\IUSR"],
        "S-1-5-18": ["NT AUTHORITY\\SYSTEM", "SY"],
        "S-1-5-19": ["NT AUTHORITY\\LOCAL SERVICE", "LS"],
        "S-1-5-20": ["NT AUTHORITY\\NETWORK SERVICE", "NS"],
        "S-1-5-33": ["NT AUTHORITY\\WRITE RESTRICTED", "WR"],
        "S-1-5-32-544": ["BUILTIN\\Administrators", "BA"],
        "S-1-5-32-545": ["BUILTIN\\Users", "BU"],
        "S-1-5-32-546": ["BUILTIN\\Guests", "BG"],
        "S-1-5-32-547": ["BUILTIN\\Power Users", "PU"],
        "S-1-5-32-548": ["BUILTIN\\Account Operators", "AO"],
        "S-1-5-32-549": ["BUILTIN\\Server Operators", "SO"],
        "S-1-5-32-550": ["BUILTIN\\Print Operators", "PO"],
        "S-1-5-32-551": ["BUILTIN\\Backup Operators", "BO"],
        "S-1-5-32-552": ["BUILTIN\\Replicator", "RE"],
        "S-1-5-32-554": ["BUILTIN\\Pre-Windows 2000 Compatible Access", "RU"],
        "S-1-5-32-555": ["BUILTIN\\Remote Desktop Users", "RD"],
        "S-1-5-32-556": ["BUILTIN\\Network Configuration Operators", "NO"],
        "S-1-5-32-558": ["BUILTIN\\Performance Monitor Users", "MU"],
        "S-1-5-32-559": ["BUILTIN\\Performance Log Users", "LU"],
        "S-1-5-32-562": ["BUILTIN\\Distributed COM Users"],
        "S-1-5-32-568": ["BUILTIN\\IIS_IUSRS", "IS"],
        "S-1-5-32-569": ["BUILTIN\\Cryptographic Operators", "CY"],
        "S-1-5-32-573": ["BUILTIN\\Event Log Readers", "ER"],
        "S-1-5-32-574": ["BUILTIN\\Certificate Service DCOM Access", "CD"],
        "S-1-5-32-575": ["BUILTIN\\RDS Remote Access Servers", "RA"],
        "S-1-5-32-576": ["BUILTIN\\RDS Endpoint Servers", "ES"],
        "S-1-5-32-577": ["BUILTIN\\RDS Management Servers", "MS"],
        "S-1-5-32-578": ["BUILTIN\\Hyper-V Administrators", "HA"],
        "S-1-5-32-579": ["BUILTIN\\Access Control Assistance Operators", "AA"],
        "S-1-5-32-580": ["BUILTIN\\Remote Management Users", "RM"],
        "S-1-5-80-0": ["NT SERVICE\\ALL SERVICES"],
        "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464": ["NT SERVICE\\TrustedInstaller"],
        "S-1-15-2-1": ["APPLICATION PACKAGE AUTHORITY\\ALL APPLICATION PACKAGES", "AC"],
        "S-1-15-2-2": ["APPLICATION PACKAGE AUTHORITY\\ALL RESTRICTED APPLICATION PACKAGES"],
        "S-1-16-0": ["Mandatory Label\\Untrusted Mandatory Level"],
        "S-1-16-4096": ["Mandatory Label\\Low Mandatory Level", "LW"],
        "S-1-16-8192": ["Mandatory Label\\Medium Mandatory Level", "ME"],
        "S-1-16-8448": ["Mandatory Label\\Medium Plus Mandatory Level", "MP"],
        "S-1-16-12288": ["Mandatory Label\\High Mandatory Level", "HI"],
        "S-1-16-16384": ["Mandatory Label\\System Mandatory Level", "SI"],
        "S-1-18-1": ["Authentication authority asserted identity", "AS"],
        "S-1-18-2": ["Service asserted identity", "SS"],
    };
    /** SIDs of one form that differ in their numbers. */
    const FAMILIES = [
        [/^S-1-5-5-\d+-\d+$/, "Logon session"],
        [/^S-1-5-80-/, "NT SERVICE (a service)"],
        [/^S-1-5-90-0-\d+$/, "Window Manager (a window manager)"],
        [/^S-1-5-96-0-\d+$/, "Font Driver Host (a font driver host)"],
        [/^S-1-15-2-\d+-/, "APPLICATION PACKAGE (an app container)"],
        [/^S-1-15-3-/, "APPLICATION PACKAGE capability"],
        [/^S-1-16-/, "Mandatory Label"],
        [/^S-1-19-/, "Process trust label"],
    ];
    /** The SID in some bytes; undefined where they hold none. */
    function sidIn(bytes, offset) {
        const count = bytes[offset + 1];
        if (bytes[offset] !== 1 || count === undefined || count > MAX_SUB_AUTHORITIES)
            return undefined;
        const size = HEADER$1 + 4 * count;
        if (offset + size > bytes.length)
            return undefined;
        let authority = 0;
        for (let i = 2; i < HEADER$1; i++)
            authority = authority * 256 + bytes[offset + i];
        // An authority of more than 32 bits is written in hexadecimal.
        let sid = "S-1-" + (authority < 4294967296 ? String(authority) : "0x" + authority.toString(16));
        for (let i = 0; i < count; i++)
            sid += "-" + uint32In(bytes, offset + HEADER$1 + 4 * i);
        return { sid, size };
    }
    /** The SID at an address, read once. */
    function sidAt(kernel, address) {
        return kernel.once("SID", address, () => {
            const header = kernel.bytes(address, HEADER$1);
            if (header instanceof Gap)
                return header;
            const count = header[1];
            if (header[0] !== 1 || count > MAX_SUB_AUTHORITIES)
                return new Gap(address, "no SID");
            const rest = count === 0 ? new Uint8Array(0) : kernel.bytes(add(address, HEADER$1), 4 * count);
            if (rest instanceof Gap)
                return rest;
            const all = new Uint8Array(HEADER$1 + rest.length);
            all.set(header);
            all.set(rest, HEADER$1);
            const found = sidIn(all, 0);
            return found ? found.sid : new Gap(address, "no SID");
        });
    }
    /** The name of a SID that is the same on every machine; undefined for all others. */
    function sidName(sid) {
        const known = KNOWN[sid];
        if (known)
            return known[0];
        const family = FAMILIES.find((one) => one[0].test(sid));
        return family && family[1];
    }
    /** The SDDL abbreviation, or the SID itself. */
    function sddlSid(sid) {
        const known = KNOWN[sid];
        return (known && known[1]) || sid;
    }
    /** `NT AUTHORITY\SYSTEM (S-1-5-18)`, or the SID alone. */
    function sidText(sid) {
        const name = sidName(sid);
        return name === undefined ? sid : name + " (" + sid + ")";
    }

    /** `_TOKEN`, and the `_SECURITY_CLIENT_CONTEXT` by which a server impersonates. */
    const TOKEN = [
        "TokenSource.SourceName",
        "TokenId",
        "AuthenticationId",
        "SessionId",
        "UserAndGroupCount",
        "UserAndGroups",
        "TokenType",
        "ImpersonationLevel",
    ];
    /** `_SECURITY_IMPERSONATION_LEVEL`. Source: layouts/enums [PDB]. */
    const LEVELS = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"];
    const TOKEN_PRIMARY = 1;
    /** The members of a `_SECURITY_QUALITY_OF_SERVICE` at `path`. */
    function qosMembers(path) {
        return ["Length", "ImpersonationLevel", "ContextTrackingMode", "EffectiveOnly"].map((name) => path + "." + name);
    }
    /** The members of a `_SECURITY_CLIENT_CONTEXT` at `path`. */
    function contextMembers(path) {
        const own = ["ClientToken", "DirectlyAccessClientToken", "DirectAccessEffectiveOnly", "ServerIsRemote"];
        return qosMembers(path + ".SecurityQos").concat(own.map((name) => path + "." + name));
    }
    function qosOf(raw, path) {
        const level = raw.unsigned(path + ".ImpersonationLevel");
        const mode = raw.unsigned(path + ".ContextTrackingMode");
        if (level === undefined && mode === undefined)
            return undefined;
        return {
            impersonationLevel: levelName(level),
            // A boolean: SECURITY_STATIC_TRACKING is FALSE. Source: public SDK headers.
            contextTracking: mode === undefined ? undefined : mode === 0 ? "Static" : "Dynamic",
            effectiveOnly: raw.flag(path + ".EffectiveOnly"),
        };
    }
    function levelName(level) {
        return level === undefined ? undefined : LEVELS[level] || "level " + level;
    }
    /** Undefined where the build lacks it. */
    function clientContext(raw, path) {
        if (!raw.has(path + ".ClientToken"))
            return undefined;
        const token = raw.pointer(path + ".ClientToken");
        return {
            qos: qosOf(raw, path + ".SecurityQos"),
            token: token === undefined ? undefined : clearBits(token, 7),
            directlyAccessClientToken: raw.flag(path + ".DirectlyAccessClientToken"),
            directAccessEffectiveOnly: raw.flag(path + ".DirectAccessEffectiveOnly"),
            serverIsRemote: raw.flag(path + ".ServerIsRemote"),
        };
    }
    class Token {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        /** SID of the user; a Gap where it cannot be read. */
        get user() {
            const list = this.raw.pointer("UserAndGroups");
            if (list === undefined)
                return undefined;
            return this.kernel.once("token user", this.address, () => {
                // The first _SID_AND_ATTRIBUTES is the user's; its first member is the pointer to the SID.
                const bytes = this.kernel.bytes(list, this.kernel.pointerSize);
                return bytes instanceof Gap ? bytes : sidAt(this.kernel, pointerIn(bytes, 0, this.kernel.pointerSize));
            });
        }
        /** `Primary` or `Impersonation`. */
        get type() {
            const type = this.raw.unsigned("TokenType");
            return type === undefined ? undefined : type === TOKEN_PRIMARY ? "Primary" : "Impersonation";
        }
        /** Of impersonation tokens only. */
        get impersonationLevel() {
            return this.type === "Impersonation" ? levelName(this.raw.unsigned("ImpersonationLevel")) : undefined;
        }
        get sessionId() {
            return this.raw.unsigned("SessionId");
        }
        /** LUID of the logon session. */
        get logonId() {
            const bytes = this.raw.bytesOf("AuthenticationId");
            return bytes && pointerIn(bytes, 0, 8);
        }
        /** LUID of the token itself. */
        get id() {
            const bytes = this.raw.bytesOf("TokenId");
            return bytes && pointerIn(bytes, 0, 8);
        }
        /** Who made it, such as `User32` or `Advapi`. */
        get source() {
            const bytes = this.raw.bytesOf("TokenSource.SourceName");
            return bytes && ansi(bytes).trim();
        }
    }
    /** The token at an address, read once; a Gap when the object there is no token. */
    function token(kernel, address) {
        return kernel.once("Token", address, () => {
            if (isNull(address))
                return new Gap(address, "there is no token");
            if (!isKernel(address, kernel.pointerSize))
                return new Gap(address, "not a kernel address");
            const reader = kernel.reader("_TOKEN", TOKEN, () => objectHeader(kernel));
            if (!reader)
                return new Gap(address, "the symbols of nt have no _TOKEN");
            const raw = reader.read(address);
            if (raw instanceof Gap)
                return raw;
            if (new ObjectHeader(kernel, raw).isOfType("SeTokenObjectType") === false)
                return new Gap(address, hex(address) + " is no token");
            return new Token(kernel, raw);
        });
    }

    /** What a port or message holds beside messages: sections, their regions and views, reserves, security contexts. */
    const SECTION = [
        "SectionObject",
        "Size",
        "SectionHandle",
        "OwnerProcess",
        "OwnerPort",
        "u1.s1.Internal",
        "u1.s1.Secure",
        "NumberOfRegions",
        "RegionListHead",
    ];
    const REGION = [
        "RegionListEntry",
        "Section",
        "Offset",
        "Size",
        "ViewSize",
        "u1.s1.Secure",
        "ReadOnlyView",
        "ReadWriteView",
        "NumberOfViews",
        "ViewListHead",
    ];
    const VIEW = [
        "ViewListEntry",
        "Region",
        "OwnerPort",
        "OwnerProcess",
        "Address",
        "Size",
        "SecureViewHandle",
        "WriteAccessHandle",
        "u1.s1.WriteAccess",
        "u1.s1.AutoRelease",
        "u1.s1.ForceUnlink",
        // Windows 10 1709 and later.
        "u1.s1.SystemSpace",
        "NumberOfOwnerMessages",
    ];
    const RESERVE = ["OwnerPort", "Handle", "Message", "Size", "Active"];
    const SECURITY = ["ContextHandle", "OwningProcess", "OwnerPort", "u1.s1.Revoked", "u1.s1.Impersonated"].concat(contextMembers("DynamicSecurity"));
    /** A structure behind a `_BLOB`: any of the kinds that `_BLOB_ID` names. */
    let Resource$1 = class Resource {
        constructor(kernel, address, 
        /** `Section`, `Region`, `View`, `Reserve`, `SecurityContext` ... */
        kind, 
        /** Undefined for a kind of which only the blob in front is known. */
        raw) {
            this.kernel = kernel;
            this.address = address;
            this.kind = kind;
            this.raw = raw;
        }
        /** Regions of a section. Undefined for other kinds. */
        get regions() {
            return this.kind === "Section" ? this.list("RegionListHead", BLOB.region, "RegionListEntry") : undefined;
        }
        /** Views of a region. Undefined for other kinds. */
        get views() {
            return this.kind === "Region" ? this.list("ViewListHead", BLOB.view, "ViewListEntry") : undefined;
        }
        /** Of a security context: what its owner captured of the client. */
        get security() {
            return this.raw && this.kind === "SecurityContext" ? clientContext(this.raw, "DynamicSecurity") : undefined;
        }
        list(head, id, link) {
            return this.kernel.once(head, this.address, () => {
                const at = this.raw && this.raw.at(head);
                const links = this.raw && this.raw.links(head);
                const reader = readerOf(this.kernel, id);
                const offset = reader && reader.offset(link);
                if (at === undefined || links === undefined || offset === undefined)
                    return unreadable(this.address, "the head of the list cannot be read");
                return walkIn(this.kernel, head, at, links, (entry) => {
                    const found = resource(this.kernel, add(entry, -offset), id);
                    if (found instanceof Gap)
                        return found;
                    const own = found.raw && found.raw.links(link);
                    return own ? { links: own, value: found } : new Gap(entry, "the link of the resource cannot be read");
                });
            });
        }
    };
    /** The structure of a kind; undefined for kinds of which only the blob is known, and where the build lacks the type. */
    function readerOf(kernel, id) {
        const prefix = () => blob(kernel);
        switch (id) {
            case BLOB.section:
                return kernel.reader("_KALPC_SECTION", SECTION, prefix);
            case BLOB.region:
                return kernel.reader("_KALPC_REGION", REGION, prefix);
            case BLOB.view:
                return kernel.reader("_KALPC_VIEW", VIEW, prefix);
            case BLOB.reserve:
                return kernel.reader("_KALPC_RESERVE", RESERVE, prefix);
            case BLOB.securityContext:
                return kernel.reader("_KALPC_SECURITY_DATA", SECURITY, prefix);
            default:
                return undefined;
        }
    }
    /** The resource at an address, of the kind with this `_BLOB_ID`; a Gap where the blob in front says otherwise. */
    function resource(kernel, address, id) {
        return kernel.once("Resource", address, () => {
            if (isNull(address))
                return new Gap(address, "the pointer is null");
            if (!isKernel(address, kernel.pointerSize))
                return new Gap(address, "not a kernel address");
            const kind = blobKind(id);
            const reader = readerOf(kernel, id);
            if (!reader)
                return new Gap(address, "the symbols of nt do not describe a " + kind);
            const raw = reader.read(address);
            if (raw instanceof Gap)
                return raw;
            const told = raw.unsigned("Blob.ResourceId");
            if (told !== undefined && told !== id)
                return new Gap(address, "no " + kind + ": its blob says " + blobKind(told));
            return new Resource$1(kernel, address, kind, raw);
        });
    }
    /**
     * The resources made on a port: `_ALPC_PORT.ResourceListHead` links the `_BLOB.ResourceList` of each; its ResourceId says
     * what lies behind. Source: alpc-semantics 1.2, 7 [PDB].
     */
    function resources(port) {
        const kernel = port.kernel;
        if (!port.raw.has("ResourceListHead"))
            return undefined;
        return kernel.once("ResourceListHead", port.address, () => {
            const head = port.raw.at("ResourceListHead");
            const links = port.raw.links("ResourceListHead");
            const layout = kernel.target.type("_BLOB");
            const blobs = kernel.reader("_BLOB", ["ResourceList", "ResourceId"]);
            const offset = blobs && blobs.offset("ResourceList");
            if (head === undefined || links === undefined)
                return unreadable(port.address, "the head cannot be read");
            // Without the type of the blob only an empty list can be told.
            if (!layout || !blobs || offset === undefined) {
                if (links.flink === head && links.blink === head)
                    return walkList(head, links, (entry) => new Gap(entry, ""));
                return unreadable(port.address, "the symbols of nt have no _BLOB");
            }
            return walkIn(kernel, "ResourceListHead", head, links, (entry) => {
                const header = blobs.read(add(entry, -offset));
                if (header instanceof Gap)
                    return header;
                const own = header.links("ResourceList");
                const id = header.unsigned("ResourceId");
                if (!own || id === undefined)
                    return new Gap(entry, "the blob cannot be read");
                const body = add(header.address, layout.size);
                const found = resource(kernel, body, id);
                // A kind that is not described is still a resource: its blob says what it is.
                const value = found instanceof Gap ? new Resource$1(kernel, body, blobKind(id), undefined) : found;
                return { links: own, value };
            });
        });
    }
    function unreadable(at, why) {
        return { items: [], end: { kind: "unreadable", at, why }, recovered: 0 };
    }

    /** `_KALPC_MESSAGE_ATTRIBUTES`: what travels with a message beside its data. */
    /** Members of `_KALPC_MESSAGE` that this file reads. */
    const ATTRIBUTE_MEMBERS = [
        "MessageAttributes.ClientContext",
        "MessageAttributes.ServerContext",
        "MessageAttributes.PortContext",
        "MessageAttributes.CancelPortContext",
        "MessageAttributes.SecurityData",
        "MessageAttributes.View",
        "MessageAttributes.HandleData",
        // Windows 10: up to 1809 a pointer with one flag, later one with two.
        "MessageAttributes.DirectEvent.Event",
        "MessageAttributes.DirectEvent.Value",
        "MessageAttributes.DirectEvent.DirectType",
        "MessageAttributes.DirectEvent.Referenced",
        "MessageAttributes.DirectEvent.EventReferenced",
        // Windows 10 1607 and later.
        "MessageAttributes.WorkOnBehalfData.Ticket.ThreadId",
        "MessageAttributes.WorkOnBehalfData.Ticket.ThreadCreationTimeLow",
    ];
    /** ALPC_MESSAGE_HANDLE_ATTRIBUTE.ObjectType. Source: phnt by way of layouts/enums. */
    const OBJECT_TYPES$1 = [
        [0x1, "File"],
        [0x2, "Invalid"],
        [0x4, "Thread"],
        [0x8, "Semaphore"],
        [0x10, "Event"],
        [0x20, "Process"],
        [0x40, "Mutex"],
        [0x80, "Section"],
        [0x100, "RegKey"],
        [0x200, "Token"],
        [0x400, "Composition"],
        [0x800, "Job"],
    ];
    /** Bits of object types by name; what has none in hexadecimal. */
    function objectTypeNames(types) {
        const names = OBJECT_TYPES$1.filter((known) => (types & known[0]) !== 0).map((known) => known[1]);
        const rest = OBJECT_TYPES$1.reduce((left, known) => (left & ~known[0]) >>> 0, types);
        return rest === 0 ? names : names.concat("0x" + rest.toString(16));
    }
    class MessageAttributes {
        constructor(message) {
            this.message = message;
        }
        /** A value of the user's; null counts as none. Undefined where it cannot be read. */
        context(name) {
            return this.message.raw.pointer("MessageAttributes." + name);
        }
        /** The captured client; undefined where there is none. */
        get securityData() {
            return this.linked("SecurityData", BLOB.securityContext);
        }
        /** The view that the message hands over; undefined where there is none. */
        get view() {
            return this.linked("View", BLOB.view);
        }
        get handleData() {
            const pointer = this.message.raw.pointer("MessageAttributes.HandleData");
            if (pointer === undefined || isNull(pointer))
                return undefined;
            return handleData(this.message.kernel, pointer);
        }
        get directEvent() {
            const { raw } = this.message;
            const path = "MessageAttributes.DirectEvent.";
            // The flags take one bit of the pointer in the older form and two in the newer.
            const old = raw.pointer(path + "Event");
            const event = old === undefined ? raw.pointer(path + "Value") : old;
            if (event === undefined)
                return undefined;
            const address = clearBits(event, old === undefined ? 3 : 1);
            if (isNull(address))
                return undefined;
            return { event: address, isReferenced: raw.flag(path + (old === undefined ? "EventReferenced" : "Referenced")) };
        }
        get workOnBehalf() {
            const path = "MessageAttributes.WorkOnBehalfData.Ticket.";
            const threadId = this.message.raw.unsigned(path + "ThreadId");
            if (!threadId)
                return undefined;
            return { threadId, threadCreationTimeLow: this.message.raw.unsigned(path + "ThreadCreationTimeLow") };
        }
        linked(name, id) {
            const pointer = this.message.raw.pointer("MessageAttributes." + name);
            return pointer === undefined || isNull(pointer) ? undefined : resource(this.message.kernel, pointer, id);
        }
    }
    function handleData(kernel, address) {
        return kernel.once("HandleData", address, () => {
            if (!isKernel(address, kernel.pointerSize))
                return new Gap(address, "not a kernel address");
            const reader = kernel.reader("_KALPC_HANDLE_DATA", ["Flags", "ObjectType", "Count"], () => blob(kernel));
            if (!reader)
                return new Gap(address, "the symbols of nt have no _KALPC_HANDLE_DATA");
            const raw = reader.read(address);
            if (raw instanceof Gap)
                return raw;
            const id = raw.unsigned("Blob.ResourceId");
            if (id !== undefined && id !== BLOB.handleData)
                return new Gap(address, "no handle data: its blob says otherwise");
            return {
                address,
                objectType: raw.unsigned("ObjectType"),
                flags: raw.unsigned("Flags"),
                count: raw.unsigned("Count"),
            };
        });
    }

    /** `_KALPC_MESSAGE` with the `_BLOB` in front of it and the `_PORT_MESSAGE` inside. */
    const MEMBERS$8 = [
        "Entry",
        "PortQueue",
        "OwnerPort",
        "WaitingThread",
        "ServerThread",
        "ConnectionPort",
        "CommunicationInfo",
        "SequenceNo",
        "QuotaProcess",
        // Windows 8 and later; the second since Windows 10 1703.
        "WakeReference",
        "WakeReference2",
        "CancelQueuePort",
        "CancelSequencePort",
        "CancelSequenceNo",
        "CancelListEntry",
        "Reserve",
        "ExtensionBuffer",
        "ExtensionBufferSize",
        "DataUserVa",
        "u1.s1.QueueType",
        "u1.s1.QueuePortType",
        "u1.s1.Canceled",
        "u1.s1.Ready",
        "u1.s1.ReleaseMessage",
        "u1.s1.SharedQuota",
        "u1.s1.ReplyWaitReply",
        "u1.s1.OwnerPortReference",
        "u1.s1.ReceiverReference",
        // Windows 7 and later.
        "u1.s1.ViewAttributeRetrieved",
        "u1.s1.InDispatch",
        // Serviced kernels of May 2022 and later.
        "u1.s1.InCanceledQueue",
    ].concat(ATTRIBUTE_MEMBERS, portMessageMembers("PortMessage"));
    /** LPC_CONTINUATION_REQUIRED, in PortMessage.u2.s2.Type. Source: alpc-semantics 1.3. */
    const CONTINUATION = 0x2000;
    /** In the id of a free message. Source: alpc-semantics 5. */
    const FREE = 0x80000000;
    /** `u1.s1.QueueType`. 1 and 3 are seen in `!alpc`; 2 and 4 are checked by /selftest. Source: alpc-semantics 1.4. */
    const QUEUE_BY_NUMBER = {
        1: "MainQueue",
        2: "LargeMessageQueue",
        3: "PendingQueue",
        4: "DirectQueue",
    };
    class Message {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        /** Whether the memory holds a message: the `_BLOB` in front of it says so. True where the build or dump lacks the blob. */
        get isMessage() {
            const id = this.raw.unsigned("Blob.ResourceId");
            return id === undefined || id === BLOB.message;
        }
        get messageId() {
            return this.raw.unsigned("PortMessage.MessageId");
        }
        get callbackId() {
            return this.raw.unsigned("PortMessage.CallbackId");
        }
        get sequenceNo() {
            return this.raw.unsigned("SequenceNo");
        }
        /** `LPC_REQUEST` ...; undefined where it cannot be read. */
        get type() {
            const type = this.raw.unsigned("PortMessage.u2.s2.Type");
            return type === undefined ? undefined : messageTypeName(type);
        }
        get dataLength() {
            return this.raw.unsigned("PortMessage.u1.s1.DataLength");
        }
        get totalLength() {
            return this.raw.unsigned("PortMessage.u1.s1.TotalLength");
        }
        get clientPid() {
            return this.raw.id("PortMessage.ClientId.UniqueProcess");
        }
        get clientTid() {
            return this.raw.id("PortMessage.ClientId.UniqueThread");
        }
        get isCanceled() {
            return this.raw.flag("u1.s1.Canceled") === true;
        }
        /** The reply has arrived. */
        get isReady() {
            return this.raw.flag("u1.s1.Ready") === true;
        }
        get isContinuation() {
            return ((this.raw.unsigned("PortMessage.u2.s2.Type") || 0) & CONTINUATION) !== 0;
        }
        get attributes() {
            return new MessageAttributes(this);
        }
        /** Of connection requests: the size of the view that the client passes; the union with CallbackId otherwise. */
        get clientViewSize() {
            return this.type === "LPC_CONNECTION_REQUEST" ? this.raw.unsigned("PortMessage.ClientViewSize") : undefined;
        }
        /** Linked in the CanceledQueue of CancelQueuePort; undefined on builds that do not tell. */
        get isInCanceledQueue() {
            return this.raw.flag("u1.s1.InCanceledQueue");
        }
        get isFree() {
            return (this.messageId || 0) >= FREE;
        }
        /** The port whose queue it is on, or was on last. */
        get queuePort() {
            return this.raw.pointer("PortQueue");
        }
        /** The port it was sent through. */
        get ownerPort() {
            return this.raw.pointer("OwnerPort");
        }
        get connectionPort() {
            return this.raw.pointer("ConnectionPort");
        }
        /** Blocked until the reply; null for an asynchronous message. */
        get waitingThread() {
            return this.raw.pointer("WaitingThread");
        }
        /** Received it last; null when nobody has. A bare pointer: the thread may have ended. */
        get serverThread() {
            return this.raw.pointer("ServerThread");
        }
        /** Who is charged; undefined when the quota is shared. Flags may lie in the low bits. Source: alpc-semantics 1.3. */
        get quotaProcess() {
            return this.raw.flag("u1.s1.SharedQuota") === true ? undefined : this.quota;
        }
        /** The quota block that is charged when the quota is shared: it takes the place of the process. */
        get quotaBlock() {
            return this.raw.flag("u1.s1.SharedQuota") === true ? this.quota : undefined;
        }
        get quota() {
            const pointer = this.raw.pointer("QuotaProcess");
            return pointer === undefined ? undefined : clearBits(pointer, 7);
        }
        /** `u1.s1.QueueType` as it is stored: 2 bits up to Windows 8.1, 3 bits later. */
        get queueNumber() {
            return this.raw.unsigned("u1.s1.QueueType");
        }
        /** The queue that QueueType names; undefined for 0 and for a number that names none. */
        get queueByNumber() {
            return QUEUE_BY_NUMBER[this.queueNumber || 0];
        }
    }
    function messageReader(kernel) {
        return kernel.needed("_KALPC_MESSAGE", MEMBERS$8, () => blob(kernel));
    }
    /** The message at an address, read once together with its blob. Not checked: see `Message.isMessage`. */
    function message$1(kernel, address) {
        return kernel.once("Message", address, () => {
            if (isNull(address))
                return new Gap(address, "the message pointer is null");
            if (!isKernel(address, kernel.pointerSize))
                return new Gap(address, "not a kernel address");
            const raw = messageReader(kernel).read(address);
            return raw instanceof Gap ? raw : new Message(kernel, raw);
        });
    }

    /**
     * `_HANDLE_TABLE`: the handles of a process, and the kernel's own tables of ids. Since XP a table has one to three levels
     * of pages; what differs between builds is how an entry stores its pointer and its access mask.
     */
    const TABLE = ["TableCode", "NextHandleNeedingPool", "HandleCount", "UniqueProcessId", "QuotaProcess"];
    const ENTRY = [
        // Windows 7 and earlier: a pointer whose low bits are flags, and a ULONG.
        "Object",
        "GrantedAccess",
        // Windows 8 and later: bit fields.
        "ObjectPointerBits",
        "GrantedAccessBits",
    ];
    /** Handles count in fours; the low two bits are the user's. */
    const STEP$2 = 4;
    const PAGE$2 = 4096;
    /** Of TableCode: 0 a page of entries, 1 a page of pointers to such, 2 one more. Source: layouts, recorded snapshots. */
    const LEVEL_BITS = 7;
    const MAX_LEVEL = 2;
    /** In the low bits of `Object`: the lock, inheritance, protection. */
    const OBJECT_FLAGS = 7;
    /** A handle's own flags (protect from close) lie above the access mask. */
    const ACCESS_MASK = 0x1ffffff;
    /** The first entry of a page may serve auditing, and is marked by -2 where the access mask would be. Source: ReactOS. */
    const AUDIT = 0xfffffffe;
    /** The kernel gives out no more handles per table. Source: Windows Internals, "Handles and the process handle table". */
    const MAX_HANDLES = 16777216;
    class HandleTable {
        constructor(kernel, address, code, 
        /** Handles at or above this have no page yet; undefined where it cannot be read. */
        limit, entry) {
            this.kernel = kernel;
            this.address = address;
            this.code = code;
            this.limit = limit;
            this.entry = entry;
        }
        /** All used entries, in the order of their handles. Bounded, however damaged the table is. */
        walk() {
            return this.kernel.once("handles", this.address, () => {
                const entries = [];
                const gaps = [];
                const seen = new Set();
                const visit = (page, level, first) => {
                    if (seen.has(page)) {
                        gaps.push(new Gap(page, "the handle table leads to this page twice"));
                        return;
                    }
                    seen.add(page);
                    const bytes = this.page(page);
                    if (bytes instanceof Gap) {
                        gaps.push(bytes);
                        return;
                    }
                    if (level === 0)
                        this.leaf(bytes, first, entries);
                    else {
                        const span = this.span(level - 1);
                        for (let i = 0; i < PAGE$2 / this.kernel.pointerSize && this.isWithin(first + i * span); i++) {
                            const below = pointerIn(bytes, i * this.kernel.pointerSize, this.kernel.pointerSize);
                            if (!isNull(below))
                                visit(below, level - 1, first + i * span);
                        }
                    }
                };
                visit(this.root, this.level, 0);
                return { entries, gaps };
            });
        }
        /** The entry of one handle, by one read per level; undefined for a handle that is not in use. */
        lookUp(handle) {
            const value = handle - (handle % STEP$2);
            if (value < 0 || value >= this.span(this.level) || !this.isWithin(value))
                return undefined;
            let page = this.root;
            for (let level = this.level; level > 0; level--) {
                const bytes = this.page(page);
                if (bytes instanceof Gap)
                    return bytes;
                const index = Math.floor((value % this.span(level)) / this.span(level - 1));
                page = pointerIn(bytes, index * this.kernel.pointerSize, this.kernel.pointerSize);
                if (isNull(page))
                    return undefined;
            }
            const bytes = this.page(page);
            if (bytes instanceof Gap)
                return bytes;
            return this.decode(bytes, (value % this.span(0)) / STEP$2, value);
        }
        get root() {
            return clearBits(this.code, LEVEL_BITS);
        }
        get level() {
            return lowBits(this.code, LEVEL_BITS);
        }
        get perLeaf() {
            return Math.floor(PAGE$2 / this.entry.layout.size);
        }
        /** How many handle values one page of a level covers. */
        span(level) {
            return this.perLeaf * STEP$2 * Math.pow(PAGE$2 / this.kernel.pointerSize, level);
        }
        isWithin(handle) {
            return handle < MAX_HANDLES * STEP$2 && (this.limit === undefined || handle < this.limit);
        }
        page(address) {
            if (!isKernel(address, this.kernel.pointerSize) || lowBits(address, LEVEL_BITS) !== 0)
                return new Gap(address, "not the address of a page of handles");
            return this.kernel.once("handle page", address, () => this.kernel.bytes(address, PAGE$2));
        }
        leaf(bytes, first, into) {
            // Handle 0 is none.
            for (let i = first === 0 ? 1 : 0; i < this.perLeaf; i++) {
                const found = this.decode(bytes, i, first + i * STEP$2);
                if (found)
                    into.push(found);
            }
        }
        decode(bytes, index, handle) {
            const at = index * this.entry.layout.size;
            const low = uint32In(bytes, at);
            const high = this.kernel.pointerSize === 8 ? uint32In(bytes, at + 4) : 0;
            const pointer = this.pointerOf(low, high);
            // A free entry has no pointer, or links to the next free one, which is no kernel address.
            if (!isKernel(pointer, this.kernel.pointerSize))
                return undefined;
            const field = this.entry.field("GrantedAccess") || this.entry.field("GrantedAccessBits");
            const access = field && uint32In(bytes, at + field.offset);
            if (index === 0 && access === AUDIT)
                return undefined;
            return { handle, pointer, access: access === undefined ? undefined : access & ACCESS_MASK };
        }
        pointerOf(low, high) {
            const bits = this.entry.field("ObjectPointerBits");
            if (!bits)
                return clearBits(fromParts(low, high), OBJECT_FLAGS);
            const dropped = droppedBits(this.kernel, this.entry);
            return shifted(low, high, (bits.bitPosition || 0) - dropped, dropped);
        }
    }
    /** A 64-bit value shifted right as a signed one by less than 32, its low bits cleared: how Windows 8 stores pointers. */
    function shifted(low, high, by, cleared) {
        const mask = ~(Math.pow(2, cleared) - 1);
        if (by === 0)
            return fromParts(low & mask, high);
        return fromParts(((low >>> by) | (high << (32 - by))) & mask, high >> by);
    }
    /**
     * How many low bits of the pointer ObjectPointerBits leaves out. 32-bit: the field is 29 bits, so 3. 64-bit: headers lie on
     * 16 bytes, so 4 (Windows 8.1 and later: 44 bits make 48; Windows 8 has 41). Where the table of client ids can be read, it
     * is the judge: the entry of the initial process must point to it.
     */
    function droppedBits(kernel, entry) {
        if (kernel.pointerSize === 4)
            return 3;
        return kernel.once("ObjectPointerBits", NULL, () => {
            const position = (entry.field("ObjectPointerBits") || {}).bitPosition || 0;
            const initial = kernel.symbolPointer("PsInitialSystemProcess");
            const raw = initial === undefined ? undefined : initialEntry(kernel, entry, initial);
            if (raw)
                for (const bits of [4, 3])
                    if (shifted(raw.low, raw.high, position - bits, bits) === initial)
                        return bits;
            return 4;
        });
    }
    /** The first words of the initial process' entry in `nt!PspCidTable`. */
    function initialEntry(kernel, entry, initial) {
        const ids = kernel.symbolPointer("PspCidTable");
        const process = kernel.reader("_EPROCESS", ["UniqueProcessId"], undefined, "process id");
        const table = kernel.reader("_HANDLE_TABLE", TABLE);
        if (ids === undefined || !process || !table)
            return undefined;
        const id = kernel.read("process id", process, initial);
        const raw = kernel.read("_HANDLE_TABLE", table, ids);
        const pid = id instanceof Gap ? undefined : id.id("UniqueProcessId");
        let page = raw instanceof Gap ? undefined : raw.pointer("TableCode");
        if (pid === undefined || page === undefined || pid * entry.layout.size >= PAGE$2 * STEP$2)
            return undefined;
        // The initial process has a small id: it is in the first page, whatever the level.
        for (let level = lowBits(page, LEVEL_BITS);; level--) {
            page = clearBits(page, LEVEL_BITS);
            const offset = level > 0 ? 0 : (pid / STEP$2) * entry.layout.size;
            if (level > MAX_LEVEL || !isKernel(page, kernel.pointerSize))
                return undefined;
            const bytes = kernel.bytes(add(page, offset), 8);
            if (bytes instanceof Gap)
                return undefined;
            if (level === 0)
                return { low: uint32In(bytes, 0), high: uint32In(bytes, 4) };
            page = pointerIn(bytes, 0, 8);
        }
    }
    /** The handle table at an address, such as `_EPROCESS.ObjectTable`; a Gap where there is none or it makes no sense. */
    function handleTable(kernel, address) {
        return kernel.once("HandleTable", address, () => {
            if (isNull(address))
                return new Gap(address, "there is no handle table");
            const entry = kernel.reader("_HANDLE_TABLE_ENTRY", ENTRY);
            if (!entry || entry.layout.size === 0)
                return new Gap(address, "the symbols of nt have no _HANDLE_TABLE_ENTRY");
            if (!entry.field("Object") && !entry.field("ObjectPointerBits"))
                return new Gap(address, "the entries of handle tables have a form that is not known");
            const raw = kernel.read("_HANDLE_TABLE", kernel.reader("_HANDLE_TABLE", TABLE), address);
            if (raw instanceof Gap)
                return raw;
            const code = raw.pointer("TableCode");
            if (code === undefined)
                return new Gap(address, "the handle table cannot be read");
            if (lowBits(code, LEVEL_BITS) > MAX_LEVEL)
                return new Gap(address, "no handle table: it claims " + (lowBits(code, LEVEL_BITS) + 1) + " levels");
            return new HandleTable(kernel, address, code, limitOf$1(raw.pointer("NextHandleNeedingPool")), entry);
        });
    }
    /** A limit of zero says nothing: a table has at least one page. */
    function limitOf$1(next) {
        return (next !== undefined && toNumber$1(next)) || undefined;
    }

    /** `_ETHREAD` with its `_KTHREAD`: state, waits, and the ALPC members. */
    /** All members ever asked for; what a build lacks is left out. */
    const MEMBERS$7 = [
        "Tcb.Header.Type",
        "Tcb.Header.SignalState",
        "Tcb.State",
        "Tcb.WaitReason",
        "Tcb.WaitMode",
        "Tcb.WaitTime",
        "Tcb.WaitBlockList",
        // Windows 8 and later; before that the blocks are a ring.
        "Tcb.WaitBlockCount",
        "Tcb.WaitBlock",
        "Tcb.Timer",
        "Tcb.Timer.Header.Inserted",
        "Tcb.TimerActive",
        "Tcb.SuspendCount",
        "Tcb.FreezeCount",
        "Tcb.Queue",
        "Tcb.QueueListEntry",
        "Tcb.Process",
        "Tcb.ApcState.Process",
        "Tcb.ThreadListEntry",
        "Tcb.Teb",
        "Tcb.Win32Thread",
        "ThreadListEntry",
        "Cid.UniqueProcess",
        "Cid.UniqueThread",
        "Terminated",
        // 5.1 and 5.2 name the process here; later builds have Tcb.Process.
        "ThreadsProcess",
        "AlpcMessage",
        "AlpcWaitListEntry",
        "AlpcWaitSemaphore",
        "LpcReplyChain",
        "LpcReplyMessage",
        "LpcReplyMessageId",
        "LpcReplySemaphore",
        "LpcReceivedMessageId",
        "LpcReceivedMsgIdValid",
        "LpcExitThreadCalled",
    ];
    /** `_KTHREAD_STATE`. Source: layouts/enums [PDB]. */
    const STATES$2 = [
        "Initialized",
        "Ready",
        "Running",
        "Standby",
        "Terminated",
        "Waiting",
        "Transition",
        "DeferredReady",
        "GateWait",
        "WaitingForProcessInSwap",
    ];
    const TERMINATED = 4;
    const WAITING = 5;
    /** `_KWAIT_REASON`. Source: layouts/enums [PDB]. */
    const REASONS = {
        0: "Executive",
        4: "DelayExecution",
        5: "Suspended",
        6: "UserRequest",
        7: "WrExecutive",
        11: "WrDelayExecution",
        12: "WrSuspended",
        13: "WrUserRequest",
        15: "WrQueue",
        16: "WrLpcReceive",
        17: "WrLpcReply",
        18: "WrVirtualMemory",
        21: "WrKeyedEvent",
        22: "WrTerminated",
        26: "WrKernel",
        27: "WrResource",
        28: "WrPushLock",
        29: "WrMutex",
        34: "WrFastMutex",
        35: "WrGuardedMutex",
        36: "WrRundown",
        37: "WrAlertByThreadId",
    };
    const SUSPENDED = 5;
    const WR_SUSPENDED = 12;
    const WR_QUEUE = 15;
    const WR_LPC_REPLY = 17;
    class Thread {
        constructor(kernel, 
        /** The structure itself, for members that other files decode. */
        raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        /** Bytes of the `_ETHREAD`: its own semaphores, timer and wait blocks lie inside. */
        get size() {
            return threadReader(this.kernel).layout.size;
        }
        /** Whether an address lies within the `_ETHREAD`, as its own semaphores and timer do. */
        contains(address) {
            const offset = distance(address, this.address);
            return offset > 0 && offset < this.size;
        }
        /** Thread id; undefined where it cannot be read. */
        get tid() {
            return this.raw.id("Cid.UniqueThread");
        }
        get pid() {
            return this.raw.id("Cid.UniqueProcess");
        }
        /** Address of the `_EPROCESS` it belongs to. */
        get process() {
            return (this.raw.pointer("Tcb.Process") || this.raw.pointer("ThreadsProcess") || this.raw.pointer("Tcb.ApcState.Process"));
        }
        get teb() {
            return this.raw.pointer("Tcb.Teb");
        }
        get win32Thread() {
            return this.raw.pointer("Tcb.Win32Thread");
        }
        /** `_KTHREAD.State` by name. */
        get state() {
            const state = this.raw.unsigned("Tcb.State");
            return state === undefined ? undefined : STATES$2[state] || "state " + state;
        }
        /** Only such a thread waits: a running one keeps the wait blocks of its last wait. */
        get isWaiting() {
            return this.raw.unsigned("Tcb.State") === WAITING;
        }
        /** A thread object that has not ended: dispatcher type 6, not signalled, not Terminated. */
        get isLive() {
            const type = this.raw.unsigned("Tcb.Header.Type");
            return (type !== undefined &&
                (type & 0x7f) === 6 &&
                this.raw.signed("Tcb.Header.SignalState") === 0 &&
                this.raw.unsigned("Tcb.State") !== TERMINATED);
        }
        /** Whether it can be told if the thread lives: what cannot be read has not ended. */
        get isKnown() {
            return (this.raw.unsigned("Tcb.State") !== undefined &&
                this.raw.unsigned("Tcb.Header.Type") !== undefined &&
                this.raw.signed("Tcb.Header.SignalState") !== undefined);
        }
        /** Whether the memory looks like a thread object at all, ended or not. */
        get isThread() {
            const type = this.raw.unsigned("Tcb.Header.Type");
            return type !== undefined && (type & 0x7f) === 6;
        }
        /** Whether the memory may be a thread object: it is one, or the part that would tell is not known. */
        get mayBeThread() {
            return this.isThread || this.raw.unsigned("Tcb.Header.Type") === undefined;
        }
        /** `_KTHREAD.WaitReason` by name, of a waiting thread. */
        get waitReason() {
            const reason = this.isWaiting ? this.raw.unsigned("Tcb.WaitReason") : undefined;
            return reason === undefined ? undefined : REASONS[reason] || "reason " + reason;
        }
        get waitsInQueue() {
            return this.isWaiting && this.raw.unsigned("Tcb.WaitReason") === WR_QUEUE;
        }
        get waitsForLpcReply() {
            return this.isWaiting && this.raw.unsigned("Tcb.WaitReason") === WR_LPC_REPLY;
        }
        /** The wait mode: false for KernelMode. */
        get isUserMode() {
            return this.raw.unsigned("Tcb.WaitMode") === 1;
        }
        /** Suspended or frozen. The wait reason alone also counts: the counters lie in different places on each build. */
        get isSuspended() {
            if ((this.raw.unsigned("Tcb.SuspendCount") || 0) > 0 || (this.raw.unsigned("Tcb.FreezeCount") || 0) > 0)
                return true;
            const reason = this.isWaiting ? this.raw.unsigned("Tcb.WaitReason") : undefined;
            return reason === SUSPENDED || reason === WR_SUSPENDED;
        }
        /** `_KTHREAD.WaitTime`: tick count at the start of the wait. */
        get waitTime() {
            return this.raw.unsigned("Tcb.WaitTime");
        }
        /** The `_KQUEUE` the thread is registered with, or null. */
        get queue() {
            return this.raw.pointer("Tcb.Queue");
        }
        /** The message it waits for or was handed, unchecked; see alpc/waiting. Null when there is none. */
        get alpcMessage() {
            return this.raw.pointer("AlpcMessage");
        }
        /** Link in some port's WaitQueue; a null Flink says that it is in none. Source: alpc-semantics 3.1. */
        get alpcWaitEntry() {
            return this.raw.links("AlpcWaitListEntry");
        }
        /** Whether it is linked in a port's WaitQueue: then AlpcMessage holds an attribute set, not a message. */
        get isInWaitQueue() {
            const links = this.alpcWaitEntry;
            return links !== undefined && !isNull(links.flink);
        }
        /** Address of AlpcWaitSemaphore, the object an ALPC waiter blocks on. */
        get alpcSemaphore() {
            return this.raw.at("AlpcWaitSemaphore");
        }
        /** `pid.tid` in hexadecimal, as `!thread` prints it. */
        get cid() {
            return idText$1(this.pid) + "." + idText$1(this.tid);
        }
    }
    function idText$1(id) {
        return id === undefined ? "?" : ("000" + id.toString(16)).slice(-Math.max(4, id.toString(16).length));
    }
    /** The thread at an address, read once; a Gap where it cannot be read at all. */
    function thread(kernel, address) {
        return kernel.once("Thread", address, () => {
            if (isNull(address))
                return new Gap(address, "the thread pointer is null");
            // Low bits of the pointer may be flags; an _ETHREAD lies on a pool boundary.
            if (lowBits(address, 7) !== 0)
                return new Gap(address, "not the address of a thread");
            const raw = threadReader(kernel).read(address);
            if (raw instanceof Gap)
                return raw;
            const found = new Thread(kernel, raw);
            if (!found.isKnown && !raw.isPartial)
                kernel.target.losses.unknown("threads", "the symbols of nt lack members of _ETHREAD that tell its state");
            return found;
        });
    }
    function threadReader(kernel) {
        return kernel.needed("_ETHREAD", MEMBERS$7);
    }
    /** The thread around a link, for lists of threads. */
    function threadAround(kernel, entry, member) {
        const offset = threadReader(kernel).offset(member);
        if (offset === undefined)
            return new Gap(entry, "the symbols of nt have no _ETHREAD." + member);
        return thread(kernel, add(entry, -offset));
    }

    /** `_EPROCESS`: identity, life, and the lists of processes and of a process' threads. */
    const MEMBERS$6 = [
        "Pcb.Header.Type",
        "Pcb.Header.SignalState",
        "Pcb.ThreadListHead",
        "ThreadListHead",
        "ActiveProcessLinks",
        "UniqueProcessId",
        "InheritedFromUniqueProcessId",
        "ImageFileName",
        "ObjectTable",
        "DebugPort",
        // 5.1 and 5.2; since Vista a union whose low bits are a state.
        "ExceptionPort",
        "ExceptionPortData",
        "SecurityPort",
        "CreateTime",
        "ExitTime",
        "ProcessExiting",
        "Peb",
        // An _EX_FAST_REF: the low bits are a reference count.
        "Token",
        // 64-bit kernels; written in two ways.
        "Wow64Process",
        "WoW64Process",
    ];
    /** Why it cannot be told of any process whether it lives. */
    const STATE_UNKNOWN = "the symbols of nt lack members of _EPROCESS that tell its state";
    class Process {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        /** Process id; undefined where it cannot be read. */
        get pid() {
            return this.raw.id("UniqueProcessId");
        }
        /** `ImageFileName`: at most 14 characters. */
        get image() {
            const bytes = this.raw.bytesOf("ImageFileName");
            return bytes ? ansi(bytes) : "";
        }
        /** Whether the memory looks like a process object (dispatcher type 3). */
        get isProcess() {
            const type = this.raw.unsigned("Pcb.Header.Type");
            return type !== undefined && (type & 0x7f) === 3;
        }
        /** Whether the memory may be a process object: it is one, or the part that would tell is not known. */
        get mayBeProcess() {
            return this.isProcess || this.raw.unsigned("Pcb.Header.Type") === undefined;
        }
        /** Whether it can be told if the process lives: what cannot be read has not ended. */
        get isKnown() {
            return (this.raw.unsigned("Pcb.Header.Type") !== undefined && this.raw.signed("Pcb.Header.SignalState") !== undefined);
        }
        /** Has begun to exit: ProcessExiting is set, or there is an exit time. */
        get isExiting() {
            return this.raw.flag("ProcessExiting") === true || (this.raw.unsigned("ExitTime") || 0) !== 0;
        }
        /** Has ended: the process object is signalled. */
        get isTerminated() {
            return (this.raw.signed("Pcb.Header.SignalState") || 0) !== 0;
        }
        /** A 32-bit process on a 64-bit kernel; undefined on kernels that know none. */
        get isWow64() {
            const pointer = this.raw.pointer(this.raw.has("WoW64Process") ? "WoW64Process" : "Wow64Process");
            return pointer === undefined ? undefined : !isNull(pointer);
        }
        /** Address of the primary token; null when there is none. */
        get token() {
            const pointer = this.raw.pointer("Token");
            return pointer === undefined ? undefined : clearBits(pointer, this.kernel.pointerSize === 8 ? 15 : 7);
        }
        /** Terminal services session, as the token says; undefined where it cannot be told. */
        get sessionId() {
            const address = this.token;
            const found = address === undefined || isNull(address) ? undefined : token(this.kernel, address);
            return found === undefined || found instanceof Gap ? undefined : found.sessionId;
        }
        /** 100 ns units since 1601. */
        get createTime() {
            return this.raw.unsigned("CreateTime");
        }
        /** The threads of the process; a thread that cannot be read ends the walk, which says so. */
        get threads() {
            return this.kernel.once("threads", this.address, () => threadsOf(this));
        }
        /** No more than `limit` of them: where there are more, nothing behind these is read and the walk ends at its bound. */
        firstThreads(limit) {
            const first = threadList(this, ...LISTED, limit);
            if (first.end.kind === "bound" || isSound(first.end))
                return first;
            const all = this.threads;
            if (all.items.length <= limit)
                return all;
            const at = all.items[limit].address;
            return { items: all.items.slice(0, limit), end: { kind: "bound", at, bound: limit }, recovered: 0 };
        }
    }
    /**
     * The kernel links a thread twice: in the `_KPROCESS` and in the `_EPROCESS`. The first is what the debugger shows; the
     * second is walked only where the first is damaged.
     */
    const LISTED = ["Pcb.ThreadListHead", "Tcb.ThreadListEntry"];
    const LISTED_AGAIN = ["ThreadListHead", "ThreadListEntry"];
    function threadsOf(process) {
        const first = threadList(process, ...LISTED);
        if (isSound(first.end))
            return first;
        const second = threadList(process, ...LISTED_AGAIN);
        const known = new Set(first.items.map((thread) => thread.address));
        const more = second.items.filter((thread) => !known.has(thread.address));
        return { items: first.items.concat(more), end: first.end, recovered: first.recovered + more.length };
    }
    function threadList(process, head, link, bound = LIST_BOUND) {
        const address = process.raw.at(head);
        const links = process.raw.links(head);
        if (address === undefined || links === undefined) {
            const why = "the head of its thread list cannot be read";
            return { items: [], end: { kind: "unreadable", at: process.address, why }, recovered: 0 };
        }
        return walkIn(process.kernel, head, address, links, (entry) => {
            const thread = threadAround(process.kernel, entry, link);
            if (thread instanceof Gap)
                return thread;
            const own = thread.raw.links(link);
            if (!own)
                return new Gap(entry, "the link of the thread cannot be read");
            return thread.isThread ? { links: own, value: thread } : new Gap(entry, "no thread object");
        }, bound);
    }
    /** The process at an address, read once. The flag in bit 0 of owner pointers must be masked before. */
    function process(kernel, address) {
        return kernel.once("Process", address, () => {
            if (isNull(address))
                return new Gap(address, "the process pointer is null");
            if (lowBits(address, 7) !== 0)
                return new Gap(address, "not the address of a process");
            const raw = kernel.needed("_EPROCESS", MEMBERS$6).read(address);
            if (raw instanceof Gap)
                return raw;
            const found = new Process(kernel, raw);
            if (!found.isKnown && !raw.isPartial)
                kernel.target.losses.unknown("processes", STATE_UNKNOWN);
            return found;
        });
    }
    /** All processes in `nt!PsActiveProcessHead`, oldest first. */
    function processes(kernel) {
        const head = kernel.target.symbol("PsActiveProcessHead");
        if (head === undefined) {
            throw new UsageError("the symbols of nt are not loaded (nt!PsActiveProcessHead is missing). Try .symfix; .reload /f nt");
        }
        const reader = kernel.needed("_EPROCESS", MEMBERS$6);
        const offset = reader.offset("ActiveProcessLinks");
        const list = kernel.read("_LIST_ENTRY", kernel.needed("_LIST_ENTRY", ["Flink", "Blink"]), head);
        const flink = list instanceof Gap ? undefined : list.pointer("Flink");
        const blink = list instanceof Gap ? undefined : list.pointer("Blink");
        if (offset === undefined || flink === undefined || blink === undefined) {
            const unread = list instanceof Gap ? list.why : "the head of the list cannot be read";
            const why = offset === undefined ? "the symbols of nt have no _EPROCESS.ActiveProcessLinks" : unread;
            return { items: [], end: { kind: "unreadable", at: head, why }, recovered: 0 };
        }
        const links = { flink, blink };
        return walkIn(kernel, "PsActiveProcessHead", head, links, (entry) => {
            const found = process(kernel, add(entry, -offset));
            if (found instanceof Gap)
                return found;
            const own = found.raw.links("ActiveProcessLinks");
            return own ? { links: own, value: found } : new Gap(entry, "the link of the process cannot be read");
        });
    }

    /** `_ALPC_COMMUNICATION_INFO`: the three ports of a connection, and the list of a connection port's connections. */
    const MEMBERS$5 = [
        "ConnectionPort",
        "ServerCommunicationPort",
        "ClientCommunicationPort",
        "CommunicationList",
        "HandleTable",
        // Windows 8.1 and later.
        "CloseMessage",
    ];
    /** Each of the three ports may be null: while a connect is pending, or after the peer was deleted. */
    class CommunicationInfo {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        get connectionPort() {
            return this.raw.pointer("ConnectionPort");
        }
        get serverCommunicationPort() {
            return this.raw.pointer("ServerCommunicationPort");
        }
        get clientCommunicationPort() {
            return this.raw.pointer("ClientCommunicationPort");
        }
        /**
         * The connections of a connection port: CommunicationList of its own info is the head, the entries are those of the
         * connections' infos. Source: alpc-semantics 1.1.
         */
        get connections() {
            return this.kernel.once("connections", this.address, () => {
                const head = this.raw.at("CommunicationList");
                const links = this.raw.links("CommunicationList");
                const offset = reader(this.kernel).offset("CommunicationList");
                if (head === undefined || links === undefined || offset === undefined) {
                    const why = "the list of connections cannot be read";
                    return { items: [], end: { kind: "unreadable", at: this.address, why }, recovered: 0 };
                }
                return walkIn(this.kernel, "CommunicationList", head, links, (entry) => {
                    const info = communicationInfo(this.kernel, add(entry, -offset));
                    if (info instanceof Gap)
                        return info;
                    const own = info.raw.links("CommunicationList");
                    return own ? { links: own, value: info } : new Gap(entry, "the link of the connection cannot be read");
                });
            });
        }
    }
    function reader(kernel) {
        return kernel.needed("_ALPC_COMMUNICATION_INFO", MEMBERS$5);
    }
    function communicationInfo(kernel, address) {
        return kernel.once("CommunicationInfo", address, () => {
            if (isNull(address))
                return new Gap(address, "the port has no CommunicationInfo");
            const raw = reader(kernel).read(address);
            return raw instanceof Gap ? raw : new CommunicationInfo(kernel, raw);
        });
    }

    /** Access control lists: entries, their types, flags and masks by name. Source: MS-DTYP 2.4.3 to 2.4.5, 2.5.1. */
    /** Names of `AceType`, with the letters of SDDL where it has any. */
    const TYPES$2 = {
        0: ["ACCESS_ALLOWED_ACE_TYPE", "A"],
        1: ["ACCESS_DENIED_ACE_TYPE", "D"],
        2: ["SYSTEM_AUDIT_ACE_TYPE", "AU"],
        3: ["SYSTEM_ALARM_ACE_TYPE", "AL"],
        4: ["ACCESS_ALLOWED_COMPOUND_ACE_TYPE", ""],
        5: ["ACCESS_ALLOWED_OBJECT_ACE_TYPE", "OA"],
        6: ["ACCESS_DENIED_OBJECT_ACE_TYPE", "OD"],
        7: ["SYSTEM_AUDIT_OBJECT_ACE_TYPE", "OU"],
        8: ["SYSTEM_ALARM_OBJECT_ACE_TYPE", "OL"],
        9: ["ACCESS_ALLOWED_CALLBACK_ACE_TYPE", "XA"],
        10: ["ACCESS_DENIED_CALLBACK_ACE_TYPE", "XD"],
        11: ["ACCESS_ALLOWED_CALLBACK_OBJECT_ACE_TYPE", "ZA"],
        12: ["ACCESS_DENIED_CALLBACK_OBJECT_ACE_TYPE", ""],
        13: ["SYSTEM_AUDIT_CALLBACK_ACE_TYPE", "XU"],
        14: ["SYSTEM_ALARM_CALLBACK_ACE_TYPE", ""],
        15: ["SYSTEM_AUDIT_CALLBACK_OBJECT_ACE_TYPE", ""],
        16: ["SYSTEM_ALARM_CALLBACK_OBJECT_ACE_TYPE", ""],
        17: ["SYSTEM_MANDATORY_LABEL_ACE_TYPE", "ML"],
        18: ["SYSTEM_RESOURCE_ATTRIBUTE_ACE_TYPE", "RA"],
        19: ["SYSTEM_SCOPED_POLICY_ID_ACE_TYPE", "SP"],
        20: ["SYSTEM_PROCESS_TRUST_LABEL_ACE_TYPE", "TL"],
        21: ["SYSTEM_ACCESS_FILTER_ACE_TYPE", "FL"],
    };
    const MANDATORY_LABEL = 17;
    /** Types whose SID lies behind object flags and up to two GUIDs. */
    const OBJECT_TYPES = [5, 6, 7, 8, 11, 12, 15, 16];
    const FLAGS$2 = [
        [0x01, "OBJECT_INHERIT_ACE", "OI"],
        [0x02, "CONTAINER_INHERIT_ACE", "CI"],
        [0x04, "NO_PROPAGATE_INHERIT_ACE", "NP"],
        [0x08, "INHERIT_ONLY_ACE", "IO"],
        [0x10, "INHERITED_ACE", "ID"],
        [0x20, "CRITICAL_ACE_FLAG", "CR"],
        [0x40, "SUCCESSFUL_ACCESS_ACE_FLAG", "SA"],
        [0x80, "FAILED_ACCESS_ACE_FLAG", "FA"],
    ];
    /** Rights that every object has, in ascending order. */
    const STANDARD = [
        [0x00010000, "DELETE"],
        [0x00020000, "READ_CONTROL"],
        [0x00040000, "WRITE_DAC"],
        [0x00080000, "WRITE_OWNER"],
        [0x00100000, "SYNCHRONIZE"],
        [0x01000000, "ACCESS_SYSTEM_SECURITY"],
        [0x02000000, "MAXIMUM_ALLOWED"],
        [0x10000000, "GENERIC_ALL"],
        [0x20000000, "GENERIC_EXECUTE"],
        [0x40000000, "GENERIC_WRITE"],
        [0x80000000, "GENERIC_READ"],
    ];
    /** The one right of its own that a port has. Source: phnt, golden case G8 (masks of real ports). */
    const PORT = [[1, "PORT_CONNECT"], ...STANDARD];
    const PORT_ALL_ACCESS = 0x1f0001;
    const LABEL = [
        [1, "NO_WRITE_UP"],
        [2, "NO_READ_UP"],
        [4, "NO_EXECUTE_UP"],
    ];
    /** Tokens of SDDL in the order in which Windows writes them. */
    const SDDL_RIGHTS = [
        [0x10000000, "GA"],
        [0x80000000, "GR"],
        [0x40000000, "GW"],
        [0x20000000, "GX"],
        [0x1, "CC"],
        [0x2, "DC"],
        [0x4, "LC"],
        [0x8, "SW"],
        [0x10, "RP"],
        [0x20, "WP"],
        [0x40, "DT"],
        [0x80, "LO"],
        [0x100, "CR"],
        [0x10000, "SD"],
        [0x20000, "RC"],
        [0x40000, "WD"],
        [0x80000, "WO"],
    ];
    const LABEL_RIGHTS = [
        [1, "NW"],
        [2, "NR"],
        [4, "NX"],
    ];
    const ACL_HEADER = 8;
    /** Size of the list whose header begins at `offset`. */
    function aclSize(bytes, offset) {
        return uint16(bytes, offset + 2);
    }
    /** The list in some bytes. Entries that do not fit into it end it. */
    function aclIn(bytes, offset) {
        const size = aclSize(bytes, offset);
        const count = uint16(bytes, offset + 4);
        const end = Math.min(offset + size, bytes.length);
        const aces = [];
        let at = offset + ACL_HEADER;
        while (aces.length < count && at + 8 <= end) {
            const length = uint16(bytes, at + 2);
            if (length < 8 || at + length > end)
                break;
            aces.push(aceIn(bytes, at, length));
            at += length;
        }
        return {
            revision: bytes[offset] || 0,
            sbz1: bytes[offset + 1] || 0,
            size,
            count,
            sbz2: uint16(bytes, offset + 6),
            aces,
        };
    }
    function aceIn(bytes, at, size) {
        const type = bytes[at];
        const flags = bytes[at + 1];
        let sidAt = at + 8;
        if (OBJECT_TYPES.indexOf(type) >= 0) {
            const present = uint32In(bytes, at + 8);
            sidAt += 4 + ((present & 1) !== 0 ? 16 : 0) + ((present & 2) !== 0 ? 16 : 0);
        }
        const found = sidIn(bytes.subarray(0, at + size), sidAt);
        const known = TYPES$2[type];
        return {
            type,
            typeName: known ? known[0] : "ACE type 0x" + type.toString(16),
            flags,
            flagNames: FLAGS$2.filter((flag) => (flags & flag[0]) !== 0).map((flag) => flag[1]),
            size,
            mask: uint32In(bytes, at + 4),
            sid: found && found.sid,
        };
    }
    /** An access mask of a port by names; bits without a name in hexadecimal. */
    function portRights(mask) {
        if (mask === PORT_ALL_ACCESS)
            return ["PORT_ALL_ACCESS"];
        return names$1(mask, PORT);
    }
    /** The mask of an entry by names: that of a mandatory label has a meaning of its own. */
    function aceRights(ace) {
        return ace.type === MANDATORY_LABEL ? names$1(ace.mask, LABEL) : portRights(ace.mask);
    }
    function names$1(mask, table) {
        const found = [];
        let rest = mask;
        for (const [bit, name] of table) {
            if ((mask & bit) === 0)
                continue;
            found.push(name);
            rest = (rest & ~bit) >>> 0;
        }
        if (rest !== 0)
            found.push("0x" + rest.toString(16));
        return found;
    }
    /** One entry in SDDL: `(A;;CCSDRC;;;WD)`. */
    function sddlAce(ace) {
        const known = TYPES$2[ace.type];
        const type = known && known[1] !== "" ? known[1] : "0x" + ace.type.toString(16);
        const flags = FLAGS$2.filter((flag) => (ace.flags & flag[0]) !== 0)
            .map((flag) => flag[2])
            .join("");
        return "(" + [type, flags, sddlRights(ace), "", "", ace.sid === undefined ? "" : sddlSid(ace.sid)].join(";") + ")";
    }
    /** Tokens where they say everything, the number otherwise: there is none for SYNCHRONIZE. */
    function sddlRights(ace) {
        const table = ace.type === MANDATORY_LABEL ? LABEL_RIGHTS : SDDL_RIGHTS;
        let rest = ace.mask;
        let text = "";
        for (const [bit, token] of table) {
            if ((ace.mask & bit) === 0)
                continue;
            text += token;
            rest = (rest & ~bit) >>> 0;
        }
        return rest === 0 ? text : "0x" + ace.mask.toString(16);
    }
    function uint16(bytes, offset) {
        return (bytes[offset] || 0) | ((bytes[offset + 1] || 0) << 8);
    }

    /** Security descriptors: self-relative, as the object manager keeps them, or absolute. Source: MS-DTYP 2.4.6. */
    const SELF_RELATIVE = 0x8000;
    const DACL_PRESENT = 4;
    const SACL_PRESENT = 0x10;
    /** Self-relative: revision, Sbz1, Control, and four offsets. */
    const RELATIVE_SIZE = 20;
    const CONTROL_NAMES = [
        [0x0001, "SE_OWNER_DEFAULTED"],
        [0x0002, "SE_GROUP_DEFAULTED"],
        [0x0004, "SE_DACL_PRESENT"],
        [0x0008, "SE_DACL_DEFAULTED"],
        [0x0010, "SE_SACL_PRESENT"],
        [0x0020, "SE_SACL_DEFAULTED"],
        [0x0040, "SE_DACL_UNTRUSTED"],
        [0x0080, "SE_SERVER_SECURITY"],
        [0x0100, "SE_DACL_AUTO_INHERIT_REQ"],
        [0x0200, "SE_SACL_AUTO_INHERIT_REQ"],
        [0x0400, "SE_DACL_AUTO_INHERITED"],
        [0x0800, "SE_SACL_AUTO_INHERITED"],
        [0x1000, "SE_DACL_PROTECTED"],
        [0x2000, "SE_SACL_PROTECTED"],
        [0x4000, "SE_RM_CONTROL_VALID"],
        [0x8000, "SE_SELF_RELATIVE"],
    ];
    /** The descriptor at an address (reference count masked), each part read once. */
    function securityDescriptor(kernel, address) {
        return kernel.once("SecurityDescriptor", address, () => {
            if (isNull(address))
                return new Gap(address, "the object has no security descriptor");
            const header = kernel.bytes(address, RELATIVE_SIZE);
            if (header instanceof Gap)
                return header;
            if (header[0] !== 1)
                return new Gap(address, "no security descriptor: its revision is " + header[0]);
            const control = header[2] | (header[3] << 8);
            const parts = control & SELF_RELATIVE ? relative(address, header) : absolute(kernel, address);
            if (parts instanceof Gap)
                return parts;
            const [owner, group, sacl, dacl] = parts;
            const hasDacl = (control & DACL_PRESENT) !== 0;
            return {
                address,
                revision: 1,
                sbz1: header[1],
                control,
                owner: isNull(owner) ? undefined : sidAt(kernel, owner),
                group: isNull(group) ? undefined : sidAt(kernel, group),
                dacl: hasDacl && !isNull(dacl) ? aclAt(kernel, dacl) : undefined,
                hasDacl,
                sacl: (control & SACL_PRESENT) !== 0 && !isNull(sacl) ? aclAt(kernel, sacl) : undefined,
            };
        });
    }
    function relative(address, header) {
        const at = (offset) => {
            const distance = uint32In(header, offset);
            return distance === 0 ? NULL : add(address, distance);
        };
        return [at(4), at(8), at(12), at(16)];
    }
    function absolute(kernel, address) {
        const size = kernel.pointerSize;
        const bytes = kernel.bytes(add(address, size), 4 * size);
        if (bytes instanceof Gap)
            return bytes;
        const at = (index) => pointerIn(bytes, index * size, size);
        return [at(0), at(1), at(2), at(3)];
    }
    function aclAt(kernel, address) {
        return kernel.once("ACL", address, () => {
            const header = kernel.bytes(address, ACL_HEADER);
            if (header instanceof Gap)
                return header;
            const size = aclSize(header, 0);
            if (size < ACL_HEADER)
                return new Gap(address, "no ACL: its size is " + size);
            const rest = size === ACL_HEADER ? new Uint8Array(0) : kernel.bytes(add(address, ACL_HEADER), size - ACL_HEADER);
            if (rest instanceof Gap)
                return rest;
            const all = new Uint8Array(size);
            all.set(header);
            all.set(rest, ACL_HEADER);
            return aclIn(all, 0);
        });
    }
    /** Names of the bits of Control. */
    function controlNames(control) {
        return CONTROL_NAMES.filter((known) => (control & known[0]) !== 0).map((known) => known[1]);
    }
    /** The descriptor in SDDL; a part that cannot be read is left out. Source: MS-DTYP 2.5.1. */
    function sddl(descriptor) {
        const { owner, group, dacl, sacl, control } = descriptor;
        let text = "";
        if (typeof owner === "string")
            text += "O:" + sddlSid(owner);
        if (typeof group === "string")
            text += "G:" + sddlSid(group);
        if (descriptor.hasDacl) {
            const flags = (control & 0x1000 ? "P" : "") + (control & 0x100 ? "AR" : "") + (control & 0x400 ? "AI" : "");
            text += "D:" + flags;
            if (dacl === undefined)
                text += "NO_ACCESS_CONTROL";
            else if (!(dacl instanceof Gap))
                text += dacl.aces.map(sddlAce).join("");
        }
        if (sacl !== undefined && !(sacl instanceof Gap)) {
            const flags = (control & 0x2000 ? "P" : "") + (control & 0x200 ? "AR" : "") + (control & 0x800 ? "AI" : "");
            text += "S:" + flags + sacl.aces.map(sddlAce).join("");
        }
        return text;
    }

    /** `_ALPC_PORT_ATTRIBUTES`: flags by name, limits, quality of service. */
    /** Limits in bytes, except that the last are bits of object types. */
    const LIMITS$1 = [
        "MaxMessageLength",
        "MemoryBandwidth",
        "MaxPoolUsage",
        "MaxSectionSize",
        "MaxViewSize",
        "MaxTotalSectionSize",
    ];
    const PORT_ATTRIBUTE_MEMBERS = ["PortAttributes.Flags", "PortAttributes.DupObjectTypes"]
        .concat(LIMITS$1.map((name) => "PortAttributes." + name))
        .concat(qosMembers("PortAttributes.SecurityQos"));
    /** ALPC_PORFLG_*. Source: phnt by way of layouts/enums. */
    const FLAGS$1 = [
        [0x1000, "LPC_MODE"],
        [0x10000, "ALLOW_IMPERSONATION"],
        [0x20000, "ALLOW_LPC_REQUESTS"],
        [0x40000, "WAITABLE_PORT"],
        [0x80000, "ALLOW_DUP_OBJECT"],
        [0x100000, "SYSTEM_PROCESS"],
        [0x200000, "WAKE_POLICY1"],
        [0x400000, "WAKE_POLICY2"],
        [0x800000, "WAKE_POLICY3"],
        [0x1000000, "DIRECT_MESSAGE"],
        [0x2000000, "ALLOW_MULTIHANDLE_ATTRIBUTE"],
    ];
    /** Flags by name; bits without a name in hexadecimal. */
    function portFlagNames(flags) {
        const names = FLAGS$1.filter((known) => (flags & known[0]) !== 0).map((known) => known[1]);
        const rest = FLAGS$1.reduce((left, known) => (left & ~known[0]) >>> 0, flags);
        return rest === 0 ? names : names.concat("0x" + rest.toString(16));
    }
    class PortAttributes {
        constructor(port) {
            this.port = port;
        }
        get flags() {
            return this.port.raw.unsigned("PortAttributes.Flags");
        }
        limit(name) {
            return this.port.raw.unsigned("PortAttributes." + name);
        }
        /** Bits of the object types whose handles may be passed. */
        get dupObjectTypes() {
            return this.port.raw.unsigned("PortAttributes.DupObjectTypes");
        }
        get dupObjectTypeNames() {
            const types = this.dupObjectTypes;
            return types === undefined ? undefined : objectTypeNames(types);
        }
        get qos() {
            return qosOf(this.port.raw, "PortAttributes.SecurityQos");
        }
    }

    /** `_ALPC_PORT`: kind, owner, name, the ports of its connection, its queues. */
    const MEMBERS$4 = [
        "PortListEntry",
        "CommunicationInfo",
        "OwnerProcess",
        "CompletionPort",
        "CompletionKey",
        "PortContext",
        "MainQueue",
        "LargeMessageQueue",
        "PendingQueue",
        // Windows 10 and later.
        "DirectQueue",
        "CanceledQueue",
        "WaitQueue",
        "Semaphore",
        "CompletionPacketLookaside",
        "ResourceListHead",
        "CompletionList",
        // Windows 7 and later.
        "CallbackObject",
        "CallbackContext",
        "SequenceNo",
        // Windows 8.1 and later.
        "ReferenceNo",
        "ReferenceNoWait",
        "TargetQueuePort",
        "TargetSequencePort",
        // Vista calls it Message.
        "CachedMessage",
        "Message",
        // Up to Windows 8.
        "MessageZone",
        "u1.State",
        "u1.s1.Initialized",
        "u1.s1.Type",
        "u1.s1.ConnectionPending",
        "u1.s1.ConnectionRefused",
        "u1.s1.Disconnected",
        "u1.s1.Closed",
        "u1.s1.NoFlushOnClose",
        "u1.s1.ReturnExtendedInfo",
        "u1.s1.Waitable",
        "u1.s1.DynamicSecurity",
        "u1.s1.Wow64CompletionList",
        "u1.s1.Lpc",
        "u1.s1.LpcToLpc",
        "u1.s1.HasCompletionList",
        "u1.s1.HadCompletionList",
        "u1.s1.EnableCompletionList",
        "MainQueueLength",
        "LargeMessageQueueLength",
        "PendingQueueLength",
        "DirectQueueLength",
        "CanceledQueueLength",
        "WaitQueueLength",
    ].concat(PORT_ATTRIBUTE_MEMBERS, contextMembers("StaticSecurity"));
    /** In OwnerProcess: the owner is no longer valid. Source: alpc-semantics 1.2 [phnt]. */
    const OWNER_INVALID = 1;
    /** `u1.s1.Type`. The numbers are known from behaviour only; the slot of CommunicationInfo decides where it can be read. */
    const KIND_BY_NUMBER = {
        1: "ConnectionPort",
        2: "ClientCommunicationPort",
        3: "ServerCommunicationPort",
    };
    /** As `!alpc` prints the kinds. */
    const KIND_NAMES = {
        ConnectionPort: "ALPC_CONNECTION_PORT",
        ClientCommunicationPort: "ALPC_CLIENT_COMMUNICATION_PORT",
        ServerCommunicationPort: "ALPC_SERVER_COMMUNICATION_PORT",
    };
    const QUEUES = [
        "MainQueue",
        "LargeMessageQueue",
        "PendingQueue",
        "DirectQueue",
        "CanceledQueue",
    ];
    const LENGTHS = {
        MainQueue: "MainQueueLength",
        LargeMessageQueue: "LargeMessageQueueLength",
        PendingQueue: "PendingQueueLength",
        DirectQueue: "DirectQueueLength",
        CanceledQueue: "CanceledQueueLength",
    };
    const EMPTY_QUEUES = QUEUES.reduce((all, name) => {
        all[name] = { name, length: 0, walk: EMPTY };
        return all;
    }, {});
    class Port {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
            this.header = new ObjectHeader(kernel, raw);
        }
        get address() {
            return this.raw.address;
        }
        get communicationInfo() {
            if (this.info)
                return this.info;
            const pointer = this.raw.pointer("CommunicationInfo");
            return (this.info =
                pointer === undefined
                    ? new Gap(this.address, "CommunicationInfo cannot be read")
                    : communicationInfo(this.kernel, pointer));
        }
        /** The slot of CommunicationInfo that points back at the port; the type number only where none does. */
        get kind() {
            return this.kindBySlot || this.kindByNumber;
        }
        get kindBySlot() {
            if (this.slot === undefined)
                this.slot = this.findSlot() || null;
            return this.slot || undefined;
        }
        findSlot() {
            const info = this.communicationInfo;
            if (info instanceof Gap)
                return undefined;
            if (info.connectionPort === this.address)
                return "ConnectionPort";
            if (info.clientCommunicationPort === this.address)
                return "ClientCommunicationPort";
            if (info.serverCommunicationPort === this.address)
                return "ServerCommunicationPort";
            return undefined;
        }
        get kindByNumber() {
            return KIND_BY_NUMBER[this.raw.unsigned("u1.s1.Type") || 0];
        }
        /** Address of the owner's `_EPROCESS`, the validity bit masked; null when there is none. */
        get ownerAddress() {
            const owner = this.raw.pointer("OwnerProcess");
            return owner === undefined ? undefined : clearBits(owner, OWNER_INVALID);
        }
        /** False when the kernel marked the owner as gone, or there is none. */
        get ownerIsValid() {
            const owner = this.raw.pointer("OwnerProcess");
            return owner !== undefined && !isNull(owner) && lowBits(owner, OWNER_INVALID) === 0;
        }
        /** The owning process; never read when the kernel says that it is gone. */
        get owner() {
            const owner = this.ownerAddress;
            if (owner === undefined)
                return new Gap(this.address, "OwnerProcess cannot be read");
            if (!this.ownerIsValid)
                return new Gap(owner, isNull(owner) ? "the port has no owner" : "the owner is gone");
            return process(this.kernel, owner);
        }
        /** The connection port of the connection; the port itself where it is one. */
        get connectionPort() {
            return this.peer("ConnectionPort", (info) => info.connectionPort);
        }
        get clientPort() {
            return this.peer("ClientCommunicationPort", (info) => info.clientCommunicationPort);
        }
        get serverPort() {
            return this.peer("ServerCommunicationPort", (info) => info.serverCommunicationPort);
        }
        peer(kind, slot) {
            if (this.kind === kind)
                return this;
            const info = this.communicationInfo;
            if (info instanceof Gap)
                return info;
            return port$1(this.kernel, slot(info) || NULL);
        }
        /** The port's own name; the communication ports have none and go by that of their connection port. */
        get name() {
            return this.ownName === undefined ? (this.ownName = this.findName()) : this.ownName;
        }
        findName() {
            const own = this.header.name;
            if (!(own instanceof Gap) && own !== "")
                return own;
            const connection = this.kind === "ConnectionPort" ? this : this.connectionPort;
            if (connection instanceof Gap || connection === this)
                return "";
            return connection.isNamed ? connection.name : "";
        }
        /** Why the name is not known, where there may be one. */
        get nameGap() {
            const own = this.header.name;
            if (own instanceof Gap || own !== "" || this.kind === "ConnectionPort")
                return own instanceof Gap ? own : undefined;
            const connection = this.connectionPort;
            if (connection instanceof Gap || connection === this)
                return undefined;
            const name = connection.header.name;
            return name instanceof Gap ? name : undefined;
        }
        /** The name with its directories, of the port itself or of its connection port. */
        get fullName() {
            const connection = this.kind === "ConnectionPort" ? this : this.connectionPort;
            const header = connection instanceof Gap ? this.header : connection.header;
            const name = header.fullName;
            return name instanceof Gap ? "" : name;
        }
        /** Whether the port has a name of its own. */
        get isNamed() {
            const own = this.header.name;
            return !(own instanceof Gap) && own !== "";
        }
        get isClosed() {
            return this.raw.flag("u1.s1.Closed") === true;
        }
        get isDisconnected() {
            return this.raw.flag("u1.s1.Disconnected") === true;
        }
        get isWaitable() {
            return this.raw.flag("u1.s1.Waitable") === true;
        }
        /** The semaphore of a waitable port; undefined for others, whose pointer leads to one shared event. */
        get semaphore() {
            const pointer = this.isWaitable ? this.raw.pointer("Semaphore") : undefined;
            return pointer === undefined || isNull(pointer) ? undefined : pointer;
        }
        get attributes() {
            return new PortAttributes(this);
        }
        /** What was captured of the client at connect, for static tracking; undefined where the build lacks it. */
        get staticSecurity() {
            return clientContext(this.raw, "StaticSecurity");
        }
        /** The descriptor of the port object; a Gap where there is none or it cannot be read. */
        get securityDescriptor() {
            const pointer = this.header.securityDescriptor;
            if (pointer === undefined)
                return new Gap(this.address, "the object header cannot be read");
            return securityDescriptor(this.kernel, pointer);
        }
        /** A free message kept for reuse. */
        get cachedMessage() {
            return this.raw.pointer(this.raw.has("CachedMessage") ? "CachedMessage" : "Message");
        }
        /** The `_KQUEUE` of the completion object; null when receivers wait on the port itself. */
        get completionPort() {
            return this.raw.pointer("CompletionPort");
        }
        /** The counter of a queue; undefined where the build has no such queue. */
        queueLength(name) {
            return this.raw.unsigned(LENGTHS[name]);
        }
        /** Messages held: main + large + pending + canceled, as `!alpc /lpp` counts them. Source: golden case G26. */
        get messageCount() {
            const of = (name) => this.queueLength(name) || 0;
            return of("MainQueue") + of("LargeMessageQueue") + of("PendingQueue") + of("CanceledQueue");
        }
        /** A queue with its messages; undefined where the build has no such queue. The walk reads each message once. */
        queue(name) {
            const known = this.queues && this.queues[name];
            if (known || !this.raw.has(name))
                return known;
            const walk = this.walkQueue(name);
            const length = this.queueLength(name);
            // Nearly all queues of a machine are empty.
            if (walk === EMPTY && length === 0)
                return EMPTY_QUEUES[name];
            const queues = this.queues || (this.queues = {});
            return (queues[name] = { name, length, walk });
        }
        walkQueue(name) {
            const head = this.raw.at(name);
            const links = this.raw.links(name);
            // Cancel notices have a link of their own. Source: alpc-semantics 1.2.
            const link = name === "CanceledQueue" ? "CancelListEntry" : "Entry";
            const offset = messageReader(this.kernel).offset(link);
            if (head === undefined || links === undefined || offset === undefined) {
                const why = "the head of the queue cannot be read";
                return { items: [], end: { kind: "unreadable", at: this.address, why }, recovered: 0 };
            }
            if (links.flink === head && links.blink === head)
                return EMPTY;
            const place = { port: this.address, queue: name };
            return walkIn(this.kernel, name, head, links, (entry) => {
                const found = message$1(this.kernel, add(entry, -offset));
                if (found instanceof Gap)
                    return found;
                const own = found.raw.links(link);
                if (!own)
                    return new Gap(entry, "the link of the message cannot be read");
                if (!found.isMessage)
                    return new Gap(entry, "no message");
                if (name !== "CanceledQueue")
                    found.foundIn = place;
                return { links: own, value: found };
            });
        }
    }
    function portReader(kernel) {
        return kernel.needed("_ALPC_PORT", MEMBERS$4, () => objectHeader(kernel));
    }
    /** The port at an address, read once together with its object header. */
    function port$1(kernel, address) {
        return kernel.once("Port", address, () => {
            if (isNull(address))
                return new Gap(address, "the port pointer is null");
            const raw = portReader(kernel).read(address);
            return raw instanceof Gap ? raw : new Port(kernel, raw);
        });
    }
    /** All ports of the machine, of every kind and process, from `nt!AlpcpPortList`; oldest first. */
    function ports(kernel) {
        return kernel.once("ports", NULL, () => firstPorts(kernel, LIST_BOUND));
    }
    /** No more than `bound` of them: where there are more, nothing behind these is read and the walk ends at its bound. */
    function firstPorts(kernel, bound) {
        const head = kernel.target.symbol("AlpcpPortList");
        const offset = portReader(kernel).offset("PortListEntry");
        if (head === undefined || offset === undefined) {
            throw new UsageError("the symbols of nt lack AlpcpPortList, the list of all ports. Load them with .symfix; .reload /f nt");
        }
        const list = kernel.needed("_LIST_ENTRY", ["Flink", "Blink"]).read(head);
        if (list instanceof Gap)
            return { items: [], end: { kind: "unreadable", at: head, why: list.why }, recovered: 0 };
        const links = { flink: list.pointer("Flink") || NULL, blink: list.pointer("Blink") || NULL };
        return walkIn(kernel, "AlpcpPortList", head, links, (entry) => {
            const found = port$1(kernel, add(entry, -offset));
            if (found instanceof Gap)
                return found;
            const own = found.raw.links("PortListEntry");
            return own ? { links: own, value: found } : new Gap(entry, "the link of the port cannot be read");
        }, bound);
    }

    /** Message ids: handles in `nt!AlpcMessageTable` and the tables behind it. */
    /** Source: alpc-semantics 5: id >> 26 is the number of the secondary table, of at most 32; the rest the handle in it. */
    const TABLE_SIZE = 67108864;
    const TABLES = 32;
    /**
     * The message with an id. What the table leads to counts only when the memory there is a message with this id. Undefined
     * when there is none, a Gap when that cannot be told. Source: alpc-semantics 5.
     */
    function messageById(kernel, id) {
        const table = tableOf(kernel, id);
        if (table === undefined || table instanceof Gap)
            return table;
        const found = handleTable(kernel, table);
        if (found instanceof Gap)
            return found;
        const entry = found.lookUp(id % TABLE_SIZE);
        if (entry === undefined || entry instanceof Gap)
            return entry;
        const hit = message$1(kernel, entry.pointer);
        if (hit instanceof Gap)
            return hit;
        return hit.isMessage && hit.messageId === id ? hit : undefined;
    }
    /**
     * The messages with an id: the one that the table leads to, which is exact; where it leads to none, those in the queues of
     * all ports, because the table may be paged out or of an unknown form.
     */
    function messagesWithId(kernel, id) {
        const exact = messageById(kernel, id);
        if (exact !== undefined && !(exact instanceof Gap))
            return [exact];
        const hits = new Set();
        for (const owner of ports(kernel).items) {
            for (const name of QUEUES) {
                const queue = owner.queue(name);
                for (const found of queue ? queue.walk.items : [])
                    if (found.messageId === id)
                        hits.add(found);
            }
        }
        return Array.from(hits);
    }
    /** Address of the `_HANDLE_TABLE` that an id is in; undefined when the build has none for it. */
    function tableOf(kernel, id) {
        const number = Math.floor(id / TABLE_SIZE);
        if (number === 0) {
            const table = kernel.symbolPointer("AlpcMessageTable");
            if (table === undefined)
                return new Gap(0, "nt!AlpcMessageTable cannot be read");
            return isNull(table) ? undefined : table;
        }
        // Windows 8.1 and later.
        const tables = kernel.target.symbol("AlpcpSecondaryMessageTables");
        if (tables === undefined || number >= TABLES)
            return undefined;
        const at = add(tables, number * kernel.pointerSize);
        const bytes = kernel.once("secondary table", at, () => kernel.bytes(at, kernel.pointerSize));
        if (bytes instanceof Gap)
            return bytes;
        const table = pointerIn(bytes, 0, kernel.pointerSize);
        return isNull(table) ? undefined : table;
    }

    /**
     * Whether the kernel has LPC: Windows XP and Server 2003. The port type alone does not tell, because the symbols of Vista
     * still have it; its threads no longer have the members. Source: layouts [PDB].
     */
    function isLpc(kernel) {
        const { target } = kernel;
        const threads = target.type("_ETHREAD");
        return (target.type("_LPCP_PORT_OBJECT") !== undefined &&
            threads !== undefined &&
            threads.field("LpcReplyMessageId") !== undefined);
    }

    /** `_LPCP_MESSAGE`: there while a request is queued, or carries data areas, or is a reply; freed when it is received. */
    const MEMBERS$3 = ["Entry", "SenderPort", "RepliedToThread", "PortContext"].concat(portMessageMembers("Request"));
    /** In `Request.u2.s2.Type`. Source: layouts/enums. */
    const CONNECTION_REQUEST = 10;
    class LpcMessage {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        get messageId() {
            return this.raw.unsigned("Request.MessageId");
        }
        get callbackId() {
            return this.raw.unsigned("Request.CallbackId");
        }
        /** Size of the section view the sender attached; shares its place with CallbackId. */
        get clientViewSize() {
            return this.raw.pointer("Request.ClientViewSize");
        }
        /** `LPC_REQUEST` ...; undefined where it cannot be read. */
        get type() {
            const type = this.typeNumber;
            return type === undefined ? undefined : messageTypeName(type);
        }
        get typeNumber() {
            return this.raw.unsigned("Request.u2.s2.Type");
        }
        get isConnectionRequest() {
            return ((this.typeNumber || 0) & 0xff) === CONNECTION_REQUEST;
        }
        get dataLength() {
            return this.raw.unsigned("Request.u1.s1.DataLength");
        }
        get totalLength() {
            return this.raw.unsigned("Request.u1.s1.TotalLength");
        }
        /** Set when the message names data areas in its sender; it is then kept until the reply. */
        get dataInfoOffset() {
            return this.raw.unsigned("Request.u2.s2.DataInfoOffset");
        }
        get clientPid() {
            return this.raw.id("Request.ClientId.UniqueProcess");
        }
        get clientTid() {
            return this.raw.id("Request.ClientId.UniqueThread");
        }
        /** The port it was sent through. */
        get senderPort() {
            return this.raw.pointer("SenderPort");
        }
        /** The thread that is replied to, of a reply and of a callback; null otherwise. */
        get repliedToThread() {
            return this.raw.pointer("RepliedToThread");
        }
        get portContext() {
            return this.raw.pointer("PortContext");
        }
        /** Up to `count` words of the data behind the header, as far as they are in memory. */
        data(count) {
            const start = this.raw.bytesOf("Request");
            const at = this.raw.at("Request");
            const words = Math.min(count, Math.floor((this.dataLength || 0) / 4));
            if (!start || at === undefined || words <= 0)
                return [];
            const bytes = this.kernel.bytes(at, start.length + 4 * words);
            if (bytes instanceof Gap)
                return [];
            return Array.from({ length: words }, (_, i) => uint32In(bytes, start.length + 4 * i));
        }
    }
    function lpcMessageReader(kernel) {
        return kernel.needed("_LPCP_MESSAGE", MEMBERS$3);
    }
    /** The message at an address, read once. Nothing in it tells a message from other memory. */
    function lpcMessage(kernel, address) {
        return kernel.once("LpcMessage", address, () => {
            if (isNull(address))
                return new Gap(address, "the message pointer is null");
            if (!isKernel(address, kernel.pointerSize))
                return new Gap(address, "not a kernel address");
            const raw = lpcMessageReader(kernel).read(address);
            return raw instanceof Gap ? raw : new LpcMessage(kernel, raw);
        });
    }

    /** The object manager's namespace, from `nt!ObpRootDirectoryObject` down. */
    /** More objects than any namespace has in earnest; a walk that gets here is lost. */
    const BOUND$1 = 100000;
    /** All objects of the namespace. Every directory is visited once; all hash buckets are looked into. */
    function namedObjects(kernel) {
        const root = kernel.symbolPointer("ObpRootDirectoryObject");
        if (root === undefined || isNull(root))
            return { objects: [], gaps: [new Gap(root || 0, "nt!ObpRootDirectoryObject cannot be read")] };
        return kernel.once("namespace", root, () => walk$2(kernel, root));
    }
    function walk$2(kernel, root) {
        const objects = [];
        const gaps = [];
        const seen = new Set([root]);
        const directories = [root];
        // Whatever is of the same type as the root is a directory: no symbol needed.
        const type = typeOf(kernel, root);
        for (let i = 0; i < directories.length; i++) {
            for (const found of entries(kernel, directories[i], gaps)) {
                if (seen.has(found))
                    continue;
                if (seen.size > BOUND$1) {
                    gaps.push(new Gap(found, "given up after " + BOUND$1 + " objects"));
                    return { objects, gaps };
                }
                seen.add(found);
                objects.push(found);
                if (type !== undefined && typeOf(kernel, found) === type)
                    directories.push(found);
            }
        }
        return { objects, gaps };
    }
    /** What tells the type of an object, comparable with that of another; undefined where it cannot be read. */
    function typeOf(kernel, body) {
        const header = headerOf(kernel, body);
        if (header instanceof Gap)
            return undefined;
        const index = header.typeIndex;
        return index === undefined ? header.typePointer : index;
    }
    /** The objects in one directory. */
    function entries(kernel, directory, gaps) {
        const reader = kernel.reader("_OBJECT_DIRECTORY", ["HashBuckets"]);
        const raw = kernel.read("_OBJECT_DIRECTORY", reader, directory);
        const bytes = raw instanceof Gap ? undefined : raw.bytesOf("HashBuckets");
        if (!bytes) {
            gaps.push(raw instanceof Gap ? raw : new Gap(directory, "the directory cannot be read"));
            return [];
        }
        const entry = kernel.reader("_OBJECT_DIRECTORY_ENTRY", ["ChainLink", "Object"]);
        const found = [];
        for (let i = 0; i + kernel.pointerSize <= bytes.length; i += kernel.pointerSize) {
            const seen = new Set();
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
                if (!isNull(object))
                    found.push(object);
                link = after;
            }
        }
        return found;
    }

    /** `_LPCP_PORT_OBJECT`: kind, the ports of its connection, who made it, its queues and chains. */
    const MEMBERS$2 = [
        "ConnectionPort",
        "ConnectedPort",
        "MsgQueue.NonPagedPortQueue",
        "MsgQueue.Semaphore",
        "MsgQueue.ReceiveHead",
        "Creator.UniqueProcess",
        "Creator.UniqueThread",
        "ClientSectionBase",
        "ServerSectionBase",
        "PortContext",
        "ClientThread",
        "LpcReplyChainHead",
        "LpcDataInfoChainHead",
        "ServerProcess",
        "MaxMessageLength",
        "MaxConnectionInfoLength",
        "Flags",
    ].concat(qosMembers("SecurityQos"), contextMembers("StaticSecurity"));
    /** The low four bits of Flags. Source: alpc-semantics 8.1, seen in golden case G5. */
    const KIND$1 = {
        1: "ConnectionPort",
        2: "UnconnectedCommunicationPort",
        3: "ServerCommunicationPort",
        4: "ClientCommunicationPort",
    };
    const KIND_MASK = 0xf;
    /** The high bits of Flags, as ReactOS names them. Source: alpc-semantics 8.1. */
    const FLAGS = [
        [0x10000000, "PortDeleted"],
        [0x20000000, "WaitablePort"],
        [0x40000000, "NameDeleted"],
        [0x80000000, "SecurityDynamic"],
    ];
    const DELETED = 0x10000000;
    const WAITABLE = 0x20000000;
    const NAME_DELETED = 0x40000000;
    const DYNAMIC = 0x80000000;
    class LpcPort {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
            this.header = new ObjectHeader(kernel, raw);
        }
        get address() {
            return this.raw.address;
        }
        get flags() {
            return this.raw.unsigned("Flags");
        }
        get kind() {
            return KIND$1[(this.flags || 0) & KIND_MASK];
        }
        /** The bits of Flags above the kind, by name. */
        get flagNames() {
            const flags = this.flags || 0;
            return FLAGS.filter(([mask]) => (flags & mask) !== 0).map(([, name]) => name);
        }
        /** The port was closed: whoever waits on it waits in vain. */
        get isClosed() {
            return ((this.flags || 0) & DELETED) !== 0;
        }
        /** Of a connection port: nobody can connect any more, and requests fail. Of an end: its peer is gone. */
        get isDisconnected() {
            return ((this.flags || 0) & NAME_DELETED) !== 0;
        }
        get isWaitable() {
            return ((this.flags || 0) & WAITABLE) !== 0;
        }
        get hasDynamicSecurity() {
            return ((this.flags || 0) & DYNAMIC) !== 0;
        }
        /** The connection port; the port itself where it is one. */
        get connectionPort() {
            if (this.kind === "ConnectionPort")
                return this;
            return lpcPort(this.kernel, this.raw.pointer("ConnectionPort") || NULL);
        }
        /** The other end of a communication port. */
        get connectedPort() {
            return lpcPort(this.kernel, this.raw.pointer("ConnectedPort") || NULL);
        }
        /**
         * The port in whose ReceiveHead a request sent through this port is queued: a client's in the connection port, a
         * server's in its client's port. Source: alpc-semantics 8.2, ReactOS.
         */
        get requestQueue() {
            return this.kind === "ServerCommunicationPort" ? this.connectedPort : this.connectionPort;
        }
        /** The port's own name; the ends have none and go by that of their connection port. */
        get name() {
            return this.named((header) => header.name);
        }
        get fullName() {
            return this.named((header) => header.fullName);
        }
        /** Why the name is not known, where there may be one. */
        get nameGap() {
            const own = this.header.name;
            if (own instanceof Gap)
                return own;
            const connection = this.connectionPort;
            if (own !== "" || connection instanceof Gap)
                return undefined;
            const name = connection.header.name;
            return name instanceof Gap ? name : undefined;
        }
        named(of) {
            const own = of(this.header);
            if (typeof own === "string" && own !== "")
                return own;
            const connection = this.kind === "ConnectionPort" ? this : this.connectionPort;
            if (connection instanceof Gap || connection === this)
                return "";
            const name = of(connection.header);
            return typeof name === "string" ? name : "";
        }
        /** Whether the port has a name of its own. */
        get isNamed() {
            const own = this.header.name;
            return typeof own === "string" && own !== "";
        }
        get creatorPid() {
            return this.raw.id("Creator.UniqueProcess");
        }
        get creatorTid() {
            return this.raw.id("Creator.UniqueThread");
        }
        /** ServerProcess: of a connection port its server. MappingProcess of the others: whose memory holds the section view. */
        get serverProcess() {
            return this.raw.pointer("ServerProcess");
        }
        /**
         * Address of the owner's `_EPROCESS`; null when there is none any more. A connection port names its server; of the ends
         * the creator's process id is recorded, and where it is not, a server's end belongs to the server of its connection port,
         * a client's to the process whose memory holds its view, or to the one that has a handle.
         */
        get ownerAddress() {
            if (this.kind === "ConnectionPort")
                return this.serverProcess;
            const creator = this.creatorPid;
            const connection = this.connectionPort;
            const server = connection instanceof Gap ? undefined : connection.serverProcess;
            if (this.kind === "ServerCommunicationPort" && server !== undefined && !isNull(server)) {
                const process = server && processAt(this.kernel, server);
                if (!creator || (process && process.pid === creator))
                    return server;
            }
            const byId = creator ? processById(this.kernel, creator) : undefined;
            if (byId)
                return byId.address;
            const mapping = this.kind === "ClientCommunicationPort" ? this.serverProcess : undefined;
            if (mapping !== undefined && !isNull(mapping) && processAt(this.kernel, mapping))
                return mapping;
            return holders(this.kernel).get(this.address) || (creator ? NULL : undefined);
        }
        get ownerIsValid() {
            const owner = this.ownerAddress;
            return owner !== undefined && !isNull(owner);
        }
        get owner() {
            const owner = this.ownerAddress;
            if (owner === undefined)
                return new Gap(this.address, "its owner is not recorded");
            return isNull(owner) ? new Gap(owner, "the owner is gone") : process(this.kernel, owner);
        }
        /** The semaphore its receivers wait on; null for a port that nobody receives on. */
        get semaphore() {
            return this.raw.pointer("MsgQueue.Semaphore");
        }
        /** How many messages may be received without a wait: `DISPATCHER_HEADER.SignalState` of the semaphore. */
        get semaphoreState() {
            const address = this.semaphore;
            if (address === undefined || isNull(address))
                return undefined;
            const reader = this.kernel.reader("_DISPATCHER_HEADER", ["Type", "SignalState", "WaitListHead"]);
            const raw = this.kernel.read("_DISPATCHER_HEADER", reader, address);
            return raw instanceof Gap ? undefined : raw.signed("SignalState");
        }
        /** Address of the event of a waitable port. Others are allocated without it. */
        get waitEvent() {
            const field = this.isWaitable ? fieldOf(this.kernel, "WaitEvent") : undefined;
            return field && add(this.address, field.offset);
        }
        /** Requests that arrived and were not received yet. */
        get messages() {
            return this.messagesOf("MsgQueue.ReceiveHead");
        }
        /** Requests that were received but kept, because they name data areas in their sender. */
        get dataInfoMessages() {
            return this.messagesOf("LpcDataInfoChainHead");
        }
        /** How many messages the port holds, received ones with data areas included. */
        get messageCount() {
            return this.messages.items.length + this.dataInfoMessages.items.length;
        }
        /** Threads that wait for a reply to be given through this port. */
        get replyChain() {
            return this.chain("LpcReplyChainHead", (entry) => {
                const found = threadAround(this.kernel, entry, "LpcReplyChain");
                if (found instanceof Gap)
                    return found;
                const links = found.raw.links("LpcReplyChain");
                if (!links)
                    return new Gap(entry, "the link of the thread cannot be read");
                return found.isThread ? { links, value: found } : new Gap(entry, "no thread object");
            });
        }
        messagesOf(head) {
            const offset = lpcMessageReader(this.kernel).offset("Entry") || 0;
            return this.chain(head, (entry) => {
                const found = lpcMessage(this.kernel, add(entry, -offset));
                if (found instanceof Gap)
                    return found;
                const links = found.raw.links("Entry");
                return links ? { links, value: found } : new Gap(entry, "the link of the message cannot be read");
            });
        }
        chain(head, load) {
            return this.kernel.once(head, this.address, () => {
                const at = this.raw.at(head);
                const links = this.raw.links(head);
                if (at === undefined || links === undefined) {
                    const why = "the head of the list cannot be read";
                    return { items: [], end: { kind: "unreadable", at: this.address, why }, recovered: 0 };
                }
                // A server's end receives nothing: its queue was never made.
                const isUnused = head === "MsgQueue.ReceiveHead" && isNull(links.flink) && isNull(links.blink);
                return isUnused ? { items: [], end: COMPLETE, recovered: 0 } : walkIn(this.kernel, head, at, links, load);
            });
        }
    }
    function lpcPortReader(kernel) {
        return kernel.needed("_LPCP_PORT_OBJECT", MEMBERS$2, () => objectHeader(kernel));
    }
    function fieldOf(kernel, path) {
        const layout = kernel.target.type("_LPCP_PORT_OBJECT");
        return layout && layout.field(path);
    }
    /** The port at an address, read once together with its object header; a Gap where the object is of another type. */
    function lpcPort(kernel, address) {
        return kernel.once("LpcPort", address, () => {
            if (isNull(address))
                return new Gap(address, "the port pointer is null");
            if (!isKernel(address, kernel.pointerSize))
                return new Gap(address, "not a kernel address");
            const raw = lpcPortReader(kernel).read(address);
            if (raw instanceof Gap)
                return raw;
            const found = new LpcPort(kernel, raw);
            return isPort(found) ? found : new Gap(address, "not the address of an LPC port");
        });
    }
    /** By the type of the object; where that cannot be told, by what a port must look like. */
    function isPort(found) {
        const types = ["LpcPortObjectType", "LpcWaitablePortObjectType"].map((symbol) => found.header.isOfType(symbol));
        if (types.some((answer) => answer === true))
            return true;
        if (types.every((answer) => answer === false))
            return false;
        const connection = found.raw.pointer("ConnectionPort");
        if (found.kind === undefined || connection === undefined)
            return false;
        return found.kind === "ConnectionPort"
            ? connection === found.address
            : isNull(connection) || isKernel(connection, found.kernel.pointerSize);
    }
    function processAt(kernel, address) {
        const found = process(kernel, address);
        return found instanceof Gap || !found.mayBeProcess ? undefined : found;
    }
    /** The process with an id, in the list of all processes. */
    function processById(kernel, pid) {
        return kernel
            .once("processes by id", NULL, () => {
            const byId = new Map();
            for (const found of processes(kernel).items)
                if (found.pid !== undefined)
                    byId.set(found.pid, found);
            return byId;
        })
            .get(pid);
    }
    /** The first process that was seen with a handle to a port; filled by the search for ports. */
    function holders(kernel) {
        return kernel.once("port holders", NULL, () => new Map());
    }

    /** `_KWAIT_BLOCK`: the objects a waiting thread waits for. */
    const MEMBERS$1 = ["Object", "WaitType", "Thread", "NextWaitBlock"];
    /** MAXIMUM_WAIT_OBJECTS, and the timer's block on builds that link it. */
    const MAX_BLOCKS = 65;
    /** `_KWAIT_BLOCK.WaitType`: 0 is WaitAll, 1 is WaitAny. Source: waits.md. */
    const WAIT_ALL = 0;
    const NO_WAIT = { objects: [], all: false, timeout: false };
    /** What a thread waits for. Nothing for one that does not wait. */
    function threadWait(kernel, thread) {
        if (!thread.isWaiting)
            return NO_WAIT;
        return kernel.once("wait", thread.address, () => readWait(kernel, thread));
    }
    function readWait(kernel, thread) {
        const first = thread.raw.pointer("Tcb.WaitBlockList");
        const reader = kernel.expected("_KWAIT_BLOCK", MEMBERS$1);
        if (first === undefined || !reader) {
            const gap = new Gap(thread.address, "its wait blocks cannot be found");
            return withTimeout(thread, { objects: [], all: false, timeout: hasTimer(thread), gap });
        }
        const objects = [];
        const timer = thread.raw.at("Tcb.Timer");
        const count = thread.raw.unsigned("Tcb.WaitBlockCount");
        let timeout = hasTimer(thread);
        let all = false;
        let gap;
        let block = first;
        for (let i = 0;; i++) {
            // Since Windows 8 the blocks are an array of WaitBlockCount, up to Windows 7 a ring of NextWaitBlock.
            if (count !== undefined ? i >= count : i > 0 && block === first)
                break;
            if (i >= MAX_BLOCKS || isNull(block)) {
                gap = new Gap(block, isNull(block) ? "the ring of wait blocks ends in a null link" : "more wait blocks than a thread can have");
                break;
            }
            const raw = ownBlock(kernel, thread, block) || reader.read(block);
            if (raw instanceof Gap) {
                gap = raw;
                break;
            }
            const owner = raw.pointer("Thread");
            const object = raw.pointer("Object");
            if (owner !== thread.address || object === undefined) {
                gap = new Gap(block, "the wait block belongs to another thread");
                break;
            }
            if (object === timer)
                timeout = true;
            // A thread that only sleeps waits for no object.
            else if (!isNull(object) && !isWaitTime(kernel, thread, block)) {
                objects.push(object);
                all = raw.unsigned("WaitType") === WAIT_ALL;
            }
            block = count !== undefined ? add(block, reader.layout.size) : raw.pointer("NextWaitBlock") || NULL;
        }
        const wait = { objects, all: all && objects.length > 1, timeout };
        return withTimeout(thread, gap ? Object.assign(Object.assign({}, wait), { gap }) : wait);
    }
    /** Up to Windows 7 only the whole ring shows that there is no timeout; later the thread's own members do. */
    function withTimeout(thread, wait) {
        if (wait.timeout)
            return wait;
        const { raw } = thread;
        const isTold = raw.unsigned("Tcb.WaitBlockCount") !== undefined
            ? raw.flag("Tcb.TimerActive") !== undefined || raw.flag("Tcb.Timer.Header.Inserted") !== undefined
            : wait.gap === undefined;
        return isTold ? wait : Object.assign({}, wait, { timeoutUnknown: true });
    }
    /**
     * Windows 8 and later say it in the thread; up to Windows 7 the ring shows it (a block for the thread's own timer), and a
     * timer that is inserted. The timer's WaitListHead proves nothing. Source: waits.md.
     */
    function hasTimer(thread) {
        if (thread.raw.unsigned("Tcb.WaitBlockCount") === undefined)
            return false;
        return thread.raw.flag("Tcb.TimerActive") === true || thread.raw.flag("Tcb.Timer.Header.Inserted") === true;
    }
    /**
     * Whether the place of a block's Object is that of WaitTime: from Windows 8 on, in 32 bits, the fourth block of the thread,
     * which is its timer's, shares it. Source: layouts, `_KTHREAD` of 6.2.9200-x86 [PDB].
     */
    function isWaitTime(kernel, thread, block) {
        const blocks = kernel.reader("_KWAIT_BLOCK", MEMBERS$1);
        const place = blocks && blocks.offset("Object");
        const time = thread.raw.at("Tcb.WaitTime");
        return place !== undefined && time !== undefined && add(block, place) === time;
    }
    /** A block that lies in the thread's own array: no read. */
    function ownBlock(kernel, thread, block) {
        const field = threadReader(kernel).field("Tcb.WaitBlock");
        const reader = kernel.reader("_KWAIT_BLOCK", MEMBERS$1);
        if (!field || !reader)
            return undefined;
        const offset = distance(block, thread.address);
        const inside = offset >= field.offset && offset + reader.extent <= field.offset + field.size;
        return inside && compare(block, thread.address) > 0 ? thread.raw.inner(offset, reader) : undefined;
    }

    /** The threads that wait for a dispatcher object, through its own list of wait blocks. */
    /** `DISPATCHER_HEADER.WaitListHead` of the object at an address; each thread as its wait block names it. */
    function waitersOf$1(kernel, object) {
        return kernel.once("waiters", object, () => {
            const none = (why) => ({
                items: [],
                end: { kind: "unreadable", at: object, why },
                recovered: 0,
            });
            if (isNull(object))
                return none("the object is null");
            const reader = kernel.reader("_DISPATCHER_HEADER", ["Type", "SignalState", "WaitListHead"]);
            const raw = kernel.read("_DISPATCHER_HEADER", reader, object);
            if (raw instanceof Gap)
                return none(raw.why);
            const head = raw.at("WaitListHead");
            const links = raw.links("WaitListHead");
            const blocks = kernel.expected("_KWAIT_BLOCK", ["WaitListEntry", "Thread"], "wait list entry");
            const offset = blocks && blocks.offset("WaitListEntry");
            if (head === undefined || links === undefined || !blocks || offset === undefined)
                return none("the list of its waiters cannot be read");
            return walkIn(kernel, "of waiters", head, links, (entry) => {
                const block = blocks.read(add(entry, -offset));
                if (block instanceof Gap)
                    return block;
                const own = block.links("WaitListEntry");
                const owner = block.pointer("Thread");
                if (!own || owner === undefined)
                    return new Gap(entry, "the wait block cannot be read");
                const waiter = thread(kernel, owner);
                return waiter instanceof Gap ? waiter : { links: own, value: waiter };
            });
        });
    }

    /** Who receives on a port: threads that wait on the semaphore of its queue, or on the event of a waitable port. */
    const NOBODY$2 = { items: [], end: COMPLETE};
    /** Threads that take the next message of a port. LPC records nobody who is busy: a thread is a receiver while it waits. */
    function lpcReceivers(port) {
        return port.kernel.once("LPC receivers", port.address, () => {
            const { semaphore, waitEvent } = port;
            const none = semaphore === undefined || isNull(semaphore);
            const atQueue = none ? NOBODY$2 : waitersOf$1(port.kernel, semaphore);
            const atEvent = waitEvent === undefined ? NOBODY$2 : waitersOf$1(port.kernel, waitEvent);
            const seen = new Set();
            const threads = atQueue.items.concat(atEvent.items).filter((thread) => {
                if (seen.has(thread.address))
                    return false;
                seen.add(thread.address);
                return true;
            });
            return { threads, end: isSound(atQueue.end) ? atEvent.end : atQueue.end };
        });
    }
    /**
     * The port on whose queue a thread waits to receive. The semaphore lies in the nonpaged part of the queue, which points
     * back to the port: no list of ports is needed. The port must name the semaphore as its own.
     */
    function receivingOn(thread) {
        if (!thread.isWaiting)
            return undefined;
        for (const object of threadWait(thread.kernel, thread).objects) {
            if (thread.contains(object))
                continue;
            const port = portOfSemaphore(thread.kernel, object) || portOfEvent(thread.kernel, object);
            if (port)
                return port;
        }
        return undefined;
    }
    function portOfSemaphore(kernel, semaphore) {
        const reader = kernel.expected("_LPCP_NONPAGED_PORT_QUEUE", ["Semaphore", "BackPointer"]);
        const offset = reader && reader.offset("Semaphore");
        if (!reader || offset === undefined)
            return undefined;
        const raw = kernel.read("_LPCP_NONPAGED_PORT_QUEUE", reader, add(semaphore, -offset));
        const owner = raw instanceof Gap ? undefined : raw.pointer("BackPointer");
        const port = owner === undefined || isNull(owner) ? undefined : lpcPort(kernel, owner);
        return port && !(port instanceof Gap) && port.semaphore === semaphore ? port : undefined;
    }
    /** The event lies within the port. */
    function portOfEvent(kernel, event) {
        const layout = kernel.target.type("_LPCP_PORT_OBJECT");
        const field = layout && layout.field("WaitEvent");
        if (!field)
            return undefined;
        const port = lpcPort(kernel, add(event, -field.offset));
        return !(port instanceof Gap) && port.waitEvent === event ? port : undefined;
    }

    /** From a waiting thread to the port whose reply chain it is in: the "rundown queue" that `!lpc thread` searches. */
    /** More threads than any chain holds in earnest. */
    const BOUND = 100000;
    /**
     * The port whose LpcReplyChainHead leads to the thread; undefined when it is in no chain. The link of a thread points to
     * the next thread or to the head, and only the head lies in a port object.
     */
    function replyChainPort(thread) {
        const { kernel } = thread;
        const own = thread.raw.at("LpcReplyChain");
        const links = thread.raw.links("LpcReplyChain");
        const offset = lpcPortReader(kernel).offset("LpcReplyChainHead");
        if (own === undefined || links === undefined || offset === undefined)
            return new Gap(thread.address, "LpcReplyChain cannot be read");
        const seen = new Set([own]);
        let entry = links.flink;
        for (let i = 0; i < BOUND; i++) {
            if (isNull(entry) || entry === own)
                return undefined;
            if (seen.has(entry))
                return new Gap(entry, "the reply chain leads back into itself");
            seen.add(entry);
            const port = lpcPort(kernel, add(entry, -offset));
            if (!(port instanceof Gap))
                return port;
            const next = threadAround(kernel, entry, "LpcReplyChain");
            const after = next instanceof Gap || !next.isThread ? undefined : next.raw.links("LpcReplyChain");
            if (!after)
                return new Gap(entry, "the reply chain is damaged");
            entry = after.flink;
        }
        return new Gap(entry, "given up after " + BOUND + " threads of the reply chain");
    }
    /** The threads before and after a thread in its reply chain; a Gap for a neighbour that is the head, or no thread. */
    function replyChainNeighbours(thread) {
        const links = thread.raw.links("LpcReplyChain");
        const neighbour = (entry) => {
            const found = threadAround(thread.kernel, entry, "LpcReplyChain");
            return found instanceof Gap || found.isThread ? found : new Gap(entry, "no thread object");
        };
        if (!links) {
            const gap = new Gap(thread.address, "LpcReplyChain cannot be read");
            return { before: gap, after: gap };
        }
        return { before: neighbour(links.blink), after: neighbour(links.flink) };
    }

    /** The members of `_ETHREAD` that tie the two sides of an LPC call together, and the threads by their ids. */
    /** Low bits of the union of LpcReplyMessage and LpcWaitingOnPort. Source: alpc-semantics 8.2 [ReactOS]. */
    const IS_PORT = 1;
    const NO_IMPERSONATION = 2;
    const TAG_BITS = IS_PORT | NO_IMPERSONATION;
    /** LpcReceivedMessageId, when LpcReceivedMsgIdValid says that it is one: it shares its place with Win32StartAddress. */
    function receivedMessageId(thread) {
        const { raw } = thread;
        if (raw.flag("LpcReceivedMsgIdValid") !== true || raw.flag("LpcExitThreadCalled") === true)
            return undefined;
        return raw.unsigned("LpcReceivedMessageId") || undefined;
    }
    /**
     * The wait of a thread for an LPC reply; undefined when it waits for none. The ids are not cleared on all ways out, so
     * they count only while the thread waits on its own LpcReplySemaphore, or is suspended in that wait. Source: alpc-semantics 8.
     */
    function waitingForLpc(thread) {
        return thread.kernel.once("LpcWait", thread.address, () => findWait(thread));
    }
    function findWait(thread) {
        const { raw, kernel } = thread;
        if (!thread.isWaiting || raw.flag("LpcExitThreadCalled") === true)
            return undefined;
        const waits = waitsOnOwnObject(thread);
        if (waits === "no")
            return undefined;
        const id = raw.unsigned("LpcReplyMessageId");
        const union = raw.pointer("LpcReplyMessage");
        const isTagged = union !== undefined && lowBits(union, IS_PORT) !== 0;
        const value = union === undefined ? NULL : clearBits(union, TAG_BITS);
        // A server thread that waits on a port, or one that does something else, has neither id nor reply.
        if (id === 0 && (isTagged || isNull(value)))
            return undefined;
        if (id === undefined && waits !== "for the reply")
            return undefined;
        if (isTagged || isNull(value)) {
            const recorded = isTagged ? lpcPort(kernel, value) : new Gap(thread.address, "LpcWaitingOnPort is not set");
            return withPort(thread, id, recorded);
        }
        const message = lpcMessage(kernel, value);
        // While a connection is made the union holds the request itself. Source: ReactOS.
        if (id && !(message instanceof Gap) && message.isConnectionRequest && message.messageId === id)
            return withPort(thread, id, lpcPort(kernel, message.senderPort || NULL));
        const port = message instanceof Gap ? message : lpcPort(kernel, message.senderPort || NULL);
        const carried = message instanceof Gap ? undefined : message.messageId;
        const arrived = {
            thread,
            messageId: id || carried,
            port,
            queuePort: port instanceof Gap ? port : port.connectionPort,
            reply: message,
        };
        return id && carried !== undefined && carried !== id ? Object.assign(Object.assign({}, arrived), { wrongReplyId: carried }) : arrived;
    }
    /** The port as recorded; where that does not hold up, the one whose reply chain the thread is in. */
    function withPort(thread, id, recorded) {
        if (!(recorded instanceof Gap))
            return { thread, messageId: id, port: recorded, queuePort: recorded.requestQueue };
        const rundown = replyChainPort(thread);
        if (rundown === undefined || rundown instanceof Gap)
            return { thread, messageId: id, port: recorded, queuePort: recorded };
        // The chain is in the peer of the port the request was sent through. Source: alpc-semantics 8.2.
        const isServer = rundown.kind === "ServerCommunicationPort";
        return {
            thread,
            messageId: id,
            port: isServer ? rundown.connectedPort : rundown,
            queuePort: isServer ? rundown.connectionPort : rundown,
        };
    }
    /** Whether what a thread waits for can be its reply: its own semaphore says so, another object of its own may be suspension. */
    function waitsOnOwnObject(thread) {
        const { objects, gap } = threadWait(thread.kernel, thread);
        const own = thread.raw.at("LpcReplySemaphore");
        if (objects.some((object) => object === own))
            return "for the reply";
        if (objects.length === 0)
            return gap && thread.waitsForLpcReply ? "for the reply" : gap ? "maybe" : "no";
        return objects.every((object) => thread.contains(object)) ? "maybe" : "no";
    }
    /** LPC keeps no link from a request to who serves it, so all threads are read, once per look. */
    function threadIndex(kernel) {
        return kernel.once("LPC threads", NULL, () => {
            const all = new Map();
            const servers = new Map();
            const clients = new Map();
            for (const owner of processes(kernel).items) {
                for (const thread of owner.threads.items) {
                    if (all.has(thread.address))
                        continue;
                    all.set(thread.address, thread);
                    if (!thread.isLive)
                        continue;
                    put(servers, receivedMessageId(thread), thread);
                    put(clients, thread.raw.unsigned("LpcReplyMessageId") || undefined, thread);
                }
            }
            return { all, servers, clients };
        });
    }
    function put(map, id, thread) {
        if (id === undefined)
            return;
        const list = map.get(id);
        if (list)
            list.push(thread);
        else
            map.set(id, [thread]);
    }
    /** Live threads that have received the request with an id. More than one is an error that others report. */
    function serversOf(kernel, messageId) {
        return threadIndex(kernel).servers.get(messageId) || [];
    }
    /** Live threads that wait for the reply to the request with an id. */
    function clientsOf(kernel, messageId) {
        return (threadIndex(kernel).clients.get(messageId) || []).filter((thread) => waitingForLpc(thread) !== undefined);
    }

    /**
     * All ports of the machine. LPC keeps no list of them: they are found through the handle tables of all processes, the
     * object directory, what threads and processes point to, and the list of a type's objects where `+otl` kept one. A port
     * that none of these leads to is not found.
     */
    const TYPES$1 = ["LpcPortObjectType", "LpcWaitablePortObjectType"];
    /** Made once per look. */
    function allLpcPorts(kernel) {
        return kernel.once("LPC ports", NULL, () => new Search$1(kernel).run());
    }
    let Search$1 = class Search {
        constructor(kernel) {
            this.kernel = kernel;
            this.found = new Map();
            this.gaps = [];
        }
        run() {
            const list = processes(this.kernel).items;
            for (const symbol of TYPES$1)
                this.typeKnown(symbol);
            for (const owner of list)
                this.fromHandles(owner);
            const named = namedObjects(this.kernel);
            for (const gap of named.gaps)
                this.lost("object directory", gap);
            for (const object of named.objects)
                this.take(object);
            for (const owner of list) {
                for (const member of ["ExceptionPort", "DebugPort", "SecurityPort"])
                    this.take(owner.raw.pointer(member));
            }
            for (const symbol of TYPES$1)
                this.fromTypeList(symbol);
            this.fromThreads();
            this.fromPorts();
            return { ports: Array.from(this.found.values()), gaps: this.gaps };
        }
        take(address) {
            if (address === undefined || isNull(address))
                return undefined;
            const known = this.found.get(address);
            if (known)
                return known;
            const port = lpcPort(this.kernel, address);
            if (port instanceof Gap)
                return undefined;
            this.found.set(address, port);
            return port;
        }
        lost(what, gap) {
            this.gaps.push({ what, gap });
        }
        /** Without its type a port is told by the name of the type or by its looks. */
        typeKnown(symbol) {
            const type = this.kernel.symbolPointer(symbol);
            if (type !== undefined && !isNull(type))
                return;
            const why = "the type of ports is not known: ports may be missing, and what looks like one may be none";
            this.lost("nt!" + symbol, new Gap(NULL, why));
            this.kernel.target.losses.unknown("nt!" + symbol, why);
        }
        fromHandles(owner) {
            const pointer = owner.raw.pointer("ObjectTable");
            // A process that has ended has closed its handles.
            if (pointer === undefined || isNull(pointer))
                return;
            const table = handleTable(this.kernel, pointer);
            if (table instanceof Gap) {
                this.lost("handle table", table);
                return;
            }
            const { entries, gaps } = table.walk();
            for (const gap of gaps)
                this.lost("handle table", gap);
            const body = bodyOffset(this.kernel);
            for (const entry of entries) {
                const address = add(entry.pointer, body);
                if (!this.found.has(address)) {
                    // The header alone tells most objects apart: one small read each.
                    const header = headerOf(this.kernel, address);
                    if (!(header instanceof Gap) && TYPES$1.every((symbol) => header.isOfType(symbol) === false))
                        continue;
                }
                const port = this.take(address);
                const known = holders(this.kernel);
                if (port && !known.has(address))
                    known.set(address, owner.address);
            }
        }
        /** `_OBJECT_TYPE.TypeList`, through the creator info in front of each object: kept only with the global flag +otl. */
        fromTypeList(symbol) {
            const { kernel } = this;
            const type = kernel.symbolPointer(symbol);
            const info = kernel.reader("_OBJECT_HEADER_CREATOR_INFO", ["TypeList"]);
            const reader = kernel.reader("_OBJECT_TYPE", ["TypeList"], undefined, "object type list");
            if (type === undefined || isNull(type) || !info || !reader)
                return;
            const raw = reader.read(type);
            const head = raw instanceof Gap ? undefined : raw.at("TypeList");
            const links = raw instanceof Gap ? undefined : raw.links("TypeList");
            if (head === undefined || links === undefined)
                return;
            const walk = walkIn(kernel, symbol + ".TypeList", head, links, (entry) => {
                const creator = info.read(entry);
                const own = creator instanceof Gap ? undefined : creator.links("TypeList");
                return own ? { links: own, value: entry } : new Gap(entry, "the link of the object cannot be read");
            });
            if (!isSound(walk.end))
                this.lost("list of ports of " + symbol, new Gap(head, describeEnd(walk.end)));
            for (const entry of walk.items)
                this.take(add(entry, info.layout.size + bodyOffset(kernel)));
        }
        fromThreads() {
            threadIndex(this.kernel).all.forEach((thread) => {
                const wait = waitingForLpc(thread);
                if (wait && !(wait.port instanceof Gap))
                    this.take(wait.port.address);
                if (wait) {
                    const rundown = replyChainPort(thread);
                    if (rundown && !(rundown instanceof Gap))
                        this.take(rundown.address);
                }
                const receiving = wait ? undefined : receivingOn(thread);
                if (receiving)
                    this.take(receiving.address);
            });
        }
        /** What the ports found so far point to, until nothing new comes up. */
        fromPorts() {
            const list = Array.from(this.found.values());
            for (let i = 0; i < list.length; i++) {
                const port = list[i];
                const related = [port.raw.pointer("ConnectionPort"), port.raw.pointer("ConnectedPort")];
                for (const message of port.messages.items)
                    related.push(message.senderPort);
                for (const address of related) {
                    const isKnown = address !== undefined && this.found.has(address);
                    const fresh = isKnown ? undefined : this.take(address);
                    if (fresh)
                        list.push(fresh);
                }
            }
        }
    };
    function bodyOffset(kernel) {
        const layout = kernel.target.type("_OBJECT_HEADER");
        const body = layout && layout.field("Body");
        return body ? body.offset : 0;
    }

    /**
     * A request as a user means it. LPC frees the message when it is received: after that only its id ties together who waits
     * and who works, so a request is its id, with the block while there is one. Source: alpc-semantics 8.2.
     */
    class LpcRequest {
        constructor(kernel, messageId, 
        /** The `_LPCP_MESSAGE`, where it was found by other means than the queue. */
        block) {
            this.kernel = kernel;
            this.messageId = messageId;
            this.block = block;
        }
        /** Threads that wait for the reply: one, as long as nothing is wrong. */
        get clients() {
            return this.messageId === undefined ? [] : clientsOf(this.kernel, this.messageId);
        }
        get client() {
            const sender = this.block ? this.block.clientTid : undefined;
            const { clients } = this;
            return clients.filter((thread) => thread.tid === sender)[0] || clients[0];
        }
        /** Threads that have received it: one, as long as nothing is wrong. */
        get servers() {
            return this.messageId === undefined ? [] : serversOf(this.kernel, this.messageId);
        }
        get server() {
            return this.servers[0];
        }
        get wait() {
            return this.client && waitingForLpc(this.client);
        }
        /** The port in whose queue it is or was; a Gap where nothing tells. */
        get queuePort() {
            const wait = this.wait;
            if (wait && !(wait.queuePort instanceof Gap))
                return wait.queuePort;
            if (this.block) {
                const sender = lpcPort(this.kernel, this.block.senderPort || NULL);
                return sender instanceof Gap ? sender : sender.requestQueue;
            }
            return wait ? wait.queuePort : new Gap(NULL, "nobody waits for it, and it is in no queue");
        }
        /** The port it was sent through. */
        get senderPort() {
            if (this.block)
                return lpcPort(this.kernel, this.block.senderPort || NULL);
            return this.wait ? this.wait.port : new Gap(NULL, "nobody waits for it, and it is in no queue");
        }
        /** The list of the queue port it is linked in. */
        get list() {
            const found = this.linked;
            return found && found.list;
        }
        /** Its block, while there is one: in a queue, kept for its data areas, or the reply that its client was given. */
        get message() {
            if (this.block)
                return this.block;
            const found = this.linked;
            if (found)
                return found.message;
            const reply = this.wait && this.wait.reply;
            return reply instanceof Gap ? undefined : reply;
        }
        /** Where a request is in its life; `Unknown` when it is in no queue and nobody has it: lost, or served by other means. */
        get state() {
            const wait = this.wait;
            if (wait && wait.reply)
                return "ReplyReady";
            const { servers } = this;
            if (servers.length > 0)
                return servers.every((server) => receivingOn(server)) ? "Parked" : "InService";
            return this.list === "ReceiveHead" ? "Queued" : "Unknown";
        }
        get linked() {
            const port = this.queuePort;
            if (port instanceof Gap)
                return undefined;
            const isIt = (message) => this.block ? message.address === this.block.address : message.messageId === this.messageId;
            const queued = port.messages.items.filter(isIt)[0];
            if (queued)
                return { message: queued, list: "ReceiveHead" };
            const kept = port.dataInfoMessages.items.filter(isIt)[0];
            return kept && { message: kept, list: "LpcDataInfoChainHead" };
        }
    }
    /** The request whose reply a thread waits for; undefined when it waits for none. */
    function requestOf(thread) {
        const wait = waitingForLpc(thread);
        if (!wait)
            return undefined;
        return new LpcRequest(thread.kernel, wait.messageId, wait.reply instanceof Gap ? undefined : wait.reply);
    }
    /** The request around a message block. */
    function requestAt(kernel, address) {
        const block = lpcMessage(kernel, address);
        if (block instanceof Gap)
            return block;
        const sender = block.senderPort;
        if (sender === undefined || isNull(sender))
            return new Gap(address, "no LPC message: it names no port as its sender");
        const port = lpcPort(kernel, sender);
        return port instanceof Gap
            ? new Gap(address, "no LPC message: its SenderPort is no port")
            : new LpcRequest(kernel, block.messageId, block);
    }
    /** The request with an id: in threads first, as `!lpc message` looks, then in the queues of all ports. */
    function requestById(kernel, id) {
        if (clientsOf(kernel, id).length > 0 || serversOf(kernel, id).length > 0)
            return new LpcRequest(kernel, id);
        for (const port of allLpcPorts(kernel).ports) {
            for (const message of port.messages.items.concat(port.dataInfoMessages.items))
                if (message.messageId === id)
                    return new LpcRequest(kernel, id, message);
        }
        return undefined;
    }

    /** From the words the user typed to a command with its arguments. One table (`table.ts`) makes this and the help. */
    /** `/limit N` of commands that list or search. */
    const LIMIT = { limit: "N" };
    /** Switches that every command takes. */
    const COMMON$1 = ["json", "v"];
    /** What people type for the help, beside `/?`. */
    const HELP = /^([/-]h|[/-]{0,2}help|\?)$/i;
    /** Throws a UsageError that says what is wrong and what is meant most likely. */
    function parse(words, commands) {
        const switches = new Set();
        const values = new Map();
        const plain = [];
        let command;
        const pending = () => command !== undefined && command.argument !== undefined && plain.length < expected(command);
        for (let i = 0; i < words.length; i++) {
            const typed = words[i];
            const word = command === undefined && HELP.test(typed) ? "/?" : typed;
            const option = /^[/-](.+)$/.exec(word);
            // The word after a command that takes a file is the file's name, whatever it looks like.
            const isFile = command !== undefined && command.argument === "FILE" && pending() && plain.length === expected(command) - 1;
            if (!option || isFile) {
                plain.push(word);
                continue;
            }
            const name = option[1].toLowerCase();
            const found = commands.find((known) => known.name === name);
            const allowed = command && command.switches ? command.switches : [];
            const value = valueOf(name, command ? [command] : commands);
            if (COMMON$1.indexOf(name) >= 0 || allowed.indexOf(name) >= 0)
                switches.add(name);
            else if (value !== undefined) {
                const next = words[++i];
                const hint = command ? see(command) : "!alpcx /? lists the commands";
                if (next === undefined || /^[/-]/.test(next))
                    throw new UsageError("/" + name + " needs " + (value === "N" ? "a number" : withArticle(value)) + ". " + hint);
                values.set(name, next);
            }
            else if (found && command)
                throw new UsageError("one command at a time: /" + command.name + " or /" + found.name);
            else if (found)
                command = found;
            else if (commands.some((known) => known.switches && known.switches.indexOf(name) >= 0))
                switches.add(name);
            else if (valueOf(name, commands) !== undefined)
                switches.add(name);
            else
                throw unknown(word, name, commands, command);
        }
        values.forEach((_, name) => {
            if (command && valueOf(name, [command]) === undefined)
                switches.add(name);
        });
        return command ? finish(command, plain, switches, values) : alone(plain, switches, values);
    }
    /** What the value of a switch stands for; undefined when none of the commands has such a switch. */
    function valueOf(name, commands) {
        for (const { options } of commands) {
            if (options && Object.prototype.hasOwnProperty.call(options, name))
                return options[name];
        }
        return undefined;
    }
    function expected(command) {
        return command.choices ? 2 : 1;
    }
    function finish(command, plain, switches, values) {
        const allowed = COMMON$1.concat(command.switches || []);
        switches.forEach((name) => {
            if (allowed.indexOf(name) < 0)
                throw new UsageError("/" + command.name + " has no /" + name + ". " + see(command));
        });
        const rest = plain.slice();
        let choice;
        if (command.choices) {
            choice = (rest.shift() || "").toLowerCase();
            if (command.choices.indexOf(choice) < 0) {
                const meant = choice === "" ? "." : suggestion(choice, command.choices);
                const takes = command.choices.join(" or ") + " and then " + String(command.argument);
                throw new UsageError("/" + command.name + " takes " + takes + meant + " " + see(command));
            }
        }
        const argument = rest.shift();
        if (argument === undefined && command.argument !== undefined && !command.argumentIsOptional) {
            throw new UsageError("/" + command.name + " needs " + withArticle(command.argument) + ". " + see(command));
        }
        const surplus = command.argument === undefined ? argument : rest[0];
        if (surplus !== undefined) {
            const quote = command.argument === undefined ? "" : " Put a name with blanks in quotes.";
            throw new UsageError("'" + surplus + "' is one word too many for /" + command.name + "." + quote + " " + see(command));
        }
        const parsed = { command: command.name, switches, values };
        if (argument !== undefined)
            parsed.argument = argument;
        if (choice !== undefined)
            parsed.choice = choice;
        return parsed;
    }
    function alone(plain, switches, values) {
        const first = plain[0];
        if (first !== undefined)
            throw new UsageError("commands begin with a slash: '" + first + "' is none. !alpcx /? lists them");
        switches.forEach((name) => {
            if (COMMON$1.indexOf(name) < 0)
                throw new UsageError("/" + name + " goes with a command. !alpcx /? lists them");
        });
        values.forEach((_, name) => {
            throw new UsageError("/" + name + " goes with a command. !alpcx /? lists them");
        });
        return { command: "", switches, values };
    }
    /** The error for an option that there is not: what begins like it, or the nearest name. */
    function unknown(word, name, commands, command) {
        const names = commands.map((known) => known.name).filter((known) => known !== "" && known !== "?");
        for (const one of command ? [command] : commands)
            names.push(...(one.switches || []), ...Object.keys(one.options || {}));
        names.push(...COMMON$1);
        const known = names.filter((one, place) => names.indexOf(one) === place);
        const begins = known.filter((one) => one.indexOf(name) === 0);
        if (begins.length > 1)
            return new UsageError(word + " is ambiguous: /" + begins.join(", /"));
        const meant = begins[0] || nearest(name, known);
        return new UsageError("there is no " + word + didYouMean("/", meant) + " !alpcx /? lists the commands");
    }
    /** `, did you mean /pool?`, or the end of the sentence. */
    function didYouMean(before, name) {
        return name === undefined ? "." : ", did you mean " + before + name + "?";
    }
    /** The end of a sentence that refuses a word for which there are only these. */
    function suggestion(word, names, before = "") {
        return didYouMean(before, nearest(word.toLowerCase(), names));
    }
    /** The name with the fewest edits away, when it is near; of several the one that the word begins with. */
    function nearest(name, names) {
        let best;
        let least = Math.max(1, Math.floor(name.length / 2)) + 1;
        for (const candidate of names) {
            const distance = edits(name, candidate) - (candidate !== "" && name.indexOf(candidate) === 0 ? 0.5 : 0);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }
    function edits(a, b) {
        let row = Array.from({ length: b.length + 1 }, (_, i) => i);
        for (let i = 1; i <= a.length; i++) {
            const next = [i];
            for (let j = 1; j <= b.length; j++) {
                const swap = row[j - 1] + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
                next.push(Math.min(swap, row[j] + 1, next[j - 1] + 1));
            }
            row = next;
        }
        return row[b.length];
    }
    function withArticle(argument) {
        return (/^[AEIO]/.test(argument) ? "an " : "a ") + argument.toLowerCase();
    }
    function see(command) {
        return "See !alpcx /? " + command.name;
    }
    /**
     * An address or id as WinDbg users write it: hexadecimal with or without `0x` and backquotes, decimal after `0n`.
     * Throws a UsageError for anything else.
     */
    function parseNumber(text) {
        const decimal = /^0n([0-9]+)$/i.exec(text);
        if (decimal) {
            const value = Number(decimal[1]);
            if (Number.isSafeInteger(value))
                return fromNumber(value);
        }
        else {
            const value = fromHex(text);
            if (value !== undefined)
                return value;
        }
        throw new UsageError("'" + text + "' is no number. Write addresses and ids in hexadecimal (ffffe001`23456789, bfc) or as 0n3068");
    }
    /** The value of `/limit`: a count, decimal, or hexadecimal after `0x`. Undefined when it was not given. */
    function limitOf(parsed) {
        const text = parsed.values.get("limit");
        if (text === undefined)
            return undefined;
        const count = /^(0n)?[0-9]+$/i.test(text) ? Number(text.replace(/^0n/i, "")) : /^0x/i.test(text) ? Number(text) : NaN;
        if (!Number.isSafeInteger(count) || count < 1)
            throw new UsageError("'" + text + "' is no limit. Write how many as a decimal number, as in /limit 100");
        return count;
    }

    /** `_KOBJECTS`, as the public symbols of Windows 7 to 11 have it. Source: layouts/enums [PDB]. */
    const KIND = {
        0: "event",
        1: "event",
        2: "mutant",
        3: "process",
        4: "queue",
        5: "semaphore",
        6: "thread",
        7: "gate",
        8: "timer",
        9: "timer",
        21: "queue",
        24: "timer",
        25: "timer",
    };
    const MUTANT = ["Header.Type", "Header.SignalState", "OwnerThread", "Abandoned"];
    class DispatcherObject {
        constructor(address, kind, raw) {
            this.address = address;
            this.kind = kind;
            this.raw = raw;
        }
        get signalState() {
            return this.raw.signed("Header.SignalState");
        }
        /** `_KMUTANT.OwnerThread`; null when nobody owns it. Of mutants only. */
        get ownerThread() {
            return this.kind === "mutant" ? this.raw.pointer("OwnerThread") : undefined;
        }
        /** Of a mutant: whether it can be told who owns it and whether it is abandoned. */
        get isKnown() {
            return this.raw.pointer("OwnerThread") !== undefined && this.raw.flag("Abandoned") !== undefined;
        }
        /** `_KMUTANT.Abandoned`. Since Windows 10 1903 bit 0 of a flags byte, before that the byte. */
        get isAbandoned() {
            return this.kind === "mutant" && this.raw.flag("Abandoned") === true;
        }
    }
    /**
     * The dispatcher object at an address. The read covers a `_KMUTANT`; where only the header is there, the kind is still
     * told.
     */
    function dispatcherObject(kernel, address) {
        return kernel.once("dispatcher", address, () => {
            const reader = kernel.reader("_KMUTANT", MUTANT) || kernel.reader("_DISPATCHER_HEADER", ["Type", "SignalState"]);
            const raw = kernel.read("_KMUTANT", reader, address);
            if (raw instanceof Gap)
                return raw;
            const type = raw.has("Header.Type") ? raw.unsigned("Header.Type") : raw.unsigned("Type");
            if (type === undefined)
                return new Gap(address, "its dispatcher header cannot be read");
            // The top bit is a lock of the header on some builds.
            return new DispatcherObject(address, KIND[type & 0x7f] || "unknown", raw);
        });
    }

    /** Who may take the next message of a port: threads in its WaitQueue, at its completion object, at its semaphore. */
    const NOBODY$1 = { list: [], end: COMPLETE, what: "" };
    /** The receivers of a port. Each thread is read once, whoever asks. */
    function receivers$1(port) {
        return port.kernel.once("receivers", port.address, () => {
            const waiting = waitQueue(port);
            const workers = completionThreads(port);
            const atSemaphore = semaphoreThreads(port);
            if (waiting === EMPTY && workers === EMPTY && atSemaphore === EMPTY)
                return NOBODY$1;
            const list = [];
            const seen = new Set();
            const take = (threads, by) => {
                for (const thread of threads) {
                    if (seen.has(thread.address))
                        continue;
                    seen.add(thread.address);
                    list.push({ thread, by });
                }
            };
            take(waiting.items, "WaitQueue");
            take(workers.items, "CompletionPort");
            take(atSemaphore.items, "Semaphore");
            if (!isSound(waiting.end))
                return { list, end: waiting.end, what: "WaitQueue" };
            if (!isSound(workers.end))
                return { list, end: workers.end, what: "the threads of its completion object" };
            return { list, end: atSemaphore.end, what: "the waiters of its semaphore" };
        });
    }
    /** Threads linked in the port's WaitQueue. */
    function waitQueue(port) {
        const head = port.raw.at("WaitQueue");
        const links = port.raw.links("WaitQueue");
        if (links && head !== undefined && links.flink === head && links.blink === head)
            return EMPTY;
        return port.kernel.once("WaitQueue", port.address, () => {
            if (head === undefined || links === undefined)
                return none("the head of the WaitQueue cannot be read", port.address);
            return walkIn(port.kernel, "WaitQueue", head, links, (entry) => threadEntry(port.kernel, entry, "AlpcWaitListEntry"));
        });
    }
    /**
     * All threads associated with the port's completion object, busy or idle: `_KQUEUE.ThreadListHead` through
     * `_KTHREAD.QueueListEntry`. Source: alpc-semantics 3.4.
     */
    function completionThreads(port) {
        const queue = port.completionPort;
        if (queue === undefined || isNull(queue))
            return EMPTY;
        const kernel = port.kernel;
        return kernel.once("completion threads", queue, () => {
            const raw = completionObject(kernel, queue);
            if (raw instanceof Gap)
                return none(raw.why, queue);
            const head = raw.at("ThreadListHead");
            const links = raw.links("ThreadListHead");
            if (head === undefined || links === undefined)
                return none("the list of its threads cannot be read", queue);
            return walkIn(kernel, "of threads of a completion object", head, links, (entry) => threadEntry(kernel, entry, "Tcb.QueueListEntry"));
        });
    }
    function completionObject(kernel, queue) {
        const reader = kernel.reader("_KQUEUE", ["Header.Type", "Header.SignalState", "ThreadListHead", "EntryListHead"]);
        return kernel.read("_KQUEUE", reader, queue);
    }
    /** Packets in the port's completion object that nobody has taken: the signal state of a queue is their number. */
    function completionPackets(port) {
        const queue = port.completionPort;
        if (queue === undefined || isNull(queue))
            return undefined;
        const raw = completionObject(port.kernel, queue);
        return raw instanceof Gap ? undefined : raw.signed("Header.SignalState");
    }
    /** Threads that wait on the semaphore of a waitable port, through their wait blocks. */
    function semaphoreThreads(port) {
        const semaphore = port.semaphore;
        return semaphore === undefined ? EMPTY : waitersOf$1(port.kernel, semaphore);
    }
    function threadEntry(kernel, entry, link) {
        const found = threadAround(kernel, entry, link);
        if (found instanceof Gap)
            return found;
        const own = found.raw.links(link);
        if (!own)
            return new Gap(entry, "the link of the thread cannot be read");
        return found.isThread ? { links: own, value: found } : new Gap(entry, "no thread object");
    }
    function none(why, at) {
        return { items: [], end: { kind: "unreadable", at, why }, recovered: 0 };
    }
    /**
     * Whether a thread is free to take a message: waiting on a queue, linked in a WaitQueue, or waiting on a port's
     * semaphore. `isPortSemaphore` knows the semaphores of the ports seen so far.
     */
    function isIdle$1(thread, isPortSemaphore) {
        if (!thread.isWaiting)
            return false;
        if (thread.isInWaitQueue || thread.waitsInQueue)
            return true;
        return threadWait(thread.kernel, thread).objects.some((object) => {
            if (isPortSemaphore(object))
                return true;
            const found = dispatcherObject(thread.kernel, object);
            return !(found instanceof Gap) && found.kind === "queue";
        });
    }

    /** From a thread to the message whose reply it waits for, and back to its server. */
    /**
     * The message whose reply a thread waits for. Undefined when it waits for none; a Gap when it waits for a reply but the
     * message cannot be read.
     *
     * AlpcMessage shares its place with a receiver's attribute set and is not reliably cleared, so it counts only when it
     * holds up: the thread is in no WaitQueue, the pointer is a kernel address, the blob is a message's, and the message
     * names this thread as the one that waits. Source: alpc-semantics 3.1.
     */
    function waitingFor(thread) {
        if (!thread.isWaiting || thread.isInWaitQueue)
            return undefined;
        const pointer = thread.alpcMessage;
        if (pointer === undefined)
            return waitsOnOwnSemaphore(thread) ? new Gap(thread.address, "AlpcMessage cannot be read") : undefined;
        if (isNull(pointer))
            return undefined;
        if (!isKernel(pointer, thread.kernel.pointerSize))
            return undefined;
        const found = message$1(thread.kernel, pointer);
        if (found instanceof Gap)
            return waitsOnOwnSemaphore(thread) ? found : undefined;
        const waiter = found.waitingThread;
        if (waiter === undefined)
            return waitsOnOwnSemaphore(thread) ? new Gap(pointer, "the message cannot be read") : undefined;
        return found.isMessage && waiter === thread.address ? found : undefined;
    }
    /**
     * Of a suspended thread, whose wait no longer shows that it is one for a reply: why its message cannot be read, if that is
     * so. Undefined where the message can be read, and where the thread waits for something else.
     */
    function hiddenMessage(thread) {
        const pointer = thread.isWaiting && thread.isSuspended && !thread.isInWaitQueue ? thread.alpcMessage : undefined;
        if (pointer === undefined || !isKernel(pointer, thread.kernel.pointerSize))
            return undefined;
        if (!threadWait(thread.kernel, thread).objects.every((object) => thread.contains(object)))
            return undefined;
        const found = message$1(thread.kernel, pointer);
        if (found instanceof Gap)
            return found;
        return found.waitingThread === undefined ? new Gap(pointer, "a part of it cannot be read") : undefined;
    }
    /** The wait of a synchronous send, by the object and the reason: the hint that is left when the message is gone. */
    function waitsOnOwnSemaphore(thread) {
        const own = thread.alpcSemaphore;
        return thread.waitsForLpcReply && threadWait(thread.kernel, thread).objects.some((object) => object === own);
    }

    /** The connections of an LPC connection port: the pairs of ends that name it. LPC keeps no list of them. */
    function lpcConnections(owner) {
        return owner.kernel.once("LPC connections", owner.address, () => {
            const connections = [];
            const seen = new Set();
            for (const end of allLpcPorts(owner.kernel).ports) {
                if (seen.has(end) || end.kind === "ConnectionPort" || end.raw.pointer("ConnectionPort") !== owner.address)
                    continue;
                seen.add(end);
                const connected = end.connectedPort;
                const peer = connected instanceof Gap ? undefined : connected;
                if (peer)
                    seen.add(peer);
                const isServer = end.kind === "ServerCommunicationPort";
                connections.push(isServer ? { server: end, client: peer } : { server: peer, client: end });
            }
            return connections;
        });
    }

    /** What the model hands out for many: lazy, iterable, and honest about a list that is damaged. */
    /** Rows of the model. dx adds Count(), Where(), Select() and the rest. */
    class Collection {
        constructor(items, end = () => undefined) {
            this.__items = items;
            this.__end = end;
        }
        get Damage() {
            const end = this.__end();
            return end === undefined || isSound(end) ? undefined : describeEnd(end);
        }
        // No display string: counting would walk what nobody asked for.
        toString() {
            return "";
        }
        *[Symbol.iterator]() {
            for (const item of this.__items())
                yield item;
        }
    }
    describe$1(Collection, { Damage: text$1("How the walk over the list ended, when it did not reach the end") });

    /** Who may do what with a port, and in whose name a server may act, as dx shows it. */
    /** `PORT_CONNECT | DELETE`; `none` for no bit at all. */
    function flagsText$1(names) {
        return names.length === 0 ? "none" : names.join(" | ");
    }
    /** An entry of an access control list. */
    class AceObject {
        constructor(ace) {
            this.__ace = ace;
        }
        get Type() {
            return this.__ace.typeName;
        }
        get Flags() {
            return this.__ace.flags;
        }
        get FlagNames() {
            return flagsText$1(this.__ace.flagNames);
        }
        get Mask() {
            return this.__ace.mask;
        }
        get Rights() {
            return flagsText$1(aceRights(this.__ace));
        }
        get Sid() {
            return this.__ace.sid;
        }
        get Name() {
            return this.__ace.sid === undefined ? undefined : sidName(this.__ace.sid);
        }
        toString() {
            const { sid, typeName } = this.__ace;
            const short = typeName.replace(/_ACE_TYPE$/, "");
            return short + " " + (sid === undefined ? "?" : sidText(sid)) + ": " + this.Rights;
        }
    }
    describe$1(AceObject, {
        Type: text$1("ACCESS_ALLOWED_ACE_TYPE ..."),
        Flags: text$1("AceFlags, UCHAR"),
        FlagNames: text$1("AceFlags by name"),
        Mask: text$1("Access mask, ULONG"),
        Rights: text$1("The mask by names of a port's rights"),
        Sid: text$1("Whom it is about, as S-1-..."),
        Name: text$1("The name of a well-known SID; nothing for others"),
    });
    /** A security descriptor. */
    class SecurityObject {
        constructor(descriptor) {
            this.__descriptor = descriptor;
        }
        get Address() {
            return toInt64(this.__descriptor.address);
        }
        get Control() {
            return this.__descriptor.control;
        }
        get ControlNames() {
            return flagsText$1(controlNames(this.__descriptor.control));
        }
        get Owner() {
            return sidValue(this.__descriptor.owner);
        }
        get OwnerName() {
            return nameValue(this.__descriptor.owner);
        }
        get Group() {
            return sidValue(this.__descriptor.group);
        }
        get GroupName() {
            return nameValue(this.__descriptor.group);
        }
        get Dacl() {
            const { dacl, hasDacl } = this.__descriptor;
            if (dacl === undefined)
                return hasDacl ? "NULL: everybody may do everything" : undefined;
            return aces(dacl);
        }
        get Sacl() {
            const { sacl } = this.__descriptor;
            return sacl && aces(sacl);
        }
        get Sddl() {
            return sddl(this.__descriptor);
        }
        toString() {
            return this.Sddl;
        }
    }
    describe$1(SecurityObject, {
        Address: text$1("Address of the descriptor, the reference count in the low bits of the pointer masked"),
        Control: text$1("SECURITY_DESCRIPTOR_CONTROL, USHORT"),
        ControlNames: text$1("Control by name"),
        Owner: text$1("SID of the owner"),
        OwnerName: text$1("Its name, when it is well known"),
        Group: text$1("SID of the group"),
        GroupName: text$1("Its name, when it is well known"),
        Dacl: text$1("Who may do what, in the order in which it is checked"),
        Sacl: text$1("What is audited, and the mandatory label"),
        Sddl: text$1("The whole in the security descriptor definition language"),
    });
    function aces(list) {
        if (list instanceof Gap)
            return list.why;
        return new Collection(() => list.aces.map((ace) => new AceObject(ace)));
    }
    function sidValue(sid) {
        return sid instanceof Gap ? sid.why : sid;
    }
    function nameValue(sid) {
        return typeof sid === "string" ? sidName(sid) : undefined;
    }
    /** A descriptor; a text that says why where it cannot be read, undefined where the object has none. */
    function securityObject(found) {
        if (!(found instanceof Gap))
            return new SecurityObject(found);
        return isNull(found.address) ? undefined : found.why;
    }
    /** `_SECURITY_QUALITY_OF_SERVICE` */
    class QosObject {
        constructor(qos) {
            this.__qos = qos;
        }
        get ImpersonationLevel() {
            return this.__qos.impersonationLevel;
        }
        get ContextTrackingMode() {
            return this.__qos.contextTracking;
        }
        get EffectiveOnly() {
            return this.__qos.effectiveOnly;
        }
        toString() {
            const { impersonationLevel, contextTracking, effectiveOnly } = this.__qos;
            return [impersonationLevel, contextTracking, effectiveOnly ? "EffectiveOnly" : undefined]
                .filter((part) => part !== undefined)
                .join(", ");
        }
    }
    describe$1(QosObject, {
        ImpersonationLevel: text$1("SecurityAnonymous, SecurityIdentification, SecurityImpersonation or SecurityDelegation"),
        ContextTrackingMode: text$1("Static: the client's context of the connect; Dynamic: that of each call"),
        EffectiveOnly: text$1("Privileges that are off cannot be turned on"),
    });
    class TokenObject {
        constructor(look, found) {
            this.__look = look;
            this.__token = found;
        }
        get Address() {
            return toInt64(this.__token.address);
        }
        get User() {
            return sidValue(this.__token.user);
        }
        get UserName() {
            return nameValue(this.__token.user);
        }
        get Type() {
            return this.__token.type;
        }
        get ImpersonationLevel() {
            return this.__token.impersonationLevel;
        }
        get SessionId() {
            return this.__token.sessionId;
        }
        get LogonId() {
            const id = this.__token.logonId;
            return id === undefined ? undefined : toInt64(id);
        }
        get Source() {
            return this.__token.source;
        }
        get Native() {
            return attempt(() => this.__look.target.typed("_TOKEN", this.__token.address));
        }
        toString() {
            const { user } = this.__token;
            const who = typeof user === "string" ? sidText(user) : "unknown user";
            const level = this.ImpersonationLevel === undefined ? "" : ", " + this.ImpersonationLevel;
            return who + level + (this.SessionId === undefined ? "" : ", session " + this.SessionId);
        }
    }
    describe$1(TokenObject, {
        Address: text$1("Address of the _TOKEN"),
        User: text$1("SID of the user"),
        UserName: text$1("Its name, when it is well known"),
        Type: text$1("Primary or Impersonation"),
        ImpersonationLevel: text$1("Of an impersonation token"),
        SessionId: decimal("Terminal services session"),
        LogonId: text$1("AuthenticationId: the LUID of the logon session"),
        Source: text$1("Who made the token"),
        Native: text$1("The typed nt!_TOKEN"),
    });
    /** A token by address; a text that says why where there is none, undefined for null. */
    function tokenObject(look, address) {
        if (address === undefined || isNull(address))
            return undefined;
        const found = token(look.kernel, address);
        return found instanceof Gap ? found.why : new TokenObject(look, found);
    }
    /** `_SECURITY_CLIENT_CONTEXT`: what was captured of a client. */
    class ClientContextObject {
        constructor(look, context) {
            this.__look = look;
            this.__context = context;
        }
        get Token() {
            return tokenObject(this.__look, this.__context.token);
        }
        get Qos() {
            return this.__context.qos && new QosObject(this.__context.qos);
        }
        get DirectlyAccessClientToken() {
            return this.__context.directlyAccessClientToken;
        }
        get DirectAccessEffectiveOnly() {
            return this.__context.directAccessEffectiveOnly;
        }
        get ServerIsRemote() {
            return this.__context.serverIsRemote;
        }
        toString() {
            const who = this.Token;
            if (who === undefined)
                return "nothing captured";
            const { qos } = this.__context;
            return (qos && qos.impersonationLevel ? qos.impersonationLevel + " of " : "") + String(who);
        }
    }
    describe$1(ClientContextObject, {
        Token: text$1("The captured token; nothing when none was"),
        Qos: text$1("What the server may do with it"),
        DirectlyAccessClientToken: text$1("The token is the client's own, no copy"),
        DirectAccessEffectiveOnly: text$1("Effective privileges only, for such a token"),
        ServerIsRemote: text$1("The server is on another machine"),
    });

    /** Time on the target: how long a thread has waited, how old a process is. */
    /** KUSER_SHARED_DATA in the kernel's half. Its place and the two offsets are documented and the same on every build. */
    const SHARED_64$1 = fromParts(0, 0xfffff780);
    const SHARED_32$1 = fromParts(0xffdf0000, 0);
    const TICK_COUNT = 0x320;
    const SYSTEM_TIME = 0x14;
    /** Seconds per unit of 100 ns. */
    const UNIT = 1e-7;
    class Clock {
        constructor(kernel) {
            const shared = kernel.pointerSize === 8 ? SHARED_64$1 : SHARED_32$1;
            const symbol = kernel.target.symbol("KeTickCount");
            const own = symbol === undefined ? undefined : dword$1(kernel, symbol);
            const ticks = own === undefined || own instanceof Gap ? dword$1(kernel, add(shared, TICK_COUNT)) : own;
            const increment = kernel.target.symbol("KeMaximumIncrement");
            const units = increment === undefined ? new Gap(NULL, "nt!KeMaximumIncrement is missing") : dword$1(kernel, increment);
            const period = units === 0 ? new Gap(increment || NULL, "nt!KeMaximumIncrement is 0") : units;
            const at = add(shared, SYSTEM_TIME);
            const time = kernel.once("clock", at, () => kernel.bytes(at, 8));
            this.ticks = known(ticks);
            this.period = period instanceof Gap ? undefined : period * UNIT;
            this.systemTime = time instanceof Gap ? undefined : uint32In(time, 0) + uint32In(time, 4) * 4294967296;
            this.gaps = [ticks, period, time].filter((each) => each instanceof Gap);
            for (const gap of this.gaps)
                kernel.target.losses.gap("clock", gap.address, gap.why);
        }
        /** Ticks since `start`, a tick count of 32 bits. */
        ticksSince(start) {
            return this.ticks === undefined || start === undefined ? undefined : (this.ticks - start) >>> 0;
        }
        /** Seconds since a tick count; undefined without a clock period. */
        secondsSince(start) {
            const ticks = this.ticksSince(start);
            return ticks === undefined || this.period === undefined ? undefined : ticks * this.period;
        }
        /** Seconds since a system time; undefined when it is not set or lies in the future. */
        age(time) {
            if (!time || this.systemTime === undefined || time > this.systemTime)
                return undefined;
            return (this.systemTime - time) * UNIT;
        }
    }
    function dword$1(kernel, address) {
        // One look has one time, whoever asks.
        const bytes = kernel.once("clock", address, () => kernel.bytes(address, 4));
        return bytes instanceof Gap ? bytes : uint32In(bytes, 0);
    }
    function known(value) {
        return value instanceof Gap ? undefined : value;
    }

    /** The connections of a process: of each connection port it created, then those to others. */
    function connectionsOf(look, process) {
        const facts = [];
        const owned = look.portsOf(process);
        for (const owner of owned) {
            if (owner.kind !== "ConnectionPort")
                continue;
            for (const { server, client } of connectionEnds(owner)) {
                facts.push({
                    direction: "created",
                    connectionPort: owner,
                    own: server || owner,
                    peer: client,
                    peerProcess: client && client.ownerAddress,
                });
            }
        }
        for (const client of owned) {
            if (client.kind !== "ClientCommunicationPort")
                continue;
            const target = client.connectionPort;
            const connection = target instanceof Gap ? undefined : target;
            facts.push({
                direction: "connected",
                connectionPort: connection,
                own: client,
                peer: connection,
                peerProcess: connection && connection.ownerAddress,
            });
        }
        return facts;
    }
    class ConnectionRow {
        constructor(look, fact) {
            this.__look = look;
            this.__fact = fact;
        }
        get Direction() {
            return this.__fact.direction;
        }
        get Name() {
            const { connectionPort, own } = this.__fact;
            return connectionPort ? connectionPort.name : own.name;
        }
        get Port() {
            return showPort(this.__look, this.__fact.own);
        }
        get Messages() {
            return this.__fact.own.messageCount;
        }
        get PeerPort() {
            return this.__fact.peer && showPort(this.__look, this.__fact.peer);
        }
        get PeerMessages() {
            return this.__fact.peer && this.__fact.peer.messageCount;
        }
        get PeerProcess() {
            return processReference(this.__look, this.__fact.peerProcess);
        }
        toString() {
            const arrow = this.__fact.direction === "created" ? " <- " : " -> ";
            return this.Name + arrow + (this.PeerProcess === undefined ? "nobody" : String(this.PeerProcess));
        }
    }
    describe$1(ConnectionRow, {
        Direction: text$1("created: somebody connected to a port of this process; connected: it connected to another"),
        Name: text$1("Name of the connection port"),
        Port: text$1("The end of this process"),
        Messages: decimal("Messages that end holds"),
        PeerPort: text$1("The other end; of a connection it made, the connection port"),
        PeerMessages: decimal("Messages the other end holds"),
        PeerProcess: text$1("The process at the other end"),
    });
    function connectionRows(look, process) {
        return connectionsOf(look, process).map((fact) => new ConnectionRow(look, fact));
    }

    /** The handles of a process that are ports, as dx shows them. */
    /** The object types of ports of all eras. Source: alpc-semantics 7, 8.1 [PDB]. */
    const TYPES = ["AlpcPortObjectType", "LpcPortObjectType", "LpcWaitablePortObjectType"];
    class PortHandleObject {
        constructor(look, entry, object) {
            this.__look = look;
            this.__entry = entry;
            this.__object = object;
        }
        get Handle() {
            return this.__entry.handle;
        }
        get GrantedAccess() {
            return this.__entry.access;
        }
        get Rights() {
            return this.__entry.access === undefined ? undefined : flagsText$1(portRights(this.__entry.access));
        }
        get Port() {
            return anyPortObject(this.__look, this.__object);
        }
        toString() {
            return "0x" + this.__entry.handle.toString(16) + ": " + String(this.Port);
        }
    }
    describe$1(PortHandleObject, {
        Handle: text$1("The handle value"),
        GrantedAccess: text$1("Access mask of the handle, ULONG"),
        Rights: text$1("The same by name"),
        Port: text$1("The port it leads to"),
    });
    /** The handles of a process that lead to ports, in their order. The table is walked once per look. */
    function portHandles$1(look, owner) {
        const found = () => look.kernel.once("port handles", owner, () => walk$1(look.kernel, owner));
        return new Collection(() => found().rows.map((row) => new PortHandleObject(look, row.entry, row.object)), () => {
            const { gap } = found();
            return gap && { kind: "unreadable", at: gap.address, why: gap.why };
        });
    }
    function walk$1(kernel, owner) {
        const found = process(kernel, owner);
        if (found instanceof Gap)
            return { rows: [], gap: found };
        const pointer = found.raw.pointer("ObjectTable");
        if (pointer === undefined)
            return { rows: [], gap: new Gap(owner, "ObjectTable cannot be read") };
        // A process that has ended has no table any more.
        if (pointer === 0)
            return { rows: [], gap: undefined };
        const table = handleTable(kernel, pointer);
        if (table instanceof Gap)
            return { rows: [], gap: table };
        const { entries, gaps } = table.walk();
        const layout = kernel.target.type("_OBJECT_HEADER");
        const body = layout && layout.field("Body");
        if (!body)
            return { rows: [], gap: new Gap(pointer, "the symbols of nt have no _OBJECT_HEADER") };
        const rows = entries
            .map((entry) => ({ entry, object: add(entry.pointer, body.offset) }))
            .filter((row) => isPortObject(kernel, row.object) === true);
        return { rows, gap: gaps[0] };
    }
    /** Whether an object is a port of any era by its type; undefined where the type cannot be told. */
    function isPortObject(kernel, object) {
        const header = headerOf(kernel, object);
        if (header instanceof Gap)
            return undefined;
        const answers = TYPES.map((type) => header.isOfType(type));
        if (answers.some((answer) => answer === true))
            return true;
        return answers.every((answer) => answer === undefined) ? undefined : false;
    }

    /** `dx @$curprocess.Alpc` */
    class ProcessAlpc {
        constructor(look, address) {
            this.__look = look;
            this.__address = address;
        }
        get Ports() {
            return portCollection(this.__look, this.__address);
        }
        get ConnectionPorts() {
            return portCollection(this.__look, this.__address, "ConnectionPort");
        }
        get ClientPorts() {
            return portCollection(this.__look, this.__address, "ClientCommunicationPort");
        }
        get ServerPorts() {
            return portCollection(this.__look, this.__address, "ServerCommunicationPort");
        }
        get Connections() {
            return new Collection(() => connectionRows(this.__look, this.__address));
        }
        get Messages() {
            return new Collection(() => heldMessages(this.__look, this.__look.portsOf(this.__address)));
        }
        get WaitingThreads() {
            const found = process(this.__look.kernel, this.__address);
            return new Collection(() => (found instanceof Gap ? [] : replyWaiters(this.__look, found.threads.items)), () => (found instanceof Gap ? { kind: "unreadable", at: found.address, why: found.why } : found.threads.end));
        }
        get Handles() {
            return portHandles$1(this.__look, this.__address);
        }
        get DebugPort() {
            return processPort(this.__look, this.__address, "DebugPort");
        }
        get ExceptionPort() {
            return (processPort(this.__look, this.__address, "ExceptionPortData") ||
                processPort(this.__look, this.__address, "ExceptionPort"));
        }
        get SecurityPort() {
            return processPort(this.__look, this.__address, "SecurityPort");
        }
        // Every `dx @$curprocess` shows this line, so it reads nothing.
        toString() {
            return "ALPC ports, messages and waits";
        }
    }
    describe$1(ProcessAlpc, {
        Ports: text$1("Every port object this process owns, oldest first"),
        ConnectionPorts: text$1("Its connection ports"),
        ClientPorts: text$1("Its client communication ports"),
        ServerPorts: text$1("Its server communication ports"),
        Connections: text$1("Who is connected to it, and to whom it is connected"),
        Messages: text$1("Messages held by its ports, with the queue each is in"),
        WaitingThreads: text$1("Its threads that wait for a reply, longest first"),
        Handles: text$1("Its handles that are ports, with the access they grant"),
        DebugPort: text$1("_EPROCESS.DebugPort: since Windows XP a debug object, which is told, and no port"),
        ExceptionPort: text$1("_EPROCESS.ExceptionPort; the state in the low bits is masked"),
        SecurityPort: text$1("_EPROCESS.SecurityPort"),
    });
    function portCollection(look, owner, kind) {
        return new Collection(() => look
            .portsOf(owner)
            .filter((found) => kind === undefined || found.kind === kind)
            .map((found) => showPort(look, found)), () => allPorts$1(look.kernel).end);
    }
    /** Those of some threads that wait for a reply, longest first. */
    function replyWaiters(look, threads) {
        return threads
            .filter((thread) => waitsForReply(thread))
            .map((thread) => ({ thread, seconds: waited(look, thread) || 0 }))
            .sort((a, b) => b.seconds - a.seconds)
            .map((row) => new ThreadReference(look, row.thread));
    }
    /**
     * What `_EPROCESS` names. Since Vista ExceptionPort shares its place with a state in the low three bits; SecurityPort may
     * hold a small number. An object that is no port is told by its address.
     */
    function processPort(look, address, member) {
        const found = process(look.kernel, address);
        const pointer = found instanceof Gap ? undefined : found.raw.pointer(member);
        if (pointer === undefined || isNull(clearBits(pointer, 7)))
            return undefined;
        const object = clearBits(pointer, 7);
        if (isPortObject(look.kernel, object) === false)
            return hex(object) + " is no port";
        return anyPortObject(look, object);
    }

    /** The facts, indexed. Threads are numbered by address, so that nothing depends on the order they came in. */
    /** KTHREAD.WaitTime is a ULONG. */
    const TICKS = 4294967296;
    /** A wait that seems to begin this little after the tick count was read on a moving target: it has just begun. */
    const TORN_TICKS = 65536;
    function buildWorld(facts) {
        const byAddress = new Map();
        for (const fact of facts.threads)
            if (!byAddress.has(fact.thread))
                byAddress.set(fact.thread, fact);
        const threads = Array.from(byAddress.values()).sort((a, b) => compare(a.thread, b.thread));
        const indexOf = new Map();
        const threadsOf = new Map();
        threads.forEach((fact, index) => {
            indexOf.set(fact.thread, index);
            if (fact.state === "terminated")
                return;
            const siblings = threadsOf.get(fact.process);
            if (siblings === undefined)
                threadsOf.set(fact.process, [fact]);
            else
                siblings.push(fact);
        });
        const processes = new Map();
        for (const fact of facts.processes)
            if (!processes.has(fact.process))
                processes.set(fact.process, fact);
        const ports = new Map();
        for (const fact of facts.ports)
            if (!ports.has(fact.port))
                ports.set(fact.port, fact);
        return { facts, threads, indexOf, processes, ports, threadsOf };
    }
    /** The fact of a thread, or undefined. */
    function threadAt(world, thread) {
        const index = world.indexOf.get(thread);
        return index === undefined ? undefined : world.threads[index];
    }
    /** A thread that may still act. One that could not be read may. */
    function isLive(world, thread) {
        const fact = threadAt(world, thread);
        return fact !== undefined && fact.state !== "terminated";
    }
    /** Waits for work, not for an answer: it takes the next message. */
    function isIdle(fact) {
        return fact.state === "waiting" && fact.idle === true;
    }
    /** The owner is invalid, exiting or terminated, or the port is closed or disconnected. */
    function isGone(world, port) {
        return (port.ownerInvalid === true ||
            port.closed === true ||
            port.disconnected === true ||
            isExiting(world, port.ownerProcess));
    }
    /** The process is known to be exiting or terminated. */
    function isExiting(world, process) {
        const fact = process === undefined ? undefined : world.processes.get(process);
        return fact !== undefined && (fact.exiting === true || fact.terminated === true);
    }
    /** How long a waiting thread has waited; undefined without a tick count or wait time. In ticks. */
    function waitedTicks(world, fact) {
        const { tickCount } = world.facts.clock;
        if (fact.state !== "waiting" || fact.waitTime === undefined || tickCount === undefined)
            return undefined;
        const ticks = (((tickCount - fact.waitTime) % TICKS) + TICKS) % TICKS;
        return ticks >= TICKS - TORN_TICKS ? 0 : ticks;
    }
    /** The same in seconds; undefined without a clock period. */
    function waitedSeconds$1(world, fact) {
        const ticks = waitedTicks(world, fact);
        const { secondsPerTick } = world.facts.clock;
        return ticks === undefined || secondsPerTick === undefined ? undefined : ticks * secondsPerTick;
    }
    /** Whether a known time is over a limit; an unknown one never is. */
    function isOver(seconds, limit) {
        return seconds !== undefined && seconds > limit;
    }

    /** How threads, processes and ports are called in texts. */
    /** `client.exe 1a4.2b8 (0xffff...)`: image, Cid as WinDbg prints it, address. */
    function threadName(world, thread) {
        const fact = threadAt(world, thread);
        return fact === undefined ? `thread ${hex(thread)}` : factName(fact);
    }
    function factName(fact) {
        return `${fact.image} ${fact.pid.toString(16)}.${fact.tid.toString(16)} (${hex(fact.thread)})`;
    }
    /** `server.exe 1a4 (0xffff...)` */
    function processName(world, process) {
        const fact = world.processes.get(process);
        return fact === undefined ? `process ${hex(process)}` : `${fact.image} ${fact.pid.toString(16)} (${hex(process)})`;
    }
    /** `\RPC Control\name (0xffff...)` */
    function portName(world, port) {
        var _a;
        const name = (_a = world.ports.get(port)) === null || _a === void 0 ? void 0 : _a.name;
        return name === undefined || name === "" ? `port ${hex(port)}` : `${name} (${hex(port)})`;
    }
    /** With addresses: where nothing else gives them. */
    function fullNames(world) {
        return {
            thread: (address) => threadName(world, address),
            process: (address) => processName(world, address),
            port: (address) => portName(world, address),
        };
    }
    /** Without addresses: `client.exe 1a4.2b8`, `server.exe 1a4`, `name`. What has no name is called by its address. */
    function shortNames(world) {
        return {
            thread: (address) => shortThread(threadAt(world, address), address),
            process(address) {
                const fact = world.processes.get(address);
                return fact === undefined ? `process ${hex(address)}` : `${fact.image} ${fact.pid.toString(16)}`;
            },
            port: (address) => { var _a; return ((_a = world.ports.get(address)) === null || _a === void 0 ? void 0 : _a.name) || `port ${hex(address)}`; },
        };
    }
    function shortThread(fact, address) {
        return fact === undefined
            ? `thread ${hex(address)}`
            : `${fact.image} ${fact.pid.toString(16)}.${fact.tid.toString(16)}`;
    }
    /** A time as people read it, everywhere the same: `38.2 s`, `16:09.5`, `1:02:03`, `4 days 18:41:06`. */
    function secondsText(seconds) {
        const tenths = Math.round(seconds * 10);
        if (tenths < 1200)
            return (tenths / 10).toFixed(1) + " s";
        const whole = Math.floor(tenths / 10);
        const minutes = Math.floor((whole % 3600) / 60);
        if (whole < 3600)
            return String(minutes) + ":" + two(whole % 60) + "." + String(tenths % 10);
        const days = Math.floor(whole / 86400);
        const clock = String(Math.floor((whole % 86400) / 3600)) + ":" + two(minutes) + ":" + two(whole % 60);
        return days === 0 ? clock : String(days) + (days === 1 ? " day " : " days ") + clock;
    }
    function two(value) {
        return (value < 10 ? "0" : "") + String(value);
    }

    /**
     * Lists of threads of which any one is enough. A list that many waits share (the receivers of a port, the threads of a
     * process) is kept once, so that a thousand clients of a pool of a hundred are 1,100 edges and not 100,000.
     */
    const NOBODY = { number: -1, threads: [] };
    class Alternatives {
        constructor(world) {
            this.world = world;
            this.all = [];
            this.known = {
                thread: new Map(),
                port: new Map(),
                process: new Map(),
            };
        }
        /** The list of `subject`, made of `threads` at first use: number and threads; `NOBODY` when none of them is live. */
        of(about, subject, threads) {
            const known = this.known[about].get(subject);
            if (known !== undefined)
                return this.get(known);
            const made = this.add(threads);
            this.known[about].set(subject, made.number);
            return made;
        }
        /** A list that nobody else shares. */
        add(threads) {
            const live = Array.from(new Set(threads)).filter((thread) => isLive(this.world, thread));
            if (live.length === 0)
                return NOBODY;
            live.sort(compare);
            this.all.push({ threads: live, indexes: live.map((thread) => { var _a; return (_a = this.world.indexOf.get(thread)) !== null && _a !== void 0 ? _a : -1; }) });
            return this.get(this.all.length - 1);
        }
        get(number) {
            const found = this.all[number];
            return found === undefined ? NOBODY : { number, threads: found.threads };
        }
    }

    /** Guesses shown beside a wait nobody is known to end: threads of the owing process that began to wait in the same tick. */
    const GUESSED = ["parked", "staleServer", "lost", "unreadable", "unknown"];
    class Candidates {
        constructor(world) {
            this.world = world;
        }
        /** By address; empty when the state calls for none. Never the waiter itself. */
        beside(wait, waiter) {
            var _a, _b;
            if (wait.process === undefined || waiter.waitTime === undefined || GUESSED.indexOf(wait.state) < 0)
                return [];
            this.byTick = (_a = this.byTick) !== null && _a !== void 0 ? _a : index(this.world);
            const threads = (_b = this.byTick.get(wait.process)) === null || _b === void 0 ? void 0 : _b.get(waiter.waitTime);
            return threads === undefined ? [] : threads.filter((thread) => thread !== waiter.thread).sort(compare);
        }
    }
    function index(world) {
        const byTick = new Map();
        for (const fact of world.threads) {
            if (fact.state !== "waiting" || fact.waitTime === undefined)
                continue;
            let ofProcess = byTick.get(fact.process);
            if (ofProcess === undefined)
                byTick.set(fact.process, (ofProcess = new Map()));
            const threads = ofProcess.get(fact.waitTime);
            if (threads === undefined)
                ofProcess.set(fact.waitTime, [fact.thread]);
            else
                threads.push(fact.thread);
        }
        return byTick;
    }

    /** The state of a wait for the reply to an ALPC message. */
    function judgeAlpc(world, wait) {
        const { serverThread } = wait;
        const recorded = serverThread === undefined ? {} : { serverThread };
        const state = alpcState(world, wait);
        return Object.assign({ state, servers: state === "inService" && serverThread !== undefined ? [serverThread] : [] }, recorded);
    }
    function alpcState(world, wait) {
        if (wait.place === "unreadable")
            return "unreadable";
        if (wait.canceled === true)
            return "canceled";
        if (wait.ready === true)
            return "replyReady";
        if (wait.place === "none")
            return "unknown";
        // A message that nobody has received yet may keep the ServerThread of an earlier use.
        if (wait.place !== "pending")
            return "queued";
        // Pended without a receiver: copied into a completion list, or just being handed over.
        if (wait.serverThread === undefined)
            return "parked";
        if (!isLive(world, wait.serverThread))
            return "staleServer";
        return wait.asynchronous === true || isIdleThread(world, wait.serverThread) ? "parked" : "inService";
    }
    /** The state of a wait for an LPC reply. Where several threads hold the id, one that is not idle keeps it in service. */
    function judgeLpc(world, wait) {
        if (wait.replied === true || wait.wrongReplyId !== undefined)
            return { state: "replyReady", servers: [] };
        const servers = Array.from(new Set(wait.servers)).filter((server) => isLive(world, server));
        const [first] = servers;
        if (first !== undefined) {
            const state = servers.every((server) => isIdleThread(world, server)) ? "parked" : "inService";
            return Object.assign({ state, servers: state === "inService" ? servers : [] }, (servers.length === 1 ? { serverThread: first } : {}));
        }
        if (wait.place === "queued")
            return { state: "queued", servers: [] };
        return { state: wait.place === "nowhere" ? "lost" : "unreadable", servers: [] };
    }
    function isIdleThread(world, thread) {
        const fact = threadAt(world, thread);
        return fact !== undefined && isIdle(fact);
    }

    /** The times the rules speak of, in seconds. Each is a "longer than", except `startUp`, which is a "younger than". */
    const LIMITS = {
        /** A queued message proves something, and a pool is starved, only after this. */
        queued: 10,
        /** `blocked-at-start` and `blocked-at-exit`: every thread has waited longer than this. */
        blocked: 10,
        /** `lost-reply`: an asynchronous LPC server looks the same for a while. */
        lostReply: 30,
        longWait: 30,
        startUp: 60,
    };

    /** Judges each wait by the table of the rules: in which state it is, who can end it, and what speaks against a proof. */
    function judgeWaits(world) {
        const alternatives = new Alternatives(world);
        const candidates = new Candidates(world);
        const named = countNamedServers(world);
        const threads = world.threads.map((fact, index) => {
            const seconds = waitedSeconds$1(world, fact);
            const waits = fact.state === "waiting" ? fact.waits.map((wait) => judge(wait, fact)) : [];
            const reply = waits.find(isReply);
            return Object.assign(Object.assign({ index,
                fact,
                waits }, (reply === undefined ? {} : { reply })), (seconds === undefined ? {} : { waitedSeconds: seconds }));
        });
        return { world, threads, alternatives: alternatives.all };
        function judge(wait, waiter) {
            var _a;
            const judgement = judgeOne(world, alternatives, waiter, wait);
            const seconds = waitedSeconds$1(world, waiter);
            const ticks = waitedTicks(world, waiter);
            return Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign({ waiter }, judgement), { candidates: candidates.beside(judgement, waiter) }), (seconds === undefined ? {} : { waitedSeconds: seconds })), (ticks === undefined ? {} : { waitedTicks: ticks })), { timeout: waiter.hasTimeout === true }), (waiter.waits.length > 1 ? { waitType: (_a = waiter.waitType) !== null && _a !== void 0 ? _a : "any" } : {})), { doubts: doubtsOf(judgement, waiter, seconds, named, judgement.incomplete === true) });
        }
    }
    /** Whether a wait is one for a reply. */
    function isReply(wait) {
        return wait.kind === "alpc" || wait.kind === "lpc";
    }
    /**
     * Whether somebody or something has to act before this wait ends, as far as is known: a reply that is owed, an owner.
     * Not so for a wait that can end from outside, a canceled one, a reply that has arrived, an owner that is gone.
     */
    function isOwed(wait) {
        switch (wait.state) {
            case "queued":
            case "inService":
            case "parked":
            case "staleServer":
            case "lost":
            case "unreadable":
            case "unknown":
                return true;
            case "owned":
                return wait.on.length > 0;
            default:
                return false;
        }
    }
    function judgeOne(world, alternatives, waiter, wait) {
        switch (wait.kind) {
            case "alpc":
                return reply(world, alternatives, wait.kind, judgeAlpc(world, wait), wait);
            case "lpc":
                return reply(world, alternatives, wait.kind, judgeLpc(world, wait), wait);
            case "mutant":
                return owned(world, alternatives, wait, wait.abandoned === true ? undefined : wait.owner);
            case "criticalSection":
            case "eresource":
            case "pushLock":
                return owned(world, alternatives, wait, wait.owner);
            case "thread":
            case "process":
                return object(world, alternatives, waiter, wait);
            case "other":
                return other$1(wait.object, wait.what);
        }
    }
    function reply(world, alternatives, kind, judged, wait) {
        var _a;
        const portFact = wait.port === undefined ? undefined : world.ports.get(wait.port);
        let on = NOBODY;
        if (judged.state === "queued" && portFact !== undefined)
            on = alternatives.of("port", portFact.port, portFact.receivers);
        else if (judged.state === "inService") {
            const [only, ...more] = judged.servers;
            if (only !== undefined)
                on = more.length === 0 ? alternatives.of("thread", only, [only]) : alternatives.add(judged.servers);
        }
        // The owner of the port owes the reply; where the port is not known, whoever has the request.
        const [receiver] = on.threads;
        const process = (_a = portFact === null || portFact === void 0 ? void 0 : portFact.ownerProcess) !== null && _a !== void 0 ? _a : (judged.state === "inService" && receiver !== undefined ? processOf(world, receiver) : undefined);
        return Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign({ kind, state: judged.state, on: on.threads, alternative: on.number }, (wait.message === undefined ? {} : { message: wait.message })), (wait.messageId === undefined ? {} : { messageId: wait.messageId })), (wait.port === undefined ? {} : { port: wait.port })), (portFact === undefined ? {} : { portFact })), (judged.serverThread === undefined ? {} : { serverThread: judged.serverThread })), (process === undefined ? {} : { process })), { incomplete: judged.state === "queued" && portFact !== undefined && portFact.receiversIncomplete === true });
    }
    function owned(world, alternatives, wait, owner) {
        const on = owner === undefined ? NOBODY : alternatives.of("thread", owner, [owner]);
        const process = owner === undefined || on.number < 0 ? undefined : processOf(world, owner);
        return Object.assign({ kind: wait.kind, state: "owned", object: wait.object, on: on.threads, alternative: on.number }, (process === undefined ? {} : { process }));
    }
    function processOf(world, thread) {
        var _a;
        const process = (_a = threadAt(world, thread)) === null || _a === void 0 ? void 0 : _a.process;
        return process === NULL ? undefined : process;
    }
    /** A wait for oneself or for one's own process is the sleep-for-ever idiom: no edge. */
    function object(world, alternatives, waiter, wait) {
        var _a;
        if (wait.object === waiter.thread)
            return other$1(wait.object, "its own thread");
        if (wait.object === waiter.process)
            return other$1(wait.object, "its own process");
        if (wait.kind === "thread")
            return owned(world, alternatives, wait, wait.object);
        const threads = world.threadsOf.get(wait.object);
        const on = alternatives.of("process", wait.object, threads === undefined ? [] : threads.map((fact) => fact.thread));
        return {
            kind: "process",
            state: "owned",
            object: wait.object,
            on: on.threads,
            alternative: on.number,
            process: wait.object,
            incomplete: ((_a = world.processes.get(wait.object)) === null || _a === void 0 ? void 0 : _a.threadsIncomplete) === true,
        };
    }
    function other$1(object, what) {
        return Object.assign(Object.assign({ kind: "other", state: "none", on: NOBODY.threads, alternative: NOBODY.number }, (object === undefined ? {} : { object })), (what === undefined ? {} : { what }));
    }
    function doubtsOf(judgement, waiter, seconds, named, incomplete) {
        const doubts = [];
        if (waiter.hasTimeout === true)
            doubts.push("timeout");
        if (waiter.waitUnknown === true)
            doubts.push("waitUnknown");
        if (judgement.state === "queued") {
            if (seconds === undefined)
                doubts.push("queuedUnknown");
            else if (seconds <= LIMITS.queued)
                doubts.push("queuedShortly");
        }
        if (judgement.state === "inService" && judgement.on.some((server) => { var _a; return ((_a = named.get(server)) !== null && _a !== void 0 ? _a : 0) > 1; })) {
            doubts.push("sharedServer");
        }
        if (incomplete)
            doubts.push("incompleteList");
        if (waiter.unsettled === true)
            doubts.push("unsettled");
        return doubts;
    }
    /** How many waited-for messages name each live thread as the one that received them. */
    function countNamedServers(world) {
        var _a;
        const named = new Map();
        for (const fact of world.threads) {
            if (fact.state !== "waiting")
                continue;
            for (const wait of fact.waits)
                for (const server of serversNamed(world, wait))
                    named.set(server, ((_a = named.get(server)) !== null && _a !== void 0 ? _a : 0) + 1);
        }
        return named;
    }
    function serversNamed(world, wait) {
        if (wait.kind === "alpc") {
            const { state, serverThread } = judgeAlpc(world, wait);
            const counts = serverThread !== undefined && (state === "inService" || state === "parked");
            return counts && isLive(world, serverThread) ? [serverThread] : [];
        }
        return wait.kind === "lpc" ? judgeLpc(world, wait).servers : [];
    }

    /** The published orders. Each is total, so that two runs on one target print the same bytes. */
    const SEVERITIES = ["error", "warning", "info"];
    /** Absent counts as 0. */
    function compareOptional(a, b) {
        return compare(a !== null && a !== void 0 ? a : NULL, b !== null && b !== void 0 ? b : NULL);
    }
    /** By code units, never by language. */
    function compareText(a, b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }
    /** By thread, then object; the rest only settles ties. */
    function byWait(a, b) {
        return (compare(a.waiter.thread, b.waiter.thread) ||
            compareOptional(a.object, b.object) ||
            compareOptional(a.message, b.message) ||
            compareText(a.kind, b.kind) ||
            // A lock with several owners is one wait for each.
            compareOptional(a.on[0], b.on[0]));
    }
    /** Members plus victims, most first; then by lowest member. */
    function byDeadlock(a, b) {
        return b.members.length + b.victims.length - (a.members.length + a.victims.length) || lowest(a) - lowest(b);
    }
    /** Waiters, most first; then by root thread, process and object. */
    function byChain(a, b) {
        return b.waiters - a.waiters || byRoot(a.root, b.root);
    }
    function byRoot(a, b) {
        return (compareOptional(a.thread, b.thread) ||
            compareOptional(a.process, b.process) ||
            compareOptional(a.object, b.object) ||
            compareText(a.why, b.why));
    }
    /** By severity (error, warning, info), rule and subject. */
    function byFinding(a, b) {
        return (SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
            compareText(a.rule, b.rule) ||
            compare(a.subject, b.subject) ||
            compareText(a.text, b.text));
    }
    /** What is published of some threads' waits, in order: everything but waits that can end from outside. */
    function waitsOf(threads) {
        const waits = [];
        for (const thread of threads)
            for (const wait of thread.waits)
                if (wait.kind !== "other")
                    waits.push(wait);
        return waits.sort(byWait);
    }
    function lowest(deadlock) {
        var _a, _b;
        return (_b = (_a = deadlock.members[0]) === null || _a === void 0 ? void 0 : _a.index) !== null && _b !== void 0 ? _b : -1;
    }

    /** Chains: from every thread that waits for a reply, over whoever must act, to the root; those with one root are one chain. */
    /** What a chain does at a thread. Pure: depends on this thread, on those it waits for and on the port, on nothing else. */
    function stepFrom(waits, thread) {
        const { world } = waits;
        const { fact } = thread;
        if (fact.state === "unreadable")
            return { root: rootOf("unreadable", undefined, fact.process, fact.thread) };
        if (fact.state !== "waiting")
            return { root: rootOf("runnable", fact.thread, fact.process) };
        // Whatever a suspended thread would do next, somebody has to resume it first.
        if (isSuspendedOnly(thread))
            return { root: rootOf("suspended", fact.thread, fact.process) };
        const [first, ...rest] = thread.waits;
        if (thread.reply !== undefined && rest.length === 0)
            return stepFromReply(world, thread, thread.reply);
        const only = first === undefined ? undefined : whoMustAct(world, first);
        if (only !== undefined && rest.every((wait) => whoMustAct(world, wait) === only))
            return goOn(world, only);
        return { root: rootOf("other wait", fact.thread, fact.process) };
    }
    /** A suspended thread that waits for nothing else. */
    function isSuspendedOnly(thread) {
        return thread.fact.state === "waiting" && thread.fact.suspended === true && !thread.waits.some(isOwed);
    }
    /** Everybody who waits for a reply and is in no deadlock nor behind one, grouped by root, in published order. */
    function findChains(waits, blocked) {
        const roots = waits.threads.map(() => undefined);
        const passed = new Uint8Array(waits.threads.length);
        const groups = new Map();
        for (const thread of waits.threads) {
            if (thread.reply === undefined || blocked[thread.index] === 1)
                continue;
            const root = follow(thread.index);
            passed[thread.index] = 1;
            roots[thread.index] = root;
        }
        for (const thread of waits.threads) {
            const root = passed[thread.index] === 1 ? roots[thread.index] : undefined;
            if (root === undefined)
                continue;
            const key = keyOf(root);
            const group = groups.get(key);
            if (group === undefined)
                groups.set(key, { root, threads: [thread], rootThread: rootThreadOf(root) });
            else
                group.threads.push(thread);
        }
        return Array.from(groups.values())
            .map((group) => toChain$1(waits, group.root, group.threads, group.rootThread))
            .sort(byChain);
        function rootThreadOf(root) {
            const index = root.thread === undefined ? undefined : waits.world.indexOf.get(root.thread);
            return index === undefined ? undefined : waits.threads[index];
        }
        /** The root of a thread; remembered for every thread on the way, so that a shared tail is walked once. */
        function follow(start) {
            const way = [];
            const onWay = new Set();
            let at = start;
            let root = roots[at];
            while (root === undefined) {
                const thread = waits.threads[at];
                if (thread === undefined)
                    throw new RangeError("no thread " + String(at));
                const step = stepFrom(waits, thread);
                // Threads that only wait for each other are stuck and were never asked about; this keeps the walk finite all the same.
                if ("root" in step || onWay.has(step.next)) {
                    root = "root" in step ? step.root : rootOf("other wait", thread.fact.thread, thread.fact.process);
                    roots[at] = root;
                    break;
                }
                way.push(at);
                onWay.add(at);
                at = step.next;
                root = roots[at];
            }
            for (const index of way) {
                roots[index] = root;
                passed[index] = 1;
            }
            return root;
        }
    }
    function stepFromReply(world, thread, reply) {
        var _a;
        const { fact } = thread;
        switch (reply.state) {
            case "canceled":
                return { root: rootOf("other wait", fact.thread, fact.process) };
            case "replyReady":
                return { root: rootOf("runnable", fact.thread, fact.process) };
            case "unreadable":
                return { root: rootOf("unreadable", undefined, reply.process, (_a = reply.message) !== null && _a !== void 0 ? _a : reply.port) };
        }
        const only = whoMustAct(world, reply);
        // An LPC request that two threads claim has a live one too, so its server is not gone.
        if (reply.state === "inService") {
            if (only !== undefined)
                return goOn(world, only);
            return { root: rootOf("parked", undefined, reply.process, reply.message) };
        }
        if (reply.portFact !== undefined && isGone(world, reply.portFact)) {
            return { root: rootOf("server gone", undefined, reply.process, reply.port) };
        }
        if (reply.state === "queued") {
            if (only !== undefined)
                return goOn(world, only);
            return { root: rootOf("queued", undefined, reply.process, reply.port) };
        }
        const why = reply.state === "staleServer" ? "stale server" : "parked";
        return { root: rootOf(why, undefined, reply.process, reply.message) };
    }
    /**
     * The one thread that must act; undefined when there are several or none, or may be more than were found. An idle receiver
     * is about to take the message, so the chain ends at the port.
     */
    function whoMustAct(world, wait) {
        const [only, another] = wait.on;
        if (only === undefined || another !== undefined || wait.doubts.indexOf("incompleteList") >= 0)
            return undefined;
        const fact = wait.state === "queued" ? threadAt(world, only) : undefined;
        return fact !== undefined && isIdle(fact) ? undefined : only;
    }
    function goOn(world, thread) {
        const next = world.indexOf.get(thread);
        return next === undefined ? { root: rootOf("unreadable", undefined, undefined, thread) } : { next };
    }
    function rootOf(why, thread, process, object) {
        return Object.assign(Object.assign(Object.assign(Object.assign({}, (thread === undefined ? {} : { thread })), (process === undefined || process === NULL ? {} : { process })), (object === undefined ? {} : { object })), { why });
    }
    function keyOf(root) {
        return [root.why]
            .concat([root.thread, root.process, root.object].map((part) => (part === undefined ? "" : hex(part))))
            .join("|");
    }
    function toChain$1(waits, root, threads, rootThread) {
        const waiters = threads.filter((thread) => thread.reply !== undefined);
        let longest;
        for (const { waitedSeconds } of waiters) {
            if (waitedSeconds !== undefined && (longest === undefined || waitedSeconds > longest))
                longest = waitedSeconds;
        }
        return Object.assign(Object.assign(Object.assign(Object.assign({ root }, (rootThread === undefined ? {} : { rootThread })), { waiters: waiters.length }), (longest === undefined ? {} : { longestWaitSeconds: longest })), { waits: waitsOf(threads), rootProcessExiting: isExiting(waits.world, root.process) });
    }

    /** Rows of a tree that would not be read any more. */
    const MAX_ROWS = 1000;
    /** From a thread along what it waits for, depth first. Empty when the thread is not known. */
    function chainRows(waits, start) {
        const begin = waits.world.indexOf.get(start);
        if (begin === undefined)
            return [];
        const rows = [];
        const shown = new Set();
        const todo = [{ index: begin, depth: 0, from: undefined }];
        while (todo.length > 0 && rows.length < MAX_ROWS) {
            const visit = todo.pop();
            const thread = waits.threads[visit.index];
            if (isAbove(visit)) {
                rows.push({ depth: visit.depth, thread, end: "loop" });
                continue;
            }
            if (shown.has(visit.index)) {
                rows.push({ depth: visit.depth, thread, end: "shown" });
                continue;
            }
            shown.add(visit.index);
            const owed = thread.waits.filter((wait) => wait.kind !== "other");
            if (owed.length === 0) {
                rows.push(leaf(waits, visit.depth, thread));
                continue;
            }
            const below = [];
            for (const wait of owed) {
                const next = indices(waits, wait.on);
                rows.push(next.length === 0 ? leaf(waits, visit.depth, thread, wait) : { depth: visit.depth, thread, wait });
                for (const index of next)
                    below.push({ index, depth: visit.depth + 1, from: visit });
            }
            for (let i = below.length - 1; i >= 0; i--)
                todo.push(below[i]);
        }
        return rows;
    }
    /** Who waits for a thread, directly and through others. The first row is the thread itself, without a wait. */
    function waiterRows(waits, start) {
        const waiters = new Map();
        for (const thread of waits.threads) {
            for (const wait of thread.waits) {
                for (const index of indices(waits, wait.on)) {
                    const list = waiters.get(index);
                    if (list)
                        list.push({ index: thread.index, wait });
                    else
                        waiters.set(index, [{ index: thread.index, wait }]);
                }
            }
        }
        const begin = waits.world.indexOf.get(start);
        const first = begin === undefined ? undefined : waits.threads[begin];
        if (begin === undefined || first === undefined)
            return [];
        const rows = [{ depth: 0, thread: first }];
        const shown = new Set([begin]);
        let level = [begin];
        for (let depth = 1; level.length > 0 && rows.length < MAX_ROWS; depth++) {
            const next = [];
            for (const target of level) {
                for (const waiter of waiters.get(target) || []) {
                    const thread = waits.threads[waiter.index];
                    const again = shown.has(waiter.index);
                    rows.push(again ? { depth, thread, wait: waiter.wait, end: "shown" } : { depth, thread, wait: waiter.wait });
                    if (again)
                        continue;
                    shown.add(waiter.index);
                    next.push(waiter.index);
                }
            }
            level = next;
        }
        return rows;
    }
    function leaf(waits, depth, thread, wait) {
        const step = stepFrom(waits, thread);
        const end = "root" in step ? step.root.why : "other wait";
        return wait ? { depth, thread, wait, end } : { depth, thread, end };
    }
    function isAbove(visit) {
        for (let up = visit.from; up !== undefined; up = up.from)
            if (up.index === visit.index)
                return true;
        return false;
    }
    function indices(waits, threads) {
        const found = [];
        for (const thread of threads) {
            const index = waits.world.indexOf.get(thread);
            if (index !== undefined)
                found.push(index);
        }
        return found;
    }

    /** What an edge rests on, in words. "received by" is what the kernel records, "worked on by" is concluded. */
    /** The reasons for one wait's state and edge. Empty for kind `other`. */
    function evidenceOf(world, wait, name = fullNames(world)) {
        const recorded = (text) => ({ basis: "recorded", text });
        const concluded = (text) => ({ basis: "concluded", text });
        const at = wait.port === undefined ? "" : ` at ${name.port(wait.port)}`;
        const names = wait.on.map((thread) => name.thread(thread)).join(", ");
        const owner = wait.process === undefined ? "its owner" : name.process(wait.process);
        const server = wait.serverThread === undefined ? undefined : name.thread(wait.serverThread);
        switch (wait.state) {
            case "queued":
                return [
                    recorded(`queued${at}`),
                    recorded(wait.on.length === 0 ? "no receiver was found" : `${receivers(wait.on.length)} found: ${names}`),
                ];
            case "inService":
                if (wait.on.length > 1)
                    return [recorded(`received by ${names}`), concluded("any of them may answer")];
                return [
                    recorded(`received by ${names}${at}`),
                    ...(wait.doubts.indexOf("sharedServer") < 0 ? [concluded(`worked on by ${names}`)] : []),
                ];
            case "parked":
                return [
                    recorded(server === undefined ? `received${at}, by whom is not recorded` : `received by ${server}${at}`),
                    concluded(parkedBecause(world, wait)),
                    concluded(`${owner} owes the reply`),
                ];
            case "staleServer":
                return [
                    recorded(`received by ${server !== null && server !== void 0 ? server : "a thread"}${at}, which is no longer a live thread`),
                    concluded(`${owner} owes the reply`),
                ];
            case "replyReady":
                return [recorded("the reply has arrived")];
            case "canceled":
                return [recorded("the message was canceled")];
            case "lost":
                return [recorded(`in no queue${at} and held by no thread`), concluded(`${owner} owes the reply`)];
            case "unreadable":
                return [
                    recorded(wait.message === undefined ? "the request cannot be read" : `${hex(wait.message)} cannot be read`),
                ];
            case "unknown":
                return [recorded("the message is in no queue, and its reply has not arrived")];
            case "owned":
                return [recorded(ownedBy(wait, names))];
            case "none":
                return [];
        }
    }
    /** Why a wait that blocks is no proof, in words. */
    function doubtText(doubt) {
        switch (doubt) {
            case "timeout":
                return "the wait has a timeout and ends by itself";
            case "waitUnknown":
                return "its wait blocks could not be read: it may have a timeout, or wait for more";
            case "queuedShortly":
                return `queued for no longer than ${secondsText(LIMITS.queued)}: another thread may come to receive it`;
            case "queuedUnknown":
                return "queued for an unknown time: another thread may come to receive it";
            case "sharedServer":
                return "several waited-for messages name this server thread, and which of them it works on is not known";
            case "unsettled":
                return "the machine runs, and the wait did not hold when it was read a second time";
            case "incompleteList":
                return "not all threads that could end the wait could be read";
        }
    }
    function receivers(count) {
        return count === 1 ? "1 receiver" : `${String(count)} receivers`;
    }
    function parkedBecause(world, wait) {
        if (wait.serverThread === undefined)
            return "no thread is known to work on it";
        const fact = threadAt(world, wait.serverThread);
        return (fact === null || fact === void 0 ? void 0 : fact.idle) === true ? "that thread is idle again, so it does not work on it" : "it is served asynchronously";
    }
    function ownedBy(wait, names) {
        if (wait.kind === "process")
            return wait.on.length === 0 ? "the process has no live thread" : `any of its threads may end it: ${names}`;
        if (wait.kind === "thread")
            return wait.on.length === 0 ? "the thread is no longer live" : `the thread itself: ${names}`;
        return wait.on.length === 0 ? "no live owner is known" : `owned by ${names}`;
    }

    /** Small pieces of text output. */
    /** `  Label                     : value`, the value in the same column on every line. */
    function field(indent, label, value, column) {
        const start = spaces(indent) + label;
        return start + spaces(column - start.length) + ": " + value;
    }
    function spaces(count) {
        return count > 0 ? " ".repeat(count) : "";
    }
    /** `0x0BFC (3068)`: as `!alpc` prints ids and counters. */
    function hexAndDecimal(value, width) {
        if (value === undefined)
            return "?";
        const digitsOf = value.toString(16).toUpperCase();
        return ("0x" + (digitsOf.length < width ? "0".repeat(width - digitsOf.length) + digitsOf : digitsOf) + " (" + value + ")");
    }
    function yesNo(value) {
        return value === undefined ? "?" : value ? "Yes" : "No";
    }
    /** A pointer with all its digits; `?` where it could not be read. */
    function pointerText$1(address, pointerSize) {
        return address === undefined ? "?" : digits(address, pointerSize);
    }
    /** `0 of 8`, `1 thread`, `3 threads`. */
    function plural(count, one, many = one + "s") {
        return count + " " + (count === 1 ? one : many);
    }

    /** The sentences of the reports: how a wait and a root are told. Names come without addresses where a row gives them. */
    /**
     * One wait as a sentence that names who must act:
     * `printer.exe c5c.15c4 (0x...) waits for fonts.exe 4.8: message 0x54c in service at FontCache, 52.3 s`
     */
    function waitText(world, thread, wait) {
        const name = factName(thread.fact);
        if (!wait)
            return (name + (thread.fact.state === "waiting" ? " waits for something else" : " is " + stateText$3(thread.fact.state)));
        const timeout = wait.timeout ? ", with a timeout" : "";
        return name + " waits for " + whoAndWhat(world, wait) + timeText(wait) + timeout + besideText(thread.fact, wait);
    }
    /** What a wait for several objects means for one of them: the row of one does not show the others. */
    function besideText(fact, wait) {
        if (wait.waitType === undefined)
            return "";
        // A lock that several threads share is one object.
        if (fact.waits.every((other) => "object" in other && other.object === wait.object))
            return "";
        return wait.waitType === "any" ? ", or for another object" : ", and for other objects as well";
    }
    /** How long a wait has lasted: `68.4 s`, or ticks where the target has no clock period. */
    function waitedText$1(wait) {
        if (wait.waitedSeconds !== undefined)
            return secondsText(wait.waitedSeconds);
        return wait.waitedTicks === undefined ? undefined : wait.waitedTicks + " ticks";
    }
    function timeText(wait) {
        const waited = waitedText$1(wait);
        return waited === undefined ? "" : ", " + waited;
    }
    function stateText$3(state) {
        return state === "terminated" ? "no longer alive" : state === "unreadable" ? "not readable" : state;
    }
    /** Why a row of a tree has nothing below it, in words. */
    function rowNote(row) {
        if (row.end === undefined)
            return undefined;
        if (row.end === "loop")
            return "see above: this closes a loop";
        if (row.end === "shown")
            return "shown elsewhere";
        return "root: " + (row.wait ? rootText(row.end) : rootDoes(row.end, row.thread));
    }
    /** One row of a tree, without its indentation. */
    function rowText(world, row) {
        const isRepeated = row.end === "loop" || row.end === "shown";
        const line = !row.wait && (isRepeated || row.end !== undefined) ? factName(row.thread.fact) : sentence(world, row);
        const note = rowNote(row);
        return line + (note === undefined ? "" : " [" + note + "]");
    }
    function sentence(world, row) {
        return waitText(world, row.thread, row.wait);
    }
    /** Who must act, then for what: `fonts.exe 4.8: message 0x54c in service at FontCache`. */
    function whoAndWhat(world, wait) {
        const names = shortNames(world);
        switch (wait.kind) {
            case "alpc":
            case "lpc":
                return replyText(names, wait);
            case "process":
            case "thread":
                return endText$1(names, wait);
            default:
                return lockText(names, wait);
        }
    }
    function replyText(names, wait) {
        const [only, another] = wait.on;
        const what = messageText$1(names, wait);
        if (only === undefined) {
            const owes = wait.state !== "canceled" && wait.state !== "replyReady" && wait.process !== undefined;
            return (owes ? names.process(wait.process) + ": " : "") + what;
        }
        if (another === undefined)
            return names.thread(only) + ": " + what;
        return "any of " + plural(wait.on.length, "thread") + ": " + what;
    }
    /** `message 0x54c in service at FontCache`. */
    function messageText$1(names, wait) {
        const id = wait.messageId !== undefined
            ? " 0x" + wait.messageId.toString(16)
            : wait.message === undefined
                ? ""
                : " " + hex(wait.message);
        const at = wait.port === undefined ? "" : " at " + names.port(wait.port);
        return "message" + id + " " + STATES$1[wait.state] + at;
    }
    function endText$1(names, wait) {
        const object = wait.object;
        if (object === undefined)
            return "a " + wait.kind + " to end";
        if (wait.kind === "thread")
            return names.thread(object) + ": its end";
        const [only, another] = wait.on;
        const who = only === undefined
            ? ", which has no live thread"
            : another === undefined
                ? ", that is " + names.thread(only)
                : ", by any of its " + wait.on.length + " threads";
        return "process " + names.process(object) + ": its end" + who;
    }
    function lockText(names, wait) {
        const object = wait.object === undefined ? "" : " " + hex(wait.object);
        const what = KINDS$1[wait.kind] + object;
        const [owner] = wait.on;
        return owner === undefined ? what : names.thread(owner) + ": " + what;
    }
    const STATES$1 = {
        queued: "queued",
        inService: "in service",
        parked: "parked",
        staleServer: "parked, its server thread has ended,",
        replyReady: "whose reply has arrived,",
        canceled: "which was canceled,",
        owned: "owned",
        lost: "in no queue",
        unreadable: "which cannot be read,",
        unknown: "in no queue",
        none: "",
    };
    const KINDS$1 = {
        alpc: "a reply",
        lpc: "a reply",
        mutant: "mutant",
        thread: "thread",
        process: "process",
        criticalSection: "critical section",
        eresource: "ERESOURCE",
        pushLock: "push lock",
        other: "object",
    };
    const ROOTS = {
        runnable: "it is runnable",
        "other wait": "it waits for something that can come from outside",
        queued: "queued, and a receiver may take it",
        parked: "received and parked: the process owes the reply",
        suspended: "it is suspended",
        "stale server": "its server thread has ended: the process owes the reply",
        "server gone": "the server is gone",
        unreadable: "the next link cannot be read",
    };
    /** Why a chain ends, in words. */
    function rootText(why) {
        return ROOTS[why];
    }
    /** The same with what the root's own thread does, as far as its wait tells: `it waits for event 0x..., 59.0 s`. */
    function rootDoes(why, thread) {
        if (why !== "other wait" || thread === undefined)
            return rootText(why);
        if (thread.waits.some((wait) => wait.kind !== "other"))
            return rootText(why);
        const objects = thread.waits.map((wait) => (wait.what === undefined ? "object" : wait.what) + (wait.object === undefined ? "" : " " + hex(wait.object)));
        const [first] = thread.waits;
        if (first === undefined)
            return rootText(why);
        const time = timeText(first) + (first.timeout ? ", with a timeout" : "");
        const what = objects.length === 1 ? objects[0] : first.waitType + " of " + objects.join(", ");
        return "it waits for " + what + time + "; that can come from outside";
    }
    /** Who or what a chain ends at. */
    function rootName(world, chain) {
        const { root, rootThread } = chain;
        if (rootThread)
            return factName(rootThread.fact);
        const names = shortNames(world);
        if (root.process !== undefined)
            return names.process(root.process) + " (" + hex(root.process) + ")";
        return root.object === undefined ? "unknown" : hex(root.object);
    }
    /** What an object of the target is called beside a sentence: `message 0x..., port 0x...`. */
    function addressesText(wait) {
        const parts = [];
        if (wait.message !== undefined)
            parts.push("message " + hex(wait.message));
        if (wait.port !== undefined)
            parts.push("port " + hex(wait.port));
        return parts.join(", ");
    }

    /** What the analysis of the waits gives, as dx shows it. */
    /** One hop of a wait chain. */
    class HopObject {
        constructor(look, world, row) {
            this.__look = look;
            this.__world = world;
            this.__row = row;
        }
        get Depth() {
            return this.__row.depth;
        }
        get Thread() {
            return threadReference(this.__look, this.__row.thread.fact.thread);
        }
        get Process() {
            return processReference(this.__look, this.__row.thread.fact.process);
        }
        get Kind() {
            return this.__row.wait && this.__row.wait.kind;
        }
        get Object() {
            const wait = this.__row.wait;
            if (!wait)
                return undefined;
            if (wait.message !== undefined || wait.kind === "lpc") {
                const id = wait.messageId === undefined ? "" : " 0x" + wait.messageId.toString(16);
                return "message" + id + (wait.port === undefined ? "" : " at " + portName(this.__world, wait.port));
            }
            return wait.object === undefined ? undefined : wait.kind + " " + hex(wait.object);
        }
        get State() {
            return this.__row.wait ? this.__row.wait.state : this.__row.thread.fact.state;
        }
        get Waited() {
            return this.__row.thread.waitedSeconds;
        }
        get Note() {
            return rowNote(this.__row);
        }
        toString() {
            return rowText(this.__world, this.__row);
        }
    }
    describe$1(HopObject, {
        Depth: decimal("0 for the thread asked about"),
        Thread: text$1("The thread that waits"),
        Process: text$1("Its process"),
        Kind: text$1("What it waits for: alpc, mutant, thread, process ..."),
        Object: text$1("The message and its port, or the object"),
        State: text$1("State of the wait, or of a thread that does not wait"),
        Waited: decimal("Seconds"),
        Note: text$1("Why the chain ends here, or that the rest is shown elsewhere"),
    });
    /** One wait of a deadlock or chain, with its evidence. */
    class WaitObject {
        constructor(look, world, wait) {
            this.__look = look;
            this.__world = world;
            this.__wait = wait;
        }
        get Thread() {
            return threadReference(this.__look, this.__wait.waiter.thread);
        }
        get Kind() {
            return this.__wait.kind;
        }
        get State() {
            return this.__wait.state;
        }
        get On() {
            return new Collection(() => this.__wait.on.map((address) => threadReference(this.__look, address)));
        }
        get Waited() {
            return this.__wait.waitedSeconds;
        }
        get HasTimeout() {
            return this.__wait.timeout;
        }
        get Evidence() {
            return new Collection(() => evidenceOf(this.__world, this.__wait)
                .map((evidence) => evidence.basis + ": " + evidence.text)
                .concat(this.__wait.on.length > 0 ? this.__wait.doubts.map((doubt) => "doubt: " + doubtText(doubt)) : []));
        }
        toString() {
            const thread = { fact: this.__wait.waiter };
            return waitText(this.__world, thread, this.__wait);
        }
    }
    describe$1(WaitObject, {
        Thread: text$1("The thread that waits"),
        Kind: text$1("alpc, mutant, thread, process ..."),
        State: text$1("queued, inService, parked, owned ..."),
        On: text$1("The threads of which any can end the wait"),
        Waited: decimal("Seconds"),
        HasTimeout: text$1("The wait ends by itself"),
        Evidence: text$1("What the edge rests on: recorded by the kernel, or concluded"),
    });
    class DeadlockObject {
        constructor(look, world, deadlock) {
            this.__look = look;
            this.__world = world;
            this.__deadlock = deadlock;
        }
        get Kind() {
            return this.__deadlock.kind;
        }
        get Certainty() {
            return this.__deadlock.certainty;
        }
        get Threads() {
            return new Collection(() => this.__deadlock.members.map((m) => threadReference(this.__look, m.fact.thread)));
        }
        get Victims() {
            return new Collection(() => this.__deadlock.victims.map((m) => threadReference(this.__look, m.fact.thread)));
        }
        get Waits() {
            return new Collection(() => this.__deadlock.waits.map((wait) => new WaitObject(this.__look, this.__world, wait)));
        }
        toString() {
            const { certainty, kind, members, victims } = this.__deadlock;
            const images = members.map((member) => member.fact.image).join(", ");
            const behind = victims.length === 0 ? "" : ", " + victims.length + " more behind";
            return certainty + " " + kind + ": " + images + behind;
        }
    }
    describe$1(DeadlockObject, {
        Kind: text$1("cycle, knot or starvation"),
        Certainty: text$1("proved or suspected"),
        Threads: text$1("The members"),
        Victims: text$1("Threads stuck behind them"),
        Waits: text$1("The waits of the members, then of the victims, with their evidence"),
    });
    /** Everybody who hangs on one root. */
    class ChainObject {
        constructor(look, world, chain) {
            this.__look = look;
            this.__world = world;
            this.__chain = chain;
        }
        get Why() {
            return this.__chain.root.why;
        }
        get RootThread() {
            return threadReference(this.__look, this.__chain.root.thread);
        }
        get RootProcess() {
            return processReference(this.__look, this.__chain.root.process);
        }
        get RootObject() {
            const object = this.__chain.root.object;
            return object === undefined ? undefined : toInt64(object);
        }
        get WaiterCount() {
            return this.__chain.waiters;
        }
        get LongestWait() {
            return this.__chain.longestWaitSeconds;
        }
        get Waits() {
            return new Collection(() => this.__chain.waits.map((wait) => new WaitObject(this.__look, this.__world, wait)));
        }
        toString() {
            const { waiters, longestWaitSeconds, root } = this.__chain;
            const longest = longestWaitSeconds === undefined ? "" : ", longest " + secondsText(longestWaitSeconds);
            const image = root.process === undefined ? undefined : this.__world.processes.get(root.process);
            return waiters + " waiting" + longest + ": " + rootText(root.why) + (image ? ", " + image.image : "");
        }
    }
    describe$1(ChainObject, {
        Why: text$1("Why the chain ends where it ends"),
        RootThread: text$1("The thread it ends at"),
        RootProcess: text$1("The process that must act"),
        RootObject: text$1("The port or message it ends at"),
        WaiterCount: decimal("Threads that wait for a reply"),
        LongestWait: decimal("Seconds"),
        Waits: text$1("All waits of the chain"),
    });
    class FindingObject {
        constructor(finding) {
            this.__finding = finding;
        }
        get Severity() {
            return this.__finding.severity;
        }
        get Rule() {
            return this.__finding.rule;
        }
        get Subject() {
            return toInt64(this.__finding.subject);
        }
        get Text() {
            return this.__finding.text;
        }
        toString() {
            return this.__finding.severity + " " + this.__finding.rule + ": " + this.__finding.text;
        }
    }
    describe$1(FindingObject, {
        Severity: text$1("error, warning or info"),
        Rule: text$1("Name of the rule"),
        Subject: text$1("Address of the port, thread, message or process it is about"),
        Text: text$1("What was found"),
    });
    /** The deadlocks of an analysis as objects. */
    function deadlockObjects(look, judged) {
        return new Collection(() => judged().analysis.deadlocks.map((item) => new DeadlockObject(look, judged().waits.world, item)));
    }
    function chainObjects(look, judged) {
        return new Collection(() => judged().analysis.chains.map((item) => new ChainObject(look, judged().waits.world, item)));
    }
    function findingObjects(judged) {
        return new Collection(() => judged().analysis.findings.map((item) => new FindingObject(item)));
    }

    /** The LPC members of a thread as they are: Windows XP and Server 2003. Everything concluded from them is on `Alpc` itself. */
    class ThreadLpc {
        constructor(look, thread) {
            this.__look = look;
            this.__thread = thread;
        }
        get LpcReplyMessageId() {
            return this.__thread.raw.unsigned("LpcReplyMessageId");
        }
        get LpcReplyMessage() {
            return this.__union(false);
        }
        get LpcWaitingOnPort() {
            return this.__union(true);
        }
        get LpcReceivedMessageId() {
            return receivedMessageId(this.__thread);
        }
        get LpcReceivedMsgIdValid() {
            return this.__thread.raw.flag("LpcReceivedMsgIdValid");
        }
        get LpcReplySemaphore() {
            const address = this.__thread.raw.at("LpcReplySemaphore");
            return address === undefined ? undefined : toInt64(address);
        }
        get LpcExitThreadCalled() {
            return this.__thread.raw.flag("LpcExitThreadCalled");
        }
        get LpcReplyChainPort() {
            const found = replyChainPort(this.__thread);
            return found instanceof Gap ? found.why : found && new LpcPortObject(this.__look, found);
        }
        get LpcReplyChainPrevious() {
            return this.__neighbour("before");
        }
        get LpcReplyChainNext() {
            return this.__neighbour("after");
        }
        toString() {
            const waits = this.LpcReplyMessageId;
            const serves = this.LpcReceivedMessageId;
            const parts = [];
            if (waits)
                parts.push("Waiting for reply to LPC MessageId " + waits.toString(16));
            if (serves)
                parts.push("LPC Server thread working on message Id " + serves.toString(16));
            return parts.join("; ");
        }
        /** One place for two: bit 0 says that it is the port waited on. */
        __union(asPort) {
            const value = this.__thread.raw.pointer("LpcReplyMessage");
            if (value === undefined || value === 0)
                return undefined;
            return (lowBits(value, IS_PORT) !== 0) === asPort ? toInt64(value) : undefined;
        }
        __neighbour(side) {
            const found = replyChainNeighbours(this.__thread)[side];
            return found instanceof Gap || found.address === this.__thread.address
                ? undefined
                : new ThreadReference(this.__look, found);
        }
    }
    describe$1(ThreadLpc, {
        LpcReplyMessageId: text$1("Id of the request whose reply it waits for, ULONG; 0 for none"),
        LpcReplyMessage: text$1("The reply it was given; shares its place with LpcWaitingOnPort"),
        LpcWaitingOnPort: text$1("The port it waits on, with bit 0 set as it is stored"),
        LpcReceivedMessageId: text$1("Id of the request it has received, ULONG; only while LpcReceivedMsgIdValid is set"),
        LpcReceivedMsgIdValid: text$1("Whether LpcReceivedMessageId is one: it shares its place with Win32StartAddress"),
        LpcReplySemaphore: text$1("Address of the semaphore it waits on for a reply"),
        LpcExitThreadCalled: text$1("The thread is being torn down"),
        LpcReplyChainPort: text$1("The port whose reply chain it is in"),
        LpcReplyChainPrevious: text$1("The thread before it in the reply chain"),
        LpcReplyChainNext: text$1("The thread after it in the reply chain"),
    });

    class ThreadAlpc {
        constructor(look, address) {
            this.__look = look;
            this.__address = address;
        }
        get WaitingFor() {
            const own = this.__thread;
            return own instanceof Gap ? own.why : awaitedMessage(this.__look, own);
        }
        get Serving() {
            return new Collection(() => {
                const own = this.__thread;
                return own instanceof Gap ? [] : servedBy(this.__look, own);
            });
        }
        get WaitChain() {
            return new Collection(() => {
                const own = this.__thread;
                if (own instanceof Gap)
                    return [];
                const { waits } = this.__look.chain(own);
                return chainRows(waits, own.address).map((row) => new HopObject(this.__look, waits.world, row));
            });
        }
        get ReplyChain() {
            return new Collection(() => {
                const { waits } = this.__look.judged(false);
                return waiterRows(waits, this.__address)
                    .slice(1)
                    .map((row) => new HopObject(this.__look, waits.world, row));
            });
        }
        get ReceivingOn() {
            return new Collection(() => allPorts$1(this.__look.kernel)
                .items.filter((owner) => receivesOn(this.__address, owner))
                .map((owner) => showPort(this.__look, owner)), () => allPorts$1(this.__look.kernel).end);
        }
        get Lpc() {
            const own = this.__thread;
            return own instanceof Gap || !isLpc(this.__look.kernel) ? undefined : new ThreadLpc(this.__look, own);
        }
        toString() {
            const own = this.__thread;
            if (own instanceof Gap)
                return own.why;
            const message = awaitedMessage(this.__look, own);
            if (message === undefined)
                return "waits for no reply";
            if (typeof message === "string")
                return "waits for a reply, but its message cannot be read";
            const number = message.MessageId;
            const id = number === undefined ? "" : " 0x" + number.toString(16);
            const seconds = waited(this.__look, own);
            return ("waits for the reply to message" +
                id +
                " (" +
                message.State +
                ")" +
                (seconds === undefined ? "" : " for " + secondsText(seconds)));
        }
        get __thread() {
            return thread(this.__look.kernel, this.__address);
        }
    }
    describe$1(ThreadAlpc, {
        WaitingFor: text$1("The message whose reply this thread waits for"),
        Serving: text$1("Messages whose ServerThread is this thread, on every port of the machine"),
        WaitChain: text$1("From this thread to the root, a row per hop; it branches where several may answer"),
        ReplyChain: text$1("Who waits for this thread, directly and through others"),
        ReceivingOn: text$1("The ports this thread receives on: in their WaitQueue, or registered with their completion object"),
        Lpc: text$1("The LPC members of the thread; Windows XP and Server 2003"),
    });

    /** Processes and threads as the model names them: small objects that lead to everything else. */
    class ProcessReference {
        constructor(look, found) {
            this.__look = look;
            this.__process = found;
        }
        get Address() {
            return toInt64(this.__process.address);
        }
        get Name() {
            return this.__process.image;
        }
        get Id() {
            return this.__process.pid;
        }
        get IsExiting() {
            return this.__process.isExiting;
        }
        get SessionId() {
            return this.__process.sessionId;
        }
        get Token() {
            return tokenObject(this.__look, this.__process.token);
        }
        get IsWow64() {
            return this.__process.isWow64;
        }
        get Alpc() {
            return new ProcessAlpc(this.__look, this.__process.address);
        }
        get Process() {
            const pid = this.__process.pid;
            return pid === undefined ? undefined : this.__look.target.userContext(pid);
        }
        toString() {
            return processText$1(this.__process);
        }
    }
    describe$1(ProcessReference, {
        Address: text$1("Address of the _EPROCESS"),
        Name: text$1("ImageFileName, at most 14 characters"),
        Id: text$1("Process id"),
        IsExiting: text$1("ProcessExiting is set, or there is an exit time"),
        SessionId: decimal("Terminal services session, as its token says"),
        Token: text$1("Its primary token"),
        IsWow64: text$1("A 32-bit process on a 64-bit kernel"),
        Alpc: text$1("Ports, messages and waits of the process"),
        Process: text$1("The debugger's own process object"),
    });
    /** `svchost.exe (0x33c)` */
    function processText$1(found) {
        return found.image + (found.pid === undefined ? "" : " (0x" + found.pid.toString(16) + ")");
    }
    /** A process by address; a text that says why where it cannot be read, undefined for null. */
    function processReference(look, address) {
        if (address === undefined || address === NULL)
            return undefined;
        const found = process(look.kernel, address);
        return found instanceof Gap ? found.why : new ProcessReference(look, found);
    }
    class ThreadReference {
        constructor(look, found) {
            this.__look = look;
            this.__thread = found;
        }
        get Address() {
            return toInt64(this.__thread.address);
        }
        get Id() {
            return this.__thread.tid;
        }
        get Process() {
            return processReference(this.__look, this.__thread.process);
        }
        get State() {
            return this.__thread.state;
        }
        get WaitReason() {
            return this.__thread.waitReason;
        }
        get IsLive() {
            return this.__thread.isKnown ? this.__thread.isLive : undefined;
        }
        get IsSuspended() {
            return this.__thread.isSuspended;
        }
        get HasTimeout() {
            return threadWait(this.__look.kernel, this.__thread).timeout;
        }
        get Waited() {
            return waited(this.__look, this.__thread);
        }
        get Frames() {
            const { pid, tid } = this.__thread;
            const frames = pid === undefined || tid === undefined ? undefined : this.__look.target.frames(pid, tid);
            return frames && new Collection(() => frames);
        }
        get Alpc() {
            return new ThreadAlpc(this.__look, this.__thread.address);
        }
        get Native() {
            return attempt(() => this.__look.target.typed("_ETHREAD", this.__thread.address));
        }
        toString() {
            return threadText$1(this.__look, this.__thread);
        }
    }
    describe$1(ThreadReference, {
        Address: text$1("Address of the _ETHREAD"),
        Id: text$1("Thread id"),
        Process: text$1("The process it belongs to"),
        State: text$1("_KTHREAD.State by name"),
        WaitReason: text$1("_KTHREAD.WaitReason by name, while it waits"),
        IsLive: text$1("A thread object that has not ended"),
        IsSuspended: text$1("Suspended or frozen"),
        HasTimeout: text$1("Its wait ends by itself"),
        Waited: decimal("Seconds since its wait began; nothing without nt!KeMaximumIncrement"),
        Frames: text$1("Its stack, most recent call first, where the target has it"),
        Alpc: text$1("What it waits for and serves"),
        Native: text$1("The typed nt!_ETHREAD"),
    });
    /** `svchost.exe 33c.3c40 Waiting` */
    function threadText$1(look, found) {
        const owner = found.process === undefined ? undefined : process(look.kernel, found.process);
        const image = owner === undefined || owner instanceof Gap ? "?" : owner.image;
        return image + " " + found.cid + " " + (!found.isKnown ? "?" : found.isLive ? found.state || "?" : "ended");
    }
    /** A thread by address; a text where it cannot be read, undefined for null. */
    function threadReference(look, address) {
        if (address === undefined || address === NULL)
            return undefined;
        const found = thread(look.kernel, address);
        if (found instanceof Gap)
            return found.why;
        return found.isThread ? new ThreadReference(look, found) : "not a thread any more";
    }
    /** Seconds since a waiting thread's wait began. */
    function waited(look, found) {
        return found.isWaiting ? clock$1(look).secondsSince(found.waitTime) : undefined;
    }
    function clock$1(look) {
        return look.kernel.once("clock", NULL, () => new Clock(look.kernel));
    }

    /** A port of Windows XP and Server 2003 as dx shows it: the members both eras have under the same names, then its own. */
    /** A list of messages of an LPC port. LPC keeps no counters. */
    class LpcQueueObject extends Collection {
        constructor(look, walk) {
            super(() => walk().items.map((one) => new LpcMessageObject(look, new LpcRequest(look.kernel, one.messageId, one))), () => walk().end);
            this.__walk = walk;
        }
        get Length() {
            return this.__walk().items.length;
        }
        toString() {
            const length = this.Length;
            return length === 0 ? "empty" : length + (length === 1 ? " message" : " messages");
        }
    }
    describe$1(LpcQueueObject, {
        Length: decimal("Messages that the walk finds; LPC keeps no counter"),
        Damage: text$1("How the walk over the list ended, when it did not reach the end"),
    });
    /** MsgQueue: what arrived and was not received yet, and the semaphore that counts it. */
    class MsgQueueObject {
        constructor(look, found) {
            this.__look = look;
            this.__port = found;
        }
        get ReceiveHead() {
            return new LpcQueueObject(this.__look, () => this.__port.messages);
        }
        get Semaphore() {
            return present$1(this.__port.semaphore);
        }
        get SemaphoreState() {
            return this.__port.semaphoreState;
        }
        get NonPagedPortQueue() {
            return present$1(this.__port.raw.pointer("MsgQueue.NonPagedPortQueue"));
        }
        toString() {
            const state = this.SemaphoreState;
            return this.ReceiveHead.toString() + (state === undefined ? "" : ", semaphore state " + state);
        }
    }
    describe$1(MsgQueueObject, {
        ReceiveHead: text$1("Messages that arrived and were not received yet"),
        Semaphore: text$1("Address of the _KSEMAPHORE that receivers wait on"),
        SemaphoreState: decimal("Its signal state, LONG: above 0 a receiver need not wait"),
        NonPagedPortQueue: text$1("Address of the nonpaged part of the queue"),
    });
    /** A connection, from the side of its connection port. */
    class LpcConnectionObject {
        constructor(look, connection) {
            this.__look = look;
            this.__connection = connection;
        }
        get ServerPort() {
            const { server } = this.__connection;
            return server && new LpcPortObject(this.__look, server);
        }
        get ClientPort() {
            const { client } = this.__connection;
            return client && new LpcPortObject(this.__look, client);
        }
        get ClientProcess() {
            const client = this.ClientPort;
            return client && client.OwnerProcess;
        }
        toString() {
            const client = this.ClientProcess;
            return "client " + (client === undefined ? "gone" : String(client));
        }
    }
    describe$1(LpcConnectionObject, {
        ServerPort: text$1("The server's end"),
        ClientPort: text$1("The client's end"),
        ClientProcess: text$1("The process that connected"),
    });
    class LpcPortObject {
        constructor(look, found) {
            this.__look = look;
            this.__port = found;
        }
        get Address() {
            return toInt64(this.__port.address);
        }
        get Kind() {
            return this.__port.kind;
        }
        get Name() {
            return this.__port.name;
        }
        get FullName() {
            return this.__port.fullName;
        }
        get OwnerProcess() {
            const owner = this.__port.ownerAddress;
            if (owner === undefined)
                return undefined;
            if (!isNull(owner))
                return processReference(this.__look, owner);
            const pid = this.__port.creatorPid;
            return "owner gone" + (pid ? " (was process 0x" + pid.toString(16) + ")" : "");
        }
        get OwnerIsValid() {
            return this.__port.ownerIsValid;
        }
        get ConnectionPort() {
            return this.__other(this.__port.raw.pointer("ConnectionPort"));
        }
        get ServerPort() {
            if (this.__port.kind === "ServerCommunicationPort")
                return this;
            return this.__port.kind === "ClientCommunicationPort" ? this.Peer : undefined;
        }
        get ClientPort() {
            if (this.__port.kind === "ClientCommunicationPort")
                return this;
            return this.__port.kind === "ServerCommunicationPort" ? this.Peer : undefined;
        }
        get Peer() {
            return this.__other(this.__port.raw.pointer("ConnectedPort"));
        }
        get Connections() {
            if (this.__port.kind !== "ConnectionPort")
                return undefined;
            return new Collection(() => lpcConnections(this.__port).map((connection) => new LpcConnectionObject(this.__look, connection)));
        }
        get MsgQueue() {
            return new MsgQueueObject(this.__look, this.__port);
        }
        get LpcDataInfoChainHead() {
            return new LpcQueueObject(this.__look, () => this.__port.dataInfoMessages);
        }
        get LpcReplyChainHead() {
            return this.__threads(() => this.__port.replyChain);
        }
        get QueuedMessages() {
            return this.__port.messageCount;
        }
        get Waiters() {
            return this.__threads(() => {
                const { threads, end } = lpcReceivers(this.__port);
                return { items: threads, end, recovered: 0 };
            });
        }
        get Creator() {
            const { creatorPid, creatorTid } = this.__port;
            return creatorPid === undefined || creatorTid === undefined
                ? undefined
                : creatorPid.toString(16) + "." + creatorTid.toString(16);
        }
        get ClientThread() {
            return threadReference(this.__look, this.__port.raw.pointer("ClientThread"));
        }
        get ServerProcess() {
            return this.__port.kind === "ConnectionPort" ? processReference(this.__look, this.__port.serverProcess) : undefined;
        }
        get MappingProcess() {
            return this.__port.kind === "ConnectionPort" ? undefined : processReference(this.__look, this.__port.serverProcess);
        }
        get ClientSectionBase() {
            return present$1(this.__port.raw.pointer("ClientSectionBase"));
        }
        get ServerSectionBase() {
            return present$1(this.__port.raw.pointer("ServerSectionBase"));
        }
        get SecurityQos() {
            const qos = qosOf(this.__port.raw, "SecurityQos");
            return qos && new QosObject(qos);
        }
        get StaticSecurity() {
            const context = clientContext(this.__port.raw, "StaticSecurity");
            return context && new ClientContextObject(this.__look, context);
        }
        get Security() {
            const pointer = this.__port.header.securityDescriptor;
            return pointer === undefined ? undefined : securityObject(securityDescriptor(this.__look.kernel, pointer));
        }
        get Flags() {
            return this.__port.flags;
        }
        get FlagNames() {
            return [this.__port.kind || "no kind", ...this.__port.flagNames].join(" ");
        }
        get Disconnected() {
            return this.__port.isDisconnected;
        }
        get Closed() {
            return this.__port.isClosed;
        }
        get Waitable() {
            return this.__port.isWaitable;
        }
        get DynamicSecurity() {
            return this.__port.hasDynamicSecurity;
        }
        get MaxMessageLength() {
            return this.__port.raw.unsigned("MaxMessageLength");
        }
        get MaxConnectionInfoLength() {
            return this.__port.raw.unsigned("MaxConnectionInfoLength");
        }
        get HandleCount() {
            return this.__port.header.handleCount;
        }
        get PointerCount() {
            return this.__port.header.pointerCount;
        }
        get PortContext() {
            return present$1(this.__port.raw.pointer("PortContext"));
        }
        get Native() {
            return attempt(() => this.__look.target.typed("_LPCP_PORT_OBJECT", this.__port.address));
        }
        toString() {
            return lpcPortText(this.__port);
        }
        __other(address) {
            return lpcPortObject(this.__look, address);
        }
        __threads(walk) {
            return new Collection(() => walk().items.map((found) => new ThreadReference(this.__look, found)), () => walk().end);
        }
    }
    describe$1(LpcPortObject, {
        Address: text$1("Address of the _LPCP_PORT_OBJECT"),
        Kind: text$1("ConnectionPort, UnconnectedCommunicationPort, ServerCommunicationPort or ClientCommunicationPort"),
        Name: text$1("Its name, or that of its connection port"),
        FullName: text$1("The name with its directories"),
        OwnerProcess: text$1("The server of a connection port, else the process that made it"),
        OwnerIsValid: text$1("Whether there is such a process"),
        ConnectionPort: text$1("The connection port of the connection"),
        ServerPort: text$1("The server communication port of the connection"),
        ClientPort: text$1("The client communication port of the connection"),
        Peer: text$1("ConnectedPort: the other end of a communication port"),
        Connections: text$1("The connections of a connection port, as far as their ports are found"),
        MsgQueue: text$1("Messages that arrived, and the semaphore that counts them"),
        LpcDataInfoChainHead: text$1("Messages that were received and are kept, because they name data areas in their sender"),
        LpcReplyChainHead: text$1("Threads that wait for a reply through this port"),
        QueuedMessages: decimal("Messages the port holds"),
        Waiters: text$1("Threads that wait to receive on the port"),
        Creator: text$1("Process and thread id of the creator, hexadecimal"),
        ClientThread: text$1("The thread of the client"),
        ServerProcess: text$1("The server, of a connection port"),
        MappingProcess: text$1("The process in whose memory the section view lies, of a communication port"),
        ClientSectionBase: text$1("Where the client's section (its PORT_VIEW) is mapped"),
        ServerSectionBase: text$1("Where the server's section is mapped"),
        SecurityQos: text$1("Quality of service: what the server may do in the name of the client"),
        StaticSecurity: text$1("What was captured of the client at connect"),
        Security: text$1("The security descriptor of the port"),
        Flags: text$1("Flags, ULONG: the kind in the low four bits"),
        FlagNames: text$1("Flags by name"),
        Disconnected: text$1("The name was deleted: the server has closed the port"),
        Closed: text$1("The port was deleted"),
        Waitable: text$1("A thread can wait on the port's handle"),
        DynamicSecurity: text$1("Security context of each call, not of the connect"),
        MaxMessageLength: text$1("Bytes of the largest message, USHORT"),
        MaxConnectionInfoLength: text$1("Bytes of the largest connect information, USHORT"),
        HandleCount: decimal("Open handles to the port"),
        PointerCount: decimal("References to the port"),
        PortContext: text$1("The context value given at accept"),
        Native: text$1("The typed nt!_LPCP_PORT_OBJECT"),
    });
    /** A port by address; a text that says why where it is none, undefined for null. */
    function lpcPortObject(look, address) {
        if (address === undefined || isNull(address))
            return undefined;
        const found = lpcPort(look.kernel, address);
        return found instanceof Gap ? found.why : new LpcPortObject(look, found);
    }
    const KIND_TEXT$1 = {
        ConnectionPort: "connection port",
        UnconnectedCommunicationPort: "unconnected port",
        ClientCommunicationPort: "client port",
        ServerCommunicationPort: "server port",
    };
    /** `2 queued: ApiPort, connection port of csrss.exe (0x1d4)` */
    function lpcPortText(found) {
        const { kind, owner, name } = found;
        const by = owner instanceof Gap ? (found.ownerIsValid ? "an unreadable process" : "nobody") : processText$1(owner);
        const parts = [];
        if (found.isClosed)
            parts.push("closed");
        else if (found.isDisconnected)
            parts.push("disconnected");
        if (found.ownerAddress !== undefined && !found.ownerIsValid)
            parts.push("owner gone");
        const queued = found.messages.items.length;
        const kept = found.dataInfoMessages.items.length;
        if (queued > 0)
            parts.push(queued + " queued");
        if (kept > 0)
            parts.push(kept + " kept");
        const state = parts.length === 0 ? "empty" : parts.join(", ");
        return state + ": " + (name === "" ? "" : name + ", ") + (kind ? KIND_TEXT$1[kind] : "port") + " of " + by;
    }
    function present$1(value) {
        return value === undefined || isNull(value) ? undefined : toInt64(value);
    }

    /** A request of Windows XP and Server 2003 as dx shows it, also when its block is freed and only its id is left. */
    class LpcMessageObject {
        constructor(look, found) {
            this.__look = look;
            this.__request = found;
        }
        get Address() {
            const block = this.__request.message;
            return block && toInt64(block.address);
        }
        get MessageId() {
            return this.__request.messageId;
        }
        get CallbackId() {
            const block = this.__request.message;
            return block && block.callbackId;
        }
        get Type() {
            const block = this.__request.message;
            return block && block.type;
        }
        get DataLength() {
            const block = this.__request.message;
            return block && block.dataLength;
        }
        get TotalLength() {
            const block = this.__request.message;
            return block && block.totalLength;
        }
        get ClientViewSize() {
            const block = this.__request.message;
            return block && pointer$2(block.clientViewSize);
        }
        get ClientId() {
            return clientId(this.__request);
        }
        get State() {
            return this.__request.state;
        }
        get QueueType() {
            return this.__request.list;
        }
        get QueuePort() {
            return this.__port(this.__request.queuePort);
        }
        get SenderPort() {
            return this.__port(this.__request.senderPort);
        }
        get OwnerPort() {
            return this.SenderPort;
        }
        get ConnectionPort() {
            const sender = this.__request.senderPort;
            return this.__port(sender instanceof Gap ? sender : sender.connectionPort);
        }
        get WaitingThread() {
            const { client } = this.__request;
            return client && new ThreadReference(this.__look, client);
        }
        get ServerThread() {
            const { server } = this.__request;
            return server && new ThreadReference(this.__look, server);
        }
        get ServerThreadIsLive() {
            const { server } = this.__request;
            return server && server.isKnown ? server.isLive : undefined;
        }
        get ServerThreads() {
            return new Collection(() => this.__request.servers.map((thread) => new ThreadReference(this.__look, thread)));
        }
        get RepliedToThread() {
            const block = this.__request.message;
            return block && threadReference(this.__look, block.repliedToThread);
        }
        get PortContext() {
            const block = this.__request.message;
            return block && pointer$2(block.portContext);
        }
        get Data() {
            const block = this.__request.message;
            return block && new Collection(() => block.data(DATA_WORDS$1));
        }
        get Waited() {
            const { client } = this.__request;
            return client && waited(this.__look, client);
        }
        get Native() {
            const block = this.__request.message;
            return block && attempt(() => this.__look.target.typed("_LPCP_MESSAGE", block.address));
        }
        toString() {
            const { messageId, queuePort, message } = this.__request;
            const id = messageId === undefined ? "?" : "0x" + messageId.toString(16);
            const at = queuePort instanceof Gap || queuePort.name === "" ? "" : " at " + queuePort.name;
            const from = this.ClientId === undefined ? "" : " from " + this.ClientId;
            return this.State + ": " + ((message && message.type) || "LPC_REQUEST") + " " + id + from + at;
        }
        __port(found) {
            return found instanceof Gap ? found.why : new LpcPortObject(this.__look, found);
        }
    }
    describe$1(LpcMessageObject, {
        Address: text$1("Address of the _LPCP_MESSAGE; nothing once it was received, because it is freed then"),
        MessageId: text$1("Request.MessageId, ULONG"),
        CallbackId: text$1("Request.CallbackId, ULONG"),
        Type: text$1("Request.u2.s2.Type & 0xff by name"),
        DataLength: text$1("Bytes of data, without the header"),
        TotalLength: text$1("Bytes of header and data"),
        ClientViewSize: text$1("Size of the section view that the sender attached; shares its place with CallbackId"),
        ClientId: text$1("Process and thread id of the sender, hexadecimal"),
        State: text$1("Queued, InService, Parked (its server thread receives again), ReplyReady, Unknown (in no queue, with no thread)"),
        QueueType: text$1("ReceiveHead, or LpcDataInfoChainHead for a received one with data areas; nothing when in none"),
        QueuePort: text$1("The port in whose queue it is or was"),
        SenderPort: text$1("The port it was sent through"),
        OwnerPort: text$1("The same, as it is called since Windows Vista"),
        ConnectionPort: text$1("The connection port of its connection"),
        WaitingThread: text$1("The thread with this LpcReplyMessageId"),
        ServerThread: text$1("The thread with this LpcReceivedMessageId, and LpcReceivedMsgIdValid"),
        ServerThreadIsLive: text$1("Whether ServerThread is a thread that has not ended"),
        ServerThreads: text$1("All such threads: more than one is an error"),
        RepliedToThread: text$1("The thread that is replied to, of a reply or callback"),
        PortContext: text$1("The context value of the server's end"),
        Data: text$1("The first words of the data"),
        Waited: decimal("Seconds that WaitingThread has waited; nothing without nt!KeMaximumIncrement"),
        Native: text$1("The typed nt!_LPCP_MESSAGE"),
    });
    /** A CSR request or an LRPC header is told apart by its first words. */
    const DATA_WORDS$1 = 64;
    /** `584.680`: of the sender as the block records it, else of the thread that waits. */
    function clientId(request) {
        const block = request.message;
        const pid = block && block.repliedToThread === 0 ? block.clientPid : request.client && request.client.pid;
        const tid = block && block.repliedToThread === 0 ? block.clientTid : request.client && request.client.tid;
        return pid === undefined || tid === undefined ? undefined : pid.toString(16) + "." + tid.toString(16);
    }
    function pointer$2(value) {
        return value === undefined ? undefined : toInt64(value);
    }

    /** The data of a message, as far as they are in kernel memory. */
    /** The longest a message can be: its lengths are SHORTs. */
    const MAX_LENGTH = 0xffff;
    /**
     * Up to `DataLength` bytes. They lie behind the PORT_MESSAGE that ends the structure, or in ExtensionBuffer. How the kernel
     * splits them is not published, so the sizes decide: a buffer that holds DataLength bytes holds them all; a smaller one
     * holds what comes after the inline part. Source: alpc-semantics 1.3, 2.2; rpc-over-alpc 2.
     */
    function messageData(message) {
        const length = message.dataLength;
        if (!length)
            return [];
        const wanted = Math.min(length, MAX_LENGTH);
        return message.kernel.once("message data", message.address, () => {
            const { address, size } = extension$1(message);
            const inExtension = address === undefined ? 0 : Math.min(size, wanted);
            const parts = [];
            const start = inlineStart(message);
            if (start !== undefined && inExtension < wanted) {
                parts.push({ where: "inline", address: start, bytes: message.kernel.bytes(start, wanted - inExtension) });
            }
            if (address !== undefined && inExtension > 0) {
                parts.push({ where: "extension", address, bytes: message.kernel.bytes(address, inExtension) });
            }
            return parts;
        });
    }
    function extension$1(message) {
        const address = message.raw.pointer("ExtensionBuffer");
        const size = message.raw.unsigned("ExtensionBufferSize") || 0;
        if (address === undefined || isNull(address) || !isKernel(address, message.kernel.pointerSize))
            return { size: 0 };
        return { address, size };
    }
    function inlineStart(message) {
        const header = message.raw.at("PortMessage");
        const layout = message.kernel.target.type("_PORT_MESSAGE");
        return header === undefined || !layout ? undefined : add(header, layout.size);
    }
    /**
     * Whether the lengths are those of a 32-bit sender's header on a 64-bit kernel: TotalLength counts a `_PORT_MESSAGE32`.
     * The header in the kernel is the native one in any case. Undefined where it cannot be told. Source: alpc-semantics 9.8.
     */
    function usesPortMessage32(message) {
        const { dataLength, totalLength, kernel } = message;
        const native = kernel.target.type("_PORT_MESSAGE");
        const small = kernel.target.type("_PORT_MESSAGE32");
        if (kernel.pointerSize === 4 || !native || dataLength === undefined || totalLength === undefined)
            return undefined;
        const header = totalLength - dataLength;
        if (header >= native.size)
            return false;
        return small && header === small.size ? true : undefined;
    }

    /** Which queue a message is in. The links decide; the number in QueueType only where they cannot be followed. */
    /** A queue longer than this is not followed from its middle. */
    const MAX_STEPS = 100000;
    /** The queue of `owner` that the message is in. Undefined when it is in none. */
    function queueOf(message, owner) {
        const linked = linkedQueue(message, owner);
        return linked === "unknown" ? message.queueByNumber : linked;
    }
    /**
     * The same without a walk where that can be told: the message lies beside the head of a list, or QueueType names a list
     * that holds something. Main and pending are known numbers; another one counts only where no other list holds anything.
     * Source: alpc-semantics 1.4.
     */
    function queueWithoutWalk(message, owner) {
        const links = message.raw.links("Entry");
        const beside = links && (headAt(links.flink, owner) || headAt(links.blink, owner));
        if (beside)
            return beside;
        const named = message.queueByNumber;
        if (named !== undefined && links && !isNull(links.flink) && holdsSomething(owner, named)) {
            if (named === "MainQueue" || named === "PendingQueue")
                return named;
            if (QUEUES.every((name) => name === named || name === "CanceledQueue" || !holdsSomething(owner, name)))
                return named;
        }
        return queueOf(message, owner);
    }
    function holdsSomething(owner, name) {
        const links = owner.raw.links(name);
        return links !== undefined && links.flink !== owner.raw.at(name);
    }
    /**
     * The queue in whose list the message is linked: from entry to entry until one is the head of a list of `owner`. Undefined
     * when the entry is linked to nothing, "unknown" when the way is broken. Each message on the way is read once, and learns
     * the answer. Source: alpc-semantics 1.4, the decisive test.
     */
    function linkedQueue(message, owner) {
        const { kernel } = message;
        const known = kernel.once("linked queues", owner.address, () => new Map());
        if (known.has(message.address))
            return known.get(message.address);
        const passed = [];
        const finish = (result) => {
            for (const address of passed)
                known.set(address, result);
            return result;
        };
        const offset = messageReader(kernel).offset("Entry") || 0;
        let current = message;
        for (let steps = 0; steps < MAX_STEPS; steps++) {
            passed.push(current.address);
            const links = current.raw.links("Entry");
            if (!links)
                return finish("unknown");
            const head = headAt(links.flink, owner) || headAt(links.blink, owner);
            if (head)
                return finish(head);
            const own = add(current.address, offset);
            if (isNull(links.flink) || links.flink === own)
                return finish(steps === 0 ? undefined : "unknown");
            const next = message$1(kernel, add(links.flink, -offset));
            if (next instanceof Gap || !next.isMessage)
                return finish("unknown");
            const back = next.raw.links("Entry");
            if (!back || back.blink !== own)
                return finish("unknown");
            if (known.has(next.address))
                return finish(known.get(next.address));
            // A ring without a head.
            if (next === message)
                return finish("unknown");
            current = next;
        }
        return finish("unknown");
    }
    /** The queue of a port whose list head lies at an address. The canceled queue is linked through another member. */
    function headAt(address, owner) {
        for (const name of QUEUES) {
            const offset = name === "CanceledQueue" ? undefined : portReader(owner.kernel).offset(name);
            if (offset !== undefined && distance(address, owner.address) === offset)
                return name;
        }
        return undefined;
    }
    function checkQueue(message) {
        const owner = queuePort(message);
        const { queueNumber: number, queueByNumber: byNumber } = message;
        const linked = owner instanceof Gap ? "unknown" : linkedQueue(message, owner);
        const agrees = linked === "unknown" || number === undefined ? undefined : linked === byNumber;
        return { number, byNumber, linked, agrees };
    }
    /** Whether the message is a cancel notice in the CanceledQueue of its CancelQueuePort; undefined where it cannot be told. */
    function isCancelNotice(message) {
        const told = message.isInCanceledQueue;
        if (told !== undefined)
            return told;
        const address = message.raw.pointer("CancelQueuePort");
        if (address === undefined)
            return undefined;
        if (isNull(address))
            return false;
        const owner = port$1(message.kernel, address);
        const queue = owner instanceof Gap ? undefined : owner.queue("CanceledQueue");
        return queue && queue.walk.items.indexOf(message) >= 0;
    }
    /** The port a message is queued on; a Gap when there is none or it cannot be read. */
    function queuePort(message) {
        const address = message.queuePort;
        if (address === undefined)
            return new Gap(message.address, "PortQueue cannot be read");
        return port$1(message.kernel, address || NULL);
    }

    /** `_ALPC_COMPLETION_LIST`: the ring in user memory that a server registered instead of receiving. */
    const LIST = [
        "OwnerProcess",
        "UserVa",
        "UserLimit",
        "DataUserVa",
        "SystemVa",
        "TotalSize",
        "Header",
        "ListSize",
        "BitmapSize",
        "DataSize",
        "ConcurrencyCount",
        "AttributeFlags",
        "AttributeSize",
    ];
    const HEADER = [
        "State.u1.s1.Head",
        "State.u1.s1.Tail",
        "State.u1.s1.ActiveThreadCount",
        "LastMessageId",
        "LastCallbackId",
        "PostCount",
        "ReturnCount",
        "LogSequenceNumber",
    ];
    class CompletionList {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        /** The header in the server's memory, through the kernel's own mapping. */
        get header() {
            const pointer = this.raw.pointer("Header");
            if (pointer === undefined || isNull(pointer))
                return new Gap(this.address, "the header's address is not known");
            if (!isKernel(pointer, this.kernel.pointerSize))
                return new Gap(pointer, "not a kernel address");
            const reader = this.kernel.reader("_ALPC_COMPLETION_LIST_HEADER", HEADER);
            return this.kernel.read("_ALPC_COMPLETION_LIST_HEADER", reader, pointer);
        }
        /** A counter of the header; undefined where it cannot be read. */
        count(name) {
            const header = this.header;
            if (header instanceof Gap)
                return undefined;
            const inState = name === "Head" || name === "Tail" || name === "ActiveThreadCount";
            return header.unsigned(inState ? "State.u1.s1." + name : name);
        }
        /** Whether messages lie in the ring that no thread has taken: Head and Tail differ. Source: alpc-semantics 6.2. */
        get hasMessages() {
            const head = this.count("Head");
            const tail = this.count("Tail");
            return head === undefined || tail === undefined ? undefined : head !== tail;
        }
    }
    /** The completion list of a port; undefined when it has none. */
    function completionList(port) {
        const address = port.raw.pointer("CompletionList");
        if (address === undefined || isNull(address))
            return undefined;
        const kernel = port.kernel;
        return kernel.once("CompletionList", address, () => {
            const raw = kernel.read("_ALPC_COMPLETION_LIST", kernel.reader("_ALPC_COMPLETION_LIST", LIST), address);
            return raw instanceof Gap ? raw : new CompletionList(kernel, raw);
        });
    }

    /** The completion list of a port, as dx shows it. */
    class CompletionListObject {
        constructor(look, list) {
            this.__look = look;
            this.__list = list;
        }
        get Address() {
            return toInt64(this.__list.address);
        }
        get OwnerProcess() {
            return processReference(this.__look, this.__list.raw.pointer("OwnerProcess"));
        }
        get Head() {
            return this.__list.count("Head");
        }
        get Tail() {
            return this.__list.count("Tail");
        }
        get ActiveThreads() {
            return this.__list.count("ActiveThreadCount");
        }
        get HasMessages() {
            return this.__list.hasMessages;
        }
        get LastMessageId() {
            return this.__list.count("LastMessageId");
        }
        get LastCallbackId() {
            return this.__list.count("LastCallbackId");
        }
        get PostCount() {
            return this.__list.count("PostCount");
        }
        get ReturnCount() {
            return this.__list.count("ReturnCount");
        }
        get ConcurrencyCount() {
            return this.__list.raw.unsigned("ConcurrencyCount");
        }
        get TotalSize() {
            return this.__list.raw.unsigned("TotalSize");
        }
        get ListSize() {
            return this.__list.raw.unsigned("ListSize");
        }
        get DataSize() {
            return this.__list.raw.unsigned("DataSize");
        }
        get UserVa() {
            return this.__pointer("UserVa");
        }
        get SystemVa() {
            return this.__pointer("SystemVa");
        }
        get AttributeFlags() {
            return this.__list.raw.unsigned("AttributeFlags");
        }
        get Missing() {
            const header = this.__list.header;
            return header instanceof Gap ? header.why : undefined;
        }
        get Native() {
            return attempt(() => this.__look.target.typed("_ALPC_COMPLETION_LIST", this.__list.address));
        }
        toString() {
            const filled = this.HasMessages;
            const state = filled === undefined ? "header not readable" : filled ? "messages wait in it" : "empty";
            return state + (this.ActiveThreads === undefined ? "" : ", " + this.ActiveThreads + " active threads");
        }
        __pointer(name) {
            const value = this.__list.raw.pointer(name);
            return value === undefined || isNull(value) ? undefined : toInt64(value);
        }
    }
    describe$1(CompletionListObject, {
        Address: text$1("Address of the _ALPC_COMPLETION_LIST"),
        OwnerProcess: text$1("The server that registered it"),
        Head: decimal("Where the next message is taken, 24 bits"),
        Tail: decimal("Where the next message is put, 24 bits"),
        ActiveThreads: decimal("Threads of the server that work on it"),
        HasMessages: text$1("Head and Tail differ: nobody has taken what lies there"),
        LastMessageId: text$1("Id of the message put last, ULONG"),
        LastCallbackId: text$1("Its callback id, ULONG"),
        PostCount: decimal("Messages put so far"),
        ReturnCount: decimal("Buffers given back so far"),
        ConcurrencyCount: decimal("Threads that may work on it at once"),
        TotalSize: text$1("Bytes of the whole"),
        ListSize: text$1("Bytes of the ring"),
        DataSize: text$1("Bytes for the messages themselves"),
        UserVa: text$1("Where the server sees it"),
        SystemVa: text$1("Where the kernel sees it"),
        AttributeFlags: text$1("Attributes that go with each message, ULONG"),
        Missing: text$1("Why the header cannot be read"),
        Native: text$1("The typed nt!_ALPC_COMPLETION_LIST"),
    });
    function completionListObject(look, found) {
        if (found === undefined)
            return undefined;
        return found instanceof Gap ? found.why : new CompletionListObject(look, found);
    }

    /** Flags, limits and quality of service of a port, as dx shows them. */
    class PortAttributesObject {
        constructor(attributes) {
            this.__attributes = attributes;
        }
        get Flags() {
            return this.__attributes.flags;
        }
        get FlagNames() {
            const flags = this.__attributes.flags;
            return flags === undefined ? undefined : flagsText$1(portFlagNames(flags));
        }
        get SecurityQos() {
            const qos = this.__attributes.qos;
            return qos && new QosObject(qos);
        }
        get MaxMessageLength() {
            return this.__limit("MaxMessageLength");
        }
        get MemoryBandwidth() {
            return this.__limit("MemoryBandwidth");
        }
        get MaxPoolUsage() {
            return this.__limit("MaxPoolUsage");
        }
        get MaxSectionSize() {
            return this.__limit("MaxSectionSize");
        }
        get MaxViewSize() {
            return this.__limit("MaxViewSize");
        }
        get MaxTotalSectionSize() {
            return this.__limit("MaxTotalSectionSize");
        }
        get DupObjectTypes() {
            return this.__attributes.dupObjectTypes;
        }
        get DupObjectTypeNames() {
            const names = this.__attributes.dupObjectTypeNames;
            return names && flagsText$1(names);
        }
        toString() {
            return this.FlagNames || "";
        }
        __limit(name) {
            return this.__attributes.limit(name);
        }
    }
    describe$1(PortAttributesObject, {
        Flags: text$1("PortAttributes.Flags, ULONG"),
        FlagNames: text$1("ALPC_PORFLG_... by name"),
        SecurityQos: text$1("What a server may do in the name of a client"),
        MaxMessageLength: decimal("Bytes of the longest message, header included"),
        MemoryBandwidth: decimal("Bytes"),
        MaxPoolUsage: decimal("Bytes of pool"),
        MaxSectionSize: decimal("Bytes of the largest section"),
        MaxViewSize: decimal("Bytes of the largest view"),
        MaxTotalSectionSize: decimal("Bytes of all sections"),
        DupObjectTypes: text$1("Bits of the object types whose handles may be passed, ULONG"),
        DupObjectTypeNames: text$1("The same by name"),
    });

    /** What a receiver of a port is busy with. */
    /** What a thread does, as far as the port and the thread itself tell. */
    function workOf(port, thread) {
        const semaphore = port.semaphore;
        const pending = port.queue("PendingQueue");
        return {
            isIdle: isIdle$1(thread, (object) => object === semaphore),
            received: (pending ? pending.walk.items : []).filter((message) => message.serverThread === thread.address),
            waitsFor: waitingFor(thread),
        };
    }
    /** In words: undefined for a thread that is idle. */
    function busyText(work, thread) {
        if (work.isIdle)
            return undefined;
        const received = work.received.map(messageText).join(", ");
        return (received === "" ? "" : "message " + received + ": ") + stateText$2(work, thread);
    }
    function stateText$2(work, thread) {
        if (!thread.isKnown)
            return "its state cannot be read";
        if (!thread.isLive)
            return "it has ended";
        if (work.waitsFor instanceof Gap)
            return "waits for a reply (" + work.waitsFor.why + ")";
        if (work.waitsFor)
            return "waits for the reply to message " + messageText(work.waitsFor);
        if (!thread.isWaiting)
            return thread.state || "?";
        const objects = threadWait(thread.kernel, thread).objects.map((address) => {
            const found = dispatcherObject(thread.kernel, address);
            return (found instanceof Gap ? "object" : found.kind) + " " + hex(address);
        });
        const reason = thread.waitReason === undefined ? "" : " (" + thread.waitReason + ")";
        return (objects.length === 0 ? "waits" : "waits for " + objects.join(", ")) + reason;
    }
    function messageText(message) {
        return message.messageId === undefined ? hex(message.address) : "0x" + message.messageId.toString(16);
    }

    /** A thread that receives on a port. */
    class WorkerObject {
        constructor(look, port, thread, by) {
            this.__look = look;
            this.__port = port;
            this.__thread = thread;
            this.__by = by;
        }
        get Thread() {
            return new ThreadReference(this.__look, this.__thread);
        }
        get By() {
            return this.__by;
        }
        get IsIdle() {
            return this.__work.isIdle;
        }
        get BusyWith() {
            return busyText(this.__work, this.__thread);
        }
        get Received() {
            return new Collection(() => this.__work.received.map((found) => new MessageObject(this.__look, found)));
        }
        get WaitingFor() {
            return messageObject(this.__look, this.__work.waitsFor);
        }
        toString() {
            const busy = this.BusyWith;
            return (busy === undefined ? "idle: " : "busy: ") + this.Thread.toString() + (busy ? ", " + busy : "");
        }
        get __work() {
            return workOf(this.__port, this.__thread);
        }
    }
    describe$1(WorkerObject, {
        Thread: text$1("The thread"),
        By: text$1("WaitQueue: blocked in a receive; CompletionPort: registered with the completion object; Semaphore"),
        IsIdle: text$1("Free to take the next message"),
        BusyWith: text$1("The messages it received, and what it waits for or its state; nothing when it is idle"),
        Received: text$1("Messages of this port that it received and that are not answered"),
        WaitingFor: text$1("The message whose reply it waits for itself"),
    });

    /** A port as dx shows it. */
    /** A queue of a port: its messages, the kernel's counter and what the walk found. */
    class QueueObject extends Collection {
        constructor(look, owner, name) {
            const walk = () => (owner.queue(name) || { walk: { items: [], end: COMPLETE } }).walk;
            super(() => walk().items.map((found) => new MessageObject(look, found)), () => walk().end);
            this.__port = owner;
            this.__name = name;
        }
        get Length() {
            return this.__port.queueLength(this.__name);
        }
        toString() {
            const length = this.Length;
            return length === undefined
                ? "length unknown"
                : length === 0
                    ? "empty"
                    : length + (length === 1 ? " message" : " messages");
        }
    }
    describe$1(QueueObject, {
        Length: decimal("The kernel's counter; Count() walks the list"),
        Damage: text$1("How the walk over the list ended, when it did not reach the end"),
    });
    /** A connection, from the side of its connection port. */
    class ConnectionObject {
        constructor(look, info) {
            this.__look = look;
            this.__info = info;
        }
        get ServerPort() {
            return portObject(this.__look, this.__info.serverCommunicationPort);
        }
        get ClientPort() {
            return portObject(this.__look, this.__info.clientCommunicationPort);
        }
        get ClientProcess() {
            const client = this.ClientPort;
            return client instanceof PortObject ? client.OwnerProcess : undefined;
        }
        toString() {
            const client = this.ClientProcess;
            return "client " + (client === undefined ? "gone" : String(client));
        }
    }
    describe$1(ConnectionObject, {
        ServerPort: text$1("The server's end"),
        ClientPort: text$1("The client's end"),
        ClientProcess: text$1("The process that connected"),
    });
    class PortObject {
        constructor(look, found) {
            this.__look = look;
            this.__port = found;
        }
        get Address() {
            return toInt64(this.__port.address);
        }
        get Kind() {
            return this.__port.kind;
        }
        get Name() {
            return this.__port.name;
        }
        get FullName() {
            return this.__port.fullName;
        }
        get OwnerProcess() {
            if (this.__port.ownerIsValid)
                return processReference(this.__look, this.__port.ownerAddress);
            const was = this.__port.ownerAddress;
            return was === undefined || isNull(was) ? undefined : "owner gone (was " + hex(was) + ")";
        }
        get OwnerIsValid() {
            return this.__port.ownerIsValid;
        }
        get ConnectionPort() {
            return this.__end((info) => info.connectionPort);
        }
        get ServerPort() {
            return this.__end((info) => info.serverCommunicationPort);
        }
        get ClientPort() {
            return this.__end((info) => info.clientCommunicationPort);
        }
        get Peer() {
            const kind = this.__port.kind;
            if (kind === "ClientCommunicationPort")
                return this.ServerPort;
            return kind === "ServerCommunicationPort" ? this.ClientPort : undefined;
        }
        get Connections() {
            if (this.__port.kind !== "ConnectionPort")
                return undefined;
            const walk = () => {
                const info = this.__port.communicationInfo;
                return info instanceof Gap ? { items: [], end: COMPLETE } : info.connections;
            };
            return new Collection(() => walk().items.map((info) => new ConnectionObject(this.__look, info)), () => walk().end);
        }
        get MainQueue() {
            return this.__queue("MainQueue");
        }
        get LargeMessageQueue() {
            return this.__queue("LargeMessageQueue");
        }
        get PendingQueue() {
            return this.__queue("PendingQueue");
        }
        get DirectQueue() {
            return this.__queue("DirectQueue");
        }
        get CanceledQueue() {
            return this.__queue("CanceledQueue");
        }
        get QueuedMessages() {
            return this.__port.messageCount;
        }
        get Waiters() {
            return new Collection(() => waitQueue(this.__port).items.map((found) => new ThreadReference(this.__look, found)), () => waitQueue(this.__port).end);
        }
        get WaitQueueLength() {
            return this.__port.raw.unsigned("WaitQueueLength");
        }
        get Workers() {
            return new Collection(() => completionThreads(this.__port).items.map((found) => new WorkerObject(this.__look, this.__port, found, "CompletionPort")), () => completionThreads(this.__port).end);
        }
        get Receivers() {
            return new Collection(() => receivers$1(this.__port).list.map((found) => new WorkerObject(this.__look, this.__port, found.thread, found.by)), () => receivers$1(this.__port).end);
        }
        get SequenceNo() {
            return this.__port.raw.unsigned("SequenceNo");
        }
        get Flags() {
            return this.__port.raw.unsigned("u1.State");
        }
        get ConnectionPending() {
            return this.__port.raw.flag("u1.s1.ConnectionPending");
        }
        get ConnectionRefused() {
            return this.__port.raw.flag("u1.s1.ConnectionRefused");
        }
        get Disconnected() {
            return this.__port.raw.flag("u1.s1.Disconnected");
        }
        get Closed() {
            return this.__port.raw.flag("u1.s1.Closed");
        }
        get FlushOnClose() {
            const not = this.__port.raw.flag("u1.s1.NoFlushOnClose");
            return not === undefined ? undefined : !not;
        }
        get ReturnExtendedInfo() {
            return this.__port.raw.flag("u1.s1.ReturnExtendedInfo");
        }
        get Waitable() {
            return this.__port.raw.flag("u1.s1.Waitable");
        }
        get DynamicSecurity() {
            return this.__port.raw.flag("u1.s1.DynamicSecurity");
        }
        get Wow64CompletionList() {
            return this.__port.raw.flag("u1.s1.Wow64CompletionList");
        }
        get Initialized() {
            return this.__port.raw.flag("u1.s1.Initialized");
        }
        get Lpc() {
            return this.__port.raw.flag("u1.s1.Lpc");
        }
        get LpcToLpc() {
            return this.__port.raw.flag("u1.s1.LpcToLpc");
        }
        get HasCompletionList() {
            return this.__port.raw.flag("u1.s1.HasCompletionList");
        }
        get HadCompletionList() {
            return this.__port.raw.flag("u1.s1.HadCompletionList");
        }
        get EnableCompletionList() {
            return this.__port.raw.flag("u1.s1.EnableCompletionList");
        }
        get Attributes() {
            return new PortAttributesObject(this.__port.attributes);
        }
        get Security() {
            return securityObject(this.__port.securityDescriptor);
        }
        get StaticSecurity() {
            const context = this.__port.staticSecurity;
            return context && new ClientContextObject(this.__look, context);
        }
        get Resources() {
            return resourceCollection(this.__look, () => resources(this.__port));
        }
        get HandleCount() {
            return this.__port.header.handleCount;
        }
        get PointerCount() {
            return this.__port.header.pointerCount;
        }
        get CompletionPort() {
            return this.__pointer("CompletionPort");
        }
        get CompletionKey() {
            return this.__pointer("CompletionKey");
        }
        get CompletionPackets() {
            return completionPackets(this.__port);
        }
        get CompletionList() {
            return completionListObject(this.__look, completionList(this.__port));
        }
        get Semaphore() {
            const semaphore = this.__port.semaphore;
            return semaphore === undefined ? undefined : toInt64(semaphore);
        }
        get PortContext() {
            return this.__pointer("PortContext");
        }
        get CallbackObject() {
            return this.__pointer("CallbackObject");
        }
        get CallbackContext() {
            return this.__pointer("CallbackContext");
        }
        get ReferenceNo() {
            return this.__port.raw.unsigned("ReferenceNo");
        }
        get TargetQueuePort() {
            return portObject(this.__look, this.__port.raw.pointer("TargetQueuePort"));
        }
        get TargetSequencePort() {
            return portObject(this.__look, this.__port.raw.pointer("TargetSequencePort"));
        }
        get CachedMessage() {
            return messageAt(this.__look, this.__port.cachedMessage);
        }
        get Native() {
            return attempt(() => this.__look.target.typed("_ALPC_PORT", this.__port.address));
        }
        toString() {
            return portText(this.__port);
        }
        __end(slot) {
            const info = this.__port.communicationInfo;
            return info instanceof Gap ? undefined : portObject(this.__look, slot(info));
        }
        __queue(name) {
            return this.__port.raw.has(name) ? new QueueObject(this.__look, this.__port, name) : undefined;
        }
        __pointer(name) {
            const value = this.__port.raw.pointer(name);
            return value === undefined || isNull(value) ? undefined : toInt64(value);
        }
    }
    describe$1(PortObject, {
        Address: text$1("Address of the _ALPC_PORT"),
        Kind: text$1("ConnectionPort, ClientCommunicationPort or ServerCommunicationPort"),
        Name: text$1("Its name, or that of its connection port"),
        FullName: text$1("The name with its directories"),
        OwnerProcess: text$1("The creating process; bit 0 of the pointer, which marks an owner that is gone, is masked"),
        OwnerIsValid: text$1("Whether the kernel holds the owner for valid"),
        ConnectionPort: text$1("The connection port of the connection"),
        ServerPort: text$1("The server communication port of the connection"),
        ClientPort: text$1("The client communication port of the connection"),
        Peer: text$1("The other end, of a communication port"),
        Connections: text$1("The connections of a connection port"),
        MainQueue: text$1("Messages that arrived and were not received yet"),
        LargeMessageQueue: text$1("The same, whose data must be taken from the sender"),
        PendingQueue: text$1("Messages that were received and whose reply or continuation is outstanding"),
        DirectQueue: text$1("Messages sent with the direct attribute; Windows 10 and later"),
        CanceledQueue: text$1("Cancel notices for the receiver"),
        QueuedMessages: decimal("main + large + pending + canceled, as !alpc counts"),
        Waiters: text$1("Threads in the WaitQueue"),
        WaitQueueLength: decimal("The kernel's counter of them"),
        Workers: text$1("Threads registered with the completion object, idle or busy"),
        Receivers: text$1("Every thread that may take the next message, however it receives, and what it is busy with"),
        SequenceNo: text$1("The last sequence number given, LONG"),
        Flags: text$1("u1.State, ULONG"),
        ConnectionPending: text$1("A connect is under way"),
        ConnectionRefused: text$1("The connect was refused"),
        Disconnected: text$1("The connection was ended"),
        Closed: text$1("The port was closed"),
        FlushOnClose: text$1("Messages are flushed when it is closed; the kernel's bit is NoFlushOnClose"),
        ReturnExtendedInfo: text$1("u1.s1.ReturnExtendedInfo"),
        Waitable: text$1("A thread can wait on the port's handle"),
        DynamicSecurity: text$1("Security context of each call, not of the connect"),
        Wow64CompletionList: text$1("The completion list has the 32-bit layout"),
        Initialized: text$1("The port is set up"),
        Lpc: text$1("Made by the old interface, NtCreatePort"),
        LpcToLpc: text$1("Both ends were made by the old interface"),
        HasCompletionList: text$1("A completion list is registered"),
        HadCompletionList: text$1("One was registered before"),
        EnableCompletionList: text$1("Messages are put into the completion list"),
        Attributes: text$1("Flags, limits and quality of service"),
        Security: text$1("The security descriptor of the port"),
        StaticSecurity: text$1("What was captured of the client at connect"),
        Resources: text$1("Sections, reserves and security contexts made on the port"),
        HandleCount: decimal("Open handles to the port"),
        PointerCount: decimal("References to the port"),
        CompletionPort: text$1("Address of the _KQUEUE of its completion object"),
        CompletionKey: text$1("The key its completion packets carry"),
        CompletionPackets: decimal("Packets in the completion object that nobody has taken yet"),
        CompletionList: text$1("The ring in user memory that the server registered; nothing when it did not"),
        Semaphore: text$1("Address of the semaphore of a waitable port; nothing for others"),
        PortContext: text$1("The context value given at accept or connect"),
        CallbackObject: text$1("Of a server in the kernel: the callback object that is notified"),
        CallbackContext: text$1("Its context value"),
        ReferenceNo: text$1("LONG; Windows 8.1 and later"),
        TargetQueuePort: text$1("Where messages sent through it were queued last"),
        TargetSequencePort: text$1("The port that numbered them"),
        CachedMessage: text$1("A free message kept for reuse"),
        Native: text$1("The typed nt!_ALPC_PORT"),
    });
    /** A port by address; a text that says why where it cannot be read, undefined for null. */
    function portObject(look, address) {
        if (address === undefined || address === NULL)
            return undefined;
        const found = port$1(look.kernel, address);
        return found instanceof Gap ? found.why : new PortObject(look, found);
    }
    const KIND_TEXT = {
        ConnectionPort: "connection port",
        ClientCommunicationPort: "client port",
        ServerCommunicationPort: "server port",
    };
    /** `2 queued, 1 pending: SpoolerRpc, connection port of printer.exe (0xc5c)` */
    function portText(found) {
        const kind = found.kind;
        const owner = found.owner;
        const by = owner instanceof Gap ? (found.ownerIsValid ? "an unreadable process" : "nobody") : processText$1(owner);
        const name = found.name === "" ? "" : found.name + ", ";
        return stateText$1(found) + ": " + name + (kind === undefined ? "port" : KIND_TEXT[kind]) + " of " + by;
    }
    function stateText$1(found) {
        const parts = [];
        if (found.isClosed)
            parts.push("closed");
        else if (found.isDisconnected)
            parts.push("disconnected");
        if (!found.ownerIsValid)
            parts.push("owner gone");
        const queued = (found.queueLength("MainQueue") || 0) + (found.queueLength("LargeMessageQueue") || 0);
        const pending = found.queueLength("PendingQueue") || 0;
        if (queued > 0)
            parts.push(queued + " queued");
        if (pending > 0)
            parts.push(pending + " pending");
        return parts.length === 0 ? "empty" : parts.join(", ");
    }

    /** Sections, regions, views, reserves and security contexts as dx shows them. */
    /** What all kinds have. */
    class ResourceObject {
        constructor(look, found) {
            this.__look = look;
            this.__resource = found;
        }
        get Address() {
            return toInt64(this.__resource.address);
        }
        get Kind() {
            return this.__resource.kind;
        }
        toString() {
            return this.__resource.kind + " at " + hex(this.__resource.address);
        }
        __number(path) {
            return this.__resource.raw && this.__resource.raw.unsigned(path);
        }
        __flag(path) {
            return this.__resource.raw && this.__resource.raw.flag(path);
        }
        __pointer(path) {
            const value = this.__address(path);
            return value === undefined || isNull(value) ? undefined : toInt64(value);
        }
        __address(path) {
            return this.__resource.raw && this.__resource.raw.pointer(path);
        }
        __port(path) {
            return portObject(this.__look, this.__address(path));
        }
        __process(path) {
            return processReference(this.__look, this.__address(path));
        }
        __native(type) {
            return attempt(() => this.__look.target.typed(type, this.__resource.address));
        }
    }
    const COMMON = { Address: text$1("Address of the structure"), Kind: text$1("What the _BLOB in front says that it is") };
    describe$1(ResourceObject, COMMON);
    /** `_KALPC_SECTION` */
    class SectionObject extends ResourceObject {
        get Size() {
            return this.__number("Size");
        }
        get SectionObject() {
            return this.__pointer("SectionObject");
        }
        get SectionHandle() {
            return this.__pointer("SectionHandle");
        }
        get OwnerProcess() {
            return this.__process("OwnerProcess");
        }
        get OwnerPort() {
            return this.__port("OwnerPort");
        }
        get Internal() {
            return this.__flag("u1.s1.Internal");
        }
        get Secure() {
            return this.__flag("u1.s1.Secure");
        }
        get NumberOfRegions() {
            return this.__number("NumberOfRegions");
        }
        get Regions() {
            return resourceCollection(this.__look, () => this.__resource.regions);
        }
        get Native() {
            return this.__native("_KALPC_SECTION");
        }
    }
    describe$1(SectionObject, {
        Address: COMMON.Address,
        Kind: COMMON.Kind,
        Size: text$1("Bytes"),
        SectionObject: text$1("Address of the section object"),
        SectionHandle: text$1("Its handle in the table of the connection"),
        OwnerProcess: text$1("The process that made it"),
        OwnerPort: text$1("The port it was made on"),
        Internal: text$1("Made by the kernel for a view of its own"),
        Secure: text$1("Its views cannot be unmapped or reprotected"),
        NumberOfRegions: decimal("The kernel's counter; Regions walks the list"),
        Regions: text$1("The regions cut out of it"),
        Native: text$1("The typed nt!_KALPC_SECTION"),
    });
    /** `_KALPC_REGION` */
    class RegionObject extends ResourceObject {
        get Offset() {
            return this.__number("Offset");
        }
        get Size() {
            return this.__number("Size");
        }
        get ViewSize() {
            return this.__number("ViewSize");
        }
        get Secure() {
            return this.__flag("u1.s1.Secure");
        }
        get Section() {
            return this.__pointer("Section");
        }
        get ReadOnlyView() {
            return this.__pointer("ReadOnlyView");
        }
        get ReadWriteView() {
            return this.__pointer("ReadWriteView");
        }
        get NumberOfViews() {
            return this.__number("NumberOfViews");
        }
        get Views() {
            return resourceCollection(this.__look, () => this.__resource.views);
        }
        get Native() {
            return this.__native("_KALPC_REGION");
        }
    }
    describe$1(RegionObject, {
        Address: COMMON.Address,
        Kind: COMMON.Kind,
        Offset: text$1("Where it begins in the section"),
        Size: text$1("Bytes"),
        ViewSize: text$1("Bytes of a view of it"),
        Secure: text$1("Its views cannot be unmapped or reprotected"),
        Section: text$1("Address of its _KALPC_SECTION"),
        ReadOnlyView: text$1("Address of the view of the receiver"),
        ReadWriteView: text$1("Address of the view that may write"),
        NumberOfViews: decimal("The kernel's counter; Views walks the list"),
        Views: text$1("Where it is mapped"),
        Native: text$1("The typed nt!_KALPC_REGION"),
    });
    /** `_KALPC_VIEW` */
    class ViewObject extends ResourceObject {
        get ViewAddress() {
            return this.__pointer("Address");
        }
        get Size() {
            return this.__number("Size");
        }
        get OwnerProcess() {
            return this.__process("OwnerProcess");
        }
        get OwnerPort() {
            return this.__port("OwnerPort");
        }
        get WriteAccess() {
            return this.__flag("u1.s1.WriteAccess");
        }
        get AutoRelease() {
            return this.__flag("u1.s1.AutoRelease");
        }
        get ForceUnlink() {
            return this.__flag("u1.s1.ForceUnlink");
        }
        get SystemSpace() {
            return this.__flag("u1.s1.SystemSpace");
        }
        get Region() {
            return this.__pointer("Region");
        }
        get SecureViewHandle() {
            return this.__pointer("SecureViewHandle");
        }
        get WriteAccessHandle() {
            return this.__pointer("WriteAccessHandle");
        }
        get NumberOfOwnerMessages() {
            return this.__number("NumberOfOwnerMessages");
        }
        get Native() {
            return this.__native("_KALPC_VIEW");
        }
    }
    describe$1(ViewObject, {
        Address: COMMON.Address,
        Kind: COMMON.Kind,
        ViewAddress: text$1("Where it is mapped, in OwnerProcess"),
        Size: text$1("Bytes"),
        OwnerProcess: text$1("The process it is mapped in"),
        OwnerPort: text$1("The port it belongs to"),
        WriteAccess: text$1("Its owner may write"),
        AutoRelease: text$1("Released with the message"),
        ForceUnlink: text$1("To be unlinked whatever refers to it"),
        SystemSpace: text$1("Mapped in system space; Windows 10 1709 and later"),
        Region: text$1("Address of its _KALPC_REGION"),
        SecureViewHandle: text$1("Handle by which the memory is secured"),
        WriteAccessHandle: text$1("Handle of the write access"),
        NumberOfOwnerMessages: decimal("Messages that carry it"),
        Native: text$1("The typed nt!_KALPC_VIEW"),
    });
    /** `_KALPC_RESERVE`: a message set aside, so that sending cannot fail for want of memory. */
    class ReserveObject extends ResourceObject {
        get OwnerPort() {
            return this.__port("OwnerPort");
        }
        get Handle() {
            return this.__pointer("Handle");
        }
        get Message() {
            return messageAt(this.__look, this.__address("Message"));
        }
        get Size() {
            return this.__number("Size");
        }
        get Active() {
            return this.__flag("Active");
        }
        get Native() {
            return this.__native("_KALPC_RESERVE");
        }
    }
    describe$1(ReserveObject, {
        Address: COMMON.Address,
        Kind: COMMON.Kind,
        OwnerPort: text$1("The port it was made on"),
        Handle: text$1("Its handle in the table of the connection"),
        Message: text$1("The message that is set aside"),
        Size: text$1("Bytes; Windows 8.1 updates and later"),
        Active: text$1("In use by a message that was sent"),
        Native: text$1("The typed nt!_KALPC_RESERVE"),
    });
    /** `_KALPC_SECURITY_DATA`: dynamic security, captured for single messages. */
    class SecurityContextObject extends ResourceObject {
        get ContextHandle() {
            return this.__pointer("ContextHandle");
        }
        get OwningProcess() {
            return this.__process("OwningProcess");
        }
        get OwnerPort() {
            return this.__port("OwnerPort");
        }
        get DynamicSecurity() {
            const context = this.__resource.security;
            return context && new ClientContextObject(this.__look, context);
        }
        get Revoked() {
            return this.__flag("u1.s1.Revoked");
        }
        get Impersonated() {
            return this.__flag("u1.s1.Impersonated");
        }
        get Native() {
            return this.__native("_KALPC_SECURITY_DATA");
        }
    }
    describe$1(SecurityContextObject, {
        Address: COMMON.Address,
        Kind: COMMON.Kind,
        ContextHandle: text$1("Its handle in the table of the connection"),
        OwningProcess: text$1("The process that made it"),
        OwnerPort: text$1("The port it was made on"),
        DynamicSecurity: text$1("What was captured of the client"),
        Revoked: text$1("The client took it back"),
        Impersonated: text$1("A server has impersonated by it"),
        Native: text$1("The typed nt!_KALPC_SECURITY_DATA"),
    });
    function resourceObject(look, found) {
        switch (found.raw ? found.kind : "") {
            case "Section":
                return new SectionObject(look, found);
            case "Region":
                return new RegionObject(look, found);
            case "View":
                return new ViewObject(look, found);
            case "Reserve":
                return new ReserveObject(look, found);
            case "SecurityContext":
                return new SecurityContextObject(look, found);
            default:
                return new ResourceObject(look, found);
        }
    }
    /** The resources of a list; undefined where the build has no such list. */
    function resourceCollection(look, walk) {
        if (walk() === undefined)
            return undefined;
        return new Collection(() => walk().items.map((found) => resourceObject(look, found)), () => walk().end);
    }

    /** What travels with a message beside its data, as dx shows it. */
    /** `_KALPC_HANDLE_DATA` */
    class HandleDataObject {
        constructor(data) {
            this.__data = data;
        }
        get Address() {
            return toInt64(this.__data.address);
        }
        get ObjectType() {
            return this.__data.objectType;
        }
        get ObjectTypeNames() {
            const types = this.__data.objectType;
            return types === undefined ? undefined : flagsText$1(objectTypeNames(types));
        }
        get Flags() {
            return this.__data.flags;
        }
        get Count() {
            return this.__data.count;
        }
        toString() {
            const count = this.Count === undefined ? "" : this.Count + " ";
            return count + "handle data: " + (this.ObjectTypeNames || "?");
        }
    }
    describe$1(HandleDataObject, {
        Address: text$1("Address of the _KALPC_HANDLE_DATA"),
        ObjectType: text$1("Bits of the object types, ULONG"),
        ObjectTypeNames: text$1("The object types by name"),
        Flags: text$1("Up to Windows 10 1511, ULONG"),
        Count: decimal("Handles; Windows 10 1607 and later"),
    });
    /** `_KALPC_DIRECT_EVENT` */
    class DirectEventObject {
        constructor(event) {
            this.__event = event;
        }
        get Event() {
            return toInt64(this.__event.event);
        }
        get Referenced() {
            return this.__event.isReferenced;
        }
        toString() {
            return "event " + hex(this.__event.event);
        }
    }
    describe$1(DirectEventObject, {
        Event: text$1("Address of the event that is signalled instead of a thread being woken"),
        Referenced: text$1("The message holds a reference to it"),
    });
    /** `_ALPC_WORK_ON_BEHALF_TICKET` */
    class WorkOnBehalfObject {
        constructor(work) {
            this.__work = work;
        }
        get ThreadId() {
            return this.__work.threadId;
        }
        get ThreadCreationTimeLow() {
            return this.__work.threadCreationTimeLow;
        }
        toString() {
            return "for thread 0x" + this.__work.threadId.toString(16);
        }
    }
    describe$1(WorkOnBehalfObject, {
        ThreadId: text$1("Id of the thread that the work is done for"),
        ThreadCreationTimeLow: text$1("Low part of that thread's creation time, so that a reused id is noticed"),
    });
    class MessageAttributesObject {
        constructor(look, attributes) {
            this.__look = look;
            this.__attributes = attributes;
        }
        get ClientContext() {
            return this.__context("ClientContext");
        }
        get ServerContext() {
            return this.__context("ServerContext");
        }
        get PortContext() {
            return this.__context("PortContext");
        }
        get CancelPortContext() {
            return this.__context("CancelPortContext");
        }
        get SecurityData() {
            return this.__resource(this.__attributes.securityData);
        }
        get View() {
            return this.__resource(this.__attributes.view);
        }
        get HandleData() {
            const data = this.__attributes.handleData;
            if (data === undefined)
                return undefined;
            return data instanceof Gap ? data.why : new HandleDataObject(data);
        }
        get DirectEvent() {
            const event = this.__attributes.directEvent;
            return event && new DirectEventObject(event);
        }
        get WorkOnBehalf() {
            const work = this.__attributes.workOnBehalf;
            return work && new WorkOnBehalfObject(work);
        }
        toString() {
            const names = ["SecurityData", "View", "HandleData", "DirectEvent", "WorkOnBehalf"];
            const carried = names.filter((name) => this[name] !== undefined);
            return carried.length === 0 ? "contexts only" : carried.join(", ");
        }
        __context(name) {
            const value = this.__attributes.context(name);
            return value === undefined || isNull(value) ? undefined : toInt64(value);
        }
        __resource(found) {
            if (found === undefined)
                return undefined;
            return found instanceof Gap ? found.why : resourceObject(this.__look, found);
        }
    }
    describe$1(MessageAttributesObject, {
        ClientContext: text$1("The client's own value; nothing when it is null"),
        ServerContext: text$1("The server's own value for this message"),
        PortContext: text$1("The server's own value for the connection"),
        CancelPortContext: text$1("The same, for the cancel notice"),
        SecurityData: text$1("The security context that was captured for this message"),
        View: text$1("The view that is handed over with it"),
        HandleData: text$1("The handles that are handed over with it"),
        DirectEvent: text$1("The event that is signalled for it; Windows 10 and later"),
        WorkOnBehalf: text$1("The thread that the work is done for; Windows 10 1607 and later"),
    });

    /** Bytes as `db` prints them. */
    const WIDTH = 16;
    /** `ffffa480`504000f0  72 65 71 75-...  request` lines, 16 bytes each. */
    function hexDump(address, bytes, pointerSize) {
        const lines = [];
        for (let at = 0; at < bytes.length; at += WIDTH) {
            const row = Array.from(bytes.subarray(at, at + WIDTH));
            let left = "";
            for (let i = 0; i < WIDTH; i++) {
                const byte = row[i];
                left += (i === 8 && byte !== undefined ? "-" : " ") + (byte === undefined ? "  " : pair(byte));
            }
            lines.push(pointer$1(add(address, at), pointerSize) + " " + left + "  " + row.map(character).join(""));
        }
        return lines;
    }
    /** The first bytes on one line. */
    function preview(bytes) {
        if (bytes.length === 0)
            return "no data";
        const row = bytes.slice(0, WIDTH);
        const rest = bytes.length > WIDTH ? " ..." : "";
        return bytes.length + " bytes: " + row.map(pair).join(" ") + rest + "  " + row.map(character).join("");
    }
    /** With the backquote in the middle, as `db` has it. */
    function pointer$1(address, pointerSize) {
        const all = digits(address, pointerSize);
        return pointerSize === 4 ? all : all.slice(0, 8) + "`" + all.slice(8);
    }
    function pair(byte) {
        return ("0" + byte.toString(16)).slice(-2);
    }
    function character(byte) {
        return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
    }

    /** The bytes of a message, as dx shows them. */
    /** The bytes that are present, one by one. */
    class DataObject extends Collection {
        constructor(message) {
            super(() => bytesOf(messageData(message)));
            this.__message = message;
        }
        get Where() {
            const places = messageData(this.__message).map((part) => part.where);
            return places.length === 0 ? "nowhere" : places.join(", ");
        }
        get Missing() {
            const gaps = messageData(this.__message).map((part) => (part.bytes instanceof Gap ? part.bytes.why : ""));
            return gaps.filter((why) => why !== "")[0];
        }
        get HexDump() {
            return new Collection(() => dumpLines(this.__message));
        }
        toString() {
            return preview(bytesOf(messageData(this.__message)));
        }
    }
    describe$1(DataObject, {
        Where: text$1("inline: behind the header; extension: in ExtensionBuffer"),
        Missing: text$1("Why bytes are missing"),
        HexDump: text$1("16 bytes a line"),
        Damage: text$1("How the walk over the list ended, when it did not reach the end"),
    });
    function bytesOf(parts) {
        const all = [];
        for (const { bytes } of parts)
            if (!(bytes instanceof Gap))
                for (const byte of Array.from(bytes))
                    all.push(byte);
        return all;
    }
    /** Lines of all parts, each with its address. */
    function dumpLines(message) {
        const lines = [];
        for (const { bytes, address } of messageData(message)) {
            if (bytes instanceof Gap)
                lines.push("(" + bytes.why + ")");
            else
                lines.push(...hexDump(address, bytes, message.kernel.pointerSize));
        }
        return lines;
    }

    /** A message as dx shows it. */
    /** The state by the rules of waits: a server thread that is gone or idle does not work on the message. */
    function messageState(found) {
        if (found.isFree)
            return "Free";
        if (found.isCanceled)
            return "Canceled";
        if (found.isReady)
            return "ReplyReady";
        const owner = queuePort(found);
        const queue = owner instanceof Gap ? found.queueByNumber : queueOf(found, owner);
        if (queue === undefined)
            return "Unknown";
        if (queue !== "PendingQueue")
            return "Queued";
        const server = found.serverThread;
        const worker = server === undefined || isNull(server) ? undefined : thread(found.kernel, server);
        if (worker === undefined)
            return "Parked";
        // A thread that cannot be read may be at work: as the analysis has it.
        if (worker instanceof Gap || !worker.isKnown)
            return "InService";
        if (!worker.isLive)
            return "Parked";
        const semaphore = owner instanceof Gap ? undefined : owner.semaphore;
        return isIdle$1(worker, (object) => object === semaphore) ? "Parked" : "InService";
    }
    class MessageObject {
        constructor(look, found) {
            this.__look = look;
            this.__message = found;
        }
        get Address() {
            return toInt64(this.__message.address);
        }
        get MessageId() {
            return this.__message.messageId;
        }
        get CallbackId() {
            return this.__message.callbackId;
        }
        get SequenceNo() {
            return this.__message.sequenceNo;
        }
        get Type() {
            return this.__message.type;
        }
        get DataLength() {
            return this.__message.dataLength;
        }
        get TotalLength() {
            return this.__message.totalLength;
        }
        get ClientViewSize() {
            return this.__message.clientViewSize;
        }
        get PortMessage32() {
            return usesPortMessage32(this.__message);
        }
        get ClientId() {
            const { clientPid, clientTid } = this.__message;
            return clientPid === undefined || clientTid === undefined
                ? undefined
                : clientPid.toString(16) + "." + clientTid.toString(16);
        }
        get State() {
            return messageState(this.__message);
        }
        get QueueType() {
            const owner = queuePort(this.__message);
            return owner instanceof Gap ? this.__message.queueByNumber : queueOf(this.__message, owner);
        }
        get QueueNumber() {
            return this.__message.queueNumber;
        }
        get QueueAgrees() {
            return checkQueue(this.__message).agrees;
        }
        get InCanceledQueue() {
            return isCancelNotice(this.__message);
        }
        get QueuePort() {
            return portObject(this.__look, this.__message.queuePort);
        }
        get OwnerPort() {
            return portObject(this.__look, this.__message.ownerPort);
        }
        get ConnectionPort() {
            return portObject(this.__look, this.__message.connectionPort);
        }
        get WaitingThread() {
            return threadReference(this.__look, this.__message.waitingThread);
        }
        get ServerThread() {
            return threadReference(this.__look, this.__message.serverThread);
        }
        get ServerThreadIsLive() {
            const server = this.__message.serverThread;
            if (server === undefined || isNull(server))
                return undefined;
            const found = thread(this.__look.kernel, server);
            return found instanceof Gap || !found.isKnown ? undefined : found.isLive;
        }
        get Canceled() {
            return this.__message.isCanceled;
        }
        get Release() {
            return this.__message.raw.flag("u1.s1.ReleaseMessage");
        }
        get ReplyWaitReply() {
            return this.__message.raw.flag("u1.s1.ReplyWaitReply");
        }
        get Continuation() {
            return this.__message.isContinuation;
        }
        get Ready() {
            return this.__message.isReady;
        }
        get QuotaProcess() {
            return processReference(this.__look, this.__message.quotaProcess);
        }
        get QuotaBlock() {
            return present(this.__message.quotaBlock);
        }
        get CancelQueuePort() {
            return portObject(this.__look, this.__message.raw.pointer("CancelQueuePort"));
        }
        get CancelSequencePort() {
            return portObject(this.__look, this.__message.raw.pointer("CancelSequencePort"));
        }
        get CancelSequenceNo() {
            return this.__message.raw.unsigned("CancelSequenceNo");
        }
        get CancelPortContext() {
            return present(this.__message.attributes.context("CancelPortContext"));
        }
        get Reserve() {
            const address = this.__message.raw.pointer("Reserve");
            if (address === undefined || isNull(address))
                return undefined;
            const found = resource(this.__look.kernel, address, BLOB.reserve);
            return found instanceof Gap ? found.why : resourceObject(this.__look, found);
        }
        get Attributes() {
            return new MessageAttributesObject(this.__look, this.__message.attributes);
        }
        get Data() {
            return new DataObject(this.__message);
        }
        get DataUserVa() {
            return present(this.__message.raw.pointer("DataUserVa"));
        }
        get ExtensionBuffer() {
            return present(this.__message.raw.pointer("ExtensionBuffer"));
        }
        get ExtensionBufferSize() {
            return this.ExtensionBuffer === undefined ? undefined : this.__message.raw.unsigned("ExtensionBufferSize");
        }
        get Waited() {
            const waiter = this.__message.waitingThread;
            const found = waiter === undefined || isNull(waiter) ? undefined : thread(this.__look.kernel, waiter);
            return found === undefined || found instanceof Gap ? undefined : waited(this.__look, found);
        }
        get Native() {
            return attempt(() => this.__look.target.typed("_KALPC_MESSAGE", this.__message.address));
        }
        toString() {
            const message = this.__message;
            const id = message.messageId === undefined ? "?" : "0x" + message.messageId.toString(16);
            const owner = queuePort(message);
            const at = owner instanceof Gap || owner.name === "" ? "" : " at " + owner.name;
            const client = this.ClientId === undefined ? "" : " from " + this.ClientId;
            return messageState(message) + ": " + (message.type || "message") + " " + id + client + at;
        }
    }
    describe$1(MessageObject, {
        Address: text$1("Address of the _KALPC_MESSAGE"),
        MessageId: text$1("PortMessage.MessageId, ULONG"),
        CallbackId: text$1("PortMessage.CallbackId, ULONG"),
        SequenceNo: text$1("Number on the sequence port, LONG"),
        Type: text$1("PortMessage.u2.s2.Type & 0xff by name"),
        DataLength: text$1("Bytes of data, without the header"),
        TotalLength: text$1("Bytes of header and data"),
        ClientViewSize: text$1("Of a connection request: bytes of the view that the client offers"),
        PortMessage32: text$1("TotalLength counts the header of a 32-bit sender; nothing where that cannot be told"),
        ClientId: text$1("Process and thread id of the sender when it was sent, hexadecimal"),
        State: text$1("Queued, InService, Parked (received, nobody provably works on it), ReplyReady, Canceled, Free"),
        QueueType: text$1("The queue it is linked in; nothing when in none"),
        QueueNumber: text$1("u1.s1.QueueType as it is stored: 0 none, 1 main, 2 large, 3 pending, 4 direct"),
        QueueAgrees: text$1("Whether that number names the list it is linked in; nothing where the links cannot tell"),
        InCanceledQueue: text$1("It is a cancel notice in the CanceledQueue of CancelQueuePort"),
        QueuePort: text$1("PortQueue: the port in whose queue it is, or was last"),
        OwnerPort: text$1("The port it was sent through"),
        ConnectionPort: text$1("The connection port of its connection"),
        WaitingThread: text$1("The thread that is blocked until the reply; nothing for an asynchronous message"),
        ServerThread: text$1("The thread that received it last; it may have ended"),
        ServerThreadIsLive: text$1("Whether ServerThread is a thread that has not ended"),
        Canceled: text$1("The message was canceled"),
        Release: text$1("ReleaseMessage: freed after receive, never pended"),
        ReplyWaitReply: text$1("The reply itself waits for another reply"),
        Continuation: text$1("Type & 0x2000: a reply or continuation is required"),
        Ready: text$1("The reply has arrived for the waiting thread"),
        QuotaProcess: text$1("The process that is charged; nothing when the quota is shared"),
        QuotaBlock: text$1("What is charged instead, when the quota is shared"),
        CancelQueuePort: text$1("Where the cancel notice is queued"),
        CancelSequencePort: text$1("The sequence port of the cancel notice"),
        CancelSequenceNo: text$1("Its number there, LONG"),
        CancelPortContext: text$1("The server's value for the connection, for the cancel notice"),
        Reserve: text$1("The reserve that the message comes from"),
        Attributes: text$1("Contexts, security, view, handles, direct event, work on behalf"),
        Data: text$1("The bytes that are in kernel memory"),
        DataUserVa: text$1("Where oversized data wait, in the sender's memory"),
        ExtensionBuffer: text$1("Address of the buffer for data that do not fit behind the header"),
        ExtensionBufferSize: text$1("Its size in bytes"),
        Waited: decimal("Seconds that WaitingThread has waited; nothing without nt!KeMaximumIncrement"),
        Native: text$1("The typed nt!_KALPC_MESSAGE"),
    });
    function present(address) {
        return address === undefined || isNull(address) ? undefined : toInt64(address);
    }
    /** The message at an address; a text that says why where there is none, undefined for null. */
    function messageAt(look, address) {
        if (address === undefined || isNull(address))
            return undefined;
        const found = message$1(look.kernel, address);
        if (found instanceof Gap)
            return found.why;
        return found.isMessage ? new MessageObject(look, found) : "not a message any more";
    }
    /** What was found; a text that says why where it cannot be read. */
    function messageObject(look, found) {
        if (found === undefined)
            return undefined;
        if (found instanceof Gap)
            return found.why + " at " + hex(found.address);
        return new MessageObject(look, found);
    }

    /**
     * What the model and the commands need of ports and messages on either side of Windows Vista. Each era decodes its own
     * structures; here they meet, and nowhere else.
     */
    function isAlpcPort(found) {
        return found instanceof Port;
    }
    /** The port at an address. */
    function anyPort(kernel, address) {
        return isLpc(kernel) ? lpcPort(kernel, address) : port$1(kernel, address);
    }
    /** All ports of the machine. On LPC those that a search finds; what it could not read is the end of the walk. */
    function allPorts$1(kernel) {
        if (!isLpc(kernel))
            return ports(kernel);
        const { ports: ports$1, gaps } = allLpcPorts(kernel);
        const first = gaps[0];
        if (!first)
            return { items: ports$1, end: COMPLETE, recovered: 0 };
        const why = first.what + ": " + first.gap.why + (gaps.length > 1 ? ", and " + (gaps.length - 1) + " more" : "");
        return { items: ports$1, end: { kind: "unreadable", at: first.gap.address, why }, recovered: 0 };
    }
    function showPort(look, found) {
        return isAlpcPort(found) ? new PortObject(look, found) : new LpcPortObject(look, found);
    }
    /** A port by address; a text that says why where it cannot be read, undefined for null. */
    function anyPortObject(look, address) {
        if (address === undefined || isNull(address))
            return undefined;
        const found = anyPort(look.kernel, address);
        return found instanceof Gap ? found.why : showPort(look, found);
    }
    /** The connections of a connection port. */
    function connectionEnds(owner) {
        if (!isAlpcPort(owner))
            return lpcConnections(owner);
        const info = owner.communicationInfo;
        if (info instanceof Gap)
            return [];
        const end = (address) => {
            const found = port$1(owner.kernel, address || NULL);
            return found instanceof Gap ? undefined : found;
        };
        return info.connections.items.map((connection) => ({
            server: end(connection.serverCommunicationPort),
            client: end(connection.clientCommunicationPort),
        }));
    }
    function connectionObjects(look, owner) {
        if (!isAlpcPort(owner))
            return lpcConnections(owner).map((one) => new LpcConnectionObject(look, one));
        const info = owner.communicationInfo;
        return info instanceof Gap ? [] : info.connections.items.map((one) => new ConnectionObject(look, one));
    }
    /** The messages that some ports hold, each once. */
    function heldMessages(look, list) {
        const seen = new Set();
        const found = [];
        const take = (items, show) => {
            for (const item of items) {
                if (seen.has(item.address))
                    continue;
                seen.add(item.address);
                found.push(show(item));
            }
        };
        for (const owner of list) {
            if (isAlpcPort(owner)) {
                for (const name of QUEUES) {
                    const queue = owner.queue(name);
                    if (queue)
                        take(queue.walk.items, (message) => new MessageObject(look, message));
                }
            }
            else {
                const show = (message) => new LpcMessageObject(look, new LpcRequest(look.kernel, message.messageId, message));
                take(owner.messages.items, show);
                take(owner.dataInfoMessages.items, show);
            }
        }
        return found;
    }
    /** Whether a thread waits for a reply. */
    function waitsForReply(thread) {
        return (isLpc(thread.kernel) ? waitingForLpc(thread) : waitingFor(thread)) !== undefined;
    }
    /** What a thread waits for the reply to; a text where it cannot be read, undefined when it waits for none. */
    function awaitedMessage(look, thread) {
        if (!isLpc(look.kernel))
            return messageObject(look, waitingFor(thread));
        const request = requestOf(thread);
        return request && new LpcMessageObject(look, request);
    }
    /** Messages that a thread received last and that are not answered yet. */
    function servedBy(look, server) {
        if (isLpc(look.kernel)) {
            const id = receivedMessageId(server);
            return id === undefined ? [] : [new LpcMessageObject(look, new LpcRequest(look.kernel, id))];
        }
        const found = [];
        for (const owner of ports(look.kernel).items) {
            for (const name of QUEUES) {
                const queue = owner.queue(name);
                for (const message of queue ? queue.walk.items : [])
                    if (message.serverThread === server.address)
                        found.push(new MessageObject(look, message));
            }
        }
        return found;
    }
    /** Whether a thread receives on a port. */
    function receivesOn(thread, owner) {
        return isAlpcPort(owner)
            ? receivers$1(owner).list.some((receiver) => receiver.thread.address === thread)
            : lpcReceivers(owner).threads.some((receiver) => receiver.address === thread);
    }

    /** From what the user types to the object: by address, by id, by name. A miss is a UsageError that says what to try. */
    /** A port by address or by name (the full path or the last part, any case). */
    function findPort(look, what) {
        const address = typeof what === "string" && !isHex(what) ? undefined : asAddress(what);
        if (address !== undefined && isKernel(address, look.kernel.pointerSize))
            return portAt(look, address);
        if (typeof what !== "string" || isAddressText(what))
            throw new UsageError(describe(what) + " is not a kernel address");
        const wanted = what.toLowerCase();
        const all = allPorts$1(look.kernel).items.filter((found) => found.isNamed);
        const hits = all.filter((found) => found.name.toLowerCase() === wanted || found.fullName.toLowerCase() === wanted);
        const hit = hits[0];
        if (hit === undefined)
            throw new UsageError("there is no port named '" + what + "'. !alpcx /find looks for a part of a name");
        if (hits.length > 1) {
            throw new UsageError(hits.length + " ports are named '" + what + "': " + hits.map((found) => hex(found.address)).join(", "));
        }
        return hit;
    }
    function portAt(look, address) {
        const found = anyPort(look.kernel, address);
        if (found instanceof Gap)
            throw new UsageError("no port at " + hex(address) + ": " + found.why);
        if (isAlpcPort(found) && found.header.isOfType("AlpcPortObjectType") === false && found.kindBySlot === undefined) {
            throw new UsageError(hex(address) + " is not the address of an ALPC port");
        }
        return found;
    }
    function showMessage(look, found) {
        return found instanceof LpcRequest ? new LpcMessageObject(look, found) : new MessageObject(look, found);
    }
    /** A message by address, or by its id. */
    function findMessage(look, what) {
        if (isLpc(look.kernel))
            return findRequest(look, what);
        if (isKernel(what, look.kernel.pointerSize)) {
            const found = message$1(look.kernel, what);
            if (found instanceof Gap)
                throw new UsageError("no message at " + hex(what) + ": " + found.why);
            if (!found.isMessage)
                throw new UsageError(hex(what) + " is not the address of an ALPC message");
            return found;
        }
        const id = toNumber$1(what);
        const hit = id === undefined ? undefined : messagesWithId(look.kernel, id)[0];
        if (hit)
            return hit;
        throw new UsageError("no message with id " +
            hex(what) +
            " is in the table of ids or in any queue. Ids are hexadecimal; write 0n for decimal");
    }
    /** All messages with an id: by the table of ids, else in the queues of all ports; on LPC also those that only threads still know. */
    function messagesById(look, id) {
        if (isLpc(look.kernel)) {
            const request = id === 0 ? undefined : requestById(look.kernel, id);
            return request ? [request] : [];
        }
        return messagesWithId(look.kernel, id);
    }
    /** The same for LPC: an id is looked for in threads too, because a request that was received has no message any more. */
    function findRequest(look, what) {
        if (isKernel(what, look.kernel.pointerSize)) {
            const found = requestAt(look.kernel, what);
            if (found instanceof Gap)
                throw new UsageError("no message at " + hex(what) + ": " + found.why);
            return found;
        }
        const id = toNumber$1(what);
        const found = id ? requestById(look.kernel, id) : undefined;
        if (found)
            return found;
        throw new UsageError("no thread waits for or has received a message with id " +
            hex(what) +
            ", and it is in no queue. Ids are hexadecimal; write 0n for decimal");
    }
    /** A thread by address or thread id. */
    function findThread(look, what) {
        if (isKernel(what, look.kernel.pointerSize)) {
            const found = thread(look.kernel, what);
            if (found instanceof Gap)
                throw new UsageError("no thread at " + hex(what) + ": " + found.why);
            if (!found.isThread)
                throw new UsageError(hex(what) + " is not the address of a thread");
            return found;
        }
        const tid = toNumber$1(what);
        for (const owner of processes(look.kernel).items) {
            const hit = owner.threads.items.find((found) => found.tid === tid);
            if (hit)
                return hit;
        }
        throw new UsageError("there is no thread with id " + hex(what) + ". Ids are hexadecimal; write 0n for decimal");
    }
    /** A process by address or process id. */
    function findProcess(look, what) {
        if (isKernel(what, look.kernel.pointerSize)) {
            const found = process(look.kernel, what);
            if (found instanceof Gap)
                throw new UsageError("no process at " + hex(what) + ": " + found.why);
            if (!found.isProcess)
                throw new UsageError(hex(what) + " is not the address of a process");
            return found;
        }
        const pid = toNumber$1(what);
        const hit = processes(look.kernel).items.find((found) => found.pid === pid);
        if (!hit)
            throw new UsageError("there is no process with id " + hex(what) + ". Ids are hexadecimal; write 0n for decimal");
        return hit;
    }
    function isHex(text) {
        return /^(0x)?[0-9a-f`]+$/i.test(text);
    }
    /** Text that can only be meant as an address: a prefix, a backquote, or eight digits and more. */
    function isAddressText(text) {
        return isHex(text) && (/^0x/i.test(text) || text.indexOf("`") >= 0 || text.length >= 8);
    }
    function asAddress(what) {
        return typeof what === "string" && isHex(what) ? parseNumber(what) : what;
    }
    function describe(what) {
        return typeof what === "string" ? "'" + what + "'" : hex(what);
    }

    /** The analysis as the published document, schema `alpcx.deadlock/1`: the members and their order are a contract. */
    const SCHEMA = "alpcx.deadlock/1";
    function toDocument(analysis) {
        return {
            schema: SCHEMA,
            verdict: analysis.verdict,
            deadlocks: analysis.deadlocks.map((deadlock) => ({
                kind: deadlock.kind,
                certainty: deadlock.certainty,
                threads: deadlock.members.map((thread) => hex(thread.fact.thread)),
                victims: deadlock.victims.map((thread) => hex(thread.fact.thread)),
                waits: waitDocuments(deadlock.waits),
            })),
            chains: analysis.chains.map(chainDocument),
            findings: analysis.findings.map(({ rule, severity, subject, text }) => ({
                rule,
                severity,
                subject: hex(subject),
                text,
            })),
            incomplete: analysis.incomplete.map(({ what, address, why }) => ({ what, address: hex(address !== null && address !== void 0 ? address : NULL), why })),
            counts: analysis.counts,
        };
    }
    /** One wait as it is published; a wait of kind `other` is not. */
    function waitDocument(wait) {
        var _a;
        if (wait.kind === "other")
            return undefined;
        const name = (_a = wait.portFact) === null || _a === void 0 ? void 0 : _a.name;
        return Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign(Object.assign({ thread: hex(wait.waiter.thread), tid: wait.waiter.tid, pid: wait.waiter.pid, image: wait.waiter.image, kind: wait.kind, state: publishedState(wait.state) }, member$1("message", wait.message)), (wait.messageId === undefined ? {} : { messageId: wait.messageId })), member$1("port", wait.port)), (name === undefined ? {} : { portName: name })), member$1("object", wait.object)), { on: wait.on.map(hex) }), (wait.waitType === undefined ? {} : { waitType: wait.waitType })), member$1("process", wait.process)), (wait.candidates.length === 0 ? {} : { candidates: wait.candidates.map(hex) })), (wait.waitedSeconds === undefined ? {} : { waitedSeconds: milliseconds(wait.waitedSeconds) })), (wait.timeout ? { timeout: true } : {}));
    }
    /** The finer states are published under the coarser name. */
    function publishedState(state) {
        switch (state) {
            case "staleServer":
                return "parked";
            case "lost":
            case "unreadable":
            case "none":
                return "unknown";
            default:
                return state;
        }
    }
    function chainDocument(chain) {
        const { thread, process, object, why } = chain.root;
        return Object.assign(Object.assign({ root: Object.assign(Object.assign(Object.assign(Object.assign({}, member$1("thread", thread)), member$1("process", process)), member$1("object", object)), { why }), waiters: chain.waiters }, (chain.longestWaitSeconds === undefined ? {} : { longestWaitSeconds: milliseconds(chain.longestWaitSeconds) })), { waits: waitDocuments(chain.waits) });
    }
    function waitDocuments(waits) {
        const documents = [];
        for (const wait of waits) {
            const document = waitDocument(wait);
            if (document !== undefined)
                documents.push(document);
        }
        return documents;
    }
    function member$1(name, address) {
        return (address === undefined ? {} : { [name]: hex(address) });
    }
    /** No clock is finer; binary fractions are not worth printing. */
    function milliseconds(seconds) {
        return Math.round(seconds * 1000) / 1000;
    }

    /** The argument of a command that needs one. */
    function argumentOf(parsed) {
        return parsed.argument || "";
    }

    /** What to type next: the addresses that a command printed, each with the command that goes into it. */
    function step(command, where) {
        if (where === undefined || where instanceof Gap)
            return [];
        const address = typeof where === "object" && "address" in where ? where.address : where;
        return isNull(address) ? [] : ["/" + command + " " + hex(address)];
    }
    const toChain = (thread) => step("chain", thread);
    const toMessage = (message) => step("m", message);
    const toPort = (port) => step("p", port);
    const toConnections = (port) => step("lpc", port);
    const toProcess = (process) => step("lpp", process);
    /** Into the message and the port of a wait. */
    function intoWait(wait) {
        return wait ? toMessage(wait.message).concat(toPort(wait.port)) : [];
    }
    /** Into the gravest wait of the machine: of a deadlock, else of the root with the most waiters. */
    function intoAnalysis(analysis) {
        const [deadlock] = analysis.deadlocks;
        const [chain] = analysis.chains;
        const [wait] = deadlock ? deadlock.waits : chain ? chain.waits : [];
        return wait ? toChain(wait.waiter.thread).concat(intoWait(wait)) : [];
    }
    /** Of a port: its first message, its connections or its connection port, its owner. */
    function fromPort(found) {
        const isConnection = found.kind === "ConnectionPort";
        return toMessage(firstMessage(found))
            .concat(isConnection ? toConnections(found) : toPort(found.connectionPort))
            .concat(toProcess(found.ownerIsValid ? found.ownerAddress : undefined));
    }
    function firstMessage(found) {
        if (!isAlpcPort(found))
            return found.messages.items[0];
        for (const name of QUEUES) {
            const queue = found.queue(name);
            if (queue && queue.walk.items.length > 0)
                return queue.walk.items[0];
        }
        return undefined;
    }
    /** Of a message: the port in whose queue it is, who waits for the reply, who owes it. */
    function fromMessage(found) {
        if (found instanceof LpcRequest)
            return toPort(found.queuePort).concat(toChain(found.client), toChain(found.server));
        const live = (address) => {
            const known = address === undefined || isNull(address) ? undefined : thread(found.kernel, address);
            return known instanceof Gap || known === undefined || !known.isLive ? undefined : known;
        };
        return toPort(found.queuePort).concat(toChain(live(found.waitingThread)), toChain(live(found.serverThread)));
    }

    const chain = {
        name: "chain",
        argument: "THREAD",
        summary: "the wait chain of one thread, as a tree, without a scan of the machine",
        examples: ["/chain fffffa80`1afae6f0", "/chain 3c40"],
        run(context) {
            const look = context.look();
            const thread = findThread(look, parseNumber(argumentOf(context.parsed)));
            const { waits, analysis } = look.chain(thread);
            const rows = chainRows(waits, thread.address);
            const lines = [];
            for (const row of rows) {
                const indent = spaces(2 * row.depth);
                lines.push(indent + rowText(waits.world, row));
                if (row.wait && context.parsed.switches.has("v")) {
                    for (const evidence of evidenceOf(waits.world, row.wait))
                        lines.push(indent + "    " + evidence.basis + ": " + evidence.text);
                }
                if (row.end !== undefined && row.end !== "loop" && row.end !== "shown") {
                    const { pid, tid } = row.thread.fact;
                    const frames = row.wait ? undefined : look.target.frames(pid, tid);
                    for (const frame of (frames || []).slice(0, 8))
                        lines.push(indent + "    | " + frame);
                }
            }
            for (const lost of analysis.incomplete) {
                lines.push("could not be read: " + lossText(lost));
            }
            return {
                lines,
                document: toDocument(analysis),
                next: intoWait(rows.length > 0 ? rows[0].wait : undefined).concat(toProcess(owing(rows))),
                dx: "@$cursession.Alpc.Thread(" + hex(thread.address) + ").Alpc.WaitChain",
                namesLosses: true,
            };
        },
    };
    /** The process that the first branch ends in. */
    function owing(rows) {
        const end = rows.filter((row) => row.end !== undefined)[0];
        if (!end)
            return undefined;
        return end.wait && end.wait.process !== undefined ? end.wait.process : end.thread.fact.process;
    }

    /** The findings as text: what is wrong first; long waits, of which a machine has many, in one line. */
    /** Findings of one rule that are shown without /v. */
    const MAX_SHOWN$2 = 10;
    /** Long waits that are named without /v. */
    const MAX_LONGEST = 3;
    function findingsLines(findings, world, verbose) {
        if (findings.length === 0)
            return [];
        const lines = ["", "Findings:"];
        const shown = new Map();
        for (const finding of findings) {
            if (finding.rule === "long-wait" && !verbose)
                continue;
            const count = (shown.get(finding.rule) || 0) + 1;
            shown.set(finding.rule, count);
            if (count > MAX_SHOWN$2 && !verbose)
                continue;
            lines.push("  " + finding.severity + " " + finding.rule + ": " + finding.text);
        }
        shown.forEach((count, rule) => {
            if (count > MAX_SHOWN$2 && !verbose)
                lines.push("  and " + (count - MAX_SHOWN$2) + " more " + rule + " (/v shows all)");
        });
        const long = findings.filter((finding) => finding.rule === "long-wait");
        return verbose || long.length === 0 ? lines : lines.concat(longWaits(long, world));
    }
    /** `info long-wait: 6 threads have waited for a reply for longer than 30 s: a.exe 4.8 3:24:45, ... (/v shows all)` */
    function longWaits(findings, world) {
        const name = shortNames(world);
        const longest = findings
            .map(({ subject }, place) => {
            const fact = threadAt(world, subject);
            return { subject, place, seconds: (fact && waitedSeconds$1(world, fact)) || 0 };
        })
            .sort((a, b) => b.seconds - a.seconds || a.place - b.place)
            .slice(0, MAX_LONGEST)
            .map(({ subject, seconds }) => name.thread(subject) + " " + secondsText(seconds));
        const more = findings.length > MAX_LONGEST ? " ... (/v shows all)" : "";
        return ("  info long-wait: " +
            plural(findings.length, "thread has", "threads have") +
            " waited longer than " +
            LIMITS.longWait +
            " s for a reply: " +
            longest.join(", ") +
            more);
    }

    /**
     * Two processes that have long waited for each other, where the way back is not visible (a lock without a recorded owner):
     * a place to look at, no finding. It changes no verdict and is in no document.
     */
    /** Pairs that are named. */
    const MAX_SHOWN$1 = 5;
    function guessLines(chains, world) {
        const waits = new Map();
        const key = (from, to) => hex(from) + ">" + hex(to);
        for (const { root, waits: all } of chains) {
            if (root.why !== "other wait" || root.process === undefined)
                continue;
            for (const { kind, waiter, waitedSeconds } of all) {
                const isReply = kind === "alpc" || kind === "lpc";
                if (!isReply || waiter.process === root.process || !isOver(waitedSeconds, LIMITS.longWait))
                    continue;
                waits.set(key(waiter.process, root.process), [waiter.process, root.process]);
            }
        }
        const name = shortNames(world);
        const lines = [];
        waits.forEach(([from, to], forth) => {
            const back = key(to, from);
            if (forth < back && waits.has(back))
                lines.push("  " + name.process(from) + " <-> " + name.process(to));
        });
        if (lines.length === 0)
            return [];
        const head = "A guess, not proved: suspected cycle. Each has waited longer than " +
            LIMITS.longWait +
            " s for a thread of the other, and that thread for something whose owner is not known, such as a lock:";
        const more = lines.length > MAX_SHOWN$1 ? ["  and " + (lines.length - MAX_SHOWN$1) + " more pairs"] : [];
        return ["", head].concat(lines.slice(0, MAX_SHOWN$1), more);
    }

    /** The report of /deadlock, written to be read at three in the morning: the verdict first, the evidence below it. */
    const MAX_FRAMES = 8;
    /** A debugger unwinds a stack in milliseconds: with a thousand roots that would be most of the time. */
    const MAX_STACKS = 20;
    /** Waits shown per chain without /v. */
    const MAX_SHOWN = 10;
    /** Processes named in the first line. */
    const MAX_NAMED$1 = 4;
    function deadlockReport(analysis, world, options) {
        return verdictLines(analysis)
            .concat(limitLines(analysis))
            .concat(...analysis.deadlocks.map((deadlock, index) => deadlockLines(deadlock, index, world, options)))
            .concat(chainsLines(analysis.chains, world, options))
            .concat(guessLines(analysis.chains, world))
            .concat(findingsLines(analysis.findings, world, options.verbose))
            .concat(incompleteLines(analysis, options.verbose))
            .concat("", countsLine(analysis));
    }
    /** The first line says it all. */
    function verdictLines(analysis) {
        const proved = analysis.deadlocks.filter((deadlock) => deadlock.certainty === "proved");
        const suspected = analysis.deadlocks.length - proved.length;
        const stuck = new Set();
        for (const deadlock of analysis.deadlocks) {
            for (const thread of deadlock.members.concat(deadlock.victims))
                stuck.add(thread.index);
        }
        const warnings = analysis.findings.filter((finding) => finding.severity !== "info").length;
        switch (analysis.verdict) {
            case "deadlock":
                return [
                    "DEADLOCK: " +
                        proved.length +
                        " proved" +
                        (suspected > 0 ? ", " + suspected + " suspected" : "") +
                        ". " +
                        plural(stuck.size, "thread") +
                        " cannot proceed" +
                        amongText(analysis.deadlocks[0]),
                ];
            case "suspected":
                return [
                    "SUSPECTED DEADLOCK: " +
                        suspected +
                        ", not proved. " +
                        plural(stuck.size, "thread") +
                        " may be stuck" +
                        amongText(analysis.deadlocks[0]),
                ];
            case "starvation":
                return ["STARVATION: no deadlock, but messages are queued and every receiver is busy with something that waits."];
            case "blocked":
                return ["BLOCKED: no deadlock, but " + plural(warnings, "finding needs", "findings need") + " attention."];
            case "healthy":
                // A machine of which a part is not known is not called sound without a word.
                return [
                    (analysis.limit !== undefined
                        ? "HEALTHY as far as was looked"
                        : analysis.incomplete.length === 0
                            ? "HEALTHY"
                            : "HEALTHY as far as could be read") + ": no deadlock, nothing suspicious.",
                ];
        }
    }
    /** A report on a part of the machine says so before anything is concluded from it. */
    function limitLines({ limit }) {
        if (limit === undefined)
            return [];
        const what = plural(limit, "thread") + " and " + plural(limit, "port");
        return ["INCOMPLETE: only the first " + what + " were looked at (/limit). What was left out is named below."];
    }
    /** The processes of the largest deadlock, in the order of its circle. */
    function amongText(deadlock) {
        if (!deadlock)
            return ".";
        const images = [];
        for (const { fact } of inOrder(deadlock))
            if (images.indexOf(fact.image) < 0)
                images.push(fact.image);
        const named = images.slice(0, MAX_NAMED$1).join(", ") + (images.length > MAX_NAMED$1 ? " ..." : "");
        if (deadlock.members.length === 1)
            return ": " + named + " waits for itself.";
        return ": " + (images.length === 1 ? "threads of " + named : named) + " wait for each other.";
    }
    function deadlockLines(deadlock, index, world, options) {
        const lines = [
            "",
            "Deadlock " +
                (index + 1) +
                ": " +
                deadlock.certainty +
                " " +
                deadlock.kind +
                " of " +
                plural(deadlock.members.length, "thread"),
        ];
        const members = new Set(deadlock.members.map((member) => member.fact.thread));
        const listed = new Set();
        for (const member of inOrder(deadlock)) {
            if (member.waits.length > 1)
                lines.push("  " + shortNames(world).thread(member.fact.thread) + " waits for " + manyText(member) + ":");
            for (const wait of member.waits)
                if (wait.kind !== "other")
                    lines.push(...edgeLines(world, member, wait, members, listed));
            if (options.verbose)
                lines.push(...frameLines(options.frames(member), "      "));
        }
        if (deadlock.victims.length > 0) {
            lines.push("  Behind " + (deadlock.members.length === 1 ? "it" : "them") + ":");
            for (const victim of deadlock.victims) {
                for (const wait of victim.waits)
                    if (wait.kind !== "other")
                        lines.push("    " + waitText(world, victim, wait));
            }
        }
        return lines;
    }
    function manyText(member) {
        const all = member.waits[0].waitType === "all";
        return (all ? "all of " : "any of ") + plural(member.waits.length, "object");
    }
    /** Members of a cycle so that each is followed by the one it waits for; others by address. */
    function inOrder(deadlock) {
        if (deadlock.kind !== "cycle")
            return deadlock.members;
        const byAddress = new Map(deadlock.members.map((member) => [member.fact.thread, member]));
        const ordered = [];
        let next = deadlock.members[0];
        while (next && ordered.indexOf(next) < 0) {
            ordered.push(next);
            const on = next.waits
                .reduce((all, wait) => all.concat(wait.on), [])
                .map((address) => byAddress.get(address))
                .filter((member) => member !== undefined)[0];
            next = on;
        }
        return ordered.length === deadlock.members.length ? ordered : deadlock.members;
    }
    /** A sentence, and below it what it rests on. The receivers of a port are listed once. */
    function edgeLines(world, member, wait, members, listed) {
        const lines = ["  " + waitText(world, member, wait)];
        const indent = "      ";
        const addresses = addressesText(wait);
        const evidence = evidenceOf(world, wait, shortNames(world)).map((item) => item.basis + ": " + item.text);
        if (wait.state === "queued") {
            // The sentence has said that it is queued, and where.
            evidence.shift();
            if (wait.port !== undefined && listed.has(wait.port))
                evidence.splice(0, evidence.length, "recorded: receivers as above");
            listed.add(wait.port);
        }
        evidence.forEach((text, index) => lines.push(indent + text + (index === 0 && addresses !== "" ? "; " + addresses : "")));
        if (wait.on.some((thread) => members.has(thread))) {
            for (const doubt of wait.doubts)
                lines.push(indent + "doubt: " + doubtText(doubt));
        }
        return lines;
    }
    function chainsLines(chains, world, options) {
        if (chains.length === 0)
            return [];
        const lines = ["", "Who must act, and who waits for it:"];
        let hasStacks = false;
        chains.forEach((chain, index) => {
            const longest = chain.longestWaitSeconds === undefined ? "" : ", longest " + secondsText(chain.longestWaitSeconds);
            const does = chain.rootThread ? rootDoes(chain.root.why, chain.rootThread) : rootText(chain.root.why);
            lines.push("  " +
                rootName(world, chain) +
                ": " +
                does +
                (chain.rootProcessExiting ? "; the process is exiting" : "") +
                " <- " +
                plural(chain.waiters, "thread waits", "threads wait") +
                longest);
            if (chain.rootThread && (options.verbose || index < MAX_STACKS)) {
                const stack = frameLines(options.frames(chain.rootThread), "      ");
                hasStacks = hasStacks || stack.length > 0;
                lines.push(...stack);
            }
            const shown = options.verbose ? chain.waits : chain.waits.slice(0, MAX_SHOWN);
            for (const wait of shown) {
                lines.push("      " + waitText(world, { fact: wait.waiter }, wait));
                if (wait.candidates.length > 0) {
                    const name = shortNames(world);
                    const names = wait.candidates.map((thread) => name.thread(thread) + " (" + hex(thread) + ")").join(", ");
                    lines.push("          a guess: its wait began with that of " + names);
                }
            }
            if (shown.length < chain.waits.length)
                lines.push("      and " + (chain.waits.length - shown.length) + " more (/v shows all)");
        });
        if (hasStacks && !options.verbose && chains.length > MAX_STACKS)
            lines.push("  Stacks are those of the first " + MAX_STACKS + " (/v shows all)");
        return lines;
    }
    function frameLines(frames, indent) {
        if (!frames)
            return [];
        const lines = frames.slice(0, MAX_FRAMES).map((frame) => indent + "| " + frame);
        return frames.length > MAX_FRAMES ? lines.concat(indent + "| ...") : lines;
    }
    /** What could not be read; of the same kind only the first few. */
    function incompleteLines(analysis, verbose) {
        const lines = [];
        const shown = new Map();
        for (const item of analysis.incomplete) {
            const count = (shown.get(item.what) || 0) + 1;
            shown.set(item.what, count);
            if (count > MAX_SHOWN && !verbose)
                continue;
            lines.push("  " + lossText(item));
        }
        shown.forEach((count, what) => {
            if (count > MAX_SHOWN && !verbose)
                lines.push("  and " + (count - MAX_SHOWN) + " more: " + what + " (/v shows all)");
        });
        const head = lines.length === 0
            ? []
            : ["", analysis.limit === undefined ? "Could not be read:" : "Left out, or could not be read:"].concat(lines);
        if (!analysis.quick)
            return head;
        return head.concat("", "Quick: findings that need all ports were not looked for.");
    }
    function countsLine(analysis) {
        const { processes, threads, ports, messages, waitingThreads } = analysis.counts;
        return ("Looked at " +
            plural(processes, "process", "processes") +
            ", " +
            plural(threads, "thread") +
            ", " +
            plural(ports, "port") +
            ", " +
            plural(messages, "message") +
            "; " +
            plural(waitingThreads, "thread waits", "threads wait") +
            " for a reply.");
    }

    /** Rows of each kind. */
    const TOP = 5;
    /** Threads of one deadlock that are named. */
    const MAX_NAMED = 6;
    function summaryReport(analysis, waits) {
        const world = waits.world;
        const lines = verdictLines(analysis).concat(countsLine(analysis));
        for (const deadlock of analysis.deadlocks.slice(0, TOP))
            lines.push("  " + deadlockLine(world, deadlock));
        if (analysis.deadlocks.length > TOP)
            lines.push("  and " + (analysis.deadlocks.length - TOP) + " more deadlocks");
        const notable = analysis.findings.filter((finding) => finding.severity !== "info");
        for (const finding of notable.slice(0, TOP))
            lines.push("  " + finding.severity + " " + finding.rule + ": " + finding.text);
        if (notable.length > TOP)
            lines.push("  and " + (notable.length - TOP) + " more findings");
        const longest = waits.threads
            .filter((thread) => thread.reply !== undefined && thread.waitedSeconds !== undefined)
            .sort((a, b) => b.waitedSeconds - a.waitedSeconds || a.index - b.index)
            .slice(0, TOP);
        if (longest.length > 0)
            lines.push("Longest waits for a reply:");
        for (const thread of longest) {
            lines.push("  " + waitText(world, thread, thread.reply));
        }
        const lost = lossLines(analysis.incomplete, TOP, "").slice(1);
        lines.push(...lost);
        if (analysis.deadlocks.length > 0 || notable.length > 0 || lost.length > 0)
            lines.push("!alpcx /deadlock tells the whole story.");
        return lines;
    }
    function deadlockLine(world, deadlock) {
        const { certainty, kind, members, victims } = deadlock;
        const name = shortNames(world);
        const names = inOrder(deadlock)
            .slice(0, MAX_NAMED)
            .map((member) => name.thread(member.fact.thread));
        const more = members.length > MAX_NAMED ? " and " + (members.length - MAX_NAMED) + " more" : "";
        const behind = victims.length === 0 ? "" : "; " + victims.length + " more behind";
        return certainty + " " + kind + ": " + names.join(", ") + more + behind;
    }

    const summary = {
        name: "",
        summary: "health of the machine in under a screen",
        examples: [""],
        run(context) {
            const { analysis, waits } = context.look().judged(false, context.progress);
            return {
                get lines() {
                    return summaryReport(analysis, waits);
                },
                get next() {
                    return intoAnalysis(analysis);
                },
                get document() {
                    return toDocument(analysis);
                },
                dx: "@$cursession.Alpc",
                namesLosses: true,
            };
        },
    };
    const deadlock = {
        name: "deadlock",
        switches: ["quick"],
        options: LIMIT,
        summary: "who waits for whom: deadlocks with their evidence, roots with their waiters, findings",
        examples: ["/deadlock", "/deadlock /quick", "/deadlock /limit 500", "/deadlock /json"],
        detail: [
            "/quick reads processes, threads and what waiting threads point to, and leaves out the findings that need all ports.",
            "/limit N looks at the first N threads and ports of the machine, and at whatever these threads wait for.",
            "What was left out is said at the end: without it nothing can be called healthy.",
            "A proved deadlock rests on what the kernel records; a suspected one may still end by itself.",
        ],
        run(context) {
            const look = context.look();
            const limit = limitOf(context.parsed);
            const quick = context.parsed.switches.has("quick");
            const { analysis, waits } = limit === undefined ? look.judged(quick, context.progress) : look.judgedFirst(limit, quick, context.progress);
            const frames = (thread) => look.target.frames(thread.fact.pid, thread.fact.tid);
            const verbose = context.parsed.switches.has("v");
            // Of the two only what is printed is made.
            return {
                get lines() {
                    return deadlockReport(analysis, waits.world, { frames, verbose });
                },
                get next() {
                    return intoAnalysis(analysis);
                },
                get document() {
                    return toDocument(analysis);
                },
                dx: "@$cursession.Alpc.Deadlocks",
                namesLosses: true,
            };
        },
    };

    const SCRIPT = [
      "\"use strict\";(()=>{var wn=\"http://www.w3.org/2000/svg\";function _(e,t={},...n){return He(document.createElement(e),t,n)}function S(e,t={},...n){return He(document.createElementNS(wn,e),t,n)}function He(e,t,n){for(let[r,o]of Object.entries(t))o!==void 0&&e.setAttribute(r,String(o));return e.append(...n),e}function A(e){return e.replace(/[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]/g,t=>\"\\\\u\"+t.charCodeAt(0).toString(16).padStart(4,\"0\"))}function W(e,t){let n=Array.from(A(e));if(n.leng",
      "th<=t)return n.join(\"\");let r=Math.floor(t*.4);return n.slice(0,r).join(\"\")+\"\\u2026\"+n.slice(n.length-(t-r-1)).join(\"\")}function Ye(e,t,n,r,o,i){let s={x:e.x+e.w,y:e.y+e.h/2},a={x:o.x,y:o.y+o.h/2},l=n.label?{label:n.label}:{};if(t.x+t.w<=r.x){let m={x:t.x+t.w+14,y:s.y},w={x:r.x-14,y:a.y};if(n.points.length>1)return{points:[s,m,...n.points,w,a],...l};let y=v=>{let M=Math.max(Math.min(s.y,a.y)-24,Math.min(Math.max(s.y,a.y)+24,v.y));return{x:v.x,y:M}},b=[s,m,...n.points.map(y),w,a];return n.label?{points:b,label:y(n.label)}:{points:b}}let d=n.points.length<2?[]:n.points,[c,h]=[d[0],d[d.length-1]]",
      ",f=(m,w)=>{var N;let y=w===void 0||w.y<m.y+m.h,b=m.id+(y?\" above\":\" below\"),v=(N=i.get(b))!=null?N:0;i.set(b,v+1);let M=14+v%4*6;return{y:y?m.y-M:m.y+m.h+M,by:M}},u=f(t,c),g=f(r,h),p=[s,{x:t.x+t.w+u.by,y:s.y},{x:t.x+t.w+u.by,y:u.y},{x:t.x-14,y:u.y},...d,{x:r.x+r.w+14,y:g.y},{x:r.x-g.by,y:g.y},{x:r.x-g.by,y:a.y},a];return d.length>0||!n.label?{points:p,...l}:{points:p,label:{x:(t.x+r.x+r.w)/2,y:(u.y+g.y)/2}}}function ze(e,t){return{points:[{x:e.x+e.w/2,y:e.y+e.h/2},{x:t.x+t.w/2,y:t.y+t.h/2}]}}function Ke(e){let[t]=e;if(!t)return\"\";let n=`M${Y(t)}`;for(let r=1;r<e.length;r++){let[o,i,s]=[e[r-1],",
      "e[r],e[r+1]];if(!(!o||!i)){if(!s){n+=` L${Y(i)}`;continue}n+=` L${Y(We(i,o))} Q${Y(i)} ${Y(We(i,s))}`}}return n}function We(e,t){let n=Math.hypot(t.x-e.x,t.y-e.y)||1,r=Math.min(16,n/2)/n;return{x:e.x+(t.x-e.x)*r,y:e.y+(t.y-e.y)*r}}function Y(e){return`${e.x.toFixed(1)},${e.y.toFixed(1)}`}function Ue(e,t){let n=e[e.length-1],r=e[e.length-2];if(!n||!r)return\"\";let o=Math.hypot(n.x-r.x,n.y-r.y)||1,[i,s]=[(n.x-r.x)/o,(n.y-r.y)/o],[a,l]=[n.x-i*t,n.y-s*t],d=t*.45,c={x:a-s*d,y:l+i*d},h={x:a+s*d,y:l-i*d};return`M${Y(n)} L${Y(c)} L${Y(h)} Z`}var V=24,$=10,J=30,bn=15,te=14,vn='system-ui, \"Segoe UI\", Rob",
      "oto, \"Helvetica Neue\", Arial, sans-serif',z;function C(e,t,n=400){return z!=null||(z=document.createElement(\"canvas\").getContext(\"2d\")),z?(z.font=`${String(n)} ${String(t)}px ${vn}`,z.measureText(e).width):e.length*t*.56}function ee(e){let t=[W(e.label,J)];return e.detail!==\"\"&&t.push(W(e.detail,J)),t}function K(e){var n;let t=((n=e.deadlocks)!=null?n:[]).map(r=>r+1);return e.role===\"member\"?\"deadlock \"+t.join(\", \"):e.role===\"victim\"?\"victim of \"+(t.length>3?String(t.length):t.join(\", \")):e.root!==void 0?\"root\"+(e.waiters===void 0?\"\":\" of \"+String(e.waiters)):\"\"}function ae(e){let t=e.indexOf(",
      "\", \");return t<0?[e]:[e.slice(0,t),e.slice(t+2)]}function Me(e){return W(e.label,J)}function de(e){let t=K(e);return C(Me(e),12.5,600)+(e.detail===\"\"?0:8+C(e.detail,11))+(t===\"\"?0:20+C(t,10,600))}function le(e){let[t=\"\",n=\"\"]=ee(e),r=K(e),o=C(t,12,600)+(r===\"\"?0:18+C(r,10,600)),i=e.kind===\"port\"?34:22;return{w:Math.ceil(Math.max(84,o,C(n,11))+i),h:12+bn*ee(e).length}}function Xe(e){let t=K(e),n=C(W(e.label,J),12,600)+8+C(W(e.detail,J),11);return{w:Math.ceil(n+(t===\"\"?0:14+C(t,10,600))+20),h:24}}function Je(e,t){var h;let n=new Map,r=new Map,o=new Map,i=S(\"g\"),s=S(\"g\"),a=S(\"g\"),l=[];for(let{gro",
      "up:f,box:u}of t.groups)l.push({element:Ze(u.x+u.w/2,u.y+u.h/2,`${String(f.threads)} wait`,\"\"),weight:1}),i.append(S(\"g\",{class:\"group\",\"data-group\":f.id},S(\"rect\",{x:u.x,y:u.y,width:u.w,height:u.h,rx:10}),S(\"text\",{x:u.x+12,y:u.y+16},f.title)));t.boxes.forEach(f=>{var m,w,y;let u=e.nodes.get((m=f.of)!=null?m:f.id);if(!u)return;let g=u.kind===\"process\",p=g?En(e.graph,u,f):kn(e.graph,u,f);if(f.isCompact)p.classList.add(\"compact\");else if(g){let b=(w=e.children.get(u.id))!=null?w:[],M=b.some(I=>I.role===\"member\")?_e(e.graph,b.flatMap(I=>{var O;return(O=I.deadlocks)!=null?O:[]})):\"\",N=Ze(f.x+f.w/2",
      ",f.y,W(u.label,16),M);l.push({element:N,weight:M===\"\"?2:3})}n.set(u.id,((y=n.get(u.id))!=null?y:[]).concat(p)),(g?i:a).append(p)}),t.lines.forEach((f,u)=>{let g=e.graph.edges[u];if(!g)return;let p=[\"edge\",g.leg,g.leg===\"wait\"?\"state-\"+g.state:g.certainty];g.deadlock!==void 0&&p.push(_e(e.graph,[g.deadlock]));let m=qe(e,g.from)===qe(e,g.to),w=g.leg!==\"wait\"?[]:m?[g.label]:ae(g.label),y=Qe(p.join(\" \"),f,w,1);y.setAttribute(\"data-edge\",String(u)),r.set(u,y),s.append(y)});for(let{group:f,line:u}of t.groups){let g=e.wait((h=f.waits[0])!=null?h:0),p=Qe(\"edge wait bundle state-\"+g.state,u,[],Math.min",
      "(6,1.5+f.threads/8));p.setAttribute(\"data-edge\",String(f.waits[0]));for(let m of f.waits)r.set(m,p);o.set(p,f.waits),s.append(p)}let d=l.sort((f,u)=>u.weight-f.weight).map(({element:f})=>f),c=S(\"g\",{class:\"signs\"},...d);return{sheet:S(\"g\",{id:\"sheet\"},i,s,a,c),nodes:n,edges:r,groupEdges:o,signs:d}}function qe(e,t){var n,r;return(r=(n=e.nodes.get(t))==null?void 0:n.parent)!=null?r:t}function _e(e,t){let n=(t!=null?t:[]).map(r=>{var o;return(o=e.deadlocks[r])==null?void 0:o.certainty});return n.includes(\"proved\")?\"proved\":n.length>0?\"suspected\":\"\"}function xn(e,t){let n=[\"node\",t.kind];return t.",
      "role!==void 0&&n.push(t.role,_e(e,t.deadlocks)),t.root!==void 0&&n.push(\"root\"),n.join(\" \")}function et(e,t){let n=K(t),r=[t.kind,t.label,t.detail,n,t.root===void 0?\"\":\"root: \"+t.root];return S(\"g\",{class:xn(e,t),role:\"button\",tabindex:-1,\"aria-label\":r.filter(o=>o!==\"\").join(\", \"),\"data-node\":t.id})}function En(e,t,n){let r=et(e,t),o=S(\"text\",{class:\"title\",x:n.x+10,y:n.y+16.5},S(\"tspan\",{},Me(t)));t.detail!==\"\"&&o.append(S(\"tspan\",{class:\"detail\",dx:8},t.detail)),r.append(S(\"rect\",{x:n.x,y:n.y,width:n.w,height:n.h,rx:8}),o);let i=K(t);return i!==\"\"&&r.append(...tt(i,n.x+n.w-8,n.y+6)),r}funct",
      "ion kn(e,t,n){let r=et(e,t),{x:o,y:i,w:s,h:a}=n,l=t.kind===\"port\",d=l?S(\"path\",{d:`M${o+6},${i} H${o+s-12} L${o+s},${i+a/2} L${o+s-12},${i+a} H${o+6} Q${o},${i+a} ${o},${i+a-6} V${i+6} Q${o},${i} ${o+6},${i} Z`}):S(\"rect\",{x:o,y:i,width:s,height:a,rx:t.kind===\"object\"?2:6});r.append(d),n.isCompact?r.append(Mn(t,o,i)):ee(t).forEach((h,f)=>{let u={class:f===0?\"name\":\"detail\",x:o+11,y:i+18+f*15};r.append(S(\"text\",u,h))});let c=K(t);return c!==\"\"&&r.append(...tt(c,o+s-(l?14:6),n.isCompact?i+4.5:i+6)),r}function Mn(e,t,n){let[r=\"\",o=\"\"]=ee(e),i=S(\"text\",{class:\"name\",x:t+9,y:n+16},r);return o!==\"\"&",
      "&i.append(S(\"tspan\",{class:\"detail\",dx:8},o)),i}function Ze(e,t,n,r){return S(\"text\",{class:\"sign \"+r,x:e,y:t,\"text-anchor\":\"middle\"},n)}function tt(e,t,n){let r=C(e,10,600)+10;return[S(\"rect\",{class:\"badge\",x:t-r,y:n,width:r,height:15,rx:7.5}),S(\"text\",{class:\"badge-text\",x:t-r/2,y:n+11,\"text-anchor\":\"middle\"},e)]}function Qe(e,t,n,r){let o=Ke(t.points),i=S(\"g\",{class:e});i.append(S(\"path\",{class:\"touch\",d:o}),S(\"path\",{class:\"line\",d:o,\"stroke-width\":r>1?r:void 0}));let s=Ue(t.points,7+r);s!==\"\"&&i.append(S(\"path\",{class:\"head\",d:s}));let a=t.label;if(n.length>0&&a){let l=Math.max(...n.map(h",
      "=>C(h,11,600)))+8,d=te*n.length+2,c=a.y-d/2;i.append(S(\"rect\",{class:\"label-back\",x:a.x-l/2,y:c,width:l,height:d,rx:4})),n.forEach((h,f)=>{let u=c+12+f*te;i.append(S(\"text\",{class:\"label\",x:a.x,y:u,\"text-anchor\":\"middle\"},h))})}return i}var _n=46;function nt(){let e=i=>S(\"svg\",{width:_n,height:18,\"aria-hidden\":\"true\"},i),t=i=>e(S(\"g\",{class:\"node \"+i},S(\"rect\",{x:6,y:2,width:34,height:14,rx:4}))),n=()=>e(S(\"g\",{class:\"node port\"},S(\"path\",{d:\"M6,2 H32 L40,9 L32,16 H6 Z\"}))),r=i=>e(S(\"g\",{class:\"edge \"+i},S(\"path\",{class:\"line\",d:\"M2,9 H38\"}),S(\"path\",{class:\"head\",d:\"M44,9 L36,5.5 L36,12.5 Z\"}",
      "))),o=(i,s)=>_(\"li\",{},i,s);return _(\"details\",{class:\"legend\",open:\"\"},_(\"summary\",{},\"Legend\"),_(\"ul\",{},o(t(\"process\"),\"process\"),o(t(\"thread\"),\"thread\"),o(n(),\"port\"),o(t(\"object\"),\"other object\"),o(t(\"thread member proved\"),\"deadlock, proved\"),o(t(\"thread member suspected\"),\"deadlock, suspected\"),o(t(\"thread victim proved\"),\"victim of one\"),o(t(\"thread root\"),\"root: must act\"),o(r(\"wait state-inService\"),\"waits, in service\"),o(r(\"wait state-queued\"),\"waits, queued\"),o(r(\"answer serves\"),\"serves or owns\"),o(r(\"answer may\"),\"may answer\")),_(\"p\",{},\"Click a thread to follow its chain. / sear",
      "ches, f fits, + and - zoom, arrows go along the waits, Esc goes back.\"))}function rt(e,t){let n=S(\"svg\",{id:\"frame\",\"aria-label\":\"Wait graph\",role:\"group\"}),r=_(\"div\",{class:\"panel\",\"aria-live\":\"polite\"}),o=_(\"input\",{type:\"search\",id:\"search\",placeholder:\"Search (name, id, address, port)\",\"aria-label\":\"Search\",autocomplete:\"off\",spellcheck:\"false\"}),i=_(\"span\",{id:\"found\",role:\"status\"}),s=(f,u,g)=>_(\"button\",{type:\"button\",id:f,title:g,\"aria-label\":g},u),a=s(\"fit\",\"Fit\",\"Show everything (f)\"),l=s(\"closer\",\"+\",\"Zoom in (+)\"),d=s(\"farther\",\"\\u2212\",\"Zoom out (-)\"),c=_(\"div\",{class:\"stage\"},n),",
      "h=_(\"header\",{},_(\"h1\",{class:\"verdict \"+e.verdict},A(e.headline)),_(\"p\",{class:\"looked\"},A(e.looked),\" \",Nn(e)),_(\"div\",{class:\"tools\",role:\"toolbar\",\"aria-label\":\"Tools\"},i,o,l,d,a));return t.append(h,c,_(\"aside\",{\"aria-label\":\"Details\"},r,nt())),e.nodes.length===0&&c.append(_(\"p\",{class:\"empty\"},\"Nobody waits for anybody here.\")),{svg:n,stage:c,panel:r,search:o,found:i,fit:a,closer:l,farther:d}}function Nn(e){let t=(o,i,s)=>{let a=e.nodes.filter(l=>l.kind===s).length;return`${String(a)} ${a===1?o:i}`},n=e.edges.filter(o=>o.leg===\"wait\").length;return`Drawn: ${[n===1?\"1 wait\":`${String(n)} w",
      "aits`,t(\"thread\",\"threads\",\"thread\"),t(\"port\",\"ports\",\"port\"),t(\"process\",\"processes\",\"process\")].join(\", \")}.`}function ot(e){document.addEventListener(\"keydown\",t=>{var s;if(t.ctrlKey||t.altKey||t.metaKey)return;let n=t.target instanceof Element?t.target:document.body;if(n===e.search){t.key===\"Escape\"&&e.leaveSearch();return}let i=(s=n.closest(\"[data-node]\")!==null||n===document.body?e.moves[t.key]:void 0)!=null?s:e.acts[t.key];i&&(t.preventDefault(),i())})}var On=5,F=6;function it(e){var n,r,o;let t=new Map;for(let i of e.graph.nodes){let s=Ln(e,i);if(s===void 0||i.parent===void 0)continue;",
      "let{to:a,state:l}=e.wait(s),d=[a,l,(n=i.role)!=null?n:\"\",((r=i.deadlocks)!=null?r:[]).join(\",\")].join(\" \"),c=(o=t.get(d))!=null?o:{threads:new Map,waits:[]};t.set(d,c),c.waits.push(s);let h=c.threads.get(i.parent);h?h.push(i):c.threads.set(i.parent,[i])}return Array.from(t.values()).filter(i=>i.waits.length>=On).map(i=>Sn(e,i))}function Ln(e,t){if(t.kind!==\"thread\"||t.root!==void 0||t.role===\"member\")return;let[n,r]=e.waitsOf(t.id);if(n===void 0||r!==void 0||e.hasWaiters(t.id))return;let o=e.nodes.get(e.wait(n).to);return(o==null?void 0:o.parent)===t.parent?void 0:n}function Sn(e,t){var g,p;le",
      "t n=e.wait((g=t.waits[0])!=null?g:0),r=\"group-\"+String(t.waits[0]),o=Array.from(t.threads).map(([m,w])=>({process:e.nodes.get(m),threads:w})).flatMap(({process:m,threads:w})=>m?[Pn(r,m,w)]:[]),i=Math.max(...o.map(m=>m.w)),s=o.reduce((m,w)=>m+(i+F)*(w.h+F),0),a=Math.max(...o.map(m=>m.h)),l=Math.max(a,Math.sqrt(s/1.3)),d=[],c=$,h=V,f=0;for(let m of o){h>V&&h+m.h>V+l+F&&(c+=i+F,h=V),d.push({id:m.id,of:m.of,isCompact:!0,x:c,y:h,w:i,h:m.h});for(let w of m.inner)d.push({...w,x:c+w.x,y:h+w.y,w:m.columns===1?i-2*$:w.w});h+=m.h+F,f=Math.max(f,h-F)}let u=(p=n.label.split(\",\")[0])!=null?p:\"\";return{id:r,",
      "target:n.to,waits:t.waits,title:`${String(t.waits.length)} threads, ${n.leg===\"wait\"&&n.state===\"owned\"?\"waiting\":u}`,threads:t.waits.length,boxes:d,w:c+i+$,h:f+$}}function Pn(e,t,n){let r=n.map(Xe),o=Math.max(...r.map(l=>l.w)),i=Math.max(...r.map(l=>l.h)),s=n.length<=4?1:Math.ceil(Math.sqrt(n.length/2.5)),a=n.map((l,d)=>({id:l.id,isCompact:!0,x:$+d%s*(o+F),y:V+Math.floor(d/s)*(i+F),w:o,h:i}));return{id:e+\" \"+t.id,of:t.id,columns:s,inner:a,w:Math.ceil(Math.max(de(t)+2*$,s*(o+F)-F+2*$)),h:V+Math.ceil(n.length/s)*(i+F)-F+$}}function ce(e,t,n=48){let r=Math.max(0,...e.map(a=>a.w)),o=e.reduce((a,l",
      ")=>a+(l.w+n)*(l.h+n),0),i,s=0;for(let a of[.8,1,1.15,1.3,1.5,1.8]){let l=In(e,Math.max(r,Math.sqrt(o*t)*a),n),d=Math.min(t/Math.max(1,l.w),1/Math.max(1,l.h));i&&d<=s||(i=l,s=d)}return i!=null?i:{places:[],w:0,h:0}}function In(e,t,n){let r=[{x:0,y:0}],o=0,i=0;return{places:e.map(a=>{var f,u;let l=a.w+n,d={x:0,y:1/0};for(let{x:g}of r){if(g>0&&g+a.w>t)continue;let p=Math.max(...r.filter((m,w)=>{var y,b;return m.x<g+l&&((b=(y=r[w+1])==null?void 0:y.x)!=null?b:1/0)>g}).map(m=>m.y));p<d.y&&(d={x:g,y:p})}let c=d.x+l,h=(u=(f=r.filter(g=>g.x<=c).pop())==null?void 0:f.y)!=null?u:0;return r=r.filter(g=>g",
      ".x<d.x||g.x>c),r.push({x:d.x,y:d.y+a.h+n},{x:c,y:h}),r.sort((g,p)=>g.x-p.x),o=Math.max(o,d.x+a.w),i=Math.max(i,d.y+a.h),d}),w:o,h:i}}var dt=12,Tn=30,st=24,Gn=5,at=6;function lt(e,t,n){let r=jn(e,n).map(h=>Cn(e,h)),{places:o,w:i,h:s}=ce(r,r.length<=at?.01:1.2,dt),a=Math.max(i,de(t)),l={x:0,y:0,w:a+2*$,h:V+s+(s===0?0:$)},d=[{id:t.id,...l}],c=new Map;return r.forEach((h,f)=>{var m,w,y,b;let u=$+((w=(m=o[f])==null?void 0:m.x)!=null?w:0),g=V+((b=(y=o[f])==null?void 0:y.y)!=null?b:0),p=r.length<=at?a-h.w:0;for(let v of h.boxes)d.push({...v,x:v.x+u,y:v.y+g,w:v.w+p});h.lines.forEach((v,M)=>{let N=v.po",
      "ints.map(I=>({x:I.x+u,y:I.y+g}));c.set(M,v.label?{points:N,label:{x:v.label.x+u,y:v.label.y+g}}:{points:N})})}),{w:l.w,h:l.h,boxes:d,lines:c}}function jn(e,t){var o,i;let n=new Map;for(let s of t)n.set(s.id,{nodes:[s],edges:[]});let r=t.flatMap(s=>e.edgesFrom(s.id));for(let s of r){let a=e.graph.edges[s],[l,d]=[n.get((o=a==null?void 0:a.from)!=null?o:\"\"),n.get((i=a==null?void 0:a.to)!=null?i:\"\")];if(!(!l||!d)){if(l!==d){l.nodes.push(...d.nodes),l.edges.push(...d.edges);for(let c of d.nodes)n.set(c.id,l)}l.edges.push(s)}}return Array.from(new Set(t.map(s=>n.get(s.id)))).filter(s=>s!==void 0)}fu",
      "nction Cn(e,t){var h,f;let n=An(e,t),r=new Set(t.edges.map(u=>e.graph.edges[u]).map(u=>(u==null?void 0:u.leg)===\"wait\"?u.to:\"\")),o=n.map(({node:u})=>le(u)),i=Math.max(...n.map(({depth:u},g)=>{var p,m;return u*st+((m=(p=o[g])==null?void 0:p.w)!=null?m:0)})),s=new Map,a=0;n.forEach(({node:u,depth:g},p)=>{var y,b;p>0&&(a+=r.has(u.id)?Tn:dt);let m=g*st,w=(b=(y=o[p])==null?void 0:y.h)!=null?b:0;s.set(u.id,{id:u.id,x:m,y:a,w:i-m,h:w}),a+=w});let l=new Map,d=i,c=0;for(let u of t.edges){let g=e.graph.edges[u],[p,m]=[s.get((h=g==null?void 0:g.from)!=null?h:\"\"),s.get((f=g==null?void 0:g.to)!=null?f:\"\")]",
      ";if(!g||!p||!m)continue;let w=m.y+m.h/2;if(p.y<m.y&&p.x<m.x){let N=p.x+10,I=[{x:N,y:p.y+p.h},{x:N,y:w},{x:m.x,y:w}],O=g.leg===\"wait\"?{label:{x:m.x+8+C(g.label,11,600)/2,y:m.y-10}}:{};l.set(u,{points:I,...O});continue}let y=i+12+c++%6*7;d=Math.max(d,y+4);let b={x:p.x+p.w,y:p.y+p.h*(p===m?.3:.5)},v=p===m?{x:m.x+m.w,y:m.y+m.h*.7}:{x:m.x+m.w,y:w+6},M=g.leg===\"wait\"?{label:{x:i-C(g.label,11,600)/2,y:(b.y+v.y)/2}}:{};l.set(u,{points:[b,{x:y,y:b.y},{x:y,y:v.y},v],...M})}return{boxes:Array.from(s.values()),lines:l,w:d,h:a}}function An(e,t){var h,f;let n=new Map,r=new Set;for(let u of t.edges){let g=e.",
      "graph.edges[u];!g||g.from===g.to||(n.set(g.from,((h=n.get(g.from))!=null?h:[]).concat(g.to)),r.add(g.to))}let o=new Map(t.nodes.map(u=>[u.id,u])),i=t.nodes.filter(u=>u.kind===\"port\"),s=t.nodes.filter(u=>u.kind!==\"port\"),a=u=>!r.has(u.id),l=i.filter(a).concat(s.filter(a),i,s),d=[],c=new Set;for(let u of l){let g=[{node:u,depth:0}];for(let p=g.pop();p;p=g.pop()){if(c.has(p.node.id))continue;c.add(p.node.id),d.push(p);let m=((f=n.get(p.node.id))!=null?f:[]).map(w=>o.get(w)).filter(w=>w!==void 0);for(let w of m.reverse())g.push({node:w,depth:Math.min(Gn,p.depth+1)})}}return d}var Pt=Object.defineP",
      "roperty,Rn=(e,t,n)=>t in e?Pt(e,t,{enumerable:!0,configurable:!0,writable:!0,value:n}):e[t]=n,$n=(e,t)=>{for(var n in t)Pt(e,n,{get:t[n],enumerable:!0})},Dn=(e,t,n)=>Rn(e,typeof t!=\"symbol\"?t+\"\":t,n),Ge={};$n(Ge,{Graph:()=>H,alg:()=>Ce});var Fn=Object.defineProperty,It=(e,t)=>{for(var n in t)Fn(e,n,{get:t[n],enumerable:!0})},je=class{constructor(e){this._isDirected=!0,this._isMultigraph=!1,this._isCompound=!1,this._nodes={},this._in={},this._preds={},this._out={},this._sucs={},this._edgeObjs={},this._edgeLabels={},this._nodeCount=0,this._edgeCount=0,this._defaultNodeLabelFn=()=>{},this._defaul",
      "tEdgeLabelFn=()=>{},e&&(this._isDirected=\"directed\"in e?e.directed:!0,this._isMultigraph=\"multigraph\"in e?e.multigraph:!1,this._isCompound=\"compound\"in e?e.compound:!1),this._isCompound&&(this._parent={},this._children={},this._children[\"\\0\"]={})}isDirected(){return this._isDirected}isMultigraph(){return this._isMultigraph}isCompound(){return this._isCompound}setGraph(e){return this._label=e,this}graph(){return this._label}setDefaultNodeLabel(e){return typeof e!=\"function\"?this._defaultNodeLabelFn=()=>e:this._defaultNodeLabelFn=e,this}nodeCount(){return this._nodeCount}nodes(){return Object.ke",
      "ys(this._nodes)}sources(){return this.nodes().filter(e=>Object.keys(this._in[e]).length===0)}sinks(){return this.nodes().filter(e=>Object.keys(this._out[e]).length===0)}setNodes(e,t){return e.forEach(n=>{t!==void 0?this.setNode(n,t):this.setNode(n)}),this}setNode(e,t){return e in this._nodes?(arguments.length>1&&(this._nodes[e]=t),this):(this._nodes[e]=arguments.length>1?t:this._defaultNodeLabelFn(e),this._isCompound&&(this._parent[e]=\"\\0\",this._children[e]={},this._children[\"\\0\"][e]=!0),this._in[e]={},this._preds[e]={},this._out[e]={},this._sucs[e]={},++this._nodeCount,this)}node(e){return th",
      "is._nodes[e]}hasNode(e){return e in this._nodes}removeNode(e){if(e in this._nodes){let t=n=>this.removeEdge(this._edgeObjs[n]);delete this._nodes[e],this._isCompound&&(this._removeFromParentsChildList(e),delete this._parent[e],this.children(e).forEach(n=>{this.setParent(n)}),delete this._children[e]),Object.keys(this._in[e]).forEach(t),delete this._in[e],delete this._preds[e],Object.keys(this._out[e]).forEach(t),delete this._out[e],delete this._sucs[e],--this._nodeCount}return this}setParent(e,t){if(!this._isCompound)throw new Error(\"Cannot set parent in a non-compound graph\");if(t===void 0)t=",
      "\"\\0\";else{t+=\"\";for(let n=t;n!==void 0;n=this.parent(n))if(n===e)throw new Error(\"Setting \"+t+\" as parent of \"+e+\" would create a cycle\");this.setNode(t)}return this.setNode(e),this._removeFromParentsChildList(e),this._parent[e]=t,this._children[t][e]=!0,this}parent(e){if(this._isCompound){let t=this._parent[e];if(t!==\"\\0\")return t}}children(e=\"\\0\"){if(this._isCompound){let t=this._children[e];if(t)return Object.keys(t)}else{if(e===\"\\0\")return this.nodes();if(this.hasNode(e))return[]}return[]}predecessors(e){let t=this._preds[e];if(t)return Object.keys(t)}successors(e){let t=this._sucs[e];if(t",
      ")return Object.keys(t)}neighbors(e){let t=this.predecessors(e);if(t){let n=new Set(t),r=this.successors(e);if(r)for(let o of r)n.add(o);return Array.from(n.values())}}isLeaf(e){var t;let n;return this.isDirected()?n=this.successors(e):n=this.neighbors(e),((t=n==null?void 0:n.length)!=null?t:0)===0}filterNodes(e){let t=new this.constructor({directed:this._isDirected,multigraph:this._isMultigraph,compound:this._isCompound});t.setGraph(this.graph()),Object.entries(this._nodes).forEach(([o,i])=>{e(o)&&t.setNode(o,i)}),Object.values(this._edgeObjs).forEach(o=>{t.hasNode(o.v)&&t.hasNode(o.w)&&t.setE",
      "dge(o,this.edge(o))});let n={},r=o=>{let i=this.parent(o);return!i||t.hasNode(i)?(n[o]=i,i):i in n?n[i]:r(i)};return this._isCompound&&t.nodes().forEach(o=>t.setParent(o,r(o))),t}setDefaultEdgeLabel(e){return typeof e!=\"function\"?this._defaultEdgeLabelFn=()=>e:this._defaultEdgeLabelFn=e,this}edgeCount(){return this._edgeCount}edges(){return Object.values(this._edgeObjs)}setPath(e,t){return e.reduce((n,r)=>(t!==void 0?this.setEdge(n,r,t):this.setEdge(n,r),r)),this}setEdge(e,t,n,r){let o,i,s,a,l=!1;typeof e==\"object\"&&e!==null&&\"v\"in e?(o=e.v,i=e.w,s=e.name,arguments.length===2&&(a=t,l=!0)):(o=e",
      ",i=t,s=r,arguments.length>2&&(a=n,l=!0)),o=\"\"+o,i=\"\"+i,s!==void 0&&(s=\"\"+s);let d=ne(this._isDirected,o,i,s);if(d in this._edgeLabels)return l&&(this._edgeLabels[d]=a),this;if(s!==void 0&&!this._isMultigraph)throw new Error(\"Cannot set a named edge when isMultigraph = false\");this.setNode(o),this.setNode(i),this._edgeLabels[d]=l?a:this._defaultEdgeLabelFn(o,i,s);let c=Vn(this._isDirected,o,i,s);return o=c.v,i=c.w,Object.freeze(c),this._edgeObjs[d]=c,ct(this._preds[i],o),ct(this._sucs[o],i),this._in[i][d]=c,this._out[o][d]=c,this._edgeCount++,this}edge(e,t,n){let r=arguments.length===1?Ne(this.",
      "_isDirected,e):ne(this._isDirected,e,t,n);return this._edgeLabels[r]}edgeAsObj(e,t,n){let r=arguments.length===1?this.edge(e):this.edge(e,t,n);return typeof r!=\"object\"||r===null?{label:r}:r}hasEdge(e,t,n){return(arguments.length===1?Ne(this._isDirected,e):ne(this._isDirected,e,t,n))in this._edgeLabels}removeEdge(e,t,n){let r=arguments.length===1?Ne(this._isDirected,e):ne(this._isDirected,e,t,n),o=this._edgeObjs[r];if(o){let i=o.v,s=o.w;delete this._edgeLabels[r],delete this._edgeObjs[r],ht(this._preds[s],i),ht(this._sucs[i],s),delete this._in[s][r],delete this._out[i][r],this._edgeCount--}ret",
      "urn this}inEdges(e,t){return this.isDirected()?this.filterEdges(this._in[e],e,t):this.nodeEdges(e,t)}outEdges(e,t){return this.isDirected()?this.filterEdges(this._out[e],e,t):this.nodeEdges(e,t)}nodeEdges(e,t){if(e in this._nodes)return this.filterEdges({...this._in[e],...this._out[e]},e,t)}_removeFromParentsChildList(e){delete this._children[this._parent[e]][e]}filterEdges(e,t,n){if(!e)return;let r=Object.values(e);return n?r.filter(o=>o.v===t&&o.w===n||o.v===n&&o.w===t):r}};function ct(e,t){e[t]?e[t]++:e[t]=1}function ht(e,t){e[t]!==void 0&&!--e[t]&&delete e[t]}function ne(e,t,n,r){let o=\"\"+",
      "t,i=\"\"+n;if(!e&&o>i){let s=o;o=i,i=s}return o+\"\\x01\"+i+\"\\x01\"+(r===void 0?\"\\0\":r)}function Vn(e,t,n,r){let o=\"\"+t,i=\"\"+n;if(!e&&o>i){let a=o;o=i,i=a}let s={v:o,w:i};return r&&(s.name=r),s}function Ne(e,t){return ne(e,t.v,t.w,t.name)}var Bn={};It(Bn,{read:()=>zn,write:()=>Hn});function Hn(e){let t={options:{directed:e.isDirected(),multigraph:e.isMultigraph(),compound:e.isCompound()},nodes:Wn(e),edges:Yn(e)},n=e.graph();return n!==void 0&&(t.value=structuredClone(n)),t}function Wn(e){return e.nodes().map(t=>{let n=e.node(t),r=e.parent(t),o={v:t};return n!==void 0&&(o.value=n),r!==void 0&&(o.pare",
      "nt=r),o})}function Yn(e){return e.edges().map(t=>{let n=e.edge(t),r={v:t.v,w:t.w};return t.name!==void 0&&(r.name=t.name),n!==void 0&&(r.value=n),r})}function zn(e){let t=new je(e.options);return e.value!==void 0&&t.setGraph(e.value),e.nodes.forEach(n=>{t.setNode(n.v,n.value),n.parent&&t.setParent(n.v,n.parent)}),e.edges.forEach(n=>{t.setEdge({v:n.v,w:n.w,name:n.name},n.value)}),t}var Ce={};It(Ce,{CycleException:()=>ue,bellmanFord:()=>Tt,components:()=>Xn,dijkstra:()=>he,dijkstraAll:()=>Qn,findCycles:()=>Jn,floydWarshall:()=>tr,isAcyclic:()=>rr,postorder:()=>ir,preorder:()=>sr,prim:()=>ar,shor",
      "testPaths:()=>dr,tarjan:()=>jt,topsort:()=>Ct});var Kn=()=>1;function Tt(e,t,n,r){return Un(e,String(t),n||Kn,r||function(o){var i;return(i=e.outEdges(o))!=null?i:[]})}function Un(e,t,n,r){let o={},i,s=0,a=e.nodes(),l=function(h){let f=o[h.v],u=o[h.w];if(!f||!u)return;let g=n(h);f.distance+g<u.distance&&(o[h.w]={distance:f.distance+g,predecessor:h.v},i=!0)},d=function(){a.forEach(function(h){r(h).forEach(function(f){let u=f.v===h?f.v:f.w,g=u===f.v?f.w:f.v;l({v:u,w:g})})})};a.forEach(function(h){let f=h===t?0:Number.POSITIVE_INFINITY;o[h]={distance:f,predecessor:\"\"}});let c=a.length;for(let h=1",
      ";h<c&&(i=!1,s++,d(),!!i);h++);if(s===c-1&&(i=!1,d(),i))throw new Error(\"The graph contains a negative weight cycle\");return o}function Xn(e){let t={},n=[],r;function o(i){var s,a;i in t||(t[i]=!0,r.push(i),(s=e.successors(i))==null||s.forEach(o),(a=e.predecessors(i))==null||a.forEach(o))}return e.nodes().forEach(function(i){r=[],o(i),r.length&&n.push(r)}),n}var Gt=class{constructor(){this._arr=[],this._keyIndices={}}size(){return this._arr.length}keys(){return this._arr.map(e=>e.key)}has(e){return e in this._keyIndices}priority(e){let t=this._keyIndices[e];if(t!==void 0)return this._arr[t].pri",
      "ority}min(){if(this.size()===0)throw new Error(\"Queue underflow\");return this._arr[0].key}add(e,t){let n=this._keyIndices,r=String(e);if(!(r in n)){let o=this._arr,i=o.length;return n[r]=i,o.push({key:r,priority:t}),this._decrease(i),!0}return!1}removeMin(){if(this.size()===0)throw new Error(\"Queue underflow\");this._swap(0,this._arr.length-1);let e=this._arr.pop();return delete this._keyIndices[e.key],this._heapify(0),e.key}decrease(e,t){let n=this._keyIndices[e];if(n===void 0)throw new Error(`Key not found: ${e}`);let r=this._arr[n].priority;if(t>r)throw new Error(`New priority is greater tha",
      "n current priority. Key: ${e} Old: ${r} New: ${t}`);this._arr[n].priority=t,this._decrease(n)}_heapify(e){let t=this._arr,n=2*e,r=n+1,o=e;n<t.length&&(o=t[n].priority<t[o].priority?n:o,r<t.length&&(o=t[r].priority<t[o].priority?r:o),o!==e&&(this._swap(e,o),this._heapify(o)))}_decrease(e){let t=this._arr,n=t[e].priority,r;for(;e!==0&&(r=e>>1,!(t[r].priority<n));)this._swap(e,r),e=r}_swap(e,t){let n=this._arr,r=this._keyIndices,o=n[e],i=n[t];n[e]=i,n[t]=o,r[i.key]=e,r[o.key]=t}},qn=()=>1;function he(e,t,n,r){let o=function(i){var s;return(s=e.outEdges(i))!=null?s:[]};return Zn(e,String(t),n||qn,",
      "r||o)}function Zn(e,t,n,r){let o={},i=new Gt,s,a,l=function(d){let c=d.v!==s?d.v:d.w,h=o[c];if(!h)return;let f=n(d),u=a.distance+f;if(f<0)throw new Error(\"dijkstra does not allow negative edge weights. Bad edge: \"+d+\" Weight: \"+f);u<h.distance&&(h.distance=u,h.predecessor=s,i.decrease(c,u))};for(e.nodes().forEach(function(d){let c=d===t?0:Number.POSITIVE_INFINITY;o[d]={distance:c,predecessor:\"\"},i.add(d,c)});i.size()>0;){s=i.removeMin();let d=o[s];if(!d||d.distance===Number.POSITIVE_INFINITY)break;a=d,r(s).forEach(l)}return o}function Qn(e,t,n){return e.nodes().reduce(function(r,o){return r[o]",
      "=he(e,o,t,n),r},{})}function jt(e){let t=0,n=[],r={},o=[];function i(s){var a;let l=r[s]={onStack:!0,lowlink:t,index:t++};if(n.push(s),(a=e.successors(s))==null||a.forEach(function(d){if(d in r){let c=r[d];c!=null&&c.onStack&&(l.lowlink=Math.min(l.lowlink,c.index))}else{i(d);let c=r[d];c&&(l.lowlink=Math.min(l.lowlink,c.lowlink))}}),l.lowlink===l.index){let d=[],c;do{c=n.pop();let h=r[c];h&&(h.onStack=!1),d.push(c)}while(s!==c);o.push(d)}}return e.nodes().forEach(function(s){s in r||i(s)}),o}function Jn(e){return jt(e).filter(function(t){var n;let r=t[0];return r?t.length>1||t.length===1&&((n=",
      "e.outEdges(r,r))!=null?n:[]).length>0:!1})}var er=()=>1;function tr(e,t,n){return nr(e,t||er,n||function(r){var o;return(o=e.outEdges(r))!=null?o:[]})}function nr(e,t,n){let r={},o=e.nodes();return o.forEach(function(i){let s={};r[i]=s,s[i]={distance:0,predecessor:\"\"},o.forEach(function(a){i!==a&&(s[a]={distance:Number.POSITIVE_INFINITY,predecessor:\"\"})}),n(i).forEach(function(a){let l=a.v===i?a.w:a.v,d=t(a);s[l]={distance:d,predecessor:i}})}),o.forEach(function(i){let s=r[i];s&&o.forEach(function(a){let l=r[a];l&&o.forEach(function(d){let c=l[i],h=s[d],f=l[d];if(c&&h&&f){let u=c.distance+h.di",
      "stance;u<f.distance&&(f.distance=u,f.predecessor=h.predecessor)}})})}),r}var ue=class extends Error{constructor(e){super(e),this.name=\"CycleException\"}};function Ct(e){let t={},n={},r=[];function o(i){var s;if(i in n)throw new ue;i in t||(n[i]=!0,t[i]=!0,(s=e.predecessors(i))==null||s.forEach(o),delete n[i],r.push(i))}if(e.sinks().forEach(o),Object.keys(t).length!==e.nodeCount())throw new ue;return r}function rr(e){try{Ct(e)}catch(t){if(t instanceof ue)return!1;throw t}return!0}function or(e,t,n,r,o){Array.isArray(t)||(t=[t]);let i=(a=>{var l;return(l=e.isDirected()?e.successors(a):e.neighbors",
      "(a))!=null?l:[]}),s={};return t.forEach(function(a){if(!e.hasNode(a))throw new Error(\"Graph does not have node: \"+a);o=At(e,a,n===\"post\",s,i,r,o)}),o}function At(e,t,n,r,o,i,s){return t in r||(r[t]=!0,n||(s=i(s,t)),o(t).forEach(function(a){s=At(e,a,n,r,o,i,s)}),n&&(s=i(s,t))),s}function Rt(e,t,n){return or(e,t,n,function(r,o){return r.push(o),r},[])}function ir(e,t){return Rt(e,t,\"post\")}function sr(e,t){return Rt(e,t,\"pre\")}function ar(e,t){var n;let r=new je,o={},i=new Gt,s;function a(c){let h=c.v===s?c.w:c.v,f=i.priority(h);if(f!==void 0){let u=t(c);u<f&&(o[h]=s,i.decrease(h,u))}}if(e.nodeC",
      "ount()===0)return r;e.nodes().forEach(function(c){i.add(c,Number.POSITIVE_INFINITY),r.setNode(c)});let l=e.nodes()[0];l!==void 0&&i.decrease(l,0);let d=!1;for(;i.size()>0;){if(s=i.removeMin(),s in o)r.setEdge(s,o[s]);else{if(d)throw new Error(\"Input graph is not connected: \"+e);d=!0}(n=e.nodeEdges(s))==null||n.forEach(a)}return r}function dr(e,t,n,r){return lr(e,t,n,r!=null?r:(o=>{var i;return(i=e.outEdges(o))!=null?i:[]}))}function lr(e,t,n,r){if(n===void 0)return he(e,t,n,r);let o=!1,i=e.nodes();for(let s=0;s<i.length;s++){let a=i[s];if(a===void 0)continue;let l=r(a);for(let d=0;d<l.length;d",
      "++){let c=l[d];if(!c)continue;let h=c.v===a?c.v:c.w,f=h===c.v?c.w:c.v;n({v:h,w:f})<0&&(o=!0)}if(o)return Tt(e,t,n,r)}return he(e,t,n,r)}var H=je;function Z(e,t,n,r){let o=r;for(;e.hasNode(o);)o=Ae(r);return n.dummy=t,e.setNode(o,n),o}function cr(e){let t=new H().setGraph(e.graph());return e.nodes().forEach(n=>t.setNode(n,e.node(n))),e.edges().forEach(n=>{let r=t.edge(n.v,n.w)||{weight:0,minlen:1},o=e.edge(n);t.setEdge(n.v,n.w,{weight:r.weight+o.weight,minlen:Math.max(r.minlen,o.minlen)})}),t}function $t(e){let t=new H({multigraph:e.isMultigraph()}).setGraph(e.graph());return e.nodes().forEach(",
      "n=>{e.children(n).length||t.setNode(n,e.node(n))}),e.edges().forEach(n=>{t.setEdge(n,e.edge(n))}),t}function ut(e,t){let n=e.x,r=e.y,o=t.x-n,i=t.y-r,s=e.width/2,a=e.height/2;if(!o&&!i)throw new Error(\"Not possible to find intersection inside of the rectangle\");let l,d;return o===0||Math.abs(i)*s>Math.abs(o)*a?(i<0&&(a=-a),l=a*o/i,d=a):(o<0&&(s=-s),l=s,d=s*i/o),{x:n+l,y:r+d}}function ge(e){let t=re(Ft(e)+1).map(()=>[]);return e.nodes().forEach(n=>{let r=e.node(n),o=r.rank;o!==void 0&&(t[o]||(t[o]=[]),t[o][r.order]=n)}),t}function hr(e){let t=e.nodes().map(r=>{let o=e.node(r).rank;return o===voi",
      "d 0?Number.MAX_VALUE:o}),n=B(Math.min,t);e.nodes().forEach(r=>{let o=e.node(r);Object.hasOwn(o,\"rank\")&&(o.rank-=n)})}function ur(e){let t=e.nodes().map(s=>e.node(s).rank).filter(s=>s!==void 0),n=B(Math.min,t),r=[];e.nodes().forEach(s=>{let a=e.node(s).rank-n;r[a]||(r[a]=[]),r[a].push(s)});let o=0,i=e.graph().nodeRankFactor;Array.from(r).forEach((s,a)=>{s===void 0&&a%i!==0?--o:s!==void 0&&o&&s.forEach(l=>e.node(l).rank+=o)})}function ft(e,t,n,r){let o={width:0,height:0};return arguments.length>=4&&(o.rank=n,o.order=r),Z(e,\"border\",o,t)}function fr(e,t=Dt){let n=[];for(let r=0;r<e.length;r+=t){",
      "let o=e.slice(r,r+t);n.push(o)}return n}var Dt=65535;function B(e,t){if(t.length>Dt){let n=fr(t);return e(...n.map(r=>e(...r)))}else return e(...t)}function Ft(e){let t=e.nodes().map(n=>{let r=e.node(n).rank;return r===void 0?Number.MIN_VALUE:r});return B(Math.max,t)}function gr(e,t){let n={lhs:[],rhs:[]};return e.forEach(r=>{t(r)?n.lhs.push(r):n.rhs.push(r)}),n}function pr(e,t){return t()}var mr=0;function Ae(e){let t=++mr;return e+(\"\"+t)}function re(e,t,n=1){t==null&&(t=e,e=0);let r=i=>i<t;n<0&&(r=i=>t<i);let o=[];for(let i=e;r(i);i+=n)o.push(i);return o}function fe(e,t){let n={};for(let r o",
      "f t)e[r]!==void 0&&(n[r]=e[r]);return n}function pe(e,t){let n;return typeof t==\"string\"?n=r=>r[t]:n=t,Object.entries(e).reduce((r,[o,i])=>(r[o]=n(i,o),r),{})}function yr(e,t){return e.reduce((n,r,o)=>(n[r]=t[o],n),{})}var me=\"\\0\";function Vt(e,t,n){var r,o,i,s,a,l;if(!(e&&t&&n&&t.dummy===\"edge\"&&n.dummy===\"edge\"&&t.edgeObj&&n.edgeObj&&e[t.edgeObj.v]&&e[n.edgeObj.v]&&e[t.edgeObj.w]&&e[n.edgeObj.w]))return 0;let d=!0;t.edgeObj.w===n.edgeObj.w&&(d=!1);let c=d?(o=(r=e[t.edgeObj.v])==null?void 0:r.rank)!=null?o:NaN+1:(s=(i=e[t.edgeObj.w])==null?void 0:i.rank)!=null?s:NaN-1,h=Object.entries(e).find",
      "(p=>{var m,w;return((m=p[1].edgeObj)==null?void 0:m.v)===t.edgeObj.v&&((w=p[1].edgeObj)==null?void 0:w.w)===t.edgeObj.w&&p[1].rank===c}),f=Object.entries(e).find(p=>{var m,w;return((m=p[1].edgeObj)==null?void 0:m.v)===n.edgeObj.v&&((w=p[1].edgeObj)==null?void 0:w.w)===n.edgeObj.w&&p[1].rank===c});if(!h||!f)return 0;let u=(a=h[1].order)!=null?a:NaN,g=(l=f[1].order)!=null?l:NaN;return isNaN(u-g)?0:u-g}var wr=class{constructor(){Dn(this,\"_sentinel\");let e={};e._next=e._prev=e,this._sentinel=e}dequeue(){let e=this._sentinel,t=e._prev;if(t!==e)return gt(t),t}enqueue(e){let t=this._sentinel;e._prev&",
      "&e._next&&gt(e),e._next=t._next,t._next._prev=e,t._next=e,e._prev=t}toString(){let e=[],t=this._sentinel,n=t._prev;for(;n!==t;)e.push(JSON.stringify(n,br)),n=n._prev;return\"[\"+e.join(\", \")+\"]\"}};function gt(e){e._prev._next=e._next,e._next._prev=e._prev,delete e._next,delete e._prev}function br(e,t){if(e!==\"_next\"&&e!==\"_prev\")return t}var vr=wr,xr=()=>1;function Er(e,t){if(e.nodeCount()<=1)return[];let n=Mr(e,t||xr);return kr(n.graph,n.buckets,n.zeroIdx).flatMap(r=>e.outEdges(r.v,r.w)||[])}function kr(e,t,n){var r;let o=[],i=t[t.length-1],s=t[0],a;for(;e.nodeCount();){for(;a=s.dequeue();)Oe(e",
      ",t,n,a);for(;a=i.dequeue();)Oe(e,t,n,a);if(e.nodeCount()){for(let l=t.length-2;l>0;--l)if(a=(r=t[l])==null?void 0:r.dequeue(),a){o=o.concat(Oe(e,t,n,a,!0)||[]);break}}}return o}function Oe(e,t,n,r,o){let i=[],s=o?i:void 0;return(e.inEdges(r.v)||[]).forEach(a=>{let l=e.edge(a),d=e.node(a.v);o&&i.push({v:a.v,w:a.w}),d.out-=l,Te(t,n,d)}),(e.outEdges(r.v)||[]).forEach(a=>{let l=e.edge(a),d=a.w,c=e.node(d);c.in-=l,Te(t,n,c)}),e.removeNode(r.v),s}function Mr(e,t){let n=new H,r=0,o=0;e.nodes().forEach(a=>{n.setNode(a,{v:a,in:0,out:0})}),e.edges().forEach(a=>{let l=n.edge(a.v,a.w)||0,d=t(a),c=l+d;n.se",
      "tEdge(a.v,a.w,c);let h=n.node(a.v),f=n.node(a.w);o=Math.max(o,h.out+=d),r=Math.max(r,f.in+=d)});let i=_r(o+r+3).map(()=>new vr),s=r+1;return n.nodes().forEach(a=>{Te(i,s,n.node(a))}),{graph:n,buckets:i,zeroIdx:s}}function Te(e,t,n){var r,o,i;n.out?n.in?(i=e[n.out-n.in+t])==null||i.enqueue(n):(o=e[e.length-1])==null||o.enqueue(n):(r=e[0])==null||r.enqueue(n)}function _r(e){let t=[];for(let n=0;n<e;n++)t.push(n);return t}function Nr(e,t){(e.graph().acyclicer===\"greedy\"?Er(e,n(e)):Or(e,t!=null?t:null)).forEach(r=>{let o=e.edge(r);e.removeEdge(r),o.forwardName=r.name,o.reversed=!0,e.setEdge(r.w,r.",
      "v,o,Ae(\"rev\"))});function n(r){return o=>r.edge(o).weight}}function Or(e,t){let n=[],r={},o={};function i(l){Object.hasOwn(o,l)||(o[l]=!0,r[l]=!0,e.outEdges(l).forEach(d=>{Object.hasOwn(r,d.w)?n.push(d):i(d.w)}),delete r[l])}function s(l){var d;Object.hasOwn(o,l)||(o[l]=!0,r[l]=!0,(d=e.outEdges(l))==null||d.forEach(c=>{var h,f;Object.hasOwn(r,c.w)||((h=t.node(l))==null?void 0:h.rank)>((f=t.node(c.w))==null?void 0:f.rank)&&Sr(e,c.w,c)?n.push(c):s(c.w)}),delete r[l])}let a=i;return t&&typeof t.node==\"function\"&&(a=s),e.sources().forEach(a),e.nodes().forEach(a),n}function Lr(e){e.edges().forEach(",
      "t=>{let n=e.edge(t);if(n.reversed){e.removeEdge(t);let r=n.forwardName;delete n.reversed,delete n.forwardName,e.setEdge(t.w,t.v,n,r)}})}function Sr(e,t,n){let r=new Set;function o(i){var s;if(e.sources().includes(i))return!0;r.add(i);for(let a of(s=e.inEdges(i))!=null?s:[])if(!(a.v===n.v&&a.w===n.w)&&!r.has(a.v)&&o(a.v))return!0;return!1}return o(t)}function Pr(e){e.graph().dummyChains=[],e.edges().forEach(t=>Ir(e,t))}function Ir(e,t){let n=t.v,r=e.node(n).rank,o=t.w,i=e.node(o).rank,s=t.name,a=e.edge(t),l=a.labelRank;if(i===r+1)return;e.removeEdge(t);let d,c,h;for(h=0,++r;r<i;++h,++r)a.points",
      "=[],c={width:0,height:0,edgeLabel:a,edgeObj:t,rank:r},d=Z(e,\"edge\",c,\"_d\"),r===l&&(c.width=a.width,c.height=a.height,c.dummy=\"edge-label\",c.labelpos=a.labelpos),e.setEdge(n,d,{weight:a.weight},s),h===0&&e.graph().dummyChains.push(d),n=d;e.setEdge(n,o,{weight:a.weight},s)}function Tr(e){e.graph().dummyChains.forEach(t=>{let n=e.node(t),r=n.edgeLabel,o;for(e.setEdge(n.edgeObj,r);n.dummy;)o=e.successors(t)[0],e.removeNode(t),r.points.push({x:n.x,y:n.y}),n.dummy===\"edge-label\"&&(r.x=n.x,r.y=n.y,r.width=n.width,r.height=n.height),t=o,n=e.node(t)})}function Re(e){let t={};function n(r){let o=e.node(",
      "r);if(Object.hasOwn(t,r))return o.rank;t[r]=!0;let i=e.outEdges(r),s=i?i.map(l=>l==null?Number.POSITIVE_INFINITY:n(l.w)-e.edge(l).minlen):[],a=B(Math.min,s);return a===Number.POSITIVE_INFINITY&&(a=0),o.rank=a}e.sources().forEach(n)}function q(e,t){return e.node(t.w).rank-e.node(t.v).rank-e.edge(t).minlen}var Bt=Gr;function Gr(e){let t=new H({directed:!1}),n=e.nodes();if(n.length===0)throw new Error(\"Graph must have at least one node\");let r=n[0],o=e.nodeCount();t.setNode(r,{});let i,s;for(;jr(t,e)<o&&(i=Cr(t,e),!!i);)s=t.hasNode(i.v)?q(e,i):-q(e,i),Ar(t,e,s);return t}function jr(e,t){function ",
      "n(r){let o=t.nodeEdges(r);o&&o.forEach(i=>{let s=i.v,a=r===s?i.w:s;!e.hasNode(a)&&!q(t,i)&&(e.setNode(a,{}),e.setEdge(r,a,{}),n(a))})}return e.nodes().forEach(n),e.nodeCount()}function Cr(e,t){return t.edges().reduce((n,r)=>{let o=Number.POSITIVE_INFINITY;return e.hasNode(r.v)!==e.hasNode(r.w)&&(o=q(t,r)),o<n[0]?[o,r]:n},[Number.POSITIVE_INFINITY,null])[1]}function Ar(e,t,n){e.nodes().forEach(r=>t.node(r).rank+=n)}var{preorder:Rr,postorder:$r}=Ce,Dr=U;U.initLowLimValues=De;U.initCutValues=$e;U.calcCutValue=Ht;U.leaveEdge=Yt;U.enterEdge=zt;U.exchangeEdges=Kt;function U(e){e=cr(e),Re(e);let t=Bt",
      "(e);De(t),$e(t,e);let n,r;for(;n=Yt(t);)r=zt(t,e,n),Kt(t,e,n,r)}function $e(e,t){let n=$r(e,e.nodes());n=n.slice(0,n.length-1),n.forEach(r=>Fr(e,t,r))}function Fr(e,t,n){let r=e.node(n).parent,o=e.edge(n,r);o.cutvalue=Ht(e,t,n)}function Ht(e,t,n){let r=e.node(n).parent,o=!0,i=t.edge(n,r),s=0;i||(o=!1,i=t.edge(r,n)),s=i.weight;let a=t.nodeEdges(n);return a&&a.forEach(l=>{let d=l.v===n,c=d?l.w:l.v;if(c!==r){let h=d===o,f=t.edge(l).weight;if(s+=h?f:-f,Br(e,n,c)){let u=e.edge(n,c).cutvalue;s+=h?-u:u}}}),s}function De(e,t){arguments.length<2&&(t=e.nodes()[0]),Wt(e,{},1,t)}function Wt(e,t,n,r,o){let",
      " i=n,s=e.node(r);t[r]=!0;let a=e.neighbors(r);return a&&a.forEach(l=>{Object.hasOwn(t,l)||(n=Wt(e,t,n,l,r))}),s.low=i,s.lim=n++,o?s.parent=o:delete s.parent,n}function Yt(e){return e.edges().find(t=>e.edge(t).cutvalue<0)}function zt(e,t,n){let r=n.v,o=n.w;t.hasEdge(r,o)||(r=n.w,o=n.v);let i=e.node(r),s=e.node(o),a=i,l=!1;return i.lim>s.lim&&(a=s,l=!0),t.edges().filter(d=>l===pt(e,e.node(d.v),a)&&l!==pt(e,e.node(d.w),a)).reduce((d,c)=>q(t,c)<q(t,d)?c:d)}function Kt(e,t,n,r){let o=n.v,i=n.w;e.removeEdge(o,i),e.setEdge(r.v,r.w,{}),De(e),$e(e,t),Vr(e,t)}function Vr(e,t){let n=e.nodes().find(o=>!e.",
      "node(o).parent);if(!n)return;let r=Rr(e,[n]);r=r.slice(1),r.forEach(o=>{let i=e.node(o).parent,s=t.edge(o,i),a=!1;s||(s=t.edge(i,o),a=!0),t.node(o).rank=t.node(i).rank+(a?s.minlen:-s.minlen)})}function Br(e,t,n){return e.hasEdge(t,n)}function pt(e,t,n){return n.low<=t.lim&&t.lim<=n.lim}var Hr=Wr;function Wr(e){let t=e.graph().ranker;if(typeof t==\"function\")return t(e);switch(t){case\"network-simplex\":mt(e);break;case\"tight-tree\":zr(e);break;case\"longest-path\":Yr(e);break;case\"none\":break;default:mt(e)}}var Yr=Re;function zr(e){Re(e),Bt(e)}function mt(e){Dr(e)}var Kr=Ur;function Ur(e){let t=qr(e",
      "),n=e.graph();Array.isArray(n.dummyChains)&&n.dummyChains.forEach(r=>{let o=e.node(r),i=o.edgeObj,s=Xr(e,t,i.v,i.w),a=s.path,l=s.lca,d=0,c=a[d],h=!0;for(;r!==i.w;){if(o=e.node(r),h){for(;(c=a[d])!==l&&e.node(c).maxRank<o.rank;)d++;c===l&&(h=!1)}if(!h){for(;d<a.length-1&&e.node(a[d+1]).minRank<=o.rank;)d++;c=a[d]}c!==void 0&&e.setParent(r,c),r=e.successors(r)[0]}})}function Xr(e,t,n,r){let o=[],i=[],s=Math.min(t[n].low,t[r].low),a=Math.max(t[n].lim,t[r].lim),l;l=n;do l=e.parent(l),o.push(l);while(l&&(t[l].low>s||a>t[l].lim));let d=l,c=r;for(;(c=e.parent(c))!==d;)i.push(c);return{path:o.concat(i",
      ".reverse()),lca:d}}function qr(e){let t={},n=0;function r(o){let i=n;e.children(o).forEach(r),t[o]={low:i,lim:n++}}return e.children(me).forEach(r),t}function Zr(e){let t=Z(e,\"root\",{},\"_root\"),n=Qr(e),r=Object.values(n),o=B(Math.max,r)-1,i=2*o+1;e.graph().nestingRoot=t,e.edges().forEach(a=>e.edge(a).minlen*=i);let s=Jr(e)+1;e.children(me).forEach(a=>{Ut(e,t,i,s,o,n,a)}),e.graph().nodeRankFactor=i}function Ut(e,t,n,r,o,i,s){var a;let l=e.children(s);if(!l.length){s!==t&&e.setEdge(t,s,{weight:0,minlen:n});return}let d=ft(e,\"_bt\"),c=ft(e,\"_bb\"),h=e.node(s);e.setParent(d,s),h.borderTop=d,e.setPar",
      "ent(c,s),h.borderBottom=c,l.forEach(f=>{var u;Ut(e,t,n,r,o,i,f);let g=e.node(f),p=g.borderTop?g.borderTop:f,m=g.borderBottom?g.borderBottom:f,w=g.borderTop?r:2*r,y=p!==m?1:o-((u=i[s])!=null?u:0)+1;e.setEdge(d,p,{weight:w,minlen:y,nestingEdge:!0}),e.setEdge(m,c,{weight:w,minlen:y,nestingEdge:!0})}),e.parent(s)||e.setEdge(t,d,{weight:0,minlen:o+((a=i[s])!=null?a:0)})}function Qr(e){let t={};function n(r,o){let i=e.children(r);i&&i.length&&i.forEach(s=>n(s,o+1)),t[r]=o}return e.children(me).forEach(r=>n(r,1)),t}function Jr(e){return e.edges().reduce((t,n)=>t+e.edge(n).weight,0)}function eo(e){let",
      " t=e.graph();e.removeNode(t.nestingRoot),delete t.nestingRoot,e.edges().forEach(n=>{e.edge(n).nestingEdge&&e.removeEdge(n)})}var to=no;function no(e){function t(n){let r=e.children(n),o=e.node(n);if(r.length&&r.forEach(t),o&&Object.hasOwn(o,\"minRank\")){o.borderLeft=[],o.borderRight=[];for(let i=o.minRank,s=o.maxRank+1;i<s;++i)yt(e,\"borderLeft\",\"_bl\",n,o,i),yt(e,\"borderRight\",\"_br\",n,o,i)}}e.children(me).forEach(t)}function yt(e,t,n,r,o,i){let s={width:0,height:0,rank:i,borderType:t},a=o[t][i-1],l=Z(e,\"border\",s,n);o[t][i]=l,e.setParent(l,r),a&&e.setEdge(a,l,{weight:1})}function ro(e){var t;let",
      " n=(t=e.graph().rankdir)==null?void 0:t.toLowerCase();(n===\"lr\"||n===\"rl\")&&Xt(e)}function oo(e){var t;let n=(t=e.graph().rankdir)==null?void 0:t.toLowerCase();(n===\"bt\"||n===\"rl\")&&io(e),(n===\"lr\"||n===\"rl\")&&(so(e),Xt(e))}function Xt(e){e.nodes().forEach(t=>wt(e.node(t))),e.edges().forEach(t=>wt(e.edge(t)))}function wt(e){let t=e.width;e.width=e.height,e.height=t}function io(e){e.nodes().forEach(t=>Le(e.node(t))),e.edges().forEach(t=>{var n;let r=e.edge(t);(n=r.points)==null||n.forEach(Le),Object.hasOwn(r,\"y\")&&Le(r)})}function Le(e){e.y=-e.y}function so(e){e.nodes().forEach(t=>Se(e.node(t))",
      "),e.edges().forEach(t=>{var n;let r=e.edge(t);(n=r.points)==null||n.forEach(Se),Object.hasOwn(r,\"x\")&&Se(r)})}function Se(e){let t=e.x;e.x=e.y,e.y=t}function ao(e,t=null){let n={},r=e.nodes().filter(d=>!e.children(d).length),o=r.map(d=>e.node(d).rank),i=B(Math.max,o),s=re(i+1).map(()=>[]);function a(d){if(n[d])return;n[d]=!0;let c=e.node(d);s[c.rank].push(d);let h=e.successors(d);h&&[...h].sort((f,u)=>l(f,u)).forEach(a)}r.sort((d,c)=>e.node(d).rank-e.node(c).rank).forEach(a);function l(d,c){let h=e.node(d),f=e.node(c);return Vt(t,h,f)}return s}function lo(e,t){let n=0;for(let r=1;r<t.length;++",
      "r)n+=co(e,t[r-1],t[r]);return n}function co(e,t,n){let r=yr(n,n.map((d,c)=>c)),o=t.flatMap(d=>{let c=e.outEdges(d);return c?c.map(h=>({pos:r[h.w],weight:e.edge(h).weight})).sort((h,f)=>h.pos-f.pos):[]}),i=1;for(;i<n.length;)i<<=1;let s=2*i-1;i-=1;let a=new Array(s).fill(0),l=0;return o.forEach(d=>{let c=d.pos+i;a[c]+=d.weight;let h=0;for(;c>0;)c%2&&(h+=a[c+1]),c=c-1>>1,a[c]+=d.weight;l+=d.weight*h}),l}function ho(e,t=[]){return t.map(n=>{let r=e.inEdges(n);if(!r||!r.length)return{v:n};{let o=r.reduce((i,s)=>{let a=e.edge(s),l=e.node(s.v);return{sum:i.sum+a.weight*l.order,weight:i.weight+a.weig",
      "ht}},{sum:0,weight:0});return{v:n,barycenter:o.sum/o.weight,weight:o.weight}}})}function uo(e,t){let n={};e.forEach((o,i)=>{let s={indegree:0,in:[],out:[],vs:[o.v],i};o.barycenter!==void 0&&(s.barycenter=o.barycenter,s.weight=o.weight),n[o.v]=s}),t.edges().forEach(o=>{let i=n[o.v],s=n[o.w];i!==void 0&&s!==void 0&&(s.indegree++,i.out.push(s))});let r=Object.values(n).filter(o=>!o.indegree);return fo(r)}function fo(e){let t=[];function n(o){return i=>{i.merged||(i.barycenter===void 0||o.barycenter===void 0||i.barycenter>=o.barycenter)&&go(o,i)}}function r(o){return i=>{i.in.push(o),--i.indegree=",
      "==0&&e.push(i)}}for(;e.length;){let o=e.pop();t.push(o),o.in.reverse().forEach(n(o)),o.out.forEach(r(o))}return t.filter(o=>!o.merged).map(o=>fe(o,[\"vs\",\"i\",\"barycenter\",\"weight\"]))}function go(e,t){let n=0,r=0;e.weight&&(n+=e.barycenter*e.weight,r+=e.weight),t.weight&&(n+=t.barycenter*t.weight,r+=t.weight),e.vs=t.vs.concat(e.vs),e.barycenter=n/r,e.weight=r,e.i=Math.min(t.i,e.i),t.merged=!0}function po(e,t,n,r,o){let i={},s=null,a=null,l=o;typeof t==\"boolean\"?(l=t,i={}):t&&(i=t,s=n!=null?n:null,a=r!=null?r:null);let d=gr(e,w=>Object.hasOwn(w,\"barycenter\")),c=d.lhs,h=d.rhs.sort((w,y)=>y.i-w.i),",
      "f=[],u=0,g=0,p=0;c.sort(mo(a,s,!!l));for(let[w,y]of Object.entries(i)){let b=c.findIndex(v=>v.vs[0]===w);c.splice(b+1,0,y)}p=bt(f,h,p),c.forEach(w=>{p+=w.vs.length,f.push(w.vs),u+=w.barycenter*w.weight,g+=w.weight,p=bt(f,h,p)});let m={vs:f.flat(1)};return g&&(m.barycenter=u/g,m.weight=g),m}function bt(e,t,n){let r;for(;t.length&&(r=t[t.length-1]).i<=n;)t.pop(),e.push(r.vs),n++;return n}function mo(e,t,n){return(r,o)=>{if(r.barycenter<o.barycenter)return-1;if(r.barycenter>o.barycenter)return 1;if(e&&(typeof r.vs[0]==\"string\"||typeof o.vs[0]==\"string\")){let i=e.node(r.vs[0]),s=e.node(o.vs[0]),a=",
      "Vt(t,i,s);if(a!==0)return a}return n?o.i-r.i:r.i-o.i}}function qt(e,t,n,r,o){var i,s,a,l,d,c,h,f,u,g,p;let m=null,w=o;typeof r==\"boolean\"?(w=r,m=null):r!==void 0&&(m=r);let y=e.children(t),b=e.node(t),v=b?b.borderLeft:void 0,M=b?b.borderRight:void 0,N={};v&&(y=y.filter(P=>P!==v&&P!==M));let I=ho(e,y);I.forEach(P=>{if(e.children(P.v).length){let{result:E}=qt(e,P.v,n,m,w);N[P.v]=E,Object.hasOwn(E,\"barycenter\")&&wo(P,E)}});let O=uo(I,n);yo(O,N);let G={},j=!1;for(let P=0;P<O.length;P++)for(let E=P+1;E<O.length;E++)if(!(!O[P]||!O[E]||!((i=O[P])!=null&&i.barycenter)||!((s=O[E])!=null&&s.barycenter))",
      "&&((a=O[P])==null?void 0:a.barycenter)===O[E].barycenter){let x=(d=(l=O[P])==null?void 0:l.vs[0])!=null?d:\"\",k=(h=(c=O[E])==null?void 0:c.vs[0])!=null?h:\"\",L=e.node(x),R=e.node(k);if(L.dummy===\"edge\"&&R.dummy===\"edge\"&&((f=L.edgeObj)==null?void 0:f.v)===((u=R.edgeObj)==null?void 0:u.v)&&((g=L.edgeObj)==null?void 0:g.w)===((p=R.edgeObj)==null?void 0:p.w))if(L.edgeLabel.reversed){G[k]=O[P],O.splice(P,1),P--;break}else G[x]||(G[x]=O[E],O.splice(E,1),E--);else j=!0}let T=po(O,G,m,e,w);if(v&&M){T.vs=[v,T.vs,M].flat(1);let P=e.predecessors(v);if(P&&P.length){let E=e.node(P[0]),x=e.predecessors(M),k=",
      "e.node(x[0]);Object.hasOwn(T,\"barycenter\")||(T.barycenter=0,T.weight=0),T.barycenter=(T.barycenter*T.weight+E.order+k.order)/(T.weight+2),T.weight+=2}}return Object.defineProperty(T,\"result\",{value:T,enumerable:!1,configurable:!0,writable:!0}),Object.defineProperty(T,\"usedBias\",{value:j,enumerable:!1,configurable:!0,writable:!0}),T}function yo(e,t){e.forEach(n=>{n.vs=n.vs.flatMap(r=>t[r]?t[r].vs:r)})}function wo(e,t){e.barycenter!==void 0?(e.barycenter=(e.barycenter*e.weight+t.barycenter*t.weight)/(e.weight+t.weight),e.weight+=t.weight):(e.barycenter=t.barycenter,e.weight=t.weight)}function bo",
      "(e,t,n,r){r||(r=e.nodes());let o=vo(e),i=new H({compound:!0}).setGraph({root:o}).setDefaultNodeLabel(s=>e.node(s));return r.forEach(s=>{let a=e.node(s),l=e.parent(s);if(a.rank===t||a.minRank<=t&&t<=a.maxRank){i.setNode(s),i.setParent(s,l||o);let d=e[n](s);d&&d.forEach(c=>{let h=c.v===s?c.w:c.v,f=i.edge(h,s),u=f!==void 0?f.weight:0;i.setEdge(h,s,{weight:e.edge(c).weight+u})}),Object.hasOwn(a,\"minRank\")&&i.setNode(s,{borderLeft:a.borderLeft[t],borderRight:a.borderRight[t]})}}),i}function vo(e){let t;for(;e.hasNode(t=Ae(\"_root\")););return t}function xo(e,t,n){let r={},o;n.forEach(i=>{let s=e.pare",
      "nt(i),a,l;for(;s;){if(a=e.parent(s),a?(l=r[a],r[a]=s):(l=o,o=s),l&&l!==s){t.setEdge(l,s);return}s=a}})}function Zt(e,t={},n=null){if(typeof t.customOrder==\"function\"){t.customOrder(e,Zt);return}let r=Ft(e),o=vt(e,re(1,r+1),\"inEdges\"),i=vt(e,re(r-1,-1,-1),\"outEdges\"),s=ao(e,n);if(xt(e,s),t.disableOptimalOrderHeuristic)return;let a=Number.POSITIVE_INFINITY,l,d=t.constraints||[];for(let c=0,h=0;h<4;++c,++h){Eo(c%2?o:i,c%4>=2,d,n),s=ge(e);let f=lo(e,s);f<a?(h=0,l=Object.assign({},s),a=f):f===a&&(l=structuredClone(s))}xt(e,l)}function vt(e,t,n){let r=new Map,o=(i,s)=>{r.has(i)||r.set(i,[]),r.get(i)",
      ".push(s)};for(let i of e.nodes()){let s=e.node(i);if(typeof s.rank==\"number\"&&o(s.rank,i),typeof s.minRank==\"number\"&&typeof s.maxRank==\"number\")for(let a=s.minRank;a<=s.maxRank;a++)a!==s.rank&&o(a,i)}return t.map(function(i){return bo(e,i,n,r.get(i)||[])})}function Eo(e,t,n,r){let o=!0,i=new H;e.forEach(function(s){n.forEach(c=>i.setEdge(c.left,c.right));let a=s.graph().root,{result:l,usedBias:d}=qt(s,a,i,r,o);t&&d&&(o=!o),l.vs.forEach((c,h)=>s.node(c).order=h),xo(s,i,l.vs)})}function xt(e,t){Object.values(t).forEach(n=>n.forEach((r,o)=>e.node(r).order=o))}function ko(e,t){let n={};function r",
      "(o,i){let s=0,a=0,l=o.length,d=i[i.length-1];return i.forEach((c,h)=>{let f=_o(e,c),u=f?e.node(f).order:l;(f||c===d)&&(i.slice(a,h+1).forEach(g=>{let p=e.predecessors(g);p&&p.forEach(m=>{let w=e.node(m),y=w.order;(y<s||u<y)&&!(w.dummy&&e.node(g).dummy)&&Qt(n,m,g)})}),a=h+1,s=u)}),i}return t.length&&t.reduce(r),n}function Mo(e,t){let n={};function r(s){var a;return((a=e.node(s))==null?void 0:a.dummy)===\"border\"}if(!e.nodes().some(r))return n;function o(s,a,l,d,c){re(a,l).forEach(h=>{let f=s[h];if(f!==void 0&&e.node(f).dummy){let u=e.predecessors(f);u&&u.forEach(g=>{if(g===void 0)return;let p=e.",
      "node(g);p.dummy&&(p.order<d||p.order>c)&&Qt(n,g,f)})}})}function i(s,a){let l=-1,d=-1,c=0;return a.forEach((h,f)=>{if(r(h)){let u=e.predecessors(h);if(u&&u.length){let g=u[0];if(g===void 0)return;d=e.node(g).order,o(a,c,f,l,d),c=f,l=d}}o(a,c,a.length,d,s.length)}),a}return t.length&&t.reduce(i),n}function _o(e,t){if(e.node(t).dummy){let n=e.predecessors(t);if(n)return n.find(r=>e.node(r).dummy)}}function Qt(e,t,n){if(t>n){let o=t;t=n,n=o}let r=e[t];r||(e[t]=r={}),r[n]=!0}function No(e,t,n){if(t>n){let o=t;t=n,n=o}let r=e[t];return r!==void 0&&Object.hasOwn(r,n)}function Oo(e,t,n,r,o){let i={},",
      "s={},a={};return t.forEach(l=>{l.forEach((d,c)=>{i[d]=d,s[d]=d,a[d]=c})}),t.forEach(l=>{let d=-1,c=-1,h=!1,f=l,u=l.findIndex(g=>(o==null?void 0:o.includes(g))||Et(g,e,o));u>0&&(f=[l[u],...l.slice(0,u),...l.slice(u+1)],h=!0),f.forEach(g=>{var p;let m=r(g);if(m&&m.length){o!=null&&o.includes(g)&&(m=m.filter(b=>Et(b,e,o)));let w=m.sort((b,v)=>{let M=a[b],N=a[v];return(M!==void 0?M:0)-(N!==void 0?N:0)}),y=(w.length-1)/2;for(let b=Math.floor(y),v=Math.ceil(y);b<=v;++b){let M=w[b];if(M===void 0)continue;let N=a[M];if(N!==void 0&&s[g]===g&&d<N&&a[M]!==c&&!No(n,g,M)){let I=i[M];I!==void 0&&(s[M]=g,s[g",
      "]=i[g]=I,d=N,h&&(d=-1,c=(p=a[M])!=null?p:-1,h=!1))}}}})}),{root:i,align:s}}function Lo(e,t,n,r,o=!1){let i={},s=So(e,t,n,o),a=o?\"borderLeft\":\"borderRight\";function l(u,g){let p=s.nodes().slice(),m={},w=p.pop();for(;w;){if(m[w])u(w);else{m[w]=!0,p.push(w);for(let y of g(w))p.push(y)}w=p.pop()}}function d(u){let g=s.inEdges(u);g?i[u]=g.reduce((p,m)=>{var w;let y=(w=i[m.v])!=null?w:0,b=s.edge(m);return Math.max(p,y+(b!==void 0?b:0))},0):i[u]=0}function c(u){let g=s.outEdges(u),p=Number.POSITIVE_INFINITY;g&&(p=g.reduce((w,y)=>{let b=i[y.w],v=s.edge(y);return Math.min(w,(b!==void 0?b:0)-(v!==void 0",
      "?v:0))},Number.POSITIVE_INFINITY));let m=e.node(u);p!==Number.POSITIVE_INFINITY&&m.borderType!==a&&(i[u]=Math.max(i[u]!==void 0?i[u]:0,p))}function h(u){return s.predecessors(u)||[]}function f(u){return s.successors(u)||[]}return l(d,h),l(c,f),Object.keys(r).forEach(u=>{var g;let p=n[u];p!==void 0&&(i[u]=(g=i[p])!=null?g:0)}),i}function So(e,t,n,r){let o=new H,i=e.graph(),s=jo(i.nodesep,i.edgesep,r);return t.forEach(a=>{let l;a.forEach(d=>{let c=n[d];if(c!==void 0){if(o.setNode(c),l!==void 0){let h=n[l];if(h!==void 0){let f=o.edge(h,c);o.setEdge(h,c,Math.max(s(e,d,l),f||0))}}l=d}})}),o}functio",
      "n Po(e,t){return Object.values(t).reduce((n,r)=>{let o=Number.NEGATIVE_INFINITY,i=Number.POSITIVE_INFINITY;Object.entries(r).forEach(([a,l])=>{let d=Co(e,a)/2;o=Math.max(l+d,o),i=Math.min(l-d,i)});let s=o-i;return s<n[0]&&(n=[s,r]),n},[Number.POSITIVE_INFINITY,null])[1]}function Io(e,t){let n=Object.values(t),r=B(Math.min,n),o=B(Math.max,n);[\"u\",\"d\"].forEach(i=>{[\"l\",\"r\"].forEach(s=>{let a=i+s,l=e[a];if(!l||l===t)return;let d=Object.values(l),c=r-B(Math.min,d);s!==\"l\"&&(c=o-B(Math.max,d)),c&&(e[a]=pe(l,h=>h+c))})})}function To(e,t=void 0){let n=e.ul;return n?pe(n,(r,o)=>{var i,s;if(t){let l=t.",
      "toLowerCase(),d=e[l];if(d&&d[o]!==void 0)return d[o]}let a=Object.values(e).map(l=>{let d=l[o];return d!==void 0?d:0}).sort((l,d)=>l-d);return(((i=a[1])!=null?i:0)+((s=a[2])!=null?s:0))/2}):{}}function Go(e,t){let n=ge(e),r=Object.assign(ko(e,n),Mo(e,n)),o={},i;[\"u\",\"d\"].forEach(a=>{i=a===\"u\"?n:Object.values(n).reverse(),[\"l\",\"r\"].forEach(l=>{l===\"r\"&&(i=i.map(h=>Object.values(h).reverse()));let d=Oo(e,i,r,h=>(a===\"u\"?e.predecessors(h):e.successors(h))||[],t),c=Lo(e,i,d.root,d.align,l===\"r\");l===\"r\"&&(c=pe(c,h=>-h)),o[a+l]=c})});let s=Po(e,o);return Io(o,s),To(o,e.graph().align)}function jo(e,",
      "t,n){return(r,o,i)=>{let s=r.node(o),a=r.node(i),l=0,d;if(l+=s.width/2,Object.hasOwn(s,\"labelpos\"))switch(s.labelpos.toLowerCase()){case\"l\":d=-s.width/2;break;case\"r\":d=s.width/2;break}if(d&&(l+=n?d:-d),d=void 0,l+=(s.dummy?t:e)/2,l+=(a.dummy?t:e)/2,l+=a.width/2,Object.hasOwn(a,\"labelpos\"))switch(a.labelpos.toLowerCase()){case\"l\":d=a.width/2;break;case\"r\":d=-a.width/2;break}return d&&(l+=n?d:-d),l}}function Co(e,t){return e.node(t).width}function Et(e,t,n){var r;if(!n)return!1;let o=(r=t.node(e))==null?void 0:r.edgeObj;if(!o||t.node(e).edgeLabel.reversed)return!1;let i=n.indexOf(o==null?void 0",
      ":o.v),s=n.indexOf(o==null?void 0:o.w);return i!==-1&&s!==-1&&i===(s+1)%n.length||i===(s-1)%n.length}function Ao(e,t){e=$t(e),Ro(e),Object.entries(Go(e,t)).forEach(([n,r])=>e.node(n).x=r)}function Ro(e){let t=ge(e),n=e.graph(),r=n.ranksep,o=n.rankalign,i=0;t.forEach(s=>{let a=s.reduce((l,d)=>{var c;let h=(c=e.node(d).height)!=null?c:0;return l>h?l:h},0);s.forEach(l=>{let d=e.node(l);o===\"top\"?d.y=i+d.height/2:o===\"bottom\"?d.y=i+a-d.height/2:d.y=i+a/2}),i+=a+r})}var kt=new WeakMap;function Jt(e,t={}){return en(e,pr,t),e}function Mt(e,t,n){let r=t;for(;r!==void 0;){let o=e.parent(r);if(o===n)retu",
      "rn r;r=o}}function en(e,t,n){var r;let o=e.nodes().filter(y=>e.children(y).length),i={};o.forEach(y=>{let b=e.node(y);if(b&&b.rankdir){let v=new H({multigraph:!0,compound:!0});v.setGraph({rankdir:b.rankdir});let M=e.children(y);M.forEach(x=>{let k={...e.node(x)};v.setNode(x,k);let L=e.parent(x);L&&L!==y&&M.includes(L)&&v.setParent(x,L)});let N=new Set;e.edges().forEach(x=>{let k=Mt(e,x.v,y),L=Mt(e,x.w,y);if(k===x.v&&L===x.w)v.setEdge(x,{...e.edge(x)});else if(k&&L&&k!==L){let R=`${k}\\0${L}`;N.has(R)||(N.add(R),v.setEdge(k,L,{...e.edge(x)}))}}),en(v,t,n);let I=St(v);Nt(I,t,n,null),Ot(v,I);let O",
      "=1/0,G=1/0,j=-1/0,T=-1/0;v.nodes().forEach(x=>{if(x===y)return;let k=v.node(x);k&&typeof k.x==\"number\"&&typeof k.y==\"number\"&&typeof k.width==\"number\"&&typeof k.height==\"number\"&&(O=Math.min(O,k.x-k.width/2),j=Math.max(j,k.x+k.width/2),G=Math.min(G,k.y-k.height/2),T=Math.max(T,k.y+k.height/2))}),(!isFinite(O)||!isFinite(G)||!isFinite(j)||!isFinite(T))&&(O=G=0,j=T=0);let P=j-O,E=T-G;i[y]={minX:O,minY:G,maxX:j,maxY:T,width:P,height:E,offsetX:O,offsetY:G},b._dagreClusterSubgraph=v}});let s=[],a=y=>{let b=[],v=(e.children(y)||[]).filter(M=>M!==y);for(;v.length>0;){let M=v.shift();b.push(M),(e.chil",
      "dren(M)||[]).filter(N=>N!==M).forEach(N=>v.push(N))}return b},l=new Map;o.forEach(y=>{let b=e.node(y);b&&b.rankdir&&i[y]&&l.set(y,(e.children(y)||[]).filter(v=>v!==y))});let d=new Set([...l.values()].flat()),c=new Map;l.forEach((y,b)=>{d.has(b)||c.set(b,a(b))});let h=new Set([...c.values()].flat()),f=y=>{for(let[b,v]of c)if(v.includes(y))return b;return y},u=[];e.edges().forEach(y=>{(h.has(y.v)||h.has(y.w))&&u.push({edge:y,label:e.edge(y)})});let g=new Map;h.forEach(y=>{let b=e.parent(y);g.set(y,typeof b==\"string\"?b:void 0)}),c.forEach((y,b)=>{let v=e.node(b),M=[];y.forEach(O=>{let G=e.node(O)",
      ";G&&(M.push({id:O,node:G,parent:g.get(O)}),e.removeNode(O))});let N=u.filter(({edge:O})=>y.includes(O.v)||y.includes(O.w)),I=i[b];v&&(s.push({clusterId:b,subgraph:v._dagreClusterSubgraph,bounds:I,children:y,removedNodes:M,removedEdges:N}),v.width=I.width,v.height=I.height)});let p=new Set;u.forEach(({edge:y,label:b})=>{let v=f(y.v),M=f(y.w);if(v!==M&&e.hasNode(v)&&e.hasNode(M)){let N=`${v}\\0${M}`;p.has(N)||(p.add(N),e.setEdge(v,M,{...b,width:0,height:0}))}});let m=St(e),w=Nt(m,t,n,(r=kt.get(e))!=null?r:null);kt.set(e,w),Ot(e,m),p.forEach(y=>{let b=y.indexOf(\"\\0\"),v=y.slice(0,b),M=y.slice(b+1);",
      "e.hasEdge(v,M)&&e.removeEdge(v,M)}),s.forEach(({clusterId:y,subgraph:b,bounds:v,removedNodes:M,removedEdges:N})=>{var I,O;let G=e.node(y),j=(I=G==null?void 0:G.x)!=null?I:0,T=(O=G==null?void 0:G.y)!=null?O:0,P=(v.minX+v.maxX)/2,E=(v.minY+v.maxY)/2;M.forEach(({id:x,node:k,parent:L})=>{e.setNode(x,k),L!==void 0&&e.setParent(x,L)}),N.forEach(({edge:x,label:k})=>{e.setEdge(x,k)}),b.nodes().forEach(x=>{if(x===y)return;let k=b.node(x),L=e.node(x);L&&k&&typeof k.x==\"number\"&&typeof k.y==\"number\"&&(L.x=j+(k.x-P),L.y=T+(k.y-E))}),_t(e,b,j-P,T-E),delete G._dagreClusterSubgraph}),o.forEach(y=>{var b,v;le",
      "t M=e.node(y),N=i[y];if(M&&M.rankdir&&M._dagreClusterSubgraph&&N){let I=M._dagreClusterSubgraph,O=(b=M.x)!=null?b:0,G=(v=M.y)!=null?v:0,j=(N.minX+N.maxX)/2,T=(N.minY+N.maxY)/2;I.nodes().forEach(P=>{if(P===y)return;let E=I.node(P),x=e.node(P);if(x&&E&&typeof E.x==\"number\"&&typeof E.y==\"number\"){let k=E.x-j,L=E.y-T;x.x=O+k,x.y=G+L}}),_t(e,I,O-j,G-T),delete M._dagreClusterSubgraph}})}function _t(e,t,n,r){t.edges().forEach(o=>{if(!e.hasEdge(o))return;let i=t.edge(o),s=e.edge(o);s.points=i.points.map(a=>({x:a.x+n,y:a.y+r})),Object.hasOwn(i,\"x\")&&(s.x=i.x+n,s.y=i.y+r)})}function Nt(e,t,n,r=null){var",
      " o,i;let s=(n==null?void 0:n.useDynamic)!==!1,a=s&&(o=r==null?void 0:r.graph)!=null?o:null,l=s&&(i=r==null?void 0:r.rawNodes)!=null?i:null;t(\"    makeSpaceForEdgeLabels\",()=>Yo(e)),t(\"    removeSelfEdges\",()=>ei(e)),t(\"    acyclic\",()=>Nr(e,a)),t(\"    nestingGraph.run\",()=>Zr(e)),t(\"    rank\",()=>Hr($t(e))),t(\"    injectEdgeLabelProxies\",()=>zo(e)),t(\"    removeEmptyRanks\",()=>ur(e)),t(\"    nestingGraph.cleanup\",()=>eo(e)),t(\"    normalizeRanks\",()=>hr(e)),t(\"    assignRankMinMax\",()=>Ko(e)),t(\"    removeEdgeLabelProxies\",()=>Uo(e)),t(\"    normalize.run\",()=>Pr(e)),t(\"    parentDummyChains\",()",
      "=>Kr(e)),t(\"    addBorderSegments\",()=>to(e)),t(\"    order\",()=>Zt(e,n,l)),t(\"    insertSelfEdges\",()=>ti(e)),t(\"    adjustCoordinateSystem\",()=>ro(e)),t(\"    position\",()=>Ao(e,n.corePath)),t(\"    positionSelfEdges\",()=>ni(e));let d=JSON.parse(JSON.stringify(e._nodes));return t(\"    removeBorderNodes\",()=>Jo(e)),t(\"    normalize.undo\",()=>Tr(e)),t(\"    fixupEdgeLabelCoords\",()=>Zo(e)),t(\"    undoCoordinateSystem\",()=>oo(e)),t(\"    translateGraph\",()=>Xo(e)),t(\"    assignNodeIntersects\",()=>qo(e)),t(\"    reversePoints\",()=>Qo(e)),t(\"    acyclic.undo\",()=>Lr(e)),{graph:e,rawNodes:d}}function Ot",
      "(e,t){e.nodes().forEach(n=>{let r=e.node(n),o=t.node(n);r&&(r.x=o.x,r.y=o.y,r.order=o.order,r.rank=o.rank,t.children(n).length&&(r.width=o.width,r.height=o.height))}),e.edges().forEach(n=>{let r=e.edge(n),o=t.edge(n);r.points=o.points,Object.hasOwn(o,\"x\")&&(r.x=o.x,r.y=o.y)}),e.graph().width=t.graph().width,e.graph().height=t.graph().height}var $o=[\"nodesep\",\"edgesep\",\"ranksep\",\"marginx\",\"marginy\"],Do={ranksep:50,edgesep:20,nodesep:50,rankdir:\"TB\",rankalign:\"center\"},Fo=[\"acyclicer\",\"ranker\",\"rankdir\",\"align\",\"rankalign\"],Vo=[\"width\",\"height\",\"rank\"],Lt={width:0,height:0},Bo=[\"minlen\",\"weight\"",
      ",\"width\",\"height\",\"labeloffset\"],Ho={minlen:1,weight:1,width:0,height:0,labeloffset:10,labelpos:\"r\"},Wo=[\"labelpos\"];function St(e){let t=new H({multigraph:!0,compound:!0}),n=Ie(e.graph());return t.setGraph(Object.assign({},Do,Pe(n,$o),fe(n,Fo))),e.nodes().forEach(r=>{let o=Ie(e.node(r)),i=Pe(o,Vo);Object.keys(Lt).forEach(a=>{i[a]===void 0&&(i[a]=Lt[a])}),t.setNode(r,i);let s=e.parent(r);s!==void 0&&t.setParent(r,s)}),e.edges().forEach(r=>{let o=Ie(e.edge(r));t.setEdge(r,Object.assign({},Ho,Pe(o,Bo),fe(o,Wo)))}),t}function Yo(e){let t=e.graph();t.ranksep/=2,e.edges().forEach(n=>{var r;let o=e.",
      "edge(n);o.minlen*=2,((r=o.labelpos)!=null?r:\"r\").toLowerCase()!==\"c\"&&(t.rankdir===\"TB\"||t.rankdir===\"BT\"?o.width+=o.labeloffset:o.height+=o.labeloffset)})}function zo(e){e.edges().forEach(t=>{let n=e.edge(t);if(n.width&&n.height){let r=e.node(t.v),o={rank:(e.node(t.w).rank-r.rank)/2+r.rank,e:t};Z(e,\"edge-proxy\",o,\"_ep\")}})}function Ko(e){let t=0;e.nodes().forEach(n=>{let r=e.node(n);r.borderTop&&(r.minRank=e.node(r.borderTop).rank,r.maxRank=e.node(r.borderBottom).rank,t=Math.max(t,r.maxRank))}),e.graph().maxRank=t}function Uo(e){e.nodes().forEach(t=>{let n=e.node(t);if(n.dummy===\"edge-proxy\")",
      "{let r=n;e.edge(r.e).labelRank=n.rank,e.removeNode(t)}})}function Xo(e){let t=Number.POSITIVE_INFINITY,n=0,r=Number.POSITIVE_INFINITY,o=0,i=e.graph(),s=i.marginx||0,a=i.marginy||0;function l(d){let c=d.x,h=d.y,f=d.width,u=d.height;t=Math.min(t,c-f/2),n=Math.max(n,c+f/2),r=Math.min(r,h-u/2),o=Math.max(o,h+u/2)}e.nodes().forEach(d=>l(e.node(d))),e.edges().forEach(d=>{let c=e.edge(d);Object.hasOwn(c,\"x\")&&l(c)}),t-=s,r-=a,e.nodes().forEach(d=>{let c=e.node(d);c.x-=t,c.y-=r}),e.edges().forEach(d=>{let c=e.edge(d);c.points.forEach(h=>{h.x-=t,h.y-=r}),Object.hasOwn(c,\"x\")&&(c.x-=t),Object.hasOwn(c,\"",
      "y\")&&(c.y-=r)}),i.width=n-t+s,i.height=o-r+a}function qo(e){e.edges().forEach(t=>{if(t.v===t.w)return;let n=e.edge(t),r=e.node(t.v),o=e.node(t.w),i,s;n.points?(i=n.points[0],s=n.points[n.points.length-1]):(n.points=[],i=o,s=r),n.points.unshift(ut(r,i)),n.points.push(ut(o,s))})}function Zo(e){e.edges().forEach(t=>{let n=e.edge(t);if(Object.hasOwn(n,\"x\"))switch((n.labelpos===\"l\"||n.labelpos===\"r\")&&(n.width-=n.labeloffset),n.labelpos){case\"l\":n.x-=n.width/2+n.labeloffset;break;case\"r\":n.x+=n.width/2+n.labeloffset;break}})}function Qo(e){e.edges().forEach(t=>{let n=e.edge(t);n.reversed&&n.points.",
      "reverse()})}function Jo(e){e.nodes().forEach(t=>{if(e.children(t).length){let n=e.node(t),r=e.node(n.borderTop),o=e.node(n.borderBottom),i=e.node(n.borderLeft[n.borderLeft.length-1]),s=e.node(n.borderRight[n.borderRight.length-1]);n.width=Math.abs(s.x-i.x),n.height=Math.abs(o.y-r.y),n.x=i.x+n.width/2,n.y=r.y+n.height/2}}),e.nodes().forEach(t=>{e.node(t).dummy===\"border\"&&e.removeNode(t)})}function ei(e){e.edges().forEach(t=>{if(t.v===t.w){let n=e.node(t.v);n.selfEdges||(n.selfEdges=[]),n.selfEdges.push({e:t,label:e.edge(t)}),e.removeEdge(t)}})}function ti(e){ge(e).forEach(t=>{let n=0;t.forEach",
      "((r,o)=>{let i=e.node(r);typeof i.rank!=\"number\"&&(i.rank=0),i.order=o+n,(i.selfEdges||[]).forEach(s=>{Z(e,\"selfedge\",{width:s.label.width,height:s.label.height,rank:i.rank,order:o+ ++n,e:s.e,edgeLabel:s.label},\"_se\"),(!Array.isArray(s.label.points)||s.label.points.length!==7)&&(s.label.points=[{x:0,y:-10},{x:0,y:-10},{x:0,y:0},{x:0,y:10},{x:0,y:10},{x:0,y:0},{x:0,y:0}])}),delete i.selfEdges})})}function ni(e){e.nodes().forEach(t=>{let n=e.node(t),r=o=>typeof o==\"number\"&&isFinite(o);if(n.dummy===\"selfedge\"){let o=n,i=e.node(o.e.v),s=r(i==null?void 0:i.x)?i.x:0,a=r(i==null?void 0:i.y)?i.y:0,l=",
      "r(i==null?void 0:i.width)?i.width:0,d=r(i==null?void 0:i.height)?i.height:0,c=r(n.x)?n.x:s,h=r(n.y)?n.y:a,f=l/2,u=d/2;o.edgeLabel.points=[{x:c+f,y:h-u},{x:c+f,y:h-u},{x:c,y:h},{x:c-f,y:h+u},{x:c-f,y:h+u},{x:c,y:h},{x:c,y:h}],o.edgeLabel.x=c,o.edgeLabel.y=h,e.setEdge(o.e,o.edgeLabel),e.removeNode(t)}else n&&Array.isArray(n.selfEdges)&&n.selfEdges.forEach(o=>{if(!Array.isArray(o.label.points)||o.label.points.length!==7){let i=r(n.x)?n.x:0,s=r(n.y)?n.y:0,a=r(n.width)?n.width:0,l=r(n.height)?n.height:0,d=a/2,c=l/2;o.label.points=[{x:i+d,y:s-c},{x:i+d,y:s-c},{x:i,y:s},{x:i-d,y:s+c},{x:i-d,y:s+c},{x",
      ":i,y:s},{x:i,y:s}]}})})}function Pe(e,t){return pe(fe(e,t),Number)}function Ie(e){let t={};return e&&Object.entries(e).forEach(([n,r])=>{typeof n==\"string\"&&(n=n.toLowerCase()),t[n]=r}),t}var ri=1500;function tn(e,t,n){let r=new Ge.Graph({multigraph:!0}),o=e.length+t.length>ri?\"tight-tree\":\"network-simplex\";r.setGraph({rankdir:\"LR\",marginx:0,marginy:0,ranker:o,...n});for(let{id:d,w:c,h}of e)r.setNode(d,{width:c,height:h});for(let d of t){let c=d.w===0?{}:{width:d.w,height:d.h,labelpos:\"c\"};r.setEdge(d.from,d.to,{...c,weight:d.weight,minlen:1},String(d.key))}try{Jt(r)}catch{return oi(e)}let i=n",
      "ew Map;for(let{id:d,w:c,h}of e){let{x:f,y:u}=r.node(d);i.set(d,{x:f-c/2,y:u-h/2})}let s=new Map;for(let{key:d,from:c,to:h,w:f}of t){let{points:u=[],x:g,y:p}=r.edge(c,h,String(d)),m=u.slice(1,-1);s.set(d,f>0&&g!==void 0&&p!==void 0?{points:m,label:{x:g,y:p}}:{points:m})}let{width:a=0,height:l=0}=r.graph();return{corners:i,ways:s,w:a,h:l}}function oi(e){let t=Math.ceil(Math.sqrt(e.length)),n=Math.max(0,...e.map(({w:i})=>i))+80,r=Math.max(0,...e.map(({h:i})=>i))+60,o=new Map;return e.forEach(({id:i},s)=>o.set(i,{x:s%t*n,y:Math.floor(s/t)*r})),{corners:o,ways:new Map,w:t*n,h:Math.ceil(e.length/t)*",
      "r}}function nn(e,t){let n=ii(e),r=new Map;for(let d of n)for(let c of d.boxes)r.set(c.id,d);let o=si(e,n,r).map(d=>ai(e,d,r)),{places:i,w:s,h:a}=ce(o,t),l={boxes:new Map,groups:[],lines:new Map,w:s,h:a};return o.forEach((d,c)=>{var f;let h=(f=i[c])!=null?f:{x:0,y:0};for(let u of d.boxes)l.boxes.set(u.id,{...u,x:u.x+h.x,y:u.y+h.y});d.lines.forEach((u,g)=>l.lines.set(g,oe(u,h.x,h.y)));for(let{group:u,box:g,line:p}of d.groups)l.groups.push({group:u,box:{...g,x:g.x+h.x,y:g.y+h.y},line:oe(p,h.x,h.y)})}),l}function ii(e){var o;let t=it(e),n=new Set;for(let i of t)for(let s of i.boxes)n.add(s.id);let",
      " r=t.map(i=>({id:i.id,w:i.w,h:i.h,boxes:i.boxes,lines:new Map,group:i}));for(let i of e.graph.nodes)if(!n.has(i.id)){if(i.kind===\"process\"){let s=((o=e.children.get(i.id))!=null?o:[]).filter(a=>!n.has(a.id));(s.length>0||!e.children.has(i.id))&&r.push({id:i.id,...lt(e,i,s)})}else if(i.parent===void 0){let{w:s,h:a}=le(i);r.push({id:i.id,w:s,h:a,boxes:[{id:i.id,x:0,y:0,w:s,h:a}],lines:new Map})}}return r}function si(e,t,n){var l,d;let r=new Map,o=c=>{var f;let h=c;for(let u=r.get(h);u!==void 0&&u!==h;u=r.get(h))h=u;for(let u=c;u!==h;){let g=(f=r.get(u))!=null?f:h;r.set(u,h),u=g}return h},i=[];e.",
      "graph.edges.forEach((c,h)=>{let[f,u]=[n.get(c.from),n.get(c.to)];!f||!u||f===u||(i.push(h),r.set(o(f.id),o(u.id)))});let s=new Map,a=c=>{var u;let h=o(c.id),f=(u=s.get(h))!=null?u:{blocks:[],edges:[]};return s.set(h,f),f};for(let c of e.graph.nodes){let h=n.get(c.id);h&&a(h)}for(let c of t)a(c).blocks.push(c);for(let c of i){let h=n.get((d=(l=e.graph.edges[c])==null?void 0:l.from)!=null?d:\"\");h&&a(h).edges.push(c)}return Array.from(s.values())}function ai(e,t,n){var d,c,h,f,u;let r=t.edges.filter(g=>{var m,w,y;let p=(y=n.get((w=(m=e.graph.edges[g])==null?void 0:m.from)!=null?w:\"\"))==null?void ",
      "0:y.group;return p===void 0||p.waits[0]===g}).map(g=>{var N,I,O,G,j,T,P,E;let p=e.graph.edges[g],m=(O=(I=n.get((N=p==null?void 0:p.from)!=null?N:\"\"))==null?void 0:I.id)!=null?O:\"\",w=(T=(j=n.get((G=p==null?void 0:p.to)!=null?G:\"\"))==null?void 0:j.id)!=null?T:\"\",y=((E=n.get((P=p==null?void 0:p.from)!=null?P:\"\"))==null?void 0:E.group)!==void 0,b=(p==null?void 0:p.leg)===\"wait\"&&!y?p.label:\"\",v=b===\"\"?[]:ae(b),M=v.length===0?0:Math.ceil(Math.max(...v.map(x=>C(x,11,600))))+14;return{key:g,from:m,to:w,w:M,h:4+te*v.length,weight:(p==null?void 0:p.deadlock)===void 0?1:20}}),o=tn(t.blocks,r,{nodesep:44",
      ",ranksep:28,edgesep:18}),i={boxes:[],lines:new Map,groups:[],w:0,h:0},s=new Map;for(let g of t.blocks){let p=(d=o.corners.get(g.id))!=null?d:{x:0,y:0};for(let m of g.boxes){let w={...m,x:m.x+p.x,y:m.y+p.y};s.set(m.id,w),i.boxes.push(w)}g.lines.forEach((m,w)=>i.lines.set(w,oe(m,p.x,p.y)))}let a=g=>{var p;return{id:g.id,...(p=o.corners.get(g.id))!=null?p:{x:0,y:0},w:g.w,h:g.h}},l=new Map;for(let{key:g}of r){let p=e.graph.edges[g],[m,w]=[n.get((c=p==null?void 0:p.from)!=null?c:\"\"),n.get((h=p==null?void 0:p.to)!=null?h:\"\")],y=s.get((f=p==null?void 0:p.to)!=null?f:\"\"),b=m!=null&&m.group?a(m):s.get(",
      "(u=p==null?void 0:p.from)!=null?u:\"\");if(!p||!m||!w||!y||!b)continue;let v=o.ways.get(g),M=v?Ye(b,a(m),v,a(w),y,l):ze(b,y);m.group?i.groups.push({group:m.group,box:a(m),line:M}):i.lines.set(g,M)}return di(i)}function di(e){let[t,n,r,o]=[1/0,1/0,-1/0,-1/0],i=(l,d)=>{t=Math.min(t,l),n=Math.min(n,d),r=Math.max(r,l),o=Math.max(o,d)};for(let l of e.boxes.concat(e.groups.map(d=>d.box)))i(l.x,l.y),i(l.x+l.w,l.y+l.h);for(let l of Array.from(e.lines.values()).concat(e.groups.map(d=>d.line)))for(let d of l.points)i(d.x,d.y);if(t===1/0)return e;let s=new Map;e.lines.forEach((l,d)=>s.set(d,oe(l,-t,-n)));l",
      "et a=l=>({...l,x:l.x-t,y:l.y-n});return{boxes:e.boxes.map(a),groups:e.groups.map(({group:l,box:d,line:c})=>({group:l,box:a(d),line:oe(c,-t,-n)})),lines:s,w:r-t,h:o-n}}function oe(e,t,n){let r=e.points.map(o=>({x:o.x+t,y:o.y+n}));return e.label?{points:r,label:{x:e.label.x+t,y:e.label.y+n}}:{points:r}}var ye=class{constructor(t,n,r){this.paths=t;this.drawing=n;this.frame=r;this.places=new Map;n.edges.forEach((o,i)=>{let s=this.places.get(o);s?s.push(i):this.places.set(o,[i])})}set(t,n){this.frame.classList.toggle(\"chosen\",t!==void 0);let r=i=>t!==void 0&&(t.ahead.nodes.has(i)||t.behind.nodes.ha",
      "s(i)),o=new Set(this.paths.graph.nodes.filter(i=>r(i.id)).map(i=>i.parent));this.drawing.nodes.forEach((i,s)=>{var a,l;for(let d of i)d.classList.toggle(\"ahead\",(a=t==null?void 0:t.ahead.nodes.has(s))!=null?a:!1),d.classList.toggle(\"behind\",(l=t==null?void 0:t.behind.nodes.has(s))!=null?l:!1),d.classList.toggle(\"around\",o.has(s)),d.classList.toggle(\"this\",n===s),d.setAttribute(\"aria-pressed\",String(n===s))}),this.places.forEach((i,s)=>{s.classList.toggle(\"ahead\",t!==void 0&&i.some(a=>t.ahead.edges.has(a))),s.classList.toggle(\"behind\",t!==void 0&&i.some(a=>t.behind.edges.has(a)))})}};var Fe=200",
      ";function rn(e,t){let{graph:n}=e,r=n.deadlocks.map((d,c)=>{let h=d.victims.length===0?\"\":`, ${String(d.victims.length)} behind`,f=`${String(c+1)}: ${d.text}${h}`;return X(f,\"mark \"+d.certainty,()=>{t.nodes(d.members)})}),o=n.nodes.filter(d=>d.root!==void 0).sort((d,c)=>{var h,f;return((h=c.waiters)!=null?h:0)-((f=d.waiters)!=null?f:0)}).map(d=>{var c;return X(`${Q(e,d)}: ${(c=d.root)!=null?c:\"\"}`,\"mark root\",()=>{t.node(d.id)},cn(d))}),i=({severity:d,rule:c,text:h,node:f})=>X(`${c}: ${h}`,\"mark \"+d,f===void 0?void 0:()=>{t.node(f)}),s=n.findings.filter(({severity:d})=>d!==\"info\").map(i),a=n.fi",
      "ndings.filter(({severity:d})=>d===\"info\").map(i),l=n.notes.map(d=>_(\"p\",{class:\"note\"},A(d)));return ie([D(\"Deadlocks\",r),D(\"Who must act\",o),D(\"Findings\",s),ci(\"For information\",a),D(\"Not in the picture\",l)])}function on(e,t,n){var d,c;let{graph:r}=e,o=[];for(let h of(d=t.deadlocks)!=null?d:[]){let f=r.deadlocks[h];if(!f)continue;let u=`${t.role===\"member\"?\"In\":\"Stuck behind\"} deadlock ${String(h+1)}, ${f.certainty}`;o.push(X(u,\"mark \"+f.certainty,()=>{n.nodes(f.members)}))}t.root!==void 0&&o.push(X(\"Root: \"+t.root,\"mark root\",void 0,cn(t)));for(let h of r.findings)h.node===t.id&&o.push(X(`${",
      "h.rule}: ${h.text}`,\"mark \"+h.severity));let i=e.waitsOf(t.id).map(h=>Ve(e.wait(h))),s=e.path(t.id).behind,a=Array.from(s.nodes).filter(h=>{var f;return h!==t.id&&((f=e.nodes.get(h))==null?void 0:f.kind)===\"thread\"}).map(h=>we(e,h,n)),l=((c=e.children.get(t.id))!=null?c:[]).map(h=>we(e,h.id,n));return ie([_(\"h2\",{},A(Q(e,t))),_(\"div\",{class:\"facts\"},...t.facts.slice(0,1).concat(t.kind===\"thread\"?[]:t.facts.slice(1)).map(h=>_(\"p\",{},A(h)))),...o,D(\"In WinDbg\",hn([t.command,t.dx===void 0?void 0:\"dx \"+t.dx])),D(i.length>1?\"Waits for several\":\"Waits\",i),D(\"In it\",l),D(`Waiting for it (${String(a.l",
      "ength)})`,a)])}function sn(e,t,n,r){let o=[t.from,t.to].map(s=>we(e,s,r));if(t.leg===\"wait\"){let[s,a]=n.map(l=>e.wait(l));if(s&&a){let l=n.map(d=>we(e,e.wait(d).from,r));return ie([_(\"h2\",{},`${String(n.length)} waits`),D(\"From\",l),D(\"To\",o.slice(1))])}return ie([_(\"h2\",{},\"A wait\"),Ve(t),D(\"From and to\",o)])}let i=t.certainty===\"serves\"?\"Who answers\":\"Who may answer\";return ie([_(\"h2\",{},i),...t.of.map(s=>Ve(e.wait(s))),D(\"From and to\",o)])}function Ve(e){let t=e.evidence.map(n=>_(\"li\",{class:n.basis},_(\"b\",{},n.basis),\" \",A(n.text)));return _(\"div\",{class:\"wait\"},_(\"p\",{},A(e.text)),_(\"ul\",{",
      "},...t),...hn([e.command]))}function an(e,t){let n=t.root===void 0?[]:[\"root: \"+t.root],r=e.waitsOf(t.id);if(r.length===0){let o=t.facts.concat(n).map(i=>_(\"p\",{},A(i)));return[_(\"b\",{},A(Q(e,t))),...o]}return r.slice(0,4).map(o=>ln(e.wait(o)))}function dn(e,t,n){if(t.leg===\"wait\"&&n.length<2)return[ln(t)];let r=t.leg===\"wait\"?n:t.of,o=r.slice(0,5).map(a=>_(\"p\",{},A(e.wait(a).text))),i=r.length>5?[_(\"p\",{},`and ${String(r.length-5)} more`)]:[],s=t.leg===\"wait\"?\"waits\":t.certainty===\"serves\"?\"has the request\":\"may answer\";return[_(\"b\",{},s),...o,...i]}function ln(e){let t=e.evidence.map(n=>_(\"l",
      "i\",{class:n.basis},_(\"b\",{},n.basis),\" \",A(n.text)));return _(\"div\",{},_(\"p\",{},A(e.text)),_(\"ul\",{},...t))}function Q(e,t){let n=t.parent===void 0?void 0:e.nodes.get(t.parent);return t.kind===\"process\"?`${t.label} ${t.detail}`.trim():n?`${n.label} ${n.detail}: ${t.label}`:t.label}function we(e,t,n){var i,s,a,l;let r=e.nodes.get(t);if(!r)return _(\"div\");let o=Q(e,r)+(r.kind===\"process\"||r.detail===\"\"?\"\":\", \"+r.detail);return X(o,r.role===void 0?\"\":\"mark \"+((l=(a=e.graph.deadlocks[(s=(i=r.deadlocks)==null?void 0:i[0])!=null?s:0])==null?void 0:a.certainty)!=null?l:\"\"),()=>{n.node(t)})}function c",
      "n(e){return e.waiters===void 0?\"\":e.waiters===1?\"1 waits\":`${String(e.waiters)} wait`}function X(e,t,n,r=\"\"){let o=[_(\"span\",{},A(e))];if(r!==\"\"&&o.push(_(\"span\",{class:\"count\"},r)),!n)return _(\"div\",{class:\"row \"+t},...o);let i=_(\"button\",{class:\"row \"+t,type:\"button\"},...o);return i.addEventListener(\"click\",n),i}function hn(e){return e.filter(t=>t!==void 0).map(t=>{let n=_(\"button\",{class:\"copy\",type:\"button\",\"aria-label\":\"Copy \"+t},\"Copy\"),r=_(\"code\",{},t);return n.addEventListener(\"click\",()=>{li(t,r,n)}),_(\"div\",{class:\"command\"},r,n)})}function li(e,t,n){let r=()=>{n.textContent=\"Copied\"",
      ",setTimeout(()=>n.textContent=\"Copy\",1200)},o=()=>{var s;(s=getSelection())==null||s.selectAllChildren(t),n.textContent=\"Ctrl+C\"},i=navigator.clipboard;i?i.writeText(e).then(r,o):o()}function D(e,t){if(t.length===0)return;let n=t.length>Fe?[_(\"p\",{class:\"note\"},`and ${String(t.length-Fe)} more`)]:[];return _(\"section\",{},_(\"h3\",{},e),...t.slice(0,Fe),...n)}function ci(e,t){var o;let n=D(e,t);if(!n)return;let r=_(\"summary\",{},`${e} (${String(t.length)})`);return(o=n.firstChild)==null||o.remove(),_(\"details\",{class:\"more\"},r,n)}function ie(e){return e.filter(t=>t!==void 0)}var be=class{construct",
      "or(t){this.graph=t;this.nodes=new Map;this.children=new Map;this.waitsFrom=new Map;this.waitsTo=new Map;this.answersFrom=new Map;this.answersTo=new Map;for(let n of t.nodes)this.nodes.set(n.id,n),n.parent!==void 0&&Be(this.children,n.parent,n);t.edges.forEach((n,r)=>{Be(n.leg===\"wait\"?this.waitsFrom:this.answersFrom,n.from,r),Be(n.leg===\"wait\"?this.waitsTo:this.answersTo,n.to,r)})}waitsOf(t){var n;return(n=this.waitsFrom.get(t))!=null?n:[]}edgesFrom(t){var n;return this.waitsOf(t).concat((n=this.answersFrom.get(t))!=null?n:[])}waitsInto(t){var n;return(n=this.waitsTo.get(t))!=null?n:[]}hasWait",
      "ers(t){return this.waitsTo.has(t)||this.answersTo.has(t)}wait(t){return this.graph.edges[t]}answer(t){return this.graph.edges[t]}path(t){var i,s;let n={nodes:new Set,edges:new Set},r={nodes:new Set,edges:new Set},o=((i=this.nodes.get(t))==null?void 0:i.kind)===\"process\"?((s=this.children.get(t))!=null?s:[]).map(a=>a.id):[t];return this.goAhead(o,n),this.goBack(o,r),{ahead:n,behind:r}}pathOfEdge(t){let n=this.graph.edges[t];return n===void 0?{ahead:un(),behind:un()}:this.path(n.leg===\"wait\"?n.from:n.to)}goAhead(t,n){var s,a,l;let r=t.slice(),o=new Set(t),i=d=>{n.nodes.add(d),o.has(d)||r.push(d)",
      ",o.add(d)};for(let d=r.pop();d!==void 0;d=r.pop()){if(n.nodes.add(d),t.includes(d))for(let c of(s=this.answersFrom.get(d))!=null?s:[])n.edges.add(c),i(this.answer(c).to);for(let c of this.waitsOf(d)){n.edges.add(c);let{to:h}=this.wait(c);if(((a=this.nodes.get(h))==null?void 0:a.kind)===\"thread\"){i(h);continue}n.nodes.add(h);for(let f of(l=this.answersFrom.get(h))!=null?l:[])this.answer(f).of.includes(c)&&(n.edges.add(f),i(this.answer(f).to))}}}goBack(t,n){var s;let r=t.slice(),o=new Set(t),i=a=>{n.edges.add(a);let{from:l}=this.wait(a);o.has(l)||r.push(l),o.add(l)};for(let a=r.pop();a!==void 0;",
      "a=r.pop()){n.nodes.add(a);for(let l of this.waitsInto(a))i(l);for(let l of(s=this.answersTo.get(a))!=null?s:[]){n.edges.add(l),n.nodes.add(this.answer(l).from);for(let d of this.answer(l).of)i(d)}}}neighbours(t,n){var o,i;return(n?this.waitsOf(t).concat((o=this.answersFrom.get(t))!=null?o:[]):this.waitsInto(t).concat((i=this.answersTo.get(t))!=null?i:[])).map(s=>{let a=this.graph.edges[s];return n?a.to:a.from})}};function un(){return{nodes:new Set,edges:new Set}}function Be(e,t,n){let r=e.get(t);r?r.push(n):e.set(t,[n])}var ve=class{constructor(t,n,r,o,i){this.drawing=n;this.input=r;this.found",
      "=o;this.go=i;this.hits=[];this.at=-1;this.texts=t.graph.nodes.map(s=>({id:s.id,text:hi(t,s)})),r.addEventListener(\"input\",()=>{this.run()}),r.addEventListener(\"keydown\",s=>{s.key!==\"Enter\"||this.hits.length===0||(s.preventDefault(),this.at=(this.at+(s.shiftKey?this.hits.length-1:1))%this.hits.length,this.say(),this.go(this.hits[this.at]))})}run(){var r;let t=this.input.value.trim().toLowerCase().replace(/`/g,\"\");this.hits=t===\"\"?[]:this.texts.filter(({text:o})=>o.includes(t)).map(({id:o})=>o),this.at=-1;let n=new Set(this.hits);this.drawing.nodes.forEach((o,i)=>{for(let s of o)s.classList.togg",
      "le(\"hit\",n.has(i))}),(r=this.drawing.sheet.ownerSVGElement)==null||r.classList.toggle(\"searching\",t!==\"\"),this.say()}say(){let{length:t}=this.hits;this.input.value.trim()===\"\"?this.found.textContent=\"\":t===0?this.found.textContent=\"nothing found\":this.found.textContent=this.at<0?`${String(t)} found`:`${String(this.at+1)} of ${String(t)}`}};function hi(e,t){let r=e.waitsOf(t.id).map(o=>e.wait(o)).map(o=>{var i,s;return`${(i=o.message)!=null?i:\"\"} 0x${((s=o.messageId)!=null?s:0).toString(16)}`});return[Q(e,t),t.address,...t.kind===\"thread\"?t.facts.slice(0,1):[],...r].join(\" \").toLowerCase()}var ",
      "ui=[0,25,13,-14],xe=class{constructor(t,n){this.scale=0;this.signs=t.map(r=>({element:r,x:Number(r.getAttribute(\"x\")),y:Number(r.getAttribute(\"y\")),w:n(r.textContent,11,600)}))}update(t){if(t===this.scale)return;this.scale=t;let n=[];for(let{element:r,x:o,y:i,w:s}of this.signs){let l=ui.map(d=>({x:o*t,y:i*t+d,w:s})).find(d=>n.every(c=>fi(d,c)));r.classList.toggle(\"covered\",l===void 0),l&&(r.setAttribute(\"y\",String(l.y/t)),n.push(l))}}};function fi(e,t){return Math.abs(e.x-t.x)>(e.w+t.w)/2+4||Math.abs(e.y-t.y)>13}var Ee=class{constructor(){this.element=_(\"div\",{class:\"tip\",\"aria-hidden\":\"true\",",
      "hidden:\"\"});document.body.append(this.element)}show(t,n,r){this.element.replaceChildren(...t),this.element.hidden=!1;let{width:o,height:i}=this.element.getBoundingClientRect(),s=n+16+o>innerWidth?n-o-12:n+16,a=r+16+i>innerHeight?r-i-12:r+16;this.element.style.left=`${String(Math.max(4,s))}px`,this.element.style.top=`${String(Math.max(4,a))}px`}hide(){this.element.hidden=!0}};var ke=class{constructor(t,n,r){this.frame=t;this.sheet=n;this.zoomed=r;this.x=0;this.y=0;this.scale=1;this.fingers=new Map;this.onWheel=t=>{t.preventDefault();let n=t.deltaMode===1?t.deltaY*16:t.deltaY,r=Math.exp(-Math.ma",
      "x(-160,Math.min(160,n))*.0022);this.zoomBy(r,this.inFrame(t))};this.onDown=t=>{t.button===0&&(this.fingers.set(t.pointerId,{x:t.clientX,y:t.clientY}),this.pressed={x:t.clientX,y:t.clientY,moved:this.fingers.size>1})};this.onMove=t=>{let n=this.fingers.get(t.pointerId);if(!n||!this.pressed)return;let r=Math.hypot(t.clientX-this.pressed.x,t.clientY-this.pressed.y);if(!this.pressed.moved&&r<4)return;this.pressed.moved||this.frame.setPointerCapture(t.pointerId),this.pressed.moved=!0;let[o]=Array.from(this.fingers).filter(([s])=>s!==t.pointerId).map(([,s])=>s),i={x:t.clientX,y:t.clientY};if(this.fi",
      "ngers.set(t.pointerId,i),o){let s=Math.hypot(i.x-o.x,i.y-o.y)/Math.max(1,Math.hypot(n.x-o.x,n.y-o.y)),a=this.frame.getBoundingClientRect();this.zoomBy(s,{x:(i.x+o.x)/2-a.left,y:(i.y+o.y)/2-a.top})}else this.pan(i.x-n.x,i.y-n.y)};this.onUp=t=>{this.fingers.delete(t.pointerId)};t.addEventListener(\"wheel\",this.onWheel,{passive:!1}),t.addEventListener(\"pointerdown\",this.onDown),t.addEventListener(\"pointermove\",this.onMove);for(let o of[\"pointerup\",\"pointercancel\"])t.addEventListener(o,this.onUp);t.addEventListener(\"click\",o=>{var i;return((i=this.pressed)==null?void 0:i.moved)&&o.stopImmediateProp",
      "agation()},!0)}fit(t,n=1.35){let{width:r,height:o}=this.frame.getBoundingClientRect(),i=a=>Math.min((r-2*a)/Math.max(1,t.w),(o-2*a)/Math.max(1,t.h),n),s=i(20);this.scale=fn(s<.3?i(46):s),this.x=r/2-(t.x+t.w/2)*this.scale,this.y=o/2-(t.y+t.h/2)*this.scale,this.apply()}reveal(t){let{width:n,height:r}=this.frame.getBoundingClientRect(),o=t.x*this.scale+this.x,i=t.y*this.scale+this.y;o>0&&i>0&&o+t.w*this.scale<n&&i+t.h*this.scale<r&&this.scale>.5||(this.scale=Math.max(this.scale,.8),this.x=n/2-(t.x+t.w/2)*this.scale,this.y=r/2-(t.y+t.h/2)*this.scale,this.apply())}zoomBy(t,n){let{width:r,height:o}=",
      "this.frame.getBoundingClientRect(),{x:i,y:s}=n!=null?n:{x:r/2,y:o/2},a=fn(this.scale*t);this.x=i-(i-this.x)/this.scale*a,this.y=s-(s-this.y)/this.scale*a,this.scale=a,this.apply()}pan(t,n){this.x+=t,this.y+=n,this.apply()}apply(){this.sheet.setAttribute(\"transform\",`translate(${this.x.toFixed(2)} ${this.y.toFixed(2)}) scale(${this.scale.toFixed(4)})`),this.frame.classList.toggle(\"far\",this.scale<.42),this.frame.classList.toggle(\"very-far\",this.scale<.3),this.frame.style.setProperty(\"--unscale\",String(1/this.scale)),this.zoomed(this.scale)}inFrame(t){let{left:n,top:r}=this.frame.getBoundingClie",
      "ntRect();return{x:t.clientX-n,y:t.clientY-r}}};function fn(e){return Math.min(3,Math.max(.03,e))}function gn(e){let[t,n,r,o]=[1/0,1/0,-1/0,-1/0];for(let i of e)i&&(t=Math.min(t,i.x),n=Math.min(n,i.y),r=Math.max(r,i.x+i.w),o=Math.max(o,i.y+i.h));return t===1/0?void 0:{x:t,y:n,w:r-t,h:o-n}}function gi(e,t){var P;let n=new be(e),r=rt(e,t),{width:o,height:i}=r.stage.getBoundingClientRect(),s=nn(n,Math.max(.6,o/Math.max(1,i))),a=Je(n,s);r.svg.append(a.sheet);let l=new xe(a.signs,C),d=new ke(r.svg,a.sheet,E=>{l.update(E)}),c=new ye(n,a,r.svg),h=new Ee,f={x:0,y:0,w:s.w,h:s.h},u=e.nodes.map(E=>E.id).f",
      "ilter(E=>a.nodes.has(E)),g=(P=u.find(E=>{var x;return((x=n.nodes.get(E))==null?void 0:x.kind)!==\"process\"}))!=null?P:\"\",p=E=>{var x;return(x=a.nodes.get(E))==null?void 0:x[0]},m=E=>gn(E.flatMap(x=>{var k;return[x,...((k=n.children.get(x))!=null?k:[]).map(L=>L.id)]}).map(x=>s.boxes.get(x))),w=(E,x)=>{let k=_(\"button\",{type:\"button\",class:\"back\"},\"\\u2190 Overview\");k.addEventListener(\"click\",N),r.panel.replaceChildren(...x?[k]:[],...E),r.panel.scrollTop=0},y=E=>{var x,k;(x=p(g))==null||x.setAttribute(\"tabindex\",\"-1\"),(k=p(E))==null||k.setAttribute(\"tabindex\",\"0\"),g=E},b={node(E){let x=n.nodes.ge",
      "t(E);if(!x)return;c.set(n.path(E),E),w(on(n,x,b),!0),y(E);let k=m([E]);k&&d.reveal(k)},nodes(E){let[x]=E;if(x===void 0)return;b.node(x);let k=m(E.concat(Array.from(n.path(x).ahead.nodes)));k&&d.fit(k,1.1)}},v=E=>{var x;E!==void 0&&(b.node(E),(x=p(E))==null||x.focus({preventScroll:!0}))},M=E=>{var R;let x=Number(E.getAttribute(\"data-edge\")),k=e.edges[x];if(!k)return;let L=(R=a.groupEdges.get(E))!=null?R:[x];c.set(L.length>1?n.path(k.to):n.pathOfEdge(x),void 0),w(sn(n,k,L,b),!0)};function N(){c.set(void 0,void 0),w(rn(n,b),!1)}let I=E=>{var L;let x=E.target instanceof Element?E.target:void 0,k=(",
      "L=x==null?void 0:x.closest(\"[data-node]\"))==null?void 0:L.getAttribute(\"data-node\");return{node:n.nodes.get(k!=null?k:\"\"),edge:x==null?void 0:x.closest(\"[data-edge]\")}};r.svg.addEventListener(\"click\",E=>{let{node:x,edge:k}=I(E),L=E.target instanceof Element?E.target.closest(\"[data-group]\"):null,R=s.groups.find(se=>se.group.id===(L==null?void 0:L.getAttribute(\"data-group\")));x?v(x.id):R&&r.svg.classList.contains(\"very-far\")?d.fit(R.box,1):k?M(k):N()}),r.svg.addEventListener(\"pointermove\",E=>{var se;let{node:x,edge:k}=I(E),L=Number(k==null?void 0:k.getAttribute(\"data-edge\")),R=k?e.edges[L]:void ",
      "0;x?h.show(an(n,x),E.clientX,E.clientY):k&&R?h.show(dn(n,R,(se=a.groupEdges.get(k))!=null?se:[L]),E.clientX,E.clientY):h.hide()});for(let E of[\"pointerleave\",\"pointerdown\",\"wheel\"])r.svg.addEventListener(E,()=>{h.hide()},{passive:!0});let O=new ve(n,a,r.search,r.found,b.node),G=()=>{d.fit(f)},j=()=>{d.zoomBy(1.25)},T=()=>{d.zoomBy(.8)};r.fit.addEventListener(\"click\",G),r.closer.addEventListener(\"click\",j),r.farther.addEventListener(\"click\",T),ot({acts:{f:G,\"+\":j,\"=\":j,\"-\":T,\"/\":()=>{r.search.focus()},Escape:N},moves:{ArrowRight:()=>{v(n.neighbours(g,!0)[0])},ArrowLeft:()=>{v(n.neighbours(g,!1)",
      "[0])},ArrowDown:()=>{v(u[u.indexOf(g)+1])},ArrowUp:()=>{v(u[u.indexOf(g)-1])},Enter:()=>{v(g)},\" \":()=>{v(g)}},search:r.search,leaveSearch(){r.search.value=\"\",O.run(),r.search.blur()}}),y(g),N(),G(),document.documentElement.setAttribute(\"data-ready\",\"\")}var pn=document.getElementById(\"app\"),yn,mn=(yn=document.getElementById(\"graph\"))==null?void 0:yn.textContent;pn&&mn&&gi(JSON.parse(mn),pn);})();",
    ].join("");
    const STYLE = [
      ":root{color-scheme:light dark;--back: #f6f7f9;--paper: #ffffff;--text: #1c2330;--soft: #5c6676;--rule: #d5dae3;--box: #eceff4;--box-rule: #b9c2d0;--thread: #ffffff;--thread-rule: #8894a8;--port: #e3edfb;--port-rule: #6d8fc0;--object: #f3ecfa;--object-rule: #9a7fc0;--edge: #66728a;--red: #c4231f;--red-soft: #fde3e1;--amber: #a65f00;--amber-soft: #fdf0d5;--root: #0b62b8;--ahead: #0b62b8;--behind: #7a3fb0;--ok: #1e7a3c;--hit: #ffd54a}@media(prefers-color-scheme:dark){:root{--back: #14171c;--paper: #1c2027;--text: #e7eaf0;--soft: #9ba6b6;--rule: #343b47;--box: #21262f;--box-rule: #475162;--thread:",
      " #2b313c;--thread-rule: #75829a;--port: #1f3350;--port-rule: #5f8fd0;--object: #33294a;--object-rule: #a78bd0;--edge: #8b97ab;--red: #ff6f66;--red-soft: #4d1f1f;--amber: #f2b04c;--amber-soft: #46340f;--root: #66b2ff;--ahead: #66b2ff;--behind: #c79af2;--ok: #6fd08c;--hit: #b38600}}*{box-sizing:border-box}html,body{height:100%;margin:0}body{background:var(--back);color:var(--text);font:13px/1.45 system-ui,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif}[hidden]{display:none!important}#app{display:grid;grid-template:auto minmax(0,1fr) / minmax(0,1fr) 320px;height:100%}header{grid-column:1 / -1;di",
      "splay:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 24px;align-items:center;padding:10px 16px;background:var(--paper);border-bottom:1px solid var(--rule)}.verdict{margin:0;font-size:17px;line-height:1.3}.verdict:before{content:\"\";display:inline-block;width:11px;height:11px;margin-right:9px;border-radius:50%;background:currentColor}.verdict.deadlock{color:var(--red)}.verdict.suspected,.verdict.starvation,.verdict.blocked{color:var(--amber)}.verdict.healthy{color:var(--ok)}.looked{grid-column:1;margin:0;color:var(--soft)}.tools{grid-area:1 / 2 / 3 / 3;display:flex;gap:6px;align-items:cen",
      "ter}#search{width:250px;padding:6px 9px;border:1px solid var(--rule);border-radius:6px;background:var(--back);color:var(--text);font:inherit}#found{color:var(--soft);white-space:nowrap}button{font:inherit;color:inherit;cursor:pointer}.tools button,.back,.copy{min-width:32px;padding:5px 10px;border:1px solid var(--rule);border-radius:6px;background:var(--back)}.tools button:hover,.back:hover,.copy:hover{border-color:var(--root)}:focus-visible{outline:2px solid var(--root);outline-offset:1px}.stage{position:relative;min-width:0;overflow:hidden}#frame{display:block;width:100%;height:100%;cursor:g",
      "rab;touch-action:none;user-select:none;-webkit-user-select:none}#frame:active{cursor:grabbing}.empty{position:absolute;inset:40% 0 auto;text-align:center;color:var(--soft);font-size:15px}aside{display:flex;flex-direction:column;min-height:0;border-left:1px solid var(--rule);background:var(--paper);overflow-wrap:anywhere}.panel{flex:1;min-height:0;padding:2px 16px 20px;overflow:auto}.legend{flex:none;padding:8px 16px;border-top:1px solid var(--rule);font-size:12px}.legend summary,.more summary{cursor:pointer;color:var(--soft);font-size:11px;font-weight:600;letter-spacing:.06em;text-transform:up",
      "percase}.more{margin-top:18px}.legend ul{display:grid;grid-template-columns:auto auto;gap:1px 12px;margin:6px 0 4px;padding:0;list-style:none}.legend li{display:flex;gap:6px;align-items:center;line-height:1.25}.legend svg{flex:none}.legend p{margin:4px 0 0;color:var(--soft)}aside h2{margin:10px 0 4px;font-size:15px}aside h3{margin:18px 0 5px;font-size:11px;letter-spacing:.06em;text-transform:uppercase;color:var(--soft)}aside p{margin:3px 0}.facts,.note{color:var(--soft)}.row{display:flex;justify-content:space-between;gap:10px;width:100%;margin:2px 0;padding:5px 8px;border:0;border-left:3px sol",
      "id var(--rule);border-radius:0 5px 5px 0;background:none;text-align:left;unicode-bidi:plaintext}button.row:hover{background:var(--back)}.row .count{flex:none;color:var(--soft);white-space:nowrap}.row.proved,.row.error{border-left-color:var(--red)}.row.suspected,.row.warning{border-left-color:var(--amber)}.row.suspected{border-left-style:dashed}.row.root{border-left-color:var(--root)}.wait{margin:4px 0 8px;padding:7px 10px;border:1px solid var(--rule);border-radius:6px}.wait ul,.tip ul{margin:4px 0;padding:0;list-style:none}.wait li,.tip li{margin:2px 0;color:var(--soft)}.wait li b,.tip li b{fo",
      "nt-weight:600;color:var(--text)}.wait li.doubt b,.tip li.doubt b{color:var(--amber)}.command{display:flex;gap:6px;align-items:center;margin:4px 0}.command code{flex:1;min-width:0;padding:4px 8px;border-radius:5px;background:var(--back);font:12px/1.5 Consolas,Cascadia Mono,Menlo,DejaVu Sans Mono,monospace}.copy{flex:none;padding:3px 8px;font-size:12px}.tip{position:fixed;z-index:5;max-width:430px;padding:8px 12px;border:1px solid var(--rule);border-radius:8px;background:var(--paper);box-shadow:0 4px 18px #00000038;overflow-wrap:anywhere;pointer-events:none}.tip p{margin:2px 0}.node,.edge{cursor",
      ":pointer}.node:focus{outline:none}.node>rect:first-child,.node>path:first-child{fill:var(--thread);stroke:var(--thread-rule);stroke-width:1}.node.process>rect:first-child{fill:var(--box);stroke:var(--box-rule)}.node.port>path:first-child{fill:var(--port);stroke:var(--port-rule)}.node.object>rect:first-child{fill:var(--object);stroke:var(--object-rule);stroke-dasharray:5 2}.node.victim>rect:first-child{stroke:var(--red);stroke-dasharray:2 2.5;stroke-width:1.5}.node.victim.suspected>rect:first-child{stroke:var(--amber)}.node.member>rect:first-child{fill:var(--red-soft);stroke:var(--red);stroke-w",
      "idth:2.5}.node.member.suspected>rect:first-child{fill:var(--amber-soft);stroke:var(--amber);stroke-dasharray:7 4}.node.root>rect:first-child,.node.root>path:first-child{stroke:var(--root);stroke-width:2.5}.node text{fill:var(--text);font-size:12px;pointer-events:none}.node .name{font-weight:600}.node .detail{fill:var(--soft);font-size:11px;font-weight:400}.node .title{font-size:12.5px;font-weight:600}.badge{fill:var(--root)}.node .badge-text{fill:#fff;font-size:10px;font-weight:600}.member>.badge,.victim>.badge{fill:var(--red)}.member.suspected>.badge,.victim.suspected>.badge{fill:var(--amber)",
      "}.group rect{fill:none;stroke:var(--box-rule);stroke-dasharray:3 4}.group text{fill:var(--soft);font-size:11.5px}.edge .line{fill:none;stroke:var(--edge);stroke-width:1.4}.edge .touch{fill:none;stroke:transparent;stroke-width:14}.edge .head{fill:var(--edge)}.edge .label{fill:var(--text);font-size:11px}.edge .label-back{fill:var(--back);opacity:.86}.edge.bundle .line{stroke-width:inherit;opacity:.75}.edge.state-queued .line,.edge.state-parked .line,.edge.state-staleServer .line,.edge.state-lost .line,.edge.state-unknown .line,.edge.state-unreadable .line{stroke-dasharray:7 4}.edge.state-cancele",
      "d .line,.edge.state-replyReady .line{stroke-dasharray:2 4}.edge.answer .line{stroke-width:1.2}.edge.answer.may .line{stroke-dasharray:2 4}.edge.proved .line{stroke:var(--red);stroke-width:2.6}.edge.proved .head{fill:var(--red)}.edge.proved .label{fill:var(--red);font-weight:600}.edge.suspected .line{stroke:var(--amber);stroke-width:2.4;stroke-dasharray:9 5}.edge.suspected .head{fill:var(--amber)}.edge.suspected .label{fill:var(--amber);font-weight:600}.edge:hover .line{stroke-width:3}.chosen .node:not(.ahead,.behind,.around,.this),.chosen .edge:not(.ahead,.behind),.chosen .group{opacity:.16}.c",
      "hosen .edge.behind .line{stroke:var(--behind);stroke-width:2.4}.chosen .edge.behind .head{fill:var(--behind)}.chosen .edge.ahead .line{stroke:var(--ahead);stroke-width:2.8}.chosen .edge.ahead .head{fill:var(--ahead)}.chosen .edge.proved.ahead .line{stroke:var(--red)}.chosen .edge.proved.ahead .head{fill:var(--red)}.node.this>rect:first-child,.node.this>path:first-child{stroke-width:4}.node:focus-visible>rect:first-child,.node:focus-visible>path:first-child{stroke:var(--root);stroke-width:4;stroke-dasharray:none}.searching .node.hit{opacity:1}.node.hit>rect:first-child,.node.hit>path:first-chil",
      "d{fill:var(--hit)}.far .edge .label,.far .edge .label-back,.far .group text{display:none}.signs{display:none}.very-far .signs{display:inline}.sign{fill:var(--text);stroke:var(--back);stroke-width:calc(3px * var(--unscale, 1));paint-order:stroke;font-size:calc(11px * var(--unscale, 1));font-weight:600;pointer-events:none}.sign.covered{display:none}.sign.proved{fill:var(--red)}.sign.suspected{fill:var(--amber)}.chosen .sign{opacity:.35}.very-far .node text,.very-far .badge,.very-far .badge-text{display:none}.very-far .node.compact:not(.hit,.this,.ahead,.behind,.around){display:none}.very-far .gr",
      "oup rect{fill:var(--box);stroke:var(--box-rule);stroke-width:calc(1px * var(--unscale, 1));stroke-dasharray:none;cursor:zoom-in}.very-far .edge .line,.very-far .edge.bundle .line{stroke-width:calc(1px * var(--unscale, 1))}.very-far .edge.proved .line,.very-far .edge.suspected .line{stroke-width:calc(1.8px * var(--unscale, 1))}.very-far .node.member>rect:first-child{fill:var(--red)}.very-far .node.member.suspected>rect:first-child{fill:var(--amber)}@media(max-width:900px){#app{grid-template:auto minmax(300px,60vh) auto / 1fr;height:auto}header{grid-template-columns:1fr}.tools{grid-area:auto;fle",
      "x-wrap:wrap}aside{border-left:0;border-top:1px solid var(--rule)}}@media print{.tools,.tip,.copy{display:none}}@media(forced-colors:active){.node>rect:first-child,.node>path:first-child{fill:Canvas;stroke:CanvasText}.edge .line{stroke:CanvasText}}",
    ].join("");
    const SCRIPT_HASH = "sha256-CsdtOhXnjoGWvrAeJEYhVVYnZPi0dXq65oqdeKDBeOI=";
    const STYLE_HASH = "sha256-hSmwSrZW1fNkN+PrxVBv98yXqQd/Trn60HMBsakNe98=";
    const NOTICE = [
      "Layout: @dagrejs/dagre 3.1.3\n\nCopyright (c) 2012-2014 Chris Pettitt\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\nof this software and associated documentation files (the \"Software\"), to deal\nin the Software without restriction, including without limitation the rights\nto use, copy, modify, merge, publish, distribute, sublicense, and/or sell\ncopies of the Software, and to permit persons to whom the Software is\nfurnished to do so, subject to the following conditions:\n\nThe above copyright notice and this permission notice shall be included in\nall copies or substant",
      "ial portions of the Software.\n\nTHE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR\nIMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,\nFITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE\nAUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER\nLIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,\nOUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN\nTHE SOFTWARE.",
    ].join("");

    /** One line at a time, each with its end. */
    function dotLines(graph) {
        const lines = [
            "// Made by alpcx: who waits for whom. dot -Tsvg FILE -o FILE.svg draws it.",
            "digraph alpc {",
            "  graph [" +
                attributes({ rankdir: "LR", fontname: "Segoe UI, Helvetica, sans-serif", labelloc: "t", compound: "true" }) +
                ", label=" +
                quoted([graph.headline, graph.looked].concat(graph.notes).join("\n")) +
                "];",
            '  node [fontname="Segoe UI, Helvetica, sans-serif", fontsize=10, style="filled,rounded", shape=box, color="#8a94a6", fillcolor="#ffffff"];',
            '  edge [fontname="Segoe UI, Helvetica, sans-serif", fontsize=9, color="#5b6472"];',
        ];
        const inside = new Map();
        for (const node of graph.nodes) {
            if (node.parent === undefined)
                continue;
            const list = inside.get(node.parent);
            if (list)
                list.push(node);
            else
                inside.set(node.parent, [node]);
        }
        for (const node of graph.nodes) {
            if (node.kind === "process")
                lines.push(...cluster(graph, node, inside.get(node.id) || []));
            else if (node.parent === undefined)
                lines.push("  " + statement(graph, node));
        }
        for (const edge of graph.edges)
            lines.push("  " + edgeStatement(graph, edge));
        lines.push("}");
        return lines.map((line) => line + "\n");
    }
    function cluster(graph, process, content) {
        const look = { style: "filled,rounded", fillcolor: "#f2f4f8", color: process.root === undefined ? "#b4bccb" : ROOT };
        const label = [process.label + (process.detail === "" ? "" : "  " + process.detail)].concat(rootLine(process));
        return [
            "  subgraph " + quoted("cluster_" + process.id) + " {",
            "    graph [" + attributes(look) + ", label=" + quoted(label.join("\n")) + ", tooltip=" + tooltip(process) + "];",
            // A process without content is drawn all the same: somebody waits for it.
            ...(content.length > 0 ? content : [process]).map((node) => "    " + statement(graph, node)),
            "  }",
        ];
    }
    const RED = "#c62828";
    const AMBER = "#b26a00";
    const ROOT = "#1565c0";
    function statement(graph, node) {
        const look = {};
        if (node.kind === "port")
            look.shape = "cds";
        else if (node.kind === "object")
            look.shape = "note";
        if (node.root !== undefined)
            Object.assign(look, { color: ROOT, penwidth: "2" });
        const certainty = certaintyOf(graph, node.deadlocks);
        if (node.role === "member") {
            const isProved = certainty === "proved";
            Object.assign(look, {
                color: isProved ? RED : AMBER,
                fillcolor: isProved ? "#fde0e0" : "#fff1d6",
                penwidth: "2",
                style: isProved ? "filled,rounded,bold" : "filled,rounded,dashed",
            });
        }
        else if (node.role === "victim")
            Object.assign(look, { color: certainty === "proved" ? RED : AMBER });
        const mark = node.role === "member"
            ? [certainty + " deadlock " + (node.deadlocks || []).map((index) => index + 1).join(", ")]
            : node.role === "victim"
                ? ["victim of deadlock " + (node.deadlocks || []).map((index) => index + 1).join(", ")]
                : [];
        const label = [node.label, node.detail].concat(mark, rootLine(node)).filter((line) => line !== "");
        const all = attributes(look);
        return (quoted(node.id) +
            " [label=" +
            quoted(label.join("\n")) +
            (all === "" ? "" : ", " + all) +
            ", tooltip=" +
            tooltip(node) +
            "];");
    }
    function rootLine(node) {
        return node.root === undefined ? [] : ["root: " + node.root];
    }
    function certaintyOf(graph, deadlocks) {
        const found = (deadlocks || []).map((index) => graph.deadlocks[index]);
        if (found.some((deadlock) => deadlock !== undefined && deadlock.certainty === "proved"))
            return "proved";
        return found.length > 0 ? "suspected" : undefined;
    }
    function edgeStatement(graph, edge) {
        const look = {};
        if (edge.leg === "wait")
            look.style = edge.state === "inService" || edge.state === "owned" ? "solid" : "dashed";
        else
            Object.assign(look, { style: edge.certainty === "serves" ? "solid" : "dotted", arrowhead: "vee" });
        if (edge.deadlock !== undefined) {
            look.color = certaintyOf(graph, [edge.deadlock]) === "proved" ? RED : AMBER;
            look.penwidth = "2";
        }
        const text = edge.leg === "wait" ? edge.text : edge.label;
        const tip = edge.leg === "wait" ? [text].concat(edge.evidence.map((item) => item.basis + ": " + item.text)) : [text];
        return (quoted(edge.from) +
            " -> " +
            quoted(edge.to) +
            " [label=" +
            quoted(edge.label) +
            ", " +
            attributes(look) +
            ", tooltip=" +
            quoted(tip.join("\n")) +
            "];");
    }
    function tooltip(node) {
        return quoted(node.facts.concat(node.command === undefined ? [] : [node.command]).join("\n"));
    }
    function attributes(values) {
        return Object.keys(values)
            .map((name) => name + "=" + quoted(values[name]))
            .join(", ");
    }
    /** What is invisible or turns text around; see also `visible` of the page. */
    const ODD = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/;
    /**
     * A Graphviz string: a backslash would begin an escape, an ampersand an HTML entity, a quote end it. Newlines are ours or
     * the target's, and become line breaks. What is not ASCII becomes an entity; what is invisible, or beyond 16 bits, for which
     * Graphviz has no entities, becomes a visible escape.
     */
    function quoted(text) {
        let result = "";
        for (const char of text) {
            const code = char.codePointAt(0);
            if (char === "\\")
                result += "\\\\";
            else if (char === '"')
                result += '\\"';
            else if (char === "\n")
                result += "\\n";
            else if (code > 0xffff)
                result += "\\\\u{" + code.toString(16) + "}";
            else if (ODD.test(char))
                result += "\\\\u" + ("000" + code.toString(16)).slice(-4);
            else if (code > 0x7e || char === "&" || char === "<" || char === ">")
                result += "&#" + code + ";";
            else
                result += char;
        }
        return '"' + result + '"';
    }

    /** Threads that wait, without `/limit`. More cannot be read on a screen. */
    const DRAWN_WAITERS = 600;
    /** Busy receivers of one port that wait for nobody: more tell nothing new. */
    const RECEIVERS = 8;
    function choose(judged, limit = DRAWN_WAITERS) {
        const { analysis, waits } = judged;
        const waiting = new Map();
        for (const thread of waits.threads) {
            const drawn = thread.waits.filter((wait) => wait.kind !== "other");
            if (drawn.length > 0)
                waiting.set(thread.fact.thread, drawn);
        }
        const order = new Set();
        const add = (thread) => waiting.has(thread) && order.add(thread);
        for (const deadlock of analysis.deadlocks)
            for (const member of deadlock.members)
                add(member.fact.thread);
        for (const deadlock of analysis.deadlocks)
            for (const victim of deadlock.victims)
                add(victim.fact.thread);
        for (const chain of analysis.chains)
            for (const wait of chain.waits)
                add(wait.waiter.thread);
        waiting.forEach((_, thread) => add(thread));
        const threads = new Set();
        const chosen = [];
        order.forEach((thread) => {
            if (threads.size >= limit)
                return;
            threads.add(thread);
            chosen.push(...(waiting.get(thread) || []));
        });
        const left = order.size - threads.size;
        const busy = new Map();
        for (const wait of chosen) {
            for (const thread of wait.on) {
                if (!threads.has(thread) && isWorthDrawing(judged, wait, thread, busy))
                    threads.add(thread);
            }
        }
        let unseen = 0;
        order.forEach((thread) => {
            if (!threads.has(thread))
                unseen++;
        });
        return { threads, waits: chosen, left, unseen };
    }
    /** One of several that can end a wait: not the idle ones of a pool, not every thread of a process that is waited for. */
    function isWorthDrawing(judged, wait, thread, busy) {
        if (wait.on.length === 1 || wait.state === "inService")
            return true;
        const fact = threadAt(judged.waits.world, thread);
        if (wait.kind === "process" || fact === undefined || isIdle(fact) || wait.port === undefined)
            return false;
        const count = busy.get(wait.port) || 0;
        busy.set(wait.port, count + 1);
        return count < RECEIVERS;
    }

    const GRAPH_SCHEMA = "alpcx.graph/1";

    /** The nodes of the graph: what a chosen wait touches, each once, each in its process. */
    class GraphNodes {
        constructor(judged, choice) {
            this.judged = judged;
            this.drafts = new Map();
            this.byAddress = new Map();
            this.roles = new Map();
            judged.analysis.deadlocks.forEach((deadlock, index) => {
                for (const member of deadlock.members)
                    this.roleIn(member, "member", index);
                for (const victim of deadlock.victims)
                    this.roleIn(victim, "victim", index);
            });
            // In the order of the waits: whoever draws finds the gravest first.
            for (const wait of choice.waits) {
                this.thread(wait.waiter.thread);
                this.via(wait);
                for (const thread of wait.on)
                    if (choice.threads.has(thread))
                        this.thread(thread);
            }
        }
        all() {
            return Array.from(this.drafts.values());
        }
        /** The node of a thread, port, process or object, where it is drawn. Damaged memory may put two at one address. */
        idAt(address) {
            return this.threadId(address) || this.byAddress.get(address);
        }
        threadId(address) {
            const id = "thread-" + hex(address);
            return this.drafts.has(id) ? id : undefined;
        }
        threadIds(addresses) {
            return addresses.map((address) => this.threadId(address)).filter((id) => id !== undefined);
        }
        /** Between the thread that waits and who can end the wait: the port of a request, the object. Not for threads. */
        via(wait) {
            if (wait.port !== undefined)
                return this.port(wait.port);
            if (wait.kind === "alpc" || wait.kind === "lpc") {
                // Without a port: the thread that has the request, else the message or, failing that, what is not known.
                if (wait.on.length > 0)
                    return undefined;
                return this.object(wait.message || wait.waiter.thread, "message", wait, wait.process);
            }
            if (wait.kind === "thread" && wait.on.length > 0)
                return undefined;
            // A lock is drawn with its owner, the end of a process in that process.
            const inside = wait.kind === "process" ? wait.object : wait.process;
            return this.object(wait.object || wait.waiter.thread, wait.kind, wait, inside);
        }
        /** Marks where chains end; gives how many of the roots are not drawn. */
        markRoots() {
            let notDrawn = 0;
            for (const chain of this.judged.analysis.chains) {
                const draft = this.rootOf(chain);
                if (!draft) {
                    notDrawn++;
                    continue;
                }
                const why = rootDoes(chain.root.why, chain.rootThread);
                draft.root = draft.root === undefined || draft.root === why ? why : draft.root + "; " + why;
                draft.waiters = (draft.waiters || 0) + chain.waiters;
            }
            return { notDrawn };
        }
        rootOf({ root }) {
            const { thread, object, process } = root;
            const id = (thread !== undefined && this.threadId(thread)) ||
                (object !== undefined && this.byAddress.get(object)) ||
                (process !== undefined && this.byAddress.get(process));
            return id ? this.drafts.get(id) : undefined;
        }
        roleIn({ fact }, role, deadlock) {
            const known = this.roles.get(fact.thread);
            if (known)
                known.deadlocks.push(deadlock);
            else
                this.roles.set(fact.thread, { role, deadlocks: [deadlock] });
        }
        add(address, node) {
            this.drafts.set(node.id, node);
            if (node.kind !== "thread" && !this.byAddress.has(address))
                this.byAddress.set(address, node.id);
            return node.id;
        }
        process(address) {
            if (address === undefined || address === NULL)
                return undefined;
            const id = "process-" + hex(address);
            if (this.drafts.has(id))
                return id;
            const fact = this.judged.waits.world.processes.get(address);
            const pid = fact && fact.pid.toString(16);
            const state = !fact ? "" : fact.terminated ? "terminated" : fact.exiting ? "exiting" : "";
            const threads = (this.judged.waits.world.threadsOf.get(address) || []).length;
            const facts = ["process " + (pid === undefined ? "" : pid + " ") + "at " + hex(address)];
            if (fact)
                facts.push(plural(threads, "live thread"));
            if (fact && fact.ageSeconds !== undefined)
                facts.push("started " + secondsText(fact.ageSeconds) + " ago");
            if (state !== "")
                facts.push("it is " + state);
            const draft = {
                id,
                kind: "process",
                address: hex(address),
                label: fact ? fact.image : "process " + hex(address),
                detail: (pid === undefined ? "" : pid) + (state === "" ? "" : (pid === undefined ? "" : ", ") + state),
                facts,
                command: "!alpcx /lpp " + hex(address),
            };
            if (pid !== undefined)
                draft.dx = "@$cursession.Processes[0x" + pid + "].Alpc";
            return this.add(address, draft);
        }
        thread(address) {
            const id = "thread-" + hex(address);
            if (this.drafts.has(id))
                return id;
            const { waits } = this.judged;
            const fact = threadAt(waits.world, address);
            const index = waits.world.indexOf.get(address);
            const thread = index === undefined ? undefined : waits.threads[index];
            const parent = this.process(fact && fact.process);
            const tid = fact && fact.tid.toString(16);
            const facts = ["thread " + (fact ? fact.pid.toString(16) + "." + tid + " " : "") + "at " + hex(address)];
            if (thread) {
                for (const wait of thread.waits)
                    facts.push(wait.kind === "other" ? otherText(wait) : waitText(waits.world, thread, wait));
                if (fact && fact.suspended)
                    facts.push("it is suspended");
            }
            const draft = {
                id,
                kind: "thread",
                address: hex(address),
                label: "thread " + (tid === undefined ? hex(address) : tid),
                detail: thread ? threadDetail(thread) : "not read",
                facts,
                command: "!alpcx /chain " + hex(address),
                dx: "@$cursession.Alpc.Thread(" + hex(address) + ")",
            };
            if (parent !== undefined)
                draft.parent = parent;
            const role = this.roles.get(address);
            if (role) {
                draft.role = role.role;
                draft.deadlocks = role.deadlocks;
            }
            return this.add(address, draft);
        }
        port(address) {
            const id = "port-" + hex(address);
            if (this.drafts.has(id))
                return id;
            const { world } = this.judged.waits;
            const fact = world.ports.get(address);
            const parent = this.process(fact && fact.ownerProcess);
            const draft = {
                id,
                kind: "port",
                address: hex(address),
                label: (fact && fact.name) || "port " + hex(address),
                detail: fact ? this.portDetail(fact) : "not read",
                facts: ["port at " + hex(address)].concat(fact ? this.portFacts(fact) : []),
                command: "!alpcx /p " + hex(address),
                dx: "@$cursession.Alpc.Port(" + hex(address) + ")",
            };
            if (parent !== undefined)
                draft.parent = parent;
            return this.add(address, draft);
        }
        portDetail(fact) {
            const { idle, all } = this.receivers(fact);
            const free = all === 0 ? "no receiver" : idle + " of " + all + " free";
            return (isGone(this.judged.waits.world, fact) ? "server gone, " : "") + free;
        }
        portFacts(fact) {
            const { idle, all } = this.receivers(fact);
            const facts = [all === 0 ? "no receiver was found" : idle + " of " + plural(all, "receiver") + " idle"];
            if (fact.closed)
                facts.push("it is closed");
            if (fact.disconnected)
                facts.push("it is disconnected");
            if (fact.ownerInvalid)
                facts.push("its owner is marked invalid");
            for (const queue of fact.queues || [])
                if (queue.counter > 0)
                    facts.push(queue.name + ": " + plural(queue.counter, "message"));
            if (fact.connectionCount)
                facts.push(plural(fact.connectionCount, "connection"));
            return facts;
        }
        receivers(fact) {
            let idle = 0;
            for (const thread of fact.receivers) {
                const receiver = threadAt(this.judged.waits.world, thread);
                if (receiver && isIdle(receiver))
                    idle++;
            }
            return { idle, all: fact.receivers.length };
        }
        object(address, what, wait, inside) {
            const id = "object-" + what + "-" + hex(address);
            if (this.drafts.has(id))
                return id;
            const parent = this.process(inside);
            const name = NAMES[what] || what;
            const draft = {
                id,
                kind: "object",
                address: hex(address),
                label: wait.messageId !== undefined ? name + " 0x" + wait.messageId.toString(16) : name,
                detail: wait.kind === "process" ? plural(wait.on.length, "live thread") : hex(address),
                facts: [name + " at " + hex(address)],
            };
            if (what === "process")
                draft.command = "!alpcx /lpp " + hex(address);
            else if (wait.message !== undefined)
                draft.command = "!alpcx /m " + hex(wait.message);
            if (parent !== undefined)
                draft.parent = parent;
            if (wait.on.length === 0)
                draft.facts = draft.facts.concat("nobody is known who can end a wait for it");
            return this.add(address, draft);
        }
    }
    const NAMES = {
        process: "end of the process",
        thread: "end of a thread",
        criticalSection: "critical section",
        eresource: "ERESOURCE",
        pushLock: "push lock",
    };
    function otherText(wait) {
        return "waits for " + (wait.what || "something") + ", which can come from outside";
    }
    function threadDetail(thread) {
        const { fact, waits, waitedSeconds } = thread;
        if (fact.state !== "waiting")
            return fact.state === "terminated" ? "ended" : fact.state;
        const time = waitedSeconds === undefined ? "" : " " + secondsText(waitedSeconds);
        if (fact.suspended)
            return "suspended" + time;
        const first = waits[0];
        if (isIdle(fact))
            return "idle" + time;
        if (first && first.kind === "other" && waits.length === 1)
            return (first.what || "waits") + time;
        return "waits" + time;
    }

    /** Places that could not be read and are named one by one. */
    const NAMED = 5;
    function notesOf(analysis, notWaiting, waiting, roots) {
        const notes = [];
        if (notWaiting > 0) {
            notes.push(plural(notWaiting, "thread is", "threads are") +
                " not drawn: nothing here waits for " +
                (notWaiting === 1 ? "it alone, and it waits for" : "them alone, and they wait for") +
                " nobody.");
        }
        if (waiting > 0) {
            notes.push(plural(waiting, "waiting thread is", "waiting threads are") +
                " beyond the limit: what they wait for is not drawn. Deadlocks and long chains come first; /limit N draws N.");
        }
        if (roots > 0)
            notes.push(plural(roots, "root is", "roots are") + " not drawn.");
        const { incomplete } = analysis;
        if (incomplete.length > 0) {
            const named = incomplete.slice(0, NAMED).map((item) => item.what + ": " + item.why);
            const more = incomplete.length > NAMED ? "; and " + (incomplete.length - NAMED) + " more" : "";
            notes.push("Could not be read: " + named.join("; ") + more + ".");
        }
        return notes;
    }

    /** The few words that fit into a drawing. */
    const STATES = {
        queued: "queued",
        inService: "in service",
        parked: "parked",
        staleServer: "server thread ended",
        replyReady: "reply ready",
        canceled: "canceled",
        owned: "",
        lost: "lost",
        unreadable: "not readable",
        unknown: "unknown",
        none: "",
    };
    const KINDS = {
        alpc: "",
        lpc: "",
        mutant: "mutant",
        thread: "its end",
        process: "its end",
        criticalSection: "critical section",
        eresource: "ERESOURCE",
        pushLock: "push lock",
        other: "",
    };
    /** `in service`, `queued`, `mutant`. */
    function stateLabel(wait) {
        return STATES[wait.state] || KINDS[wait.kind];
    }
    /** How long, in words: seconds where there is a clock. */
    function waitedText(wait) {
        if (wait.waitedSeconds !== undefined)
            return secondsText(wait.waitedSeconds);
        return wait.waitedTicks === undefined ? undefined : wait.waitedTicks + " ticks";
    }

    /** The analysis as a graph: processes with threads and ports in them, waits as edges through the ports. */
    /** The graph of an analysis; `limit` bounds the waiting threads that are drawn. */
    function graphOf(judged, limit) {
        const { analysis } = judged;
        const choice = choose(judged, limit);
        const nodes = new GraphNodes(judged, choice);
        const edges = edgesOf(judged, choice, nodes);
        const roots = nodes.markRoots();
        const notWaiting = Math.max(0, analysis.counts.threads - choice.threads.size - choice.unseen);
        return {
            schema: GRAPH_SCHEMA,
            verdict: analysis.verdict,
            headline: verdictLines(analysis).join(" "),
            looked: countsLine(analysis),
            counts: analysis.counts,
            nodes: nodes.all(),
            edges,
            deadlocks: analysis.deadlocks.map((deadlock) => ({
                kind: deadlock.kind,
                certainty: deadlock.certainty,
                text: deadlockLabel(deadlock),
                members: nodes.threadIds(deadlock.members.map((member) => member.fact.thread)),
                victims: nodes.threadIds(deadlock.victims.map((victim) => victim.fact.thread)),
            })),
            findings: analysis.findings.map((finding) => {
                const node = nodes.idAt(finding.subject);
                const { severity, rule, text } = finding;
                return node === undefined ? { severity, rule, text } : { severity, rule, text, node };
            }),
            omitted: { notWaiting, waiting: choice.left },
            notes: notesOf(analysis, notWaiting, choice.left, roots.notDrawn),
        };
    }
    function deadlockLabel(deadlock) {
        const images = deadlock.members.map((member) => member.fact.image);
        const named = images.slice(0, 6).join(", ") + (images.length > 6 ? " and " + (images.length - 6) + " more" : "");
        return deadlock.certainty + " " + deadlock.kind + ": " + named;
    }
    /** For each thread the deadlocks it is a member of: at most one. */
    function memberships(deadlocks) {
        const member = new Map();
        deadlocks.forEach((deadlock, index) => {
            for (const { fact } of deadlock.members)
                member.set(fact.thread, index);
        });
        return member;
    }
    function edgesOf(judged, choice, nodes) {
        const waits = [];
        const answers = new Map();
        const memberOf = memberships(judged.analysis.deadlocks);
        for (const wait of choice.waits) {
            const from = nodes.threadId(wait.waiter.thread);
            const via = nodes.via(wait);
            const drawn = wait.on.filter((thread) => choice.threads.has(thread));
            const own = memberOf.get(wait.waiter.thread);
            const isInside = own !== undefined && wait.on.some((thread) => memberOf.get(thread) === own);
            const direct = via === undefined ? drawn : [];
            if (from === undefined)
                continue;
            if (via !== undefined)
                waits.push(waitEdge(judged, wait, from, via, isInside ? own : undefined));
            const position = waits.length - 1;
            for (const thread of direct) {
                const to = nodes.threadId(thread);
                const isCircle = own !== undefined && memberOf.get(thread) === own;
                if (to !== undefined)
                    waits.push(waitEdge(judged, wait, from, to, isCircle ? own : undefined));
            }
            if (via === undefined)
                continue;
            for (const thread of drawn) {
                const to = nodes.threadId(thread);
                if (to === undefined)
                    continue;
                const certainty = wait.on.length === 1 || wait.state === "inService" ? "serves" : "may";
                const key = via + " " + to + " " + certainty;
                let edge = answers.get(key);
                if (!edge) {
                    const label = wait.kind === "process" ? "may end it" : certainty === "may" ? "may answer" : answerLabel(wait);
                    edge = { leg: "answer", from: via, to, label, certainty, of: [] };
                    answers.set(key, edge);
                }
                edge.of.push(position);
                if (own !== undefined && memberOf.get(thread) === own)
                    edge.deadlock = own;
            }
        }
        return waits.concat(Array.from(answers.values()));
    }
    function answerLabel(wait) {
        if (wait.kind !== "alpc" && wait.kind !== "lpc")
            return "owner";
        return wait.state === "inService" ? "in service" : "receiver";
    }
    function waitEdge(judged, wait, from, to, deadlock) {
        const { world } = judged.waits;
        const waited = waitedText(wait);
        const text = waitText(world, { fact: wait.waiter }, wait);
        const evidence = evidenceOf(world, wait, shortNames(world)).slice();
        if (wait.on.length > 0)
            for (const doubt of wait.doubts)
                evidence.push({ basis: "doubt", text: doubtText(doubt) });
        for (const candidate of wait.candidates)
            evidence.push({
                basis: "guess",
                text: "its wait began with that of " + shortThread(threadAt(world, candidate), candidate),
            });
        const edge = {
            leg: "wait",
            from,
            to,
            kind: wait.kind,
            state: wait.state,
            label: [stateLabel(wait), waited].filter((part) => part !== undefined && part !== "").join(", "),
            text,
            evidence,
        };
        if (deadlock !== undefined)
            edge.deadlock = deadlock;
        if (wait.waitedSeconds !== undefined)
            edge.waitedSeconds = Math.round(wait.waitedSeconds * 1000) / 1000;
        if (waited !== undefined)
            edge.waited = waited;
        if (wait.timeout)
            edge.timeout = true;
        if (wait.message !== undefined)
            edge.message = hex(wait.message);
        if (wait.messageId !== undefined)
            edge.messageId = wait.messageId;
        const shown = wait.message !== undefined && wait.message !== NULL ? "!alpcx /m " + hex(wait.message) : undefined;
        if (shown !== undefined)
            edge.command = shown;
        return edge;
    }

    /**
     * The pieces of the page. Only its own script and style may run: even if something of the target got through the escapes
     * it would stay text.
     */
    function htmlPieces(graph, parts) {
        const policy = "default-src 'none'; script-src '" +
            parts.scriptHash +
            "'; style-src '" +
            parts.styleHash +
            "'; base-uri 'none'; form-action 'none'";
        return [
            "<!doctype html>\n",
            '<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            '<meta http-equiv="Content-Security-Policy" content="' + policy + '">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="color-scheme" content="light dark">\n',
            "<title>" + escapeHtml(title(graph)) + "</title>\n",
            "<!--\n" + parts.notice + "\n-->\n",
            "<style>" + parts.style + "</style>\n</head>\n<body>\n",
            '<main id="app"></main>\n<noscript>\n',
            "<h1>" + escapeHtml(graph.headline) + "</h1>\n<p>" + escapeHtml(graph.looked) + "</p>\n",
            "<p>The drawing needs JavaScript. These are the waits:</p>\n<ul>\n",
            ...graph.edges.map((edge) => (edge.leg === "wait" ? "<li>" + escapeHtml(edge.text) + "</li>\n" : "")),
            "</ul>\n</noscript>\n",
            '<script type="application/json" id="graph">',
            scriptJson(graph),
            "</script>\n<script>",
            parts.script,
            "</script>\n</body>\n</html>\n",
        ];
    }
    function title(graph) {
        return "alpcx - " + graph.headline;
    }
    /** Text between tags or in a quoted attribute. Control characters, which HTML has no way to write, become visible. */
    function escapeHtml(text) {
        let result = "";
        for (const char of text) {
            const code = char.codePointAt(0);
            const isOdd = (code < 0x20 && code !== 9 && code !== 10) || (code >= 0x7f && code < 0xa0);
            if (isOdd || (code >= 0xd800 && code < 0xe000))
                result += "\\u" + ("000" + code.toString(16)).slice(-4);
            else if (code > 0x7e || /[<>&"']/.test(char))
                result += "&#" + code + ";";
            else
                result += char;
        }
        return result;
    }
    /** JSON inside a script element: nothing in it can end the element or open a comment, and all is ASCII. */
    function scriptJson(value) {
        return JSON.stringify(value).replace(/[<>&\u007f-\uffff]/g, (char) => "\\u" + ("000" + char.charCodeAt(0).toString(16)).slice(-4));
    }

    /** Text files beside the debugger, through `Debugger.Utility.FileSystem`. Source: host-api 1.9. */
    /** Characters collected before the host is called: each call costs. */
    const CHUNK$1 = 32768;
    /**
     * Creates a file. A file that is there already is only replaced with `replace`. Throws a UsageError where the debugger
     * has no file system (its extensions bring it), where the file exists, and where it cannot be created.
     */
    function createTextFile(path, replace) {
        const system = systemFor(path, replace);
        let file;
        try {
            // CreateNew refuses a file that came into being meanwhile.
            file = system.CreateFile(path, replace ? "CreateAlways" : "CreateNew");
        }
        catch (error) {
            throw new UsageError(path + " cannot be created: " + messageOf(error) + ". Name a file in a folder that you may write to");
        }
        return new HostTextFile(system, file, path);
    }
    /**
     * Says before the work what would be in the way after it. Throws a UsageError where the debugger has no file system and
     * where the file exists.
     */
    function checkTextFile(path, replace) {
        systemFor(path, replace);
    }
    /** Writes a whole file, or leaves none behind. Gives its path. Throws a UsageError. */
    function writeTextFile(path, replace, pieces) {
        const file = createTextFile(path, replace);
        try {
            for (const piece of pieces)
                file.write(piece);
            file.close();
        }
        catch (error) {
            file.discard();
            throw new UsageError(file.path + " cannot be written: " + messageOf(error) + ". Nothing of it was kept");
        }
        return file.path;
    }
    function systemFor(path, replace) {
        const system = fileSystem();
        if (path.trim() === "")
            throw new UsageError("the name of the file is empty");
        if (!replace && attempt(() => system.FileExists(path)) === true) {
            throw new UsageError(path + " exists already. Name another file, or add /force to replace it");
        }
        return system;
    }
    function fileSystem() {
        const system = attempt(() => host.namespace.Debugger.Utility.FileSystem);
        if (!system || !attempt(() => typeof system.CreateFile === "function")) {
            throw new UsageError("this debugger lets scripts write no files (it has no Debugger.Utility.FileSystem). Use WinDbg, or cdb and kd with their extensions");
        }
        return system;
    }
    class HostTextFile {
        constructor(system, file, path) {
            this.system = system;
            this.file = file;
            this.pending = [];
            this.length = 0;
            this.path = attempt(() => String(file.Path)) || path;
        }
        write(text) {
            this.pending.push(text);
            this.length += text.length;
            if (this.length >= CHUNK$1)
                this.flush();
        }
        close() {
            this.flush();
            this.file.Close();
        }
        discard() {
            // A file that is open cannot be deleted.
            attempt(() => this.file.Close());
            if (attempt(() => (this.file.Delete(), true)) === undefined)
                attempt(() => this.system.DeleteFile(this.path));
        }
        flush() {
            const writer = this.writer || (this.writer = this.system.CreateTextWriter(this.file, "Ascii"));
            if (!attempt(() => typeof writer.Write === "function"))
                throw new Error("the debugger gave nothing to write with");
            if (this.length > 0)
                writer.Write(this.pending.join(""));
            this.pending = [];
            this.length = 0;
        }
    }

    const graphCommand = {
        name: "graph",
        choices: ["dot", "html"],
        argument: "FILE",
        switches: ["quick", "force"],
        options: LIMIT,
        summary: "the wait graph as Graphviz text, or as one HTML page that shows it",
        examples: ["/graph html C:\\temp\\waits.html", '/graph dot "C:\\my dumps\\waits.dot" /force'],
        detail: [
            "The page needs no network and no other file: open it in any browser, or send it to somebody.",
            "Drawn is what waits and what it waits for; idle threads are left out. /limit N draws up to N waiting threads.",
            "/force replaces a file that is there. /json prints the graph, nodes and edges, as well.",
        ],
        run(context) {
            const { choice, switches } = context.parsed;
            checkTextFile(argumentOf(context.parsed), switches.has("force"));
            const graph = graphOf(context.look().judged(switches.has("quick"), context.progress), limitOf(context.parsed));
            const parts = { script: SCRIPT, style: STYLE, scriptHash: SCRIPT_HASH, styleHash: STYLE_HASH, notice: NOTICE };
            const pieces = choice === "dot" ? dotLines(graph) : htmlPieces(graph, parts);
            const file = writeTextFile(argumentOf(context.parsed), switches.has("force"), pieces);
            return { lines: graphLines(graph, file, choice === "dot"), document: graph, dx: "@$cursession.Alpc.Deadlocks" };
        },
    };
    /** What was written, in words. */
    function graphLines(graph, file, isDot) {
        const count = (kind) => graph.nodes.filter((node) => node.kind === kind).length;
        const waits = graph.edges.filter((edge) => edge.leg === "wait").length;
        return [
            graph.headline,
            "Wrote " + file + ": " + plural(waits, "wait") + " of " + graphCounts(count) + ".",
            ...graph.notes.map((note) => "  " + note),
            isDot ? "  draw it: dot -Tsvg FILE -o FILE.svg" : "  open it in a browser",
        ];
    }
    function graphCounts(count) {
        return (plural(count("thread"), "thread") +
            ", " +
            plural(count("port"), "port") +
            " and " +
            plural(count("process"), "process", "processes"));
    }

    /** `!alpcx /?`: made from the table of commands. */
    /** The help command over a table that contains it. */
    function helpCommand(table) {
        return {
            name: "?",
            argument: "COMMAND",
            argumentIsOptional: true,
            summary: "this help; with a command, its own",
            examples: ["/?", "/? deadlock"],
            run(context) {
                const wanted = argumentOf(context.parsed).replace(/^[/-]/, "").toLowerCase();
                const lines = wanted === "" ? overview(table()) : one(table(), wanted);
                const commands = table().map((command) => ({
                    usage: usage(command),
                    summary: command.summary,
                    examples: command.examples,
                }));
                return { lines, document: { schema: "alpcx.help/1", commands } };
            },
        };
    }
    function overview(table) {
        const width = Math.max(...table.map((command) => usage(command).length)) + 2;
        return ["alpcx: who waits for whom over ALPC", ""]
            .concat(table.map((command) => "  " + usage(command) + spaces(width - usage(command).length) + command.summary))
            .concat([
            "",
            "  /json after a command prints one JSON document, /v prints more. !alpcx /? COMMAND shows examples.",
            "  Addresses and ids are hexadecimal: ffffe001`23456789, bfc, 0x1234; 0n3068 is decimal.",
            "  Objects for dx: @$cursession.Alpc, @$curprocess.Alpc, @$curthread.Alpc",
        ]);
    }
    function one(table, wanted) {
        const command = table.find((known) => known.name === wanted);
        if (!command) {
            const names = table.map((known) => known.name).filter((name) => name !== "" && name !== "?");
            throw new UsageError("there is no /" + wanted + suggestion(wanted, names, "/") + " !alpcx /? lists the commands");
        }
        return [usage(command), "  " + command.summary].concat((command.detail || []).map((line) => "  " + line)).concat(["", "Examples:"], command.examples.map((example) => "  !alpcx " + example));
    }
    /** `!alpcx /graph dot|html FILE` */
    function usage(command) {
        const parts = ["!alpcx"];
        if (command.name !== "")
            parts.push("/" + command.name);
        if (command.choices)
            parts.push(command.choices.join("|"));
        if (command.argument !== undefined)
            parts.push(command.argumentIsOptional ? "[" + command.argument + "]" : command.argument);
        for (const name of command.switches || [])
            parts.push("[/" + name + "]");
        for (const name of Object.keys(command.options || {})) {
            parts.push("[/" + name + " " + (command.options || {})[name] + "]");
        }
        return parts.join(" ");
    }

    /** Connections as `!alpc /lpc` and `/lpp` print them. Source: golden cases G6 (c), G8. */
    /** A connection port with a line per connection. */
    function connectionReport(found, indent) {
        const size = found.kernel.pointerSize;
        const info = found.communicationInfo;
        const walk = info instanceof Gap ? undefined : info.connections;
        const count = walk ? walk.items.length : 0;
        const lines = [
            indent + pointerText$1(found.address, size) + named$1(found) + " " + found.messageCount + ", " + count + " connections",
        ];
        if (info instanceof Gap)
            lines.push(indent + "      (" + info.why + ")");
        for (const connection of walk ? walk.items : []) {
            const server = end(found.kernel, connection.serverCommunicationPort);
            const client = end(found.kernel, connection.clientCommunicationPort);
            const owner = client.port ? ownerText$1(client.port) : "";
            lines.push(indent + "      " + server.text + " ->" + client.text + (owner === "" ? "" : " " + owner));
        }
        if (walk && !isSound(walk.end))
            lines.push(indent + "      (" + describeEnd(walk.end) + ")");
        return lines;
    }
    /** A connection that a process made: its client port, the connection port and who owns that. */
    function clientLine(client, connection) {
        const own = pointerText$1(client.address, client.kernel.pointerSize) + " " + client.messageCount;
        if (!connection)
            return own + " -> (the connection port is gone)";
        const other = pointerText$1(connection.address, client.kernel.pointerSize) + named$1(connection) + " " + connection.messageCount;
        return own + " -> " + other + " " + ownerText$1(connection);
    }
    function named$1(found) {
        const name = found.header.name;
        return name instanceof Gap || name === "" ? "" : "('" + name + "')";
    }
    function end(kernel, address) {
        const text = pointerText$1(address === undefined ? NULL : address, kernel.pointerSize);
        if (address === undefined || isNull(address))
            return { text: text + " 0" };
        const found = port$1(kernel, address);
        return found instanceof Gap ? { text: text + " ?" } : { text: text + " " + found.messageCount, port: found };
    }
    /** `ffffbb0f8206f300('System')`; with why where the owner cannot be read. */
    function ownerText$1(found) {
        const address = found.ownerAddress;
        const text = pointerText$1(address, found.kernel.pointerSize);
        if (address === undefined || isNull(address))
            return text;
        if (!found.ownerIsValid)
            return text + "(gone)";
        const owner = process(found.kernel, address);
        return owner instanceof Gap ? text + "(" + owner.why + ")" : text + "('" + owner.image + "')";
    }

    /** What /json prints for a security descriptor. */
    function securityDocument(port, descriptor) {
        const { owner, group, dacl, sacl, control, hasDacl } = descriptor;
        return {
            schema: "alpcx.security/1",
            port: hex(port),
            descriptor: hex(descriptor.address),
            control,
            controlNames: controlNames(control),
            owner: sidPart(owner),
            group: sidPart(group),
            // null: everybody may do everything.
            dacl: hasDacl && dacl === undefined ? null : aclPart(dacl),
            sacl: aclPart(sacl),
            sddl: sddl(descriptor),
        };
    }
    function sidPart(sid) {
        if (sid === undefined)
            return undefined;
        return sid instanceof Gap ? { unreadable: sid.why } : { sid, name: sidName(sid) };
    }
    function aclPart(acl) {
        if (acl === undefined)
            return undefined;
        if (acl instanceof Gap)
            return { unreadable: acl.why };
        return acl.aces.map((ace) => ({
            type: ace.typeName,
            flags: ace.flags,
            flagNames: ace.flagNames,
            mask: ace.mask,
            rights: aceRights(ace),
            sid: ace.sid,
            name: ace.sid === undefined ? undefined : sidName(ace.sid),
        }));
    }

    /** What `/v /json` adds to a port or message: attributes, security, resources, data. */
    function portDetailDocument(found) {
        const { attributes } = found;
        const limits = {};
        for (const name of LIMITS$1)
            limits[name] = attributes.limit(name);
        const descriptor = found.securityDescriptor;
        const list = completionList(found);
        return {
            attributes: {
                flags: attributes.flags,
                flagNames: attributes.flags === undefined ? undefined : portFlagNames(attributes.flags),
                qos: attributes.qos,
                limits,
                dupObjectTypes: attributes.dupObjectTypeNames,
            },
            staticSecurity: contextDocument(found.kernel, found.staticSecurity),
            completionList: list === undefined
                ? undefined
                : list instanceof Gap
                    ? { unreadable: list.why }
                    : {
                        address: hex(list.address),
                        head: list.count("Head"),
                        tail: list.count("Tail"),
                        activeThreads: list.count("ActiveThreadCount"),
                    },
            receivers: receivers$1(found).list.map(({ thread, by }) => {
                const work = workOf(found, thread);
                return { thread: hex(thread.address), by, idle: work.isIdle, busyWith: busyText(work, thread) };
            }),
            resources: resourceDocuments(resources(found)),
            security: descriptor instanceof Gap ? { unreadable: descriptor.why } : securityDocument(found.address, descriptor),
        };
    }
    function messageDetailDocument(found) {
        const { attributes } = found;
        const handles = attributes.handleData;
        const direct = attributes.directEvent;
        const context = (name) => pointer(attributes.context(name));
        return {
            queueNumber: found.queueNumber,
            queueAgrees: checkQueue(found).agrees,
            attributes: {
                clientContext: context("ClientContext"),
                serverContext: context("ServerContext"),
                portContext: context("PortContext"),
                cancelPortContext: context("CancelPortContext"),
                security: partDocument(attributes.securityData),
                view: partDocument(attributes.view),
                handles: handles === undefined
                    ? undefined
                    : handles instanceof Gap
                        ? { unreadable: handles.why }
                        : {
                            address: hex(handles.address),
                            objectTypes: handles.objectType === undefined ? undefined : objectTypeNames(handles.objectType),
                            count: handles.count,
                        },
                directEvent: direct && hex(direct.event),
                workOnBehalf: attributes.workOnBehalf,
            },
            data: messageData(found).map(({ where, address, bytes }) => bytes instanceof Gap
                ? { where, address: hex(address), unreadable: bytes.why }
                : { where, address: hex(address), hex: hexText$1(bytes) }),
        };
    }
    function resourceDocuments(walk) {
        if (walk === undefined)
            return undefined;
        return { end: describeEnd(walk.end), items: walk.items.map(resourceDocument) };
    }
    function resourceDocument(one) {
        const size = one.raw && one.raw.unsigned("Size");
        return {
            address: hex(one.address),
            kind: one.kind,
            size,
            regions: resourceDocuments(one.regions),
            views: resourceDocuments(one.views),
            context: contextDocument(one.kernel, one.security),
        };
    }
    function partDocument(one) {
        if (one === undefined)
            return undefined;
        return one instanceof Gap ? { address: hex(one.address), unreadable: one.why } : resourceDocument(one);
    }
    function contextDocument(kernel, context) {
        if (!context || context.token === undefined || isNull(context.token))
            return undefined;
        const found = token(kernel, context.token);
        const user = found instanceof Gap ? found : found.user;
        return {
            token: hex(context.token),
            qos: context.qos,
            user: user instanceof Gap ? undefined : user,
            unreadable: user instanceof Gap ? user.why : undefined,
        };
    }
    function pointer(value) {
        return value === undefined || isNull(value) ? undefined : hex(value);
    }
    function hexText$1(bytes) {
        return Array.from(bytes)
            .map((byte) => ("0" + byte.toString(16)).slice(-2))
            .join("");
    }

    /** A security descriptor as `!sd` prints it, with the rights by name, and in SDDL. Source: golden case G8. */
    function securityReport(descriptor) {
        const { control, owner, group, dacl, sacl, hasDacl } = descriptor;
        return ["->Revision: 0x" + descriptor.revision.toString(16), "->Sbz1    : 0x" + descriptor.sbz1.toString(16)].concat("->Control : 0x" + control.toString(16), controlNames(control).map((name) => "            " + name), "->Owner   : " + who(owner), "->Group   : " + who(group), aclLines("->Dacl    :", dacl, hasDacl ? " is NULL: everybody may do everything" : " is NULL"), aclLines("->Sacl    :", sacl, " is NULL"), "SDDL: " + sddl(descriptor));
    }
    function aclLines(label, acl, none) {
        if (acl === undefined)
            return [label + " " + none];
        if (acl instanceof Gap)
            return [label + " (" + acl.why + ")"];
        const lines = [
            label,
            label + " ->AclRevision: 0x" + acl.revision.toString(16),
            label + " ->Sbz1       : 0x" + acl.sbz1.toString(16),
            label + " ->AclSize    : 0x" + acl.size.toString(16),
            label + " ->AceCount   : 0x" + acl.count.toString(16),
            label + " ->Sbz2       : 0x" + acl.sbz2.toString(16),
        ];
        acl.aces.forEach((ace, i) => lines.push(...aceLines(label + " ->Ace[" + i + "]: ", ace)));
        if (acl.aces.length < acl.count)
            lines.push(label + " (damaged: " + acl.aces.length + " of " + acl.count + " entries could be decoded)");
        return lines;
    }
    function aceLines(label, ace) {
        const mask = ("0000000" + ace.mask.toString(16)).slice(-8);
        return [label + "->AceType: " + ace.typeName, label + "->AceFlags: 0x" + ace.flags.toString(16)].concat(ace.flagNames.map((name) => label + "            " + name), label + "->AceSize: 0x" + ace.size.toString(16), label + "->Mask : 0x" + mask + " (" + aceRights(ace).join(" | ") + ")", label + "->SID: " + who(ace.sid));
    }
    /** `S-1-5-18 (Well Known Group: NT AUTHORITY\SYSTEM)` */
    function who(sid) {
        if (sid === undefined)
            return "none";
        if (sid instanceof Gap)
            return "(" + sid.why + ")";
        const name = sidName(sid);
        if (name === undefined)
            return sid;
        const kind = /^S-1-5-32-/.test(sid) ? "Alias: " : "Well Known Group: ";
        return sid + " (" + kind + (name.indexOf("\\") < 0 ? "localhost\\" + name : name) + ")";
    }

    /** What `/v` adds to a port or message: attributes, security, resources, data. */
    const COLUMN$2 = 28;
    function portDetails(found) {
        const size = found.kernel.pointerSize;
        const { raw, attributes } = found;
        const lines = ["", "  PortAttributes"];
        const line = (label, value) => {
            if (value !== undefined)
                lines.push(field(4, label, value, COLUMN$2));
        };
        const pointer = (label, address) => {
            if (address !== undefined && !isNull(address))
                line(label, pointerText$1(address, size));
        };
        line("Flags", named(attributes.flags, portFlagNames));
        line("SecurityQos", attributes.qos && qosText(attributes.qos));
        for (const name of LIMITS$1)
            line(name, number$2(attributes.limit(name)));
        line("DupObjectTypes", named(attributes.dupObjectTypes, objectTypeNames));
        line("Lpc", yes(raw.flag("u1.s1.Lpc"), raw.flag("u1.s1.LpcToLpc") ? ", both ends" : ""));
        pointer("CompletionKey", raw.pointer("CompletionKey"));
        pointer("PortContext", raw.pointer("PortContext"));
        pointer("Semaphore", found.semaphore);
        pointer("CallbackObject", raw.pointer("CallbackObject"));
        pointer("TargetQueuePort", raw.pointer("TargetQueuePort"));
        pointer("TargetSequencePort", raw.pointer("TargetSequencePort"));
        line("StaticSecurity", contextText(found, found.staticSecurity));
        const counts = [found.header.handleCount, found.header.pointerCount];
        line("Handles, references", counts.map((count) => (count === undefined ? "?" : String(count))).join(", "));
        lines.push(...completionLines(found), ...busyLines(found));
        lines.push("", "  Resources", ...resourceLines(resources(found), 4), "", "  Security");
        const descriptor = found.securityDescriptor;
        if (descriptor instanceof Gap)
            lines.push("    (" + descriptor.why + ")");
        else
            for (const text of securityReport(descriptor))
                lines.push("    " + text);
        return lines;
    }
    function completionLines(found) {
        const list = completionList(found);
        if (list === undefined)
            return [];
        if (list instanceof Gap)
            return ["", "  Completion list (" + list.why + ")"];
        const { header } = list;
        if (header instanceof Gap)
            return ["", "  Completion list (" + header.why + ")"];
        const text = (name) => String(list.count(name));
        return [
            "",
            "  Completion list " + pointerText$1(list.address, found.kernel.pointerSize),
            field(4, "Head, Tail", text("Head") + ", " + text("Tail"), COLUMN$2),
            field(4, "ActiveThreadCount", text("ActiveThreadCount"), COLUMN$2),
        ];
    }
    function busyLines(found) {
        const { list } = receivers$1(found);
        if (list.length === 0)
            return [];
        const lines = ["", "  Receivers"];
        for (const { thread, by } of list) {
            const busy = busyText(workOf(found, thread), thread);
            const address = pointerText$1(thread.address, found.kernel.pointerSize);
            lines.push("    " + address + " " + thread.cid + " " + by + " " + (busy === undefined ? "idle" : "busy: " + busy));
        }
        return lines;
    }
    function resourceLines(walk, indent) {
        if (walk === undefined)
            return [];
        const lines = [];
        for (const one of walk.items) {
            lines.push(spaces(indent) + pointerText$1(one.address, one.kernel.pointerSize) + " " + resourceText(one));
            lines.push(...resourceLines(one.regions, indent + 2), ...resourceLines(one.views, indent + 2));
        }
        if (!isSound(walk.end))
            lines.push(spaces(indent) + "(" + describeEnd(walk.end) + ")");
        else if (walk.items.length === 0)
            lines.push(spaces(indent) + "none");
        return lines;
    }
    /** `Section, size 0x10000`: a resource on one line. */
    function resourceText(one) {
        const { raw, kind } = one;
        if (!raw)
            return kind;
        const parts = [kind];
        const size = raw.unsigned("Size");
        if (size !== undefined)
            parts.push("size 0x" + size.toString(16));
        const offset = kind === "Region" ? raw.unsigned("Offset") : undefined;
        if (offset !== undefined)
            parts.push("offset 0x" + offset.toString(16));
        const at = kind === "View" ? raw.pointer("Address") : undefined;
        if (at !== undefined)
            parts.push("at " + hex(at));
        if (kind === "View" && raw.flag("u1.s1.WriteAccess"))
            parts.push("writable");
        const handle = raw.pointer("SectionHandle") || raw.pointer("Handle") || raw.pointer("ContextHandle");
        if (handle !== undefined && !isNull(handle))
            parts.push("handle " + hex(handle));
        if (one.security)
            parts.push(contextText(one, one.security) || "nothing captured");
        return parts.join(", ");
    }
    function messageDetails(found) {
        const size = found.kernel.pointerSize;
        const { attributes, raw } = found;
        const lines = ["", "  Attributes"];
        const line = (label, value) => {
            if (value !== undefined)
                lines.push(field(4, label, value, COLUMN$2));
        };
        const part = (label, one) => {
            if (one instanceof Gap)
                line(label, pointerText$1(one.address, size) + " (" + one.why + ")");
            else if (one)
                line(label, pointerText$1(one.address, size) + " " + resourceText(one));
        };
        part("SecurityData", attributes.securityData);
        part("View", attributes.view);
        const handles = attributes.handleData;
        if (handles instanceof Gap)
            line("HandleData", handles.why);
        else if (handles) {
            const count = handles.count === undefined ? "" : ", " + handles.count + " handle(s)";
            line("HandleData", pointerText$1(handles.address, size) + " " + named(handles.objectType, objectTypeNames) + count);
        }
        const direct = attributes.directEvent;
        if (direct)
            line("DirectEvent", pointerText$1(direct.event, size));
        const work = attributes.workOnBehalf;
        if (work)
            line("WorkOnBehalf", "thread 0x" + work.threadId.toString(16));
        if (lines.length === 2)
            lines.push("    none but contexts");
        const check = checkQueue(found);
        if (check.agrees === false) {
            lines.push("", "  QueueType is " +
                check.number +
                ", but the message is linked in " +
                (check.linked || "no queue") +
                " of its port");
        }
        const block = found.quotaBlock;
        if (block !== undefined && !isNull(block))
            lines.push("", "  Shared quota block: " + pointerText$1(block, size));
        lines.push("", ...dataLines(found));
        const user = raw.pointer("DataUserVa") || NULL;
        if (!isNull(user))
            lines.push("  In the sender's memory at " + hex(user));
        return lines;
    }
    function dataLines(found) {
        const parts = messageData(found);
        if (parts.length === 0)
            return ["  Data: none"];
        const lines = [];
        for (const { where, address, bytes } of parts) {
            lines.push("  Data " + (where === "inline" ? "behind the header" : "in the extension buffer") + ":");
            if (bytes instanceof Gap)
                lines.push("    (" + bytes.why + ")");
            else
                for (const row of hexDump(address, bytes, found.kernel.pointerSize))
                    lines.push("    " + row);
        }
        return lines;
    }
    function contextText(of, context) {
        if (!context)
            return undefined;
        if (context.token === undefined || isNull(context.token))
            return undefined;
        const qos = context.qos === undefined ? "" : qosText(context.qos) + ", ";
        const who = token(of.kernel, context.token);
        const user = who instanceof Gap ? who : who.user;
        const name = typeof user === "string" ? sidText(user) : user === undefined ? "?" : user.why;
        return qos + "token " + pointerText$1(context.token, of.kernel.pointerSize) + " (" + name + ")";
    }
    function qosText(qos) {
        const { impersonationLevel, contextTracking, effectiveOnly } = qos;
        return [impersonationLevel, contextTracking, effectiveOnly ? "effective only" : undefined]
            .filter((part) => part !== undefined)
            .join(", ");
    }
    function named(value, names) {
        if (value === undefined)
            return undefined;
        const list = names(value);
        return "0x" + value.toString(16) + (list.length === 0 ? "" : " (" + list.join(" | ") + ")");
    }
    function number$2(value) {
        return value === undefined ? undefined : "0x" + value.toString(16) + " (" + value + ")";
    }
    function yes(value, more) {
        return value === undefined ? undefined : (value ? "Yes" : "No") + more;
    }

    /** What /json prints for ports and messages: addresses as text, numbers as numbers, absent for "not known". */
    function address$1(value) {
        return value === undefined || isNull(value) ? undefined : hex(value);
    }
    function portDocument(found) {
        const info = found.communicationInfo;
        const owner = found.owner;
        return {
            schema: "alpcx.port/1",
            port: hex(found.address),
            kind: found.kind,
            name: found.name,
            fullName: found.fullName,
            ownerProcess: address$1(found.ownerAddress),
            ownerIsValid: found.ownerIsValid,
            ownerImage: owner instanceof Gap ? undefined : owner.image,
            connectionPort: info instanceof Gap ? undefined : address$1(info.connectionPort),
            clientPort: info instanceof Gap ? undefined : address$1(info.clientCommunicationPort),
            serverPort: info instanceof Gap ? undefined : address$1(info.serverCommunicationPort),
            sequenceNo: found.raw.unsigned("SequenceNo"),
            state: found.raw.unsigned("u1.State"),
            handleCount: found.header.handleCount,
            receivers: receivers$1(found).list.map((one) => ({ thread: hex(one.thread.address), by: one.by })),
            queues: QUEUES.map((name) => found.queue(name))
                .filter((queue) => queue !== undefined)
                .map((queue) => ({
                name: queue.name,
                length: queue.length,
                end: describeEnd(queue.walk.end),
                messages: queue.walk.items.map((message) => hex(message.address)),
            })),
        };
    }
    function messageDocument(found, state) {
        const owner = queuePort(found);
        return {
            schema: "alpcx.message/1",
            message: hex(found.address),
            messageId: found.messageId,
            callbackId: found.callbackId,
            sequenceNo: found.sequenceNo,
            type: found.type,
            dataLength: found.dataLength,
            totalLength: found.totalLength,
            state,
            queueType: owner instanceof Gap ? found.queueByNumber : queueOf(found, owner),
            queuePort: address$1(found.queuePort),
            ownerPort: address$1(found.ownerPort),
            connectionPort: address$1(found.connectionPort),
            waitingThread: address$1(found.waitingThread),
            serverThread: address$1(found.serverThread),
            clientPid: found.clientPid,
            clientTid: found.clientTid,
            canceled: found.isCanceled,
            continuation: found.isContinuation,
        };
    }

    /** What /json prints for LPC ports and requests: the members of the ALPC documents where both have them, then LPC's own. */
    function address(value) {
        return value === undefined || isNull(value) ? undefined : hex(value);
    }
    function lpcPortDocument(found) {
        const { owner, kind } = found;
        const peer = address(found.raw.pointer("ConnectedPort"));
        return {
            schema: "alpcx.port/1",
            port: hex(found.address),
            kind,
            name: found.name,
            fullName: found.fullName,
            ownerProcess: address(found.ownerAddress),
            ownerIsValid: found.ownerIsValid,
            ownerImage: owner instanceof Gap ? undefined : owner.image,
            connectionPort: address(found.raw.pointer("ConnectionPort")),
            clientPort: kind === "ClientCommunicationPort" ? hex(found.address) : peer,
            serverPort: kind === "ServerCommunicationPort" ? hex(found.address) : peer,
            flags: found.flags,
            flagNames: found.flagNames,
            creatorPid: found.creatorPid,
            creatorTid: found.creatorTid,
            handleCount: found.header.handleCount,
            semaphore: address(found.semaphore),
            semaphoreState: found.semaphoreState,
            receivers: lpcReceivers(found).threads.map((thread) => ({ thread: hex(thread.address), by: "Semaphore" })),
            replyChain: found.replyChain.items.map((thread) => hex(thread.address)),
            queues: [
                { name: "ReceiveHead", walk: found.messages },
                { name: "LpcDataInfoChainHead", walk: found.dataInfoMessages },
            ].map(({ name, walk }) => ({
                name,
                length: walk.items.length,
                end: describeEnd(walk.end),
                messages: walk.items.map((message) => hex(message.address)),
            })),
        };
    }
    function lpcMessageDocument(found) {
        const block = found.message;
        const { senderPort, queuePort, client } = found;
        const connection = senderPort instanceof Gap ? senderPort : senderPort.connectionPort;
        return {
            schema: "alpcx.message/1",
            message: block && hex(block.address),
            messageId: found.messageId,
            callbackId: block && block.callbackId,
            type: block && block.type,
            dataLength: block && block.dataLength,
            totalLength: block && block.totalLength,
            state: found.state,
            queueType: found.list,
            queuePort: queuePort instanceof Gap ? undefined : hex(queuePort.address),
            ownerPort: senderPort instanceof Gap ? undefined : hex(senderPort.address),
            connectionPort: connection instanceof Gap ? undefined : hex(connection.address),
            waitingThread: client && hex(client.address),
            serverThread: found.server && hex(found.server.address),
            serverThreads: found.servers.map((thread) => hex(thread.address)),
            clientPid: client ? client.pid : block && block.clientPid,
            clientTid: client ? client.tid : block && block.clientTid,
        };
    }

    /** A port as `!alpc /p` prints it: its labels, its order. Source: golden cases G6, G7. */
    const COLUMN$1 = 28;
    const QUEUE_LABELS = [
        ["MainQueue", "Main queue"],
        ["DirectQueue", "Direct message queue"],
        ["LargeMessageQueue", "Large message queue"],
        ["PendingQueue", "Pending queue"],
        ["CanceledQueue", "Canceled queue"],
    ];
    function portReport(found) {
        const size = found.kernel.pointerSize;
        const info = found.communicationInfo;
        const line = (label, value, indent = 2) => field(indent, label, value, COLUMN$1);
        const flag = (label, path) => line(label, yesNo(found.raw.flag(path)));
        const end = (label, address) => line(label, endText(found, address), 4);
        const gone = info instanceof Gap;
        const flush = found.raw.flag("u1.s1.NoFlushOnClose");
        const dynamic = found.raw.flag("u1.s1.DynamicSecurity");
        const lines = [
            "Port  " + pointerText$1(found.address, size),
            line("Type", found.kind === undefined ? "?" : KIND_NAMES[found.kind]),
            line("CommunicationInfo", pointerText$1(found.raw.pointer("CommunicationInfo"), size)),
            end("ConnectionPort", gone ? undefined : info.connectionPort),
            end("ClientCommunicationPort", gone ? undefined : info.clientCommunicationPort),
            end("ServerCommunicationPort", gone ? undefined : info.serverCommunicationPort),
            line("OwnerProcess", ownerText(found)),
            line("SequenceNo", hexAndDecimal(found.raw.unsigned("SequenceNo"), 8)),
            line("CompletionPort", pointerText$1(found.raw.pointer("CompletionPort"), size)),
            line("CompletionList", pointerText$1(found.raw.pointer("CompletionList"), size)),
            flag("ConnectionPending", "u1.s1.ConnectionPending"),
            flag("ConnectionRefused", "u1.s1.ConnectionRefused"),
            flag("Disconnected", "u1.s1.Disconnected"),
            flag("Closed", "u1.s1.Closed"),
            line("FlushOnClose", yesNo(flush === undefined ? undefined : !flush)),
            flag("ReturnExtendedInfo", "u1.s1.ReturnExtendedInfo"),
            flag("Waitable", "u1.s1.Waitable"),
            line("Security", dynamic === undefined ? "?" : dynamic ? "Dynamic" : "Static"),
            flag("Wow64CompletionList", "u1.s1.Wow64CompletionList"),
            "",
        ];
        return lines.concat(threadLines(found), queueLines(found));
    }
    /** The port's name in parentheses where it has one; why it cannot be read otherwise. */
    function endText(found, address) {
        const text = pointerText$1(address === undefined ? NULL : address, found.kernel.pointerSize);
        if (address === undefined || isNull(address))
            return text;
        const other = port$1(found.kernel, address);
        if (other instanceof Gap)
            return text + " (" + other.why + ")";
        const name = other.header.name;
        return name instanceof Gap || name === "" ? text : text + " (" + name + ")";
    }
    function ownerText(found) {
        const address = found.ownerAddress;
        const text = pointerText$1(address, found.kernel.pointerSize);
        if (address === undefined || isNull(address))
            return text;
        if (!found.ownerIsValid)
            return text + " (gone: the kernel marked the owner as no longer valid)";
        const owner = found.owner;
        return text + " (" + (owner instanceof Gap ? owner.why : owner.image) + ")";
    }
    function threadLines(found) {
        const groups = [
            [waitQueue(found).items, "are waiting on the port"],
            [completionThreads(found).items, "are registered with port IO completion object"],
            [
                receivers$1(found)
                    .list.filter((one) => one.by === "Semaphore")
                    .map((one) => one.thread),
                "are waiting on the semaphore of the port",
            ],
        ];
        const lines = [];
        for (const [threads, what] of groups) {
            if (threads.length === 0)
                continue;
            lines.push("  " + threads.length + " thread(s) " + what + ":", "");
            for (const thread of threads)
                lines.push("    " + threadLine(thread));
            lines.push("");
        }
        const all = receivers$1(found);
        if (!isSound(all.end))
            lines.push("  " + all.what + ": " + describeEnd(all.end), "");
        return lines;
    }
    /** `THREAD ffff810a8a126080  Cid 201c.0384  Teb: ... Win32Thread: ... WAIT` */
    function threadLine(thread) {
        const size = thread.kernel.pointerSize;
        const state = !thread.isKnown
            ? "?"
            : !thread.isLive
                ? "TERMINATED"
                : thread.isWaiting
                    ? "WAIT"
                    : (thread.state || "?").toUpperCase();
        const reason = thread.waitReason === undefined ? "" : ": (" + thread.waitReason + ")";
        return ("THREAD " +
            pointerText$1(thread.address, size) +
            "  Cid " +
            thread.cid +
            "  Teb: " +
            pointerText$1(thread.teb, size) +
            " Win32Thread: " +
            pointerText$1(thread.win32Thread, size) +
            " " +
            state +
            reason);
    }
    function queueLines(found) {
        const lines = [];
        const clock = new Clock(found.kernel);
        for (const [name, label] of QUEUE_LABELS) {
            const queue = found.queue(name);
            if (!queue)
                continue;
            lines.push(...oneQueue(queue, label, clock));
        }
        return lines;
    }
    function oneQueue(queue, label, clock) {
        const { items, end } = queue.walk;
        const sound = isSound(end);
        if (items.length === 0 && sound && !queue.length)
            return ["  " + label + " is empty."];
        const lines = ["  " + label + " has " + items.length + " message(s)"];
        if (queue.length !== undefined && queue.length !== items.length)
            lines.push("    (the kernel's counter says " + queue.length + ")");
        if (!sound)
            lines.push("    (" +
                describeEnd(end) +
                (queue.walk.recovered > 0 ? "; " + queue.walk.recovered + " found from the other end" : "") +
                ")");
        lines.push("");
        for (const message of items)
            lines.push("    " + messageLine(message, clock));
        lines.push("");
        return lines;
    }
    /** Address, id, client, waiting thread, server thread, type, and how long its sender has waited. */
    function messageLine(message, clock) {
        const size = message.kernel.pointerSize;
        const id = message.messageId === undefined ? "????????" : ("0000000" + message.messageId.toString(16)).slice(-8);
        const client = idText(message.clientPid) + ":" + idText(message.clientTid);
        const seconds = waitedSeconds(message, clock);
        return (pointerText$1(message.address, size) +
            " " +
            id +
            " " +
            client +
            " " +
            pointerText$1(message.waitingThread, size) +
            " " +
            pointerText$1(message.serverThread, size) +
            " " +
            (message.type || "?") +
            (seconds === undefined ? "" : " waited " + secondsText(seconds)));
    }
    function waitedSeconds(message, clock) {
        const waiter = waitingThread(message);
        return waiter && waiter.isWaiting ? clock.secondsSince(waiter.waitTime) : undefined;
    }
    function waitingThread(message) {
        const address = message.waitingThread;
        if (address === undefined || isNull(address))
            return undefined;
        const found = thread(message.kernel, address);
        return found instanceof Gap ? undefined : found;
    }
    function idText(id) {
        return id === undefined ? "????????" : ("0000000" + id.toString(16)).slice(-8);
    }

    /** Ports and messages as `!lpc` printed them: its labels, its order. Source: golden cases G4, G5. */
    const TITLES = {
        ConnectionPort: "Server connection port ",
        UnconnectedCommunicationPort: "Unconnected communication port 0x",
        ServerCommunicationPort: "Server communication port 0x",
        ClientCommunicationPort: "Client communication port 0x",
    };
    const DATA_WORDS = 6;
    /** The section views of both sides, and what else `!lpc` lacks. */
    const SECTIONS = [
        ["Client section  ", "ClientSectionBase"],
        ["Server section  ", "ServerSectionBase"],
    ];
    const CONTEXT = [
        ["Port context    ", "PortContext"],
        ["Client thread   ", "ClientThread"],
    ];
    /** A port; of an end also its other end and the connection port, as `!lpc port` does. */
    function lpcPortReport(found) {
        if (found.kind === "ConnectionPort")
            return onePort(found);
        const { connectedPort, connectionPort } = found;
        const peer = connectedPort instanceof Gap ? [] : onePort(connectedPort);
        const ends = onePort(found).concat(links(found), peer);
        return connectionPort instanceof Gap ? ends : ends.concat(onePort(connectionPort));
    }
    function links(found) {
        const other = "0x" + text(found, found.raw.pointer("ConnectedPort"));
        const connection = "0x" + text(found, found.raw.pointer("ConnectionPort"));
        return ["        Connected port: " + other + "      Server connection port: " + connection];
    }
    /** One port with its queues, and what `!lpc` lacks: who receives, who waits, flags by name. */
    function onePort(found) {
        const own = found.header.name;
        const name = own instanceof Gap ? "(" + own.why + ")" : own;
        const title = found.kind === undefined ? "Port 0x" : TITLES[found.kind];
        const isConnection = found.kind === "ConnectionPort";
        const lines = [
            "",
            title + text(found, found.address) + (isConnection || name !== "" ? "  Name: " + name : ""),
            "    Handles: " + number$1(found.header.handleCount) + "   References: " + number$1(found.header.pointerCount),
        ];
        if (isConnection)
            lines.push("    Server process  : " + serverText(found));
        const semaphore = found.semaphore;
        // `!lpc` shows the queue of an end nowhere; messages in it are shown all the same.
        const isShown = isConnection || found.messages.items.length > 0 || !isSound(found.messages.end);
        if (isShown && semaphore !== undefined && !isNull(semaphore)) {
            const state = found.semaphoreState;
            lines.push("    Queue semaphore : " + text(found, semaphore));
            lines.push("    Semaphore state " + (state === undefined ? "?" : state + " (0x" + (state >>> 0).toString(16) + ")"));
            lines.push(...queue(found, found.messages, "Messages in queue", "message queue"));
        }
        lines.push(...queue(found, found.dataInfoMessages, "Messages in LpcDataInfoChainHead", "LpcDataInfoChainHead queue"));
        const flags = found.flags;
        lines.push("    Flags           : " + (flags === undefined ? "?" : "0x" + flags.toString(16)) + " " + flagsText(found));
        const kept = [...SECTIONS, ...CONTEXT].filter(([, member]) => !isNull(found.raw.pointer(member) || NULL));
        for (const [label, member] of kept)
            lines.push("    " + label + ": " + text(found, found.raw.pointer(member)));
        for (const thread of found.replyChain.items)
            lines.push("    Waits for a reply: " + threadLine(thread));
        if (!isSound(found.replyChain.end))
            lines.push("    LpcReplyChainHead: " + describeEnd(found.replyChain.end));
        for (const thread of lpcReceivers(found).threads)
            lines.push("    Waits to receive : " + threadLine(thread));
        return lines;
    }
    function flagsText(found) {
        return "(" + [found.kind || "no kind"].concat(found.flagNames).join(", ") + ")";
    }
    function serverText(found) {
        const { owner } = found;
        const address = text(found, found.serverProcess);
        return address + " (" + (owner instanceof Gap ? owner.why : owner.image) + ")";
    }
    function queue(found, walk, heading, what) {
        const damage = isSound(walk.end) ? [] : ["    (" + describeEnd(walk.end) + ")"];
        if (walk.items.length === 0)
            return damage.length > 0 ? damage : ["    The " + what + " is empty"];
        const clock = new Clock(found.kernel);
        const lines = ["        " + heading + ":"];
        walk.items.forEach((message, index) => lines.push(...messageLines(message, index, clock)));
        return lines.concat(damage, "    The " + what + " contains " + walk.items.length + " messages");
    }
    /** A message in a queue, with how long its sender has waited. */
    function messageLines(message, index, clock) {
        const size = message.kernel.pointerSize;
        const entry = message.raw.links("Entry");
        const type = message.typeNumber;
        const from = padded(message.clientPid, 4) + "." + padded(message.clientTid, 4);
        const client = message.messageId === undefined ? undefined : clientsOf(message.kernel, message.messageId)[0];
        const seconds = client && clock.secondsSince(client.waitTime);
        const data = message.data(DATA_WORDS).map((word) => padded(word, 8));
        const lines = [
            " " +
                padded(index, 4) +
                " " +
                pointerText$1(message.address, size) +
                " - Busy  Id=" +
                padded(message.messageId, 8) +
                "  From: " +
                from +
                "  Context=" +
                pointerText$1(message.portContext, size) +
                "  [" +
                (entry ? pointerText$1(entry.flink, size) + " . " + pointerText$1(entry.blink, size) : "?") +
                "]",
            " Length=" +
                padded(message.totalLength, 4) +
                padded(message.dataLength, 4) +
                "  Type=" +
                padded(type === undefined ? undefined : type & 0xffff, 8) +
                " (" +
                (message.type || "?") +
                ")" +
                (seconds === undefined ? "" : "  waited " + secondsText(seconds)),
        ];
        if (data.length > 0)
            lines.push("                   Data: " + data.join(" "));
        return lines;
    }
    /** A line of `!lpc port` without an address, and of `!lpc scan`; then kind and number of messages. */
    function lpcScanLine(found) {
        const flags = found.flags === undefined ? "?" : found.flags.toString(16);
        const at = (address) => "0x" + text(found, address);
        return ("        ".slice(Math.min(8, flags.length)) +
            flags +
            "  Port: " +
            at(found.address) +
            " Connection: " +
            at(found.raw.pointer("ConnectionPort")) +
            "  Communication: " +
            at(found.raw.pointer("ConnectedPort")) +
            "  '" +
            (found.isNamed ? found.name : "") +
            "'");
    }
    function text(found, address) {
        return pointerText$1(address, found.kernel.pointerSize);
    }
    function number$1(value) {
        return value === undefined ? "?" : String(value);
    }
    function padded(value, width) {
        if (value === undefined)
            return "?".repeat(width);
        const digits = value.toString(16);
        return digits.length < width ? "0".repeat(width - digits.length) + digits : digits;
    }

    /** A request as `!lpc message` answered: who waits, who works on it, the ports; then its state. Source: golden case G5. */
    function lpcMessageReport(found) {
        const size = found.kernel.pointerSize;
        const id = found.messageId === undefined ? "?" : found.messageId.toString(16);
        const clock = new Clock(found.kernel);
        const lines = ["Searching message " + id + " in threads ..."];
        for (const server of found.servers)
            lines.push("    Server thread " + pointerText$1(server.address, size) + " is working on message " + id);
        for (const client of found.clients) {
            lines.push("Client thread " + pointerText$1(client.address, size) + " waiting a reply from " + id);
            lines.push("Searching thread " + pointerText$1(client.address, size) + " in port rundown queues ...");
            const rundown = replyChainPort(client);
            if (rundown instanceof Gap)
                lines.push("    (" + rundown.why + ")");
            else if (rundown)
                lines.push(...lpcPortReport(rundown));
        }
        if (found.clients.length === 0 && !(found.queuePort instanceof Gap))
            lines.push(...lpcPortReport(found.queuePort));
        lines.push("Done.");
        const block = found.message;
        if (block)
            lines.push("", ...messageLines(block, 0, clock));
        lines.push("", "  State: " + stateText(found));
        for (const client of found.clients)
            lines.push("  " + threadText(client, clock, "waits for the reply"));
        for (const server of found.servers)
            lines.push("  " + threadText(server, clock, "received it"));
        return lines;
    }
    function stateText(found) {
        const { state } = found;
        const at = found.queuePort instanceof Gap ? "" : " at " + found.queuePort.name;
        switch (state) {
            case "Queued":
                return "Queued" + at + ", nobody has received it";
            case "InService":
                return "InService" + (found.message ? "" : " (it was received, so its message is freed)");
            case "Unknown":
                return "Unknown: in no queue, and no thread has it: the reply is lost, or somebody answers it later";
            default:
                return state;
        }
    }
    function threadText(thread, clock, what) {
        const seconds = thread.isWaiting ? clock.secondsSince(thread.waitTime) : undefined;
        return threadLine(thread) + " " + what + (seconds === undefined ? "" : ", has waited " + secondsText(seconds));
    }

    /** A message as `!alpc /m` prints it: its labels, its order, and below that what it lacks. Source: golden case G2. */
    const COLUMN = 24;
    /** MAIN and PENDING are seen in `!alpc`; the others follow the same form. Source: alpc-semantics 1.4. */
    const QUEUE_TYPES = {
        MainQueue: "ALPC_MSGQUEUE_MAIN",
        LargeMessageQueue: "ALPC_MSGQUEUE_LARGE",
        PendingQueue: "ALPC_MSGQUEUE_PENDING",
        DirectQueue: "ALPC_MSGQUEUE_DIRECT",
        CanceledQueue: "ALPC_MSGQUEUE_CANCELED",
    };
    function messageReport(found, state) {
        const size = found.kernel.pointerSize;
        const line = (label, value) => field(2, label, value, COLUMN);
        const flag = (label, path) => line(label, yesNo(found.raw.flag(path)));
        const pointer = (label, path) => line(label, pointerText$1(found.raw.pointer(path), size));
        const owner = queuePort(found);
        const queue = owner instanceof Gap ? found.queueByNumber : queueOf(found, owner);
        const shared = found.raw.flag("u1.s1.SharedQuota");
        const lines = [
            "Message @ " + digits(found.address, size),
            line("MessageID", hexAndDecimal(found.messageId, 4)),
            line("CallbackID", hexAndDecimal(found.callbackId, 4)),
            line("SequenceNumber", hexAndDecimal(found.sequenceNo, 8)),
            line("Type", found.type || "?"),
            line("DataLength", hexAndDecimal(found.dataLength, 4)),
            line("TotalLength", hexAndDecimal(found.totalLength, 4)),
            flag("Canceled", "u1.s1.Canceled"),
            flag("Release", "u1.s1.ReleaseMessage"),
            flag("ReplyWaitReply", "u1.s1.ReplyWaitReply"),
            line("Continuation", yesNo(found.type === undefined ? undefined : found.isContinuation)),
            line("OwnerPort", portWithKind(found, found.ownerPort)),
            pointer("WaitingThread", "WaitingThread"),
            line("QueueType", queue === undefined ? "ALPC_MSGQUEUE_NONE" : QUEUE_TYPES[queue]),
            line("QueuePort", portWithKind(found, found.queuePort)),
            line("QueuePortOwnerProcess", ownerOf(found)),
            pointer("ServerThread", "ServerThread"),
            line("QuotaCharged", shared === undefined ? "?" : yesNo(found.quotaProcess !== undefined && !isNull(found.quotaProcess) && !shared)),
            pointer("CancelQueuePort", "CancelQueuePort"),
            pointer("CancelSequencePort", "CancelSequencePort"),
            line("CancelSequenceNumber", hexAndDecimal(found.raw.unsigned("CancelSequenceNo"), 8)),
            pointer("ClientContext", "MessageAttributes.ClientContext"),
            pointer("ServerContext", "MessageAttributes.ServerContext"),
            pointer("PortContext", "MessageAttributes.PortContext"),
            pointer("CancelPortContext", "MessageAttributes.CancelPortContext"),
            pointer("SecurityData", "MessageAttributes.SecurityData"),
            pointer("View", "MessageAttributes.View"),
        ];
        if (found.raw.has("MessageAttributes.HandleData"))
            lines.push(pointer("HandleData", "MessageAttributes.HandleData"));
        return lines.concat("", "  State: " + state, threads(found));
    }
    function portWithKind(found, address) {
        const text = pointerText$1(address, found.kernel.pointerSize);
        if (address === undefined || isNull(address))
            return text;
        const other = port$1(found.kernel, address);
        if (other instanceof Gap)
            return text + " (" + other.why + ")";
        return text + (other.kind === undefined ? "" : " [" + KIND_NAMES[other.kind] + "]");
    }
    function ownerOf(found) {
        const queue = queuePort(found);
        if (queue instanceof Gap)
            return "?";
        const text = pointerText$1(queue.ownerAddress, found.kernel.pointerSize);
        const owner = queue.owner;
        return text + " (" + (owner instanceof Gap ? owner.why : owner.image) + ")";
    }
    function threads(found) {
        const clock = new Clock(found.kernel);
        const lines = [];
        for (const [label, address] of [
            ["waits for the reply", found.waitingThread],
            ["received it", found.serverThread],
        ]) {
            if (address === undefined || isNull(address))
                continue;
            const one = thread(found.kernel, address);
            if (one instanceof Gap)
                lines.push("  " + pointerText$1(address, found.kernel.pointerSize) + " " + label + ", but cannot be read: " + one.why);
            else {
                const seconds = one.isWaiting ? clock.secondsSince(one.waitTime) : undefined;
                lines.push("  " + threadLine(one) + " " + label + (seconds === undefined ? "" : ", has waited " + secondsText(seconds)));
            }
        }
        return lines;
    }

    /** The reports of either era behind one name each, for the commands. */
    function anyPortReport(found) {
        return isAlpcPort(found) ? portReport(found) : lpcPortReport(found);
    }
    /** What /v adds. */
    function anyPortDetails(found) {
        return isAlpcPort(found) ? portDetails(found) : [];
    }
    /** The same under /json: on top of the document. */
    function anyPortDetailDocument(found) {
        return Object.assign(anyPortDocument(found), isAlpcPort(found) ? portDetailDocument(found) : {});
    }
    function anyMessageDetailDocument(found) {
        return Object.assign(anyMessageDocument(found), found instanceof LpcRequest ? {} : messageDetailDocument(found));
    }
    function anyMessageDetails(found) {
        return found instanceof LpcRequest ? [] : messageDetails(found);
    }
    function anyPortDocument(found) {
        return isAlpcPort(found) ? portDocument(found) : lpcPortDocument(found);
    }
    /** The one line of a port, verdict first. */
    function anyPortText(found) {
        return isAlpcPort(found) ? portText(found) : lpcPortText(found);
    }
    function anyMessageReport(found) {
        return found instanceof LpcRequest ? lpcMessageReport(found) : messageReport(found, messageState(found));
    }
    /** A message in a list. */
    function anyMessageLine(found, clock) {
        if (!(found instanceof LpcRequest))
            return [messageLine(found, clock) + " " + messageState(found)];
        const block = found.message;
        if (block)
            return messageLines(block, 0, clock).concat("  " + found.state);
        return lpcMessageReport(found)
            .slice(0, 1 + found.servers.length)
            .concat("  " + found.state);
    }
    function anyMessageDocument(found) {
        return found instanceof LpcRequest ? lpcMessageDocument(found) : messageDocument(found, messageState(found));
    }
    /** `/lpc` of a port: as `!alpc /lpc`, or as `!lpc scan`, of the era. */
    function anyConnectionReport(found) {
        if (!isAlpcPort(found))
            return scanReport(found);
        const end = found.kind === "ConnectionPort" ? found : found.connectionPort;
        return [""].concat(connectionReport("why" in end ? found : end, ""));
    }
    /** The port and those connected to it: of an end its peer, of a connection port all ends. Source: golden case G5. */
    function scanReport(found) {
        const all = allLpcPorts(found.kernel).ports;
        const peer = found.raw.pointer("ConnectedPort");
        const related = found.kind === "ConnectionPort"
            ? all.filter((one) => one === found || one.raw.pointer("ConnectionPort") === found.address)
            : all.filter((one) => one === found || one.address === peer);
        const list = related.indexOf(found) < 0 ? [found].concat(related) : related;
        return ["Scanning " + all.length + " objects"].concat(list.map((one) => lpcScanLine(one) + "  " + one.messageCount + " " + ownerText$1(one)));
    }
    /** A connection port of a process with a line per connection, for `/lpp`. */
    function anyConnectionList(found, indent) {
        if (isAlpcPort(found))
            return connectionReport(found, indent);
        const size = found.kernel.pointerSize;
        const connections = lpcConnections(found);
        const name = found.isNamed ? "('" + found.name + "')" : "";
        const end = (port) => pointerText$1(port && port.address, size).replace("?", "0") + " " + (port ? port.messageCount : 0);
        return [
            indent +
                pointerText$1(found.address, size) +
                name +
                " " +
                found.messageCount +
                ", " +
                connections.length +
                " connections",
        ].concat(connections.map(({ server, client }) => indent + "      " + end(server) + " ->" + end(client) + (client ? " " + ownerText$1(client) : "")));
    }
    /** The dx expression of a port or message. */
    function dxOf(what, found) {
        if (!(found instanceof LpcRequest))
            return "@$cursession.Alpc." + what + "(" + hex(found.address) + ")";
        const id = found.messageId;
        const block = found.message;
        const argument = id !== undefined ? "0x" + id.toString(16) : block ? hex(block.address) : "0";
        return "@$cursession.Alpc.Message(" + argument + ")";
    }

    /** Views of all ports: /lp, /lp0, /find, /id. */
    /** As the hidden switches of `!alpc` name the kinds. Source: golden case G26. */
    const SHORT = {
        ConnectionPort: "CON",
        ClientCommunicationPort: "CLI",
        ServerCommunicationPort: "SRV",
        // LPC only.
        UnconnectedCommunicationPort: "UNC",
    };
    const allPorts = {
        name: "lp",
        options: LIMIT,
        summary: "all ports with kind and number of messages",
        examples: ["/lp", "/lp /limit 100"],
        run(context) {
            const all = portList(context);
            const { list } = all;
            const lines = list.map((found) => isAlpcPort(found)
                ? line(found, String(found.messageCount)) + label(found)
                : lpcScanLine(found) + "  " + short(found) + " " + found.messageCount);
            const { kernel } = context.look();
            if (isLpc(kernel))
                lines.push("", plural(list.length, "port") + " found" + HOW_FOUND);
            return output(lines, all, list, "@$cursession.Alpc.Ports");
        },
    };
    const HOW_FOUND = " through handle tables, names, threads and processes. LPC keeps no list of ports: one that none of these leads to is missing";
    const QUEUE_ORDER = ["MainQueue", "PendingQueue", "LargeMessageQueue", "CanceledQueue"];
    const orphanPorts = {
        name: "lp0",
        options: LIMIT,
        summary: "ports without handles: what leaks",
        examples: ["/lp0"],
        run(context) {
            const all = portList(context);
            const list = all.list.filter((found) => found.header.handleCount === 0);
            const lines = list.map((found) => {
                const lengths = isAlpcPort(found)
                    ? QUEUE_ORDER.map((name) => found.queueLength(name) || 0).join(" ")
                    : found.messages.items.length + " " + found.dataInfoMessages.items.length;
                const counts = found.header.handleCount + " " + found.header.pointerCount;
                return line(found, "| " + counts + " | " + lengths + " | " + clients(found)) + label(found);
            });
            if (lines.length === 0)
                lines.push("(every port has a handle)");
            return output(lines, all, list, "@$cursession.Alpc.Orphans");
        },
    };
    const find = {
        name: "find",
        argument: "TEXT",
        options: LIMIT,
        summary: "ports by a part of the name; * stands for any text",
        examples: ["/find lsass", '/find "\\RPC Control\\LRPC-*"'],
        run(context) {
            const all = portList(context);
            const pattern = matcher(argumentOf(context.parsed));
            const list = all.list.filter((found) => found.isNamed && (pattern.test(found.name) || pattern.test(found.fullName)));
            const lines = list.map((found) => pointerText$1(found.address, found.kernel.pointerSize) + " " + found.fullName + "  " + anyPortText(found));
            if (lines.length === 0)
                lines.push("(no port has such a name)");
            return output(lines, all, list, "@$cursession.Alpc.NamedPorts");
        },
    };
    const byId = {
        name: "id",
        argument: "ID",
        summary: "messages by id, in the queues of all ports",
        examples: ["/id bfc", "/id 0n3068"],
        run(context) {
            const look = context.look();
            const id = toNumber$1(parseNumber(argumentOf(context.parsed)));
            const { end } = allPorts$1(look.kernel);
            const found = id === undefined ? [] : messagesById(look, id);
            const text = id === undefined ? "0" : "0x" + id.toString(16);
            const clock = new Clock(look.kernel);
            const lines = [];
            for (const message of found)
                lines.push(...anyMessageLine(message, clock));
            if (lines.length === 0)
                lines.push("(no message in any queue has this id)");
            return {
                lines: lines.concat(endLines(end)),
                document: {
                    schema: "alpcx.messages/1",
                    messages: found.map(anyMessageDocument),
                },
                next: found.length > 0 ? fromMessage(found[0]) : [],
                // A request that was received is in no queue.
                dx: isLpc(look.kernel) && found.length > 0 ? "@$cursession.Alpc.Message(" + text + ")" : IN_QUEUES + text + ")",
            };
        },
    };
    const IN_QUEUES = "@$cursession.Alpc.Messages.Where(m => m.MessageId == ";
    /** All ports, or as many as the limit lets. */
    function portList(context) {
        const walk = allPorts$1(context.look().kernel);
        const list = walk.items.slice(0, limitOf(context.parsed));
        list.forEach((found, done) => {
            context.progress("ports", done);
            // What all of these commands ask for first costs a read each.
            void found.kind;
        });
        return { list, end: walk.end, total: walk.items.length };
    }
    function line(found, rest) {
        return pointerText$1(found.address, found.kernel.pointerSize) + " " + short(found) + " " + rest;
    }
    function short(found) {
        return found.kind === undefined ? "???" : SHORT[found.kind];
    }
    function label(found) {
        const name = found.name;
        return name === "" ? "" : "  " + name;
    }
    function clients(found) {
        return found.kind === "ConnectionPort" ? connectionEnds(found).length : 0;
    }
    /** What to say when the walk over all ports did not reach the end. */
    function endLines(end) {
        return isSound(end) ? [] : ["not all ports were found: " + describeEnd(end)];
    }
    function output(lines, all, list, dx) {
        const looked = all.list.length;
        const stopped = looked < all.total ? ["stopped at the limit: looked at " + looked + " of " + all.total + " ports"] : [];
        const document = { schema: "alpcx.ports/1", ports: list.map(anyPortDocument) };
        return {
            lines: lines.concat(stopped, endLines(all.end)),
            document: looked < all.total ? Object.assign(document, { lookedAt: looked, of: all.total }) : document,
            // One row of many: the first with messages.
            next: toPort(list.filter((found) => found.messageCount > 0)[0] || list[0]),
            dx,
        };
    }
    /** Any case; `*` stands for any text, everything else for itself. */
    function matcher(pattern) {
        return new RegExp(pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*"), "i");
    }

    /** The commands of `!alpc` with their labels and order: /p, /m, /lpc, /lpp. */
    const port = {
        name: "p",
        argument: "PORT",
        summary: "one port, as !alpc /p (!lpc port) prints it, with how long its messages wait",
        examples: ["/p ffffe001`23456789", '/p "\\RPC Control\\lsasspirpc"', "/p lsasspirpc /v"],
        detail: ["/v adds attributes, receivers with what they are busy with, resources and the security descriptor."],
        run(context) {
            const found = findPort(context.look(), argumentOf(context.parsed));
            const dx = dxOf("Port", found);
            const next = fromPort(found);
            if (!context.parsed.switches.has("v"))
                return { lines: anyPortReport(found), document: anyPortDocument(found), next, dx };
            const lines = anyPortReport(found).concat(anyPortDetails(found));
            return { lines, document: anyPortDetailDocument(found), next, dx };
        },
    };
    const message = {
        name: "m",
        argument: "MESSAGE",
        summary: "one message, as !alpc /m (!lpc message) prints it, with its state and its two threads",
        examples: ["/m fffff880`0f4cc950", "/m bfc", "/m 0n3068", "/m bfc /v"],
        detail: ["/v adds the attributes and the data that are in kernel memory."],
        run(context) {
            const found = findMessage(context.look(), parseNumber(argumentOf(context.parsed)));
            const dx = dxOf("Message", found);
            const next = fromMessage(found);
            if (!context.parsed.switches.has("v"))
                return { lines: anyMessageReport(found), document: anyMessageDocument(found), next, dx };
            return {
                lines: anyMessageReport(found).concat(anyMessageDetails(found)),
                document: anyMessageDetailDocument(found),
                next,
                dx,
            };
        },
    };
    const connections$1 = {
        name: "lpc",
        argument: "PORT",
        summary: "the connections of a port (!lpc scan)",
        examples: ["/lpc ffff810a`851b1d20", "/lpc lsasspirpc"],
        run(context) {
            const found = findPort(context.look(), argumentOf(context.parsed));
            const end = found.kind === "ConnectionPort" ? found : found.connectionPort;
            const target = "why" in end ? found : end;
            return {
                lines: anyConnectionReport(found),
                document: anyPortDocument(target),
                next: toPort(target).concat(toProcess(firstClient(target))),
                dx: dxOf("Port", target) + ".Connections",
            };
        },
    };
    /** The process of the first client. */
    function firstClient(found) {
        const [ends] = found.kind === "ConnectionPort" ? connectionEnds(found) : [];
        return ends && ends.client && ends.client.ownerIsValid ? ends.client.ownerAddress : undefined;
    }
    const processPorts = {
        name: "lpp",
        argument: "PROCESS",
        summary: "the ports a process created, and the ports it is connected to",
        examples: ["/lpp ffffbb0f`858e9080", "/lpp 250"],
        run(context) {
            const look = context.look();
            const found = findProcess(look, parseNumber(argumentOf(context.parsed)));
            const title = digits(found.address, look.kernel.pointerSize);
            const owned = look.portsOf(found.address);
            const lines = ["", "Ports created by the process " + title + ":", ""];
            for (const own of owned)
                if (own.kind === "ConnectionPort")
                    lines.push(...anyConnectionList(own, "      "), "");
            lines.push("Ports the process " + title + " is connected to:", "");
            const facts = connectionsOf(look, found.address);
            const created = owned.filter((own) => own.kind === "ConnectionPort")[0];
            const used = facts.filter((fact) => fact.direction === "connected")[0];
            for (const fact of facts) {
                if (fact.direction === "connected")
                    lines.push("      " + clientLine(fact.own, fact.connectionPort));
            }
            lines.push(...endLines(allPorts$1(look.kernel).end));
            const pid = found.pid;
            return {
                lines,
                document: {
                    schema: "alpcx.ports/1",
                    process: hex(found.address),
                    image: found.image,
                    ports: owned.map(anyPortDocument),
                },
                next: toConnections(created).concat(toPort(used && used.connectionPort)),
                dx: pid === undefined
                    ? "@$cursession.Alpc.Ports"
                    : "@$cursession.Processes[0x" + pid.toString(16) + "].Alpc.Connections",
            };
        },
    };

    /** What lies in a block of the pool that has one of our tags, and whether it is what the tag says. */
    /** Tags with what they mark. Source: pooltag.txt by way of alpc-semantics 7 and 8.1. */
    const ALPC_TAGS = [
        "ALPC",
        "AlMs",
        "AlCI",
        "AlHa",
        "AlIn",
        "AlEv",
        "AlRe",
        "AlRr",
        "AlSc",
        "AlSe",
        "AlVi",
    ];
    const LPC_TAGS = ["LpcM", "LpcZ", "Port"];
    /** Tags of blobs, with what the blob must say. */
    const BLOB_TAGS = {
        AlRe: BLOB.region,
        AlRr: BLOB.reserve,
        AlSc: BLOB.section,
        AlSe: BLOB.securityContext,
        AlVi: BLOB.view,
    };
    /** The optional headers in front of an object take no more. */
    const MAX_HEADERS = 0x100;
    /** Decodes the content of a block. `ports` are all ports that are known otherwise. */
    function poolHit(look, block, ports) {
        const { kernel } = look;
        if (block.isFree)
            return miss(block, "the block is free");
        switch (block.tag) {
            case "ALPC":
            case "Port":
                return portHit(look, block, ports);
            case "AlMs":
                return messageHit(look, block);
            case "AlCI":
                return infoHit(kernel, block);
            case "LpcM":
            case "LpcZ":
                return lpcMessageHit(look, block);
            default:
                return blobHit(kernel, block);
        }
    }
    function miss(block, text, object) {
        return { block, plausible: false, object, text };
    }
    function hit(block, object, text) {
        return { block, plausible: true, object, text };
    }
    /** The object lies behind its header, and that behind optional ones: where is not known, but that it is a port is. */
    function portHit(look, block, ports) {
        const { kernel } = look;
        const header = kernel.target.type("_OBJECT_HEADER");
        const body = header && header.field("Body");
        if (!body)
            return miss(block, "the symbols have no _OBJECT_HEADER");
        const last = Math.min(block.size, MAX_HEADERS + body.offset);
        for (let at = body.offset; at < last; at += kernel.pointerSize) {
            const known = ports.get(add(block.body, at));
            if (known)
                return hit(block, known.address, String(showPort(look, known)));
        }
        for (let at = body.offset; at < last; at += kernel.pointerSize) {
            const address = add(block.body, at);
            const own = headerOf(kernel, address);
            const symbols = isLpc(kernel) ? ["LpcPortObjectType", "LpcWaitablePortObjectType"] : ["AlpcPortObjectType"];
            if (own instanceof Gap || !symbols.some((symbol) => own.isOfType(symbol) === true))
                continue;
            const found = anyPort(kernel, address);
            if (found instanceof Gap)
                continue;
            const counts = own.pointerCount === 0 ? "no references are left" : "no list and no handle leads to it";
            return isLpc(kernel)
                ? hit(block, address, String(showPort(look, found)))
                : miss(block, "a port object, but " + counts, address);
        }
        return miss(block, "no object header in it names the type of ports");
    }
    function messageHit(look, block) {
        const { kernel } = look;
        const blob = kernel.target.type("_BLOB");
        if (!blob)
            return miss(block, "the symbols have no _BLOB");
        const address = add(block.body, blob.size);
        const found = message$1(kernel, address);
        if (found instanceof Gap)
            return miss(block, found.why, address);
        const id = found.raw.unsigned("Blob.ResourceId");
        if (id !== BLOB.message)
            return miss(block, "its blob is a " + blobKind(id), address);
        if (found.isFree || found.messageId === 0)
            return miss(block, "a free message, kept for reuse", address);
        const owner = found.ownerPort;
        const port = owner === undefined || isNull(owner) ? undefined : anyPort(kernel, owner);
        const kind = port === undefined || port instanceof Gap ? undefined : port.kind;
        if (port !== undefined && kind === undefined)
            return miss(block, "its OwnerPort is no port", address);
        const byId = found.messageId === undefined ? undefined : messageById(kernel, found.messageId);
        if (byId !== undefined && !(byId instanceof Gap) && byId.address !== address)
            return miss(block, "its id leads to another message", address);
        if (byId === undefined)
            return miss(block, "its id leads to no message: freed, or not yet in use", address);
        return hit(block, address, String(new MessageObject(look, found)));
    }
    function infoHit(kernel, block) {
        const blob = kernel.target.type("_BLOB");
        const address = add(block.body, blob ? blob.size : 0);
        const found = communicationInfo(kernel, address);
        if (!blob || found instanceof Gap)
            return miss(block, found instanceof Gap ? found.why : "the symbols have no _BLOB");
        for (const end of [found.connectionPort, found.serverCommunicationPort, found.clientCommunicationPort]) {
            if (end === undefined || isNull(end))
                continue;
            const port = anyPort(kernel, end);
            const back = port instanceof Gap ? undefined : port.raw.pointer("CommunicationInfo");
            // The connection port has an info of its own.
            if (back === address || (end === found.connectionPort && back !== undefined && !isNull(back)))
                return hit(block, address, "connection info of " + (port instanceof Gap ? "a port" : port.name || "a port"));
        }
        return miss(block, "none of its three ports leads back to it", address);
    }
    function lpcMessageHit(look, block) {
        const found = lpcMessage(look.kernel, block.body);
        if (found instanceof Gap)
            return miss(block, found.why, block.body);
        const sender = found.senderPort;
        if (sender === undefined || isNull(sender))
            return miss(block, "it names no port as its sender", block.body);
        if (lpcPort(look.kernel, sender) instanceof Gap)
            return miss(block, "its SenderPort is no port", block.body);
        const request = new LpcRequest(look.kernel, found.messageId, found);
        return hit(block, block.body, String(new LpcMessageObject(look, request)));
    }
    function blobHit(kernel, block) {
        const wanted = BLOB_TAGS[block.tag];
        if (wanted === undefined)
            return miss(block, "nothing in it can be checked");
        const reader = kernel.reader("_BLOB", ["ResourceId"]);
        const raw = kernel.read("_BLOB", reader, block.body);
        if (raw instanceof Gap)
            return miss(block, raw.why);
        const id = raw.unsigned("ResourceId");
        const object = add(block.body, reader ? reader.layout.size : 0);
        return id === wanted
            ? hit(block, object, String(blobKind(id)))
            : miss(block, "its blob is a " + blobKind(id), object);
    }

    /**
     * The kernel's pools, as far as symbols tell: the table of big allocations, and pages of small blocks with their headers.
     * Since Windows 10 1903 a page of small blocks is a heap whose blocks need not form a chain, so each place where a header
     * can be is looked at by itself, and nothing but the tag and the size is trusted.
     */
    const PAGE$1 = 4096;
    /** Memory is asked for in parts where a page is not there as a whole. */
    const PART = 512;
    /** In a tag: the block may only be freed under the same tag. Source: pooltag.txt. */
    const PROTECTED = 0x80000000;
    /** Entries of the big table; more are garbage. */
    const MAX_BIG = 4000000;
    const CHUNK = 65536;
    /** Four characters as the pool stores them; undefined for a text that is no tag. */
    function tagNumber(text) {
        if (!/^[\x20-\x7e]{1,4}$/.test(text))
            return undefined;
        const padded = (text + "   ").slice(0, 4);
        let value = 0;
        for (let i = 3; i >= 0; i--)
            value = value * 256 + padded.charCodeAt(i);
        return unprotected(value);
    }
    function unprotected(tag) {
        return tag >= PROTECTED ? tag - PROTECTED : tag;
    }
    /** Big allocations, from `nt!PoolBigPageTable`; a text that says why they cannot be searched. */
    function bigBlocks(kernel, tags, progress) {
        const entry = kernel.target.type("_POOL_TRACKER_BIG_PAGES");
        const va = entry && entry.field("Va");
        const key = entry && entry.field("Key");
        if (!entry || !va || !key || entry.size === 0)
            return "the symbols of nt have no _POOL_TRACKER_BIG_PAGES";
        const table = kernel.symbolPointer("PoolBigPageTable");
        const count = kernel.symbolPointer("PoolBigPageTableSize");
        if (table === undefined || count === undefined)
            return "nt!PoolBigPageTable or nt!PoolBigPageTableSize cannot be read";
        if (!isKernel(table, kernel.pointerSize))
            return "nt!PoolBigPageTable is not set";
        const entries = typeof count === "number" && count >= 0 && count <= MAX_BIG ? count : -1;
        if (entries < 0)
            return "nt!PoolBigPageTableSize makes no sense";
        const bytesField = entry.field("NumberOfBytes");
        const pagesField = entry.field("NumberOfPages");
        const blocks = [];
        const perRead = Math.max(1, Math.floor(CHUNK / entry.size));
        let unreadable = 0;
        for (let first = 0; first < entries; first += perRead) {
            progress(first);
            const some = Math.min(perRead, entries - first);
            const bytes = kernel.bytes(add(table, first * entry.size), some * entry.size);
            if (bytes instanceof Gap) {
                unreadable += some;
                continue;
            }
            for (let i = 0; i < some; i++) {
                const at = i * entry.size;
                const tag = unprotected(uint32In(bytes, at + key.offset));
                const text = tags.get(tag);
                const address = text === undefined ? undefined : pointerIn(bytes, at + va.offset, kernel.pointerSize);
                if (text === undefined || address === undefined || isNull(address))
                    continue;
                const size = bytesField
                    ? valueIn(bytes, at, bytesField)
                    : pagesField
                        ? valueIn(bytes, at, pagesField) * PAGE$1
                        : PAGE$1;
                // Bit 0 of the address marks an entry that is free.
                blocks.push({ kind: "big", body: clearBits(address, 1), size, tag: text, isFree: lowBits(address, 1) !== 0 });
            }
        }
        return { blocks, searched: entries, unreadable };
    }
    /** Searches pages of small blocks. */
    class SmallPool {
        constructor(kernel, tags) {
            this.kernel = kernel;
            this.tags = tags;
            this.blocks = [];
            this.seen = new Set();
            this.unreadable = 0;
            this.header = kernel.target.type("_POOL_HEADER");
        }
        /** Why pages cannot be searched; undefined when they can. */
        get obstacle() {
            const { header } = this;
            return header && header.size > 0 && header.field("PoolTag") && header.field("BlockSize")
                ? undefined
                : "the symbols of nt have no _POOL_HEADER with PoolTag and BlockSize";
        }
        /** How many different pages were looked at. */
        get searched() {
            return this.seen.size;
        }
        /** The page around an address; false when it was looked at before. */
        search(address) {
            const page = clearBits(address, PAGE$1 - 1);
            if (this.seen.has(page))
                return false;
            this.seen.add(page);
            const whole = this.kernel.bytes(page, PAGE$1);
            if (!(whole instanceof Gap)) {
                this.scan(page, whole);
                return true;
            }
            let any = false;
            const bytes = new Uint8Array(PAGE$1);
            for (let at = 0; at < PAGE$1; at += PART) {
                const part = this.kernel.bytes(add(page, at), PART);
                if (part instanceof Gap)
                    continue;
                bytes.set(part, at);
                any = true;
            }
            if (any)
                this.scan(page, bytes);
            else
                this.unreadable++;
            return true;
        }
        scan(page, bytes) {
            const header = this.header;
            const tagField = header.field("PoolTag");
            const sizeField = header.field("BlockSize");
            const typeField = header.field("PoolType");
            // A block is measured in units as large as its header.
            const unit = header.size;
            for (let at = 0; at + unit <= PAGE$1; at += unit) {
                const tag = this.tags.get(unprotected(uint32In(bytes, at + tagField.offset)));
                if (tag === undefined)
                    continue;
                const size = valueIn(bytes, at, sizeField) * unit;
                if (size <= unit || at + size > PAGE$1)
                    continue;
                const isFree = typeField !== undefined && valueIn(bytes, at, typeField) === 0;
                this.blocks.push({ kind: "small", body: add(page, at + unit), size: size - unit, tag, isFree });
            }
        }
    }
    /** Variables that hold the bounds of the pools; which of them a build has differs. Source: wdbgexts.h KDDEBUGGER_DATA64. */
    const BOUNDS = [
        ["nonpaged pool", "MmNonPagedPoolStart", "MmNonPagedPoolEnd"],
        ["paged pool", "MmPagedPoolStart", "MmPagedPoolEnd"],
    ];
    /** The pools' ranges, and for each that is not known why. */
    function poolRanges(kernel) {
        const ranges = [];
        const unknown = [];
        for (const [name, start, stop] of BOUNDS) {
            const from = kernel.symbolPointer(start);
            const to = kernel.symbolPointer(stop);
            const isSet = from !== undefined && isKernel(from, kernel.pointerSize);
            if (!isSet || to === undefined || compare(to, from) <= 0) {
                unknown.push(name + ": nt!" + start + " and nt!" + stop + " give no range");
                continue;
            }
            const bytes = distance(to, from);
            ranges.push({ name, from: clearBits(from, PAGE$1 - 1), pages: bytes > 0 ? Math.ceil(bytes / PAGE$1) : 0 });
        }
        return { ranges, unknown };
    }
    /** An integer or bit field of a structure that starts at `at`. */
    function valueIn(bytes, at, field) {
        let value = 0;
        for (let i = Math.min(field.size, 6) - 1; i >= 0; i--)
            value = value * 256 + (bytes[at + field.offset + i] || 0);
        if (field.bitLength === undefined)
            return value;
        return Math.floor(value / Math.pow(2, field.bitPosition || 0)) % Math.pow(2, field.bitLength);
    }

    /** Pages of the pools that are searched unless /limit says otherwise. */
    const PAGES = 4096;
    /** Pages on either side of one that holds a known object. */
    const AROUND = 2;
    const pool = {
        name: "pool",
        argument: "TAG",
        argumentIsOptional: true,
        options: LIMIT,
        summary: "LPC and ALPC objects by pool tag, each decoded and marked plausible or not",
        examples: ["/pool", "/pool AlMs", "/pool LpcM /limit 100000"],
        detail: [
            "Searched are the table of big allocations, the pages around known objects, and the pools where symbols tell them.",
            "At most " + PAGES + " pages are read; /limit N reads N. What cannot be searched is said, with the reason.",
        ],
        run(context) {
            const look = context.look();
            const search = new Search(look, tagsOf(look, argumentOf(context.parsed)), context.progress);
            search.run(limitOf(context.parsed) || PAGES);
            return search.output();
        },
    };
    /** The tags that are asked for, by number. */
    function tagsOf(look, argument) {
        const all = isLpc(look.kernel) ? LPC_TAGS : ALPC_TAGS;
        const wanted = argument === "" ? all : [argument];
        const tags = new Map();
        for (const text of wanted) {
            const number = tagNumber(text);
            if (number === undefined)
                throw new UsageError("'" + text + "' is no pool tag: up to four characters, as in AlMs");
            tags.set(number, text);
        }
        return tags;
    }
    class Search {
        constructor(look, tags, progress) {
            this.look = look;
            this.tags = tags;
            this.progress = progress;
            this.hits = [];
            this.searched = [];
            this.skipped = [];
            this.ports = new Map();
            for (const found of allPorts$1(look.kernel).items)
                this.ports.set(found.address, found);
        }
        run(limit) {
            const { kernel } = this.look;
            const big = bigBlocks(kernel, this.tags, (done) => this.progress("big allocations", done));
            if (typeof big === "string")
                this.skipped.push("big allocations: " + big);
            else {
                this.take(big.blocks);
                this.searched.push("big allocations: " + big.searched + " entries" + unread(big.unreadable));
            }
            const small = new SmallPool(kernel, this.tags);
            if (small.obstacle !== undefined)
                this.skipped.push("small blocks: " + small.obstacle);
            else
                this.small(small, limit);
            this.hits.sort((a, b) => compare(a.block.body, b.block.body));
        }
        small(small, limit) {
            let stopped = false;
            const page = (address) => {
                stopped = small.searched >= limit;
                if (!stopped && small.search(address))
                    this.progress("pages", small.searched);
                return !stopped;
            };
            for (const address of this.known()) {
                for (let i = -AROUND; i <= AROUND; i++)
                    page(add(address, i * PAGE$1));
            }
            this.searched.push("pages around known objects: " + small.searched + unread(small.unreadable));
            if (stopped)
                this.skipped.push("some of the pages around known objects: stopped at the limit of " + limit + " pages");
            const { ranges, unknown } = poolRanges(this.look.kernel);
            for (const range of ranges) {
                const [before, missing] = [small.searched, small.unreadable];
                let done = 0;
                while (done < range.pages && page(add(range.from, done * PAGE$1)))
                    done++;
                const count = small.searched - before;
                if (count > 0)
                    this.searched.push(range.name + ": " + count + " more pages" + unread(small.unreadable - missing));
                if (done < range.pages) {
                    this.skipped.push(range.name +
                        ": " +
                        (range.pages - done) +
                        " of " +
                        range.pages +
                        " pages, stopped at the limit of " +
                        limit +
                        " pages");
                }
            }
            this.skipped.push(...unknown);
            this.take(small.blocks);
        }
        /** Addresses of objects that are known to lie in a pool. */
        known() {
            const found = Array.from(this.ports.keys());
            for (const message of heldMessages(this.look, Array.from(this.ports.values()))) {
                const address = toAddress(message.Address);
                if (address !== undefined)
                    found.push(address);
            }
            this.ports.forEach((port) => {
                const info = port.raw.pointer("CommunicationInfo");
                if (info !== undefined && info !== 0)
                    found.push(info);
            });
            return found;
        }
        take(blocks) {
            blocks.forEach((block, done) => {
                this.progress("hits", done);
                this.hits.push(poolHit(this.look, block, this.ports));
            });
        }
        /** The first plausible object with one of these tags. */
        first(tags) {
            const hit = this.hits.filter(({ block, plausible }) => plausible && tags.indexOf(block.tag) >= 0)[0];
            return hit && hit.object;
        }
        output() {
            const { hits, searched, skipped } = this;
            const lines = hits.map((hit) => {
                const { block } = hit;
                const where = pointerText$1(hit.object === undefined ? block.body : hit.object, this.look.kernel.pointerSize);
                const size = ("     " + block.size.toString(16)).slice(-Math.max(6, block.size.toString(16).length));
                return (where + " " + block.tag + " " + size + (hit.plausible ? "  plausible      " : "  not plausible  ") + hit.text);
            });
            const plausible = hits.filter((hit) => hit.plausible).length;
            lines.push(hits.length + " hits, " + plausible + " plausible");
            for (const what of searched)
                lines.push("searched      " + what);
            for (const what of skipped)
                lines.push("not searched  " + what);
            return {
                lines,
                next: toMessage(this.first(["AlMs", "LpcM"])).concat(toPort(this.first(["ALPC", "Port"]))),
                document: {
                    schema: "alpcx.pool/1",
                    hits: hits.map(({ block, object, plausible: is, text }) => ({
                        block: hex(block.body),
                        object: object === undefined ? undefined : hex(object),
                        tag: block.tag,
                        size: block.size,
                        kind: block.kind,
                        plausible: is,
                        text,
                    })),
                    searched,
                    notSearched: skipped,
                },
                dx: "@$cursession.Alpc.Messages",
            };
        }
    }
    function unread(count) {
        return count === 0 ? "" : ", " + count + " of them unreadable";
    }

    /** The processor by the debugger's abbreviations. Source: real-engine 3 `@$cursession.Attributes`. */
    function architecture(session, pointerSize) {
        const machine = attempt(() => session.Attributes.Machine);
        const name = String(attempt(() => machine && machine.AbbrevName) || "");
        if (pointerSize === 4)
            return "x86";
        return /arm64|aa64/i.test(name) ? "arm64" : "x64";
    }
    /** Base and size of the kernel's image; undefined where the debugger does not list it. */
    function kernelModule(session) {
        const process = attempt(() => host.currentProcess) || attempt(() => session.Processes.First());
        const modules = attempt(() => process && process.Modules);
        const module = attempt(() => modules && modules.getValueAt("nt")) ||
            attempt(() => modules && modules.First((one) => /^nt(oskrnl|krnlmp|krnlpa|krpamp)?(\.exe)?$/i.test(one.Name)));
        const base = toAddress(attempt(() => module && module.BaseAddress));
        const size = toNumber(attempt(() => module && module.Size));
        return base === undefined || base === 0 || size === undefined ? undefined : { base, size };
    }
    /** Addresses of the `_EPROCESS` and `_ETHREAD` that are current in the debugger, as far as it has them. */
    function currentObjects() {
        return {
            process: objectAddress$1(attempt(() => host.currentProcess.KernelObject)),
            thread: objectAddress$1(attempt(() => host.currentThread.KernelObject)),
        };
    }
    /** Address of a kernel object of the debugger's model. */
    function objectAddress$1(object) {
        return object && toAddress(attempt(() => object.address) || attempt(() => object.targetLocation.address));
    }

    /** Whole types of `nt` as plain data: every member the debugger names, with the types that lie inside. */
    /** Basic types under the names that every host knows. */
    const BASIC = /^(unsigned )?(char|short|int|long|__int64)$|^(signed char|wchar_t|bool|float|double|void|long long)$/;
    const UNSIGNED = {
        1: "unsigned char",
        2: "unsigned short",
        4: "unsigned long",
        8: "unsigned __int64",
    };
    /** Names that compilers make up; two types may share one. */
    const MADE_UP = /[<>`]|unnamed|anonymous/i;
    /** What `parseTypeName` of a snapshot's reader takes. */
    const PLAIN_NAME = /^[A-Za-z_$][\w$.:]*( [A-Za-z_$][\w$.:]*)*$/;
    /** Collects types; each once, however often it is asked for or embedded. */
    class TypeShapes {
        constructor(session) {
            this.session = session;
            this.drafts = new Map();
            this.enumShapes = new Map();
        }
        /**
         * Adds a type of `nt` with everything it embeds. `paths` are members known to be there: older hosts cannot list the
         * members of a type, and then these are what is recorded. A type the symbols lack is left out.
         */
        add(name, paths) {
            const type = attempt(() => host.getModuleType("nt", name, this.session));
            if (!type)
                return;
            this.record(name, type);
            for (const path of paths)
                this.addPath(name, type, path.split("."));
        }
        /** By name, in the order of names. */
        get types() {
            return sorted(this.drafts).map(([name, draft]) => [
                name,
                { size: draft.size, fields: Array.from(draft.fields.values()) },
            ]);
        }
        get enums() {
            return sorted(this.enumShapes);
        }
        record(name, type) {
            const known = this.drafts.get(name);
            if (known)
                return known;
            const draft = { size: toNumber(attempt(() => type.size)) || 0, fields: new Map() };
            this.drafts.set(name, draft);
            for (const member of memberNames(type))
                this.member(name, type, member);
            return draft;
        }
        /** One member of a type; its own type when it is a structure. */
        member(owner, type, name) {
            const draft = this.record(owner, type);
            const field = attempt(() => type.fields[name]);
            const inner = attempt(() => field && field.type);
            const offset = toNumber(attempt(() => field && field.offset));
            if (!inner || offset === undefined)
                return undefined;
            const text = this.text(inner, owner + "." + name);
            if (!draft.fields.has(name)) {
                const bits = attempt(() => inner.isBitField) === true ? attempt(() => inner.bitFieldPositions) : undefined;
                const place = { name, offset, type: text };
                draft.fields.set(name, bits ? Object.assign(place, { bitPos: Number(bits.lsb), bitLen: Number(bits.length) }) : place);
            }
            return this.drafts.has(text) ? { name: text, type: inner } : undefined;
        }
        addPath(owner, type, steps) {
            let at = { name: owner, type };
            for (const step of steps)
                at = at && this.member(at.name, resolved(at.type), step);
        }
        /** The text of a member's type; `path` names it where it has no name of its own. */
        text(outer, path) {
            const type = resolved(outer);
            const size = toNumber(attempt(() => type.size)) || 0;
            const name = String(attempt(() => type.name) || "");
            if (attempt(() => type.isBitField) === true)
                return BASIC.test(name) ? name : unit(size);
            switch (attempt(() => type.typeKind)) {
                case "udt": {
                    const own = MADE_UP.test(name) || !PLAIN_NAME.test(name) ? path : name;
                    this.record(own, type);
                    return own;
                }
                case "enum": {
                    const own = MADE_UP.test(name) || !PLAIN_NAME.test(name) ? path : name;
                    if (!this.enumShapes.has(own))
                        this.enumShapes.set(own, { size, constants: constantsOf(type) });
                    return own;
                }
                case "pointer":
                    return pointerText(name);
                case "array":
                case "extendedArray":
                    return this.arrayText(type, path);
                case "function":
                    return "function";
                default:
                    return BASIC.test(name) ? name : unit(size);
            }
        }
        arrayText(outer, path) {
            let dimensions = "";
            let type = outer;
            while (attempt(() => type.typeKind) === "array" || attempt(() => type.typeKind) === "extendedArray") {
                const element = attempt(() => type.baseType);
                if (!element)
                    return unit(toNumber(attempt(() => outer.size)) || 0);
                const size = toNumber(attempt(() => element.size)) || 0;
                dimensions += "[" + (size === 0 ? 0 : Math.floor((toNumber(attempt(() => type.size)) || 0) / size)) + "]";
                type = resolved(element);
            }
            return this.text(type, path) + dimensions;
        }
    }
    /** What a typedef stands for. */
    function resolved(type) {
        let found = type;
        for (let depth = 0; depth < 8 && attempt(() => found.typeKind) === "typedef"; depth++) {
            const base = attempt(() => found.baseType);
            if (!base)
                break;
            found = base;
        }
        return found;
    }
    /** Names of the members of a structure, in the debugger's order; empty where it cannot list them. */
    function memberNames(type) {
        return attempt(() => Object.keys(type.fields)) || [];
    }
    /** Constants of an enumeration, where the debugger lists them; negative ones are left out. */
    function constantsOf(type) {
        const constants = {};
        for (const name of memberNames(type)) {
            const value = toNumber(attempt(() => type.fields[name] && type.fields[name].value));
            if (value !== undefined && Number.isSafeInteger(value) && value >= 0)
                constants[name] = value;
        }
        return constants;
    }
    /** `X *` where X has a plain name; what else it points to does not matter to its size. */
    function pointerText(name) {
        const match = /^(?:[\w$]+!)?(.*?)\s*((?:\*\s*)+)$/.exec(name);
        const base = match ? match[1] : "";
        if (!match || MADE_UP.test(base) || !PLAIN_NAME.test(base))
            return "void *";
        return base + " " + match[2].replace(/\s+/g, "").split("").join(" ");
    }
    /** Plain bytes of a size. */
    function unit(size) {
        return UNSIGNED[size] || "unsigned char[" + size + "]";
    }
    function sorted(map) {
        return Array.from(map.entries()).sort((a, b) => (a[0] < b[0] ? -1 : 1));
    }

    /**
     * The AND/OR graph: a thread waits for ANY or ALL of its parts, a part is a list of threads of which any one is enough.
     * Nothing here knows what a wait is. Linear in edges: a thread and its parts, a part and its threads, each shared part once.
     */
    /** Starts from all threads with a condition and releases, one by one, those whose condition released ones meet. */
    function stuckSet(graph) {
        var _a, _b, _c;
        const { conditions, parts, meter } = graph;
        const stuck = new Uint8Array(conditions.length);
        const met = new Uint8Array(parts.length);
        const missing = new Int32Array(conditions.length);
        const namedBy = parts.map(() => []);
        const partsWith = conditions.map(() => []);
        const released = [];
        conditions.forEach((condition, thread) => {
            var _a;
            if (condition === undefined) {
                released.push(thread);
                return;
            }
            stuck[thread] = 1;
            missing[thread] = condition.mode === "any" ? 1 : condition.parts.length;
            for (const part of condition.parts) {
                meter.edges++;
                (_a = namedBy[part]) === null || _a === void 0 ? void 0 : _a.push(thread);
            }
        });
        parts.forEach((threads, part) => {
            var _a;
            for (const thread of threads) {
                meter.edges++;
                (_a = partsWith[thread]) === null || _a === void 0 ? void 0 : _a.push(part);
            }
        });
        for (let thread = released.pop(); thread !== undefined; thread = released.pop()) {
            for (const part of (_a = partsWith[thread]) !== null && _a !== void 0 ? _a : []) {
                meter.edges++;
                if (met[part] === 1)
                    continue;
                met[part] = 1;
                for (const waiter of (_b = namedBy[part]) !== null && _b !== void 0 ? _b : []) {
                    meter.edges++;
                    if (stuck[waiter] !== 1)
                        continue;
                    const left = ((_c = missing[waiter]) !== null && _c !== void 0 ? _c : 0) - 1;
                    missing[waiter] = left;
                    if (left > 0)
                        continue;
                    stuck[waiter] = 0;
                    released.push(waiter);
                }
            }
        }
        return { graph, stuck, met, namedBy, partsWith };
    }
    /** The parts that still hold a stuck thread; a part that is met holds nobody. */
    function openParts(set, thread) {
        const condition = set.graph.conditions[thread];
        if (condition === undefined || set.stuck[thread] !== 1)
            return [];
        return condition.parts.filter((part) => {
            set.graph.meter.edges++;
            return set.met[part] !== 1;
        });
    }

    /** Strongly connected components of a stuck set, and which of them are deadlocks. No recursion over data. */
    /**
     * Tarjan's algorithm with its own stack, over threads and parts alike: a thread leads to its open parts, a part to its
     * threads. Two threads are in one component exactly when each reaches the other over stuck threads.
     */
    function components(set) {
        const threads = set.stuck.length;
        const nodes = threads + set.met.length;
        const order = new Int32Array(nodes).fill(-1);
        const low = new Int32Array(nodes);
        const onStack = new Uint8Array(nodes);
        const of = new Int32Array(threads).fill(-1);
        const members = [];
        const stack = [];
        let next = 0;
        // Frames of the walk: a node, where it leads, and how far that was followed.
        const path = [];
        const leads = [];
        const done = [];
        for (let start = 0; start < threads; start++) {
            if (set.stuck[start] !== 1 || order[start] !== -1)
                continue;
            enter(start);
            while (path.length > 0)
                step();
        }
        members.forEach((list) => list.sort((a, b) => a - b));
        return { of, members };
        function enter(node) {
            var _a;
            order[node] = low[node] = next++;
            stack.push(node);
            onStack[node] = 1;
            path.push(node);
            leads.push(node < threads ? openParts(set, node).map((part) => threads + part) : ((_a = set.graph.parts[node - threads]) !== null && _a !== void 0 ? _a : []));
            done.push(0);
        }
        function step() {
            var _a, _b, _c, _d, _e;
            const top = path.length - 1;
            const node = (_a = path[top]) !== null && _a !== void 0 ? _a : 0;
            const position = (_b = done[top]) !== null && _b !== void 0 ? _b : 0;
            const target = (_c = leads[top]) === null || _c === void 0 ? void 0 : _c[position];
            if (target === undefined) {
                leave(node);
                return;
            }
            done[top] = position + 1;
            set.graph.meter.edges++;
            if (order[target] === -1)
                enter(target);
            else if (onStack[target] === 1)
                low[node] = Math.min((_d = low[node]) !== null && _d !== void 0 ? _d : 0, (_e = order[target]) !== null && _e !== void 0 ? _e : 0);
        }
        function leave(node) {
            var _a, _b;
            path.pop();
            leads.pop();
            done.pop();
            const parent = path[path.length - 1];
            if (parent !== undefined)
                low[parent] = Math.min((_a = low[parent]) !== null && _a !== void 0 ? _a : 0, (_b = low[node]) !== null && _b !== void 0 ? _b : 0);
            if (low[node] !== order[node])
                return;
            const list = [];
            for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
                onStack[member] = 0;
                if (member < threads)
                    list.push(member);
                if (member === node)
                    break;
            }
            for (const member of list)
                of[member] = members.length;
            // A part whose way back is closed is a component of its own, without a thread.
            if (list.length > 0)
                members.push(list);
        }
    }
    /** Of each part, the component all its threads are in; -1 when they are not all in one. */
    function homes(set, found) {
        const home = new Int32Array(set.met.length);
        set.graph.parts.forEach((threads, part) => {
            var _a, _b;
            let only = threads.length === 0 ? -1 : ((_b = found.of[(_a = threads[0]) !== null && _a !== void 0 ? _a : 0]) !== null && _b !== void 0 ? _b : -1);
            for (const thread of threads) {
                set.graph.meter.edges++;
                if (found.of[thread] !== only)
                    only = -1;
            }
            home[part] = only;
        });
        return home;
    }
    /** Whether none of its members can proceed even if every thread outside the component does. Then it has an edge as well. */
    function isDeadlock(set, home, component, members) {
        return members.every((thread) => {
            const condition = set.graph.conditions[thread];
            if (condition === undefined)
                return false;
            const isHeld = (part) => {
                set.graph.meter.edges++;
                return home[part] === component;
            };
            return condition.mode === "any" ? condition.parts.every(isHeld) : condition.parts.some(isHeld);
        });
    }

    function waitGraph(waits, strictness, meter = { edges: 0 }) {
        return {
            conditions: waits.threads.map((thread) => conditionOf(thread, strictness)),
            parts: waits.alternatives.map((alternative) => alternative.indexes),
            meter,
        };
    }
    /** Undefined when the thread may proceed whatever the others do. */
    function conditionOf(thread, strictness) {
        var _a;
        const { waits, fact } = thread;
        const holding = waits.filter((wait) => holds(wait, strictness));
        const mode = (_a = fact.waitType) !== null && _a !== void 0 ? _a : "any";
        if (holding.length === 0 || (mode === "any" && holding.length < waits.length))
            return undefined;
        // Two handles to one object are one part.
        return { mode, parts: Array.from(new Set(holding.map((wait) => wait.alternative))) };
    }
    function holds(wait, strictness) {
        return wait.alternative >= 0 && (strictness === "lenient" || wait.doubts.length === 0);
    }

    /** Who is blocked behind which deadlock. */
    /**
     * For each deadlock the stuck threads that are in no deadlock and from which it can be reached over stuck threads,
     * ascending. Costs the edges of what is reported; deadlocks that no victim waits for are not walked through.
     */
    function victimsOf(set, deadlocks) {
        const isMember = new Uint8Array(set.stuck.length);
        for (const members of deadlocks)
            for (const member of members)
                isMember[member] = 1;
        const onTheWay = reachedFromVictims(set, isMember);
        const seen = new Int32Array(set.stuck.length).fill(-1);
        const seenPart = new Int32Array(set.met.length).fill(-1);
        return deadlocks.map((members, number) => {
            var _a, _b;
            const victims = [];
            const work = members.slice();
            for (const member of members)
                seen[member] = number;
            for (let thread = work.pop(); thread !== undefined; thread = work.pop()) {
                if (isMember[thread] !== 1)
                    victims.push(thread);
                for (const part of (_a = set.partsWith[thread]) !== null && _a !== void 0 ? _a : []) {
                    set.graph.meter.edges++;
                    if (set.met[part] === 1 || seenPart[part] === number)
                        continue;
                    seenPart[part] = number;
                    for (const waiter of (_b = set.namedBy[part]) !== null && _b !== void 0 ? _b : []) {
                        set.graph.meter.edges++;
                        if (set.stuck[waiter] !== 1 || onTheWay[waiter] !== 1 || seen[waiter] === number)
                            continue;
                        seen[waiter] = number;
                        work.push(waiter);
                    }
                }
            }
            return victims.sort((a, b) => a - b);
        });
    }
    /** Stuck threads that are in no deadlock, and everything they lead to. */
    function reachedFromVictims(set, isMember) {
        var _a;
        const reached = new Uint8Array(set.stuck.length);
        const reachedPart = new Uint8Array(set.met.length);
        const work = [];
        set.stuck.forEach((stuck, thread) => {
            if (stuck !== 1 || isMember[thread] === 1)
                return;
            reached[thread] = 1;
            work.push(thread);
        });
        for (let thread = work.pop(); thread !== undefined; thread = work.pop()) {
            for (const part of openParts(set, thread)) {
                if (reachedPart[part] === 1)
                    continue;
                reachedPart[part] = 1;
                for (const next of (_a = set.graph.parts[part]) !== null && _a !== void 0 ? _a : []) {
                    set.graph.meter.edges++;
                    if (reached[next] === 1)
                        continue;
                    reached[next] = 1;
                    work.push(next);
                }
            }
        }
        return reached;
    }

    /** Deadlocks, proved and suspected, their kind and their victims. */
    /** Linear in edges, up to the size of what is reported: a thread behind several deadlocks is listed with each. */
    function findDeadlocks(waits, meter = { edges: 0 }) {
        const strict = stuckSet(waitGraph(waits, "strict", meter));
        const lenient = stuckSet(waitGraph(waits, "lenient", meter));
        const found = [];
        for (const members of deadlocksOf(strict))
            found.push({ members, certainty: "proved", set: strict });
        for (const members of deadlocksOf(lenient)) {
            if (members.some((member) => strict.stuck[member] === 1))
                continue;
            found.push({ members, certainty: "suspected", set: lenient });
        }
        const victims = victimsOf(lenient, found.map((each) => each.members));
        const all = found.map(({ members, certainty, set }, index) => {
            var _a;
            const inside = members.map(threadAt);
            const behind = ((_a = victims[index]) !== null && _a !== void 0 ? _a : []).map(threadAt);
            return {
                kind: kindOf(waits, set, members),
                certainty,
                members: inside,
                victims: behind,
                waits: waitsOf(inside).concat(waitsOf(behind)),
            };
        });
        return { all: all.sort(byDeadlock), blocked: lenient.stuck };
        function threadAt(index) {
            const thread = waits.threads[index];
            if (thread === undefined)
                throw new RangeError("no thread " + String(index));
            return thread;
        }
    }
    function deadlocksOf(set) {
        const found = components(set);
        const home = homes(set, found);
        return found.members.filter((members, component) => isDeadlock(set, home, component, members));
    }
    function kindOf(waits, set, members) {
        const inside = new Set(members);
        const within = new Map();
        if (members.every((member) => waitsForOne(member)))
            return "cycle";
        return members.some((member) => isStarved(member)) ? "starvation" : "knot";
        /** It waits for exactly one thread of the component. */
        function waitsForOne(member) {
            const threads = new Set();
            for (const part of openParts(set, member)) {
                const [first, second] = membersIn(part);
                if (second !== undefined)
                    return false;
                if (first !== undefined)
                    threads.add(first);
            }
            return threads.size === 1;
        }
        /** Its message is queued at a port all of whose receivers are in the component. */
        function isStarved(member) {
            var _a, _b;
            const open = openParts(set, member);
            return ((_b = (_a = waits.threads[member]) === null || _a === void 0 ? void 0 : _a.waits) !== null && _b !== void 0 ? _b : []).some((wait) => wait.state === "queued" &&
                open.indexOf(wait.alternative) >= 0 &&
                membersIn(wait.alternative).length === wait.on.length);
        }
        function membersIn(part) {
            var _a;
            let list = within.get(part);
            if (list === undefined) {
                list = ((_a = set.graph.parts[part]) !== null && _a !== void 0 ? _a : []).filter((thread) => {
                    set.graph.meter.edges++;
                    return inside.has(thread);
                });
                within.set(part, list);
            }
            return list;
        }
    }

    function findAboutPorts(waits) {
        const { world } = waits;
        const found = [];
        const clients = clientsByPort(waits);
        const serving = servingThreads(waits);
        world.ports.forEach((port) => {
            const waiting = clients.get(port.port);
            if (waiting !== undefined) {
                const queued = waiting.filter((wait) => wait.state === "queued");
                found.push(...serverGone(world, port, waiting), ...starved(world, port, queued), ...noReceiver(world, port, queued, serving));
            }
            if (!world.facts.isMoving && port.queues !== undefined)
                found.push(...counterMismatch(world, port.queues, port));
            if (!world.facts.quick && port.handleCount === 0)
                found.push(...orphan(world, port));
        });
        for (const { owner, list, why } of world.facts.damagedLists) {
            found.push({
                rule: "corrupt-list",
                subject: owner,
                text: `${list} of ${ownerName(world, owner)} is damaged: ${why}`,
            });
        }
        return found;
    }
    function serverGone(world, port, waiting) {
        var _a;
        if (waiting.length === 0 || !isGone(world, port))
            return [];
        const reasons = [];
        if (port.ownerInvalid === true)
            reasons.push("its owner is no longer valid");
        if (isExiting(world, port.ownerProcess) && port.ownerProcess !== undefined) {
            const terminated = ((_a = world.processes.get(port.ownerProcess)) === null || _a === void 0 ? void 0 : _a.terminated) === true;
            reasons.push(`its owner ${processName(world, port.ownerProcess)} ${terminated ? "has terminated" : "is exiting"}`);
        }
        if (port.closed === true)
            reasons.push("it is closed");
        if (port.disconnected === true)
            reasons.push("it is disconnected");
        const text = `${portName(world, port.port)}: ${clientsText(waiting.length)} for a reply, but ${reasons.join(", ")}`;
        return [{ rule: "server-gone", subject: port.port, text }];
    }
    function starved(world, port, queued) {
        const longest = longestOver(queued);
        const receivers = liveReceivers(world, port);
        if (longest === undefined || receivers.length === 0)
            return [];
        // A receiver that runs is only busy; one that could not be read may be free.
        const isStuck = (thread) => {
            const fact = threadAt(world, thread);
            return fact !== undefined && fact.state === "waiting" && !isIdle(fact);
        };
        if (!receivers.every(isStuck))
            return [];
        const text = `${portName(world, port.port)}: ${String(queued.length)} queued, 0 of ${String(receivers.length)} free, longest for ${secondsText(longest)}`;
        return [{ rule: "starved-port", subject: port.port, text }];
    }
    function noReceiver(world, port, queued, serving) {
        var _a;
        const longest = longestOver(queued);
        // Where a list of receivers could not be walked to its end, "none known" says nothing.
        if (longest === undefined || port.receiversIncomplete === true || liveReceivers(world, port).length > 0)
            return [];
        const threads = port.ownerProcess === undefined ? [] : ((_a = world.threadsOf.get(port.ownerProcess)) !== null && _a !== void 0 ? _a : []);
        if (threads.some((fact) => fact.state !== "waiting" || serving.has(fact.thread)))
            return [];
        const text = `${portName(world, port.port)}: ${String(queued.length)} queued and no thread to receive, longest for ${secondsText(longest)}`;
        return [{ rule: "no-receiver", subject: port.port, text }];
    }
    function counterMismatch(world, queues, port) {
        return queues
            .filter((queue) => queue.counter !== queue.walked)
            .map(({ name, counter, walked }) => ({
            rule: "counter-mismatch",
            subject: port.port,
            text: `${name} of ${portName(world, port.port)} counts ${String(counter)}, but holds ${String(walked)}`,
        }));
    }
    /** Of a port without handles. */
    function orphan(world, port) {
        var _a, _b;
        const messages = (_a = port.messageCount) !== null && _a !== void 0 ? _a : 0;
        const connections = (_b = port.connectionCount) !== null && _b !== void 0 ? _b : 0;
        if (messages === 0 && connections === 0)
            return [];
        const text = `${portName(world, port.port)} has no handles, but still ${String(messages)} messages and ${String(connections)} connections`;
        return [{ rule: "orphan-port", subject: port.port, text }];
    }
    /** Replies that are still owed, by the port in whose queue the request is. */
    function clientsByPort(waits) {
        const clients = new Map();
        for (const { waits: each } of waits.threads) {
            for (const wait of each) {
                if (!isReply(wait) || wait.port === undefined || !isOwed(wait))
                    continue;
                const list = clients.get(wait.port);
                if (list === undefined)
                    clients.set(wait.port, [wait]);
                else
                    list.push(wait);
            }
        }
        return clients;
    }
    /** Threads that have a message in service. */
    function servingThreads(waits) {
        const serving = new Set();
        for (const { fact, waits: each } of waits.threads) {
            if (fact.serving === true && !isIdle(fact))
                serving.add(fact.thread);
            for (const wait of each)
                if (wait.state === "inService")
                    for (const server of wait.on)
                        serving.add(server);
        }
        return serving;
    }
    function liveReceivers(world, port) {
        return Array.from(new Set(port.receivers)).filter((thread) => isLive(world, thread));
    }
    /** The longest time a message has been queued, when it is long enough to mean something. */
    function longestOver(queued) {
        let longest;
        for (const { waitedSeconds } of queued) {
            if (waitedSeconds !== undefined && isOver(waitedSeconds, longest !== null && longest !== void 0 ? longest : LIMITS.queued))
                longest = waitedSeconds;
        }
        return longest;
    }
    function clientsText(count) {
        return count === 1 ? "1 thread waits" : `${String(count)} threads wait`;
    }
    function ownerName(world, owner) {
        return world.processes.has(owner) ? processName(world, owner) : portName(world, owner);
    }

    function findAboutProcesses(waits) {
        var _a, _b;
        const { world } = waits;
        const found = [];
        for (const process of Array.from(world.processes.values())) {
            const ending = process.exiting === true && process.terminated !== true;
            const starting = !ending && process.ageSeconds !== undefined && process.ageSeconds < LIMITS.startUp;
            const threads = (_a = world.threadsOf.get(process.process)) !== null && _a !== void 0 ? _a : [];
            if ((!ending && !starting) || threads.length === 0 || process.threadsIncomplete === true)
                continue;
            const all = threads.map((fact) => { var _a; return waits.threads[(_a = world.indexOf.get(fact.thread)) !== null && _a !== void 0 ? _a : -1]; });
            if (!all.every((thread) => thread !== undefined && waitsForOthers(thread) && isOver(thread.waitedSeconds, LIMITS.blocked)))
                continue;
            const name = processName(world, process.process);
            const count = threads.length === 1 ? "its only thread has" : `all of its ${String(threads.length)} threads have`;
            const when = ending ? "is exiting" : `started ${secondsText((_b = process.ageSeconds) !== null && _b !== void 0 ? _b : 0)} ago`;
            const text = `${name} ${when}, and ${count} waited for others for longer than ${String(LIMITS.blocked)} s`;
            found.push({ rule: ending ? "blocked-at-exit" : "blocked-at-start", subject: process.process, text });
        }
        return found;
    }
    /** Its wait cannot end before somebody else acts, as far as is known. */
    function waitsForOthers({ fact, waits }) {
        if (waits.length === 0)
            return false;
        return fact.waitType === "all" ? waits.some(isOwed) : waits.every(isOwed);
    }

    /** Findings whose subject is a thread, a message or a mutant. */
    function findAboutThreads(waits) {
        const { world } = waits;
        const found = [];
        const needed = new Set();
        for (const thread of waits.threads) {
            for (const other of neededBy(thread))
                needed.add(other);
            if (thread.reply !== undefined)
                found.push(...aboutReply(world, thread, thread.reply));
            if (thread.fact.state === "waiting")
                for (const wait of thread.fact.waits)
                    found.push(...aboutFact(world, thread.fact, wait));
        }
        for (const thread of waits.threads) {
            if (!needed.has(thread.fact.thread) || !isSuspendedOnly(thread))
                continue;
            const text = `${factName(thread.fact)} is suspended, and only it can end the wait of others`;
            found.push({ rule: "suspended-server", subject: thread.fact.thread, text });
        }
        return found;
    }
    /** Threads without which the wait of this one cannot end: "only it can act". */
    function neededBy(thread) {
        const { waits, fact } = thread;
        const [first] = waits;
        if (first === undefined)
            return [];
        const alone = waits.map((wait) => (wait.on.length === 1 ? wait.on[0] : undefined));
        if (waits.length > 1 && fact.waitType === "all")
            return alone.filter((other) => other !== undefined);
        const only = alone[0];
        return only !== undefined && alone.every((other) => other === only) ? [only] : [];
    }
    /** A wait that began within a second of the process: it is blocked during start-up. Source: golden case G14. */
    function sinceStart(world, { fact, waitedSeconds }) {
        const process = world.processes.get(fact.process);
        const age = process && process.ageSeconds;
        if (age === undefined || waitedSeconds === undefined || age < waitedSeconds || age - waitedSeconds >= 1)
            return "";
        return ", since its process started (blocked during start-up)";
    }
    function aboutReply(world, thread, reply) {
        var _a;
        const { fact, waitedSeconds } = thread;
        const found = [];
        const name = factName(fact);
        const request = requestName(reply);
        if (waitedSeconds !== undefined && isOver(waitedSeconds, LIMITS.longWait)) {
            const where = reply.port === undefined ? "" : ` at ${portName(world, reply.port)}`;
            found.push({
                rule: "long-wait",
                subject: fact.thread,
                text: `${name} has waited ${secondsText(waitedSeconds)} for a reply${where}${sinceStart(world, thread)}`,
            });
        }
        if (reply.on.length === 1 && reply.on[0] === fact.thread) {
            found.push({
                rule: "self-call",
                subject: fact.thread,
                text: `${name} waits for a reply to ${request} that only itself can give`,
            });
        }
        if (fact.suspended === true && isOwed(reply)) {
            found.push({
                rule: "suspended-client",
                subject: fact.thread,
                text: `${name} is suspended while it waits for a reply to ${request}`,
            });
        }
        if (reply.state === "canceled") {
            found.push({
                rule: "canceled-waiter",
                subject: fact.thread,
                text: `${name} waits for a reply to ${request}, which was canceled`,
            });
        }
        if (reply.state === "staleServer" && reply.serverThread !== undefined) {
            const text = `${request}, for which ${name} waits, was received by ${threadName(world, reply.serverThread)}, which is no longer a live thread`;
            found.push({ rule: "stale-server-thread", subject: (_a = reply.message) !== null && _a !== void 0 ? _a : fact.thread, text });
        }
        if (reply.state === "lost" && waitedSeconds !== undefined && isOver(waitedSeconds, LIMITS.lostReply)) {
            const text = `${name} has waited ${secondsText(waitedSeconds)} for a reply to ${request}, which is in no queue and held by no thread`;
            found.push({ rule: "lost-reply", subject: fact.thread, text });
        }
        return found;
    }
    function aboutFact(world, fact, wait) {
        const name = factName(fact);
        if (wait.kind === "lpc") {
            const id = `0x${wait.messageId.toString(16)}`;
            if (wait.wrongReplyId !== undefined) {
                const text = `${name} waits for the reply to LPC request ${id} and was given one to 0x${wait.wrongReplyId.toString(16)}`;
                return [{ rule: "wrong-reply", subject: fact.thread, text }];
            }
            const servers = Array.from(new Set(wait.servers)).filter((server) => isLive(world, server));
            if (servers.length < 2 || wait.replied === true)
                return [];
            const text = `${name} waits for the reply to LPC request ${id}, which ${String(servers.length)} threads claim to have received`;
            return [{ rule: "wrong-reply", subject: fact.thread, text }];
        }
        if (wait.kind === "mutant") {
            const ownerIsDead = wait.owner !== undefined && !isLive(world, wait.owner);
            if (wait.abandoned !== true && !ownerIsDead)
                return [];
            const why = wait.abandoned === true ? "is abandoned" : "belongs to a thread that has ended";
            // Its waiters are one finding: the mutant is the subject.
            return [
                {
                    rule: "abandoned-mutant",
                    subject: wait.object,
                    text: `mutant ${hex(wait.object)} ${why}, and threads wait for it`,
                },
            ];
        }
        return [];
    }
    function requestName(wait) {
        const id = wait.messageId === undefined ? "" : ` 0x${wait.messageId.toString(16)}`;
        if (wait.kind === "lpc")
            return `LPC request${id}`;
        return wait.message === undefined
            ? `a message that cannot be read`
            : `message ${hex(wait.message)}${id === "" ? "" : ` (id${id})`}`;
    }

    /** All findings, in published order. Where no clock period is known, none that depends on time is made. */
    const SEVERITY = {
        "server-gone": "error",
        "lost-reply": "warning",
        "wrong-reply": "error",
        "corrupt-list": "error",
        "self-call": "error",
        "starved-port": "warning",
        "no-receiver": "warning",
        "suspended-server": "warning",
        "abandoned-mutant": "warning",
        "counter-mismatch": "warning",
        "blocked-at-start": "warning",
        "blocked-at-exit": "warning",
        "stale-server-thread": "info",
        "suspended-client": "info",
        "orphan-port": "info",
        "canceled-waiter": "info",
        "long-wait": "info",
    };
    function findFindings(waits) {
        const findings = new Map();
        for (const list of [findAboutPorts(waits), findAboutThreads(waits), findAboutProcesses(waits)]) {
            for (const { rule, subject, text } of list) {
                const finding = { rule, severity: SEVERITY[rule], subject, text };
                findings.set(`${rule} ${hex(subject)} ${text}`, finding);
            }
        }
        return Array.from(findings.values()).sort(byFinding);
    }

    /** The whole analysis: facts in, verdict out. Pure; the same facts in any order give the same result. */
    /** The same from waits that are judged already. */
    function analyseWaits(waits) {
        const { facts } = waits.world;
        const deadlocks = findDeadlocks(waits);
        const findings = findFindings(waits);
        return Object.assign({ verdict: verdictOf(deadlocks.all, findings), deadlocks: deadlocks.all, chains: findChains(waits, deadlocks.blocked), findings, incomplete: facts.incomplete, counts: Object.assign(Object.assign({}, facts.counts), { waitingThreads: waits.threads.filter((thread) => thread.reply !== undefined).length }), quick: facts.quick }, (facts.limit === undefined ? {} : { limit: facts.limit }));
    }
    /** The first that fits, worst first. Info alone is healthy. */
    function verdictOf(deadlocks, findings) {
        if (deadlocks.some((deadlock) => deadlock.certainty === "proved"))
            return "deadlock";
        if (deadlocks.length > 0)
            return "suspected";
        if (findings.some((finding) => finding.rule === "starved-port"))
            return "starvation";
        return findings.some((finding) => finding.severity !== "info") ? "blocked" : "healthy";
    }

    /** The part of the facts that is read from ALPC: Vista SP1 and later. */
    const PLACE = {
        MainQueue: "main",
        LargeMessageQueue: "large",
        DirectQueue: "direct",
        PendingQueue: "pending",
        CanceledQueue: "none",
    };
    // Most ports have neither.
    const NONE = [];
    const NO_QUEUES = [];
    class AlpcSource {
        constructor(into) {
            this.into = into;
            this.semaphores = new Set();
            this.knowsSemaphores = false;
            /** Ports whose receivers were read. */
            this.received = new Set();
        }
        /** Every port of the machine with its queues and receivers. */
        addAllPorts(progress) {
            const list = this.listed();
            const { kernel } = this.into;
            const head = kernel.target.symbol("AlpcpPortList") || NULL;
            if (this.into.isLimited && list.end.kind === "bound") {
                const first = "the ports behind the first " + this.into.limit;
                this.into.leftOut("ports", head, first + " were left out, with the messages in their queues");
            }
            else
                this.into.ended(list.end, head, "AlpcpPortList");
            this.learnSemaphores();
            list.items.forEach((found, index) => {
                progress("ports", index);
                this.addPort(found, true);
            });
        }
        learnSemaphores() {
            if (this.knowsSemaphores || this.into.kernel.target.symbol("AlpcpPortList") === undefined)
                return;
            this.knowsSemaphores = true;
            for (const found of this.listed().items)
                if (found.semaphore !== undefined)
                    this.semaphores.add(found.semaphore);
        }
        /** The ports of the machine's list, as far as the limit lets. */
        listed() {
            const { kernel, isLimited, limit } = this.into;
            if (!isLimited)
                return ports(kernel);
            return (this.first = this.first || firstPorts(kernel, limit));
        }
        walkAgain(list, owner) {
            if (list === "AlpcpPortList") {
                this.into.ended(ports(this.into.kernel).end, owner, list);
                return;
            }
            const found = port$1(this.into.kernel, owner);
            if (!(found instanceof Gap))
                this.addPort(found, true);
        }
        isIdle(found) {
            return isIdle$1(found, (object) => this.semaphores.has(object));
        }
        /** The thread does not say; the messages do. */
        isServing() {
            return false;
        }
        /** The wait for the reply to an ALPC message, with the port it is queued on. */
        replyFact(found) {
            const awaited = waitingFor(found);
            if (awaited === undefined) {
                const hidden = hiddenMessage(found);
                if (hidden)
                    this.into.lost("message of a suspended thread", hidden.address, hidden.why);
                return undefined;
            }
            if (awaited instanceof Gap) {
                this.into.lost("message", awaited.address, awaited.why);
                return { kind: "alpc", message: awaited.address, place: "unreadable" };
            }
            return this.messageFact(awaited);
        }
        messageFact(awaited) {
            this.into.messages.add(awaited.address);
            if (awaited.raw.isPartial)
                this.into.lost("message", awaited.address, "a part of it cannot be read");
            const fact = { kind: "alpc", message: awaited.address, place: "none" };
            if (awaited.messageId !== undefined)
                fact.messageId = awaited.messageId;
            if (awaited.isCanceled)
                fact.canceled = true;
            if (awaited.isReady)
                fact.ready = true;
            const server = awaited.serverThread;
            if (server !== undefined && !isNull(server)) {
                fact.serverThread = server;
                this.into.name(server);
            }
            const owner = awaited.queuePort;
            if (owner === undefined) {
                fact.place = "unreadable";
                return fact;
            }
            if (isNull(owner))
                return fact;
            fact.port = owner;
            const queue = port$1(this.into.kernel, owner);
            if (queue instanceof Gap) {
                this.into.lost("port", owner, queue.why);
                const number = awaited.queueByNumber;
                fact.place = number ? PLACE[number] : "none";
                return fact;
            }
            const place = awaited.foundIn;
            const name = place && place.port === owner ? place.queue : queueWithoutWalk(awaited, queue);
            fact.place = name ? PLACE[name] : "none";
            // Whoever receives there may be the one that answers, unless the message has been received.
            const isReceived = fact.place === "pending";
            this.addPort(queue, false, this.into.mayScan || !isReceived);
            if (isReceived)
                return fact;
            const able = receivers$1(queue).list;
            for (const receiver of able)
                this.into.name(receiver.thread.address);
            // Whoever works on another message of the port may come back for this one.
            if (able.length === 0 && this.into.mayScan)
                this.addServing(queue);
            return fact;
        }
        addPort(found, walkQueues, withReceivers = true) {
            const known = this.into.ports.get(found.address);
            if (known) {
                if (withReceivers && !this.received.has(found.address))
                    this.addReceivers(found, known);
                return;
            }
            const fact = { port: found.address, receivers: NONE };
            this.into.ports.set(found.address, fact);
            if (withReceivers)
                this.addReceivers(found, fact);
            if (found.semaphore !== undefined)
                this.semaphores.add(found.semaphore);
            if (found.name !== "")
                fact.name = found.name;
            const unnamed = found.nameGap;
            if (unnamed)
                this.into.lost("port name", unnamed.address, unnamed.why);
            if (found.ownerAddress !== undefined && !isNull(found.ownerAddress))
                fact.ownerProcess = found.ownerAddress;
            if (!found.ownerIsValid)
                fact.ownerInvalid = true;
            if (found.isClosed)
                fact.closed = true;
            if (found.isDisconnected)
                fact.disconnected = true;
            const handles = found.header.handleCount;
            if (handles !== undefined)
                fact.handleCount = handles;
            if (found.raw.isPartial)
                this.into.lost("port", found.address, "a part of it cannot be read");
            const owner = found.owner;
            if (!(owner instanceof Gap))
                this.into.addProcess(owner);
            if (walkQueues)
                this.walkQueues(found, fact);
        }
        addReceivers(found, fact) {
            this.received.add(found.address);
            const able = receivers$1(found);
            this.into.ended(able.end, found.address, able.what);
            if (able.list.length > 0)
                fact.receivers = able.list.map((receiver) => receiver.thread.address);
            if (!isSound(able.end))
                fact.receiversIncomplete = true;
        }
        walkQueues(found, fact) {
            let queues = NO_QUEUES;
            let count = 0;
            for (const name of QUEUES) {
                const queue = found.queue(name);
                if (!queue)
                    continue;
                this.into.ended(queue.walk.end, found.address, name);
                const { items } = queue.walk;
                if (items.length > 0) {
                    for (const message of items)
                        this.addQueued(message, name);
                    count += items.length;
                }
                if (isSound(queue.walk.end) && queue.length !== undefined && (queue.length !== 0 || items.length > 0)) {
                    if (queues === NO_QUEUES)
                        queues = [];
                    queues.push({ name, counter: queue.length, walked: items.length });
                }
            }
            fact.queues = queues;
            fact.messageCount = count;
            if (found.kind !== "ConnectionPort")
                return;
            const info = found.communicationInfo;
            if (info instanceof Gap)
                return;
            const connections = info.connections;
            this.into.ended(connections.end, found.address, "CommunicationList");
            fact.connectionCount = connections.items.length;
        }
        addServing(found) {
            const pending = found.queue("PendingQueue");
            if (pending)
                for (const message of pending.walk.items)
                    this.addQueued(message, "PendingQueue");
        }
        addQueued(message, queue) {
            this.into.messages.add(message.address);
            const server = queue === "PendingQueue" ? message.serverThread : undefined;
            if (server !== undefined && !isNull(server))
                this.into.serving.add(server);
        }
    }

    /**
     * User-mode critical sections. RTL_CRITICAL_SECTION and its debug information are documented in winnt.h, and so are the
     * bits of LockCount; nt's symbols have neither, so the layout is written down here.
     */
    /** Sections that one process' list is followed for. */
    const MAX_SECTIONS = 20000;
    /** More nested entries of one owner than anybody makes. */
    const MAX_RECURSION = 0x10000;
    /** Reads the user memory of a process. */
    let UserMemory$1 = class UserMemory {
        constructor(kernel, process, 
        /** Bytes of a pointer of the program: 4 for a 32-bit program on a 64-bit kernel. */
        size) {
            this.kernel = kernel;
            this.process = process;
            this.size = size;
            this.context = process.pid === undefined ? undefined : kernel.target.userContext(process.pid);
        }
        bytes(address, length) {
            if (isNull(address) || isKernel(address, this.kernel.pointerSize))
                return undefined;
            try {
                return this.kernel.target.read(address, length, this.context);
            }
            catch (error) {
                return undefined;
            }
        }
    };
    /** The members of a section, by their offsets. */
    const sectionSize = (size) => 3 * size + 8;
    const LOCK_COUNT = (size) => size;
    const OWNING_THREAD = (size) => size + 8;
    const LOCK_SEMAPHORE = (size) => 2 * size + 8;
    /**
     * The section that a thread waits for by an address (Windows 8 and later: NtWaitForAlertByThreadId; the address given to it
     * is the Object of the wait block, see docs/locks.md). Which member the address is of is not documented, so each is tried;
     * what is found must be owned by a live thread of the process and have waiters, or it is no section.
     */
    function sectionAtAddress(kernel, process, waited) {
        if (lowBits(waited, 3) !== 0)
            return undefined;
        for (const size of sizes(kernel, waited)) {
            const memory = new UserMemory$1(kernel, process, size);
            const before = LOCK_SEMAPHORE(size);
            const window = memory.bytes(add(waited, -before), before + sectionSize(size));
            for (const offset of [before, LOCK_COUNT(size), 0]) {
                const start = add(waited, -offset);
                const bytes = window ? window.subarray(before - offset) : memory.bytes(start, sectionSize(size));
                const found = bytes && ownedSection(memory, start, bytes);
                if (found)
                    return found;
            }
        }
        return undefined;
    }
    /** The pointer sizes a program may have that has something at this address. */
    function sizes(kernel, address) {
        if (kernel.pointerSize === 4)
            return [4];
        return highPart(address) === 0 ? [8, 4] : [8];
    }
    /** What the bytes say, where they make sense as a section that is owned and waited for. */
    function ownedSection(memory, address, bytes) {
        const { kernel, process, size } = memory;
        if (waitersOf(uint32In(bytes, LOCK_COUNT(size)) | 0) < 1)
            return undefined;
        const recursion = uint32In(bytes, size + 4);
        const tid = toNumber$1(pointerIn(bytes, OWNING_THREAD(size), size));
        if (recursion < 1 || recursion > MAX_RECURSION || !tid || tid % 4 !== 0)
            return undefined;
        // Debug information is there, left out (-1, or null while it is made), and always in the program's memory.
        const debug = pointerIn(bytes, 0, size);
        const isLeftOut = isNull(debug) || (lowPart(debug) === 0xffffffff && (size === 4 || highPart(debug) === 0xffffffff));
        if (!isLeftOut) {
            const own = memory.bytes(add(debug, size), size);
            if (!own || pointerIn(own, 0, size) !== address)
                return undefined;
        }
        const owner = threadById(kernel, process, tid);
        return owner && { address, semaphore: pointerIn(bytes, LOCK_SEMAPHORE(size), size), owner };
    }
    /**
     * How many wait; -1 for a free section. Up to Server 2003 RTM a plain count; later bit 0 is clear while it is locked, and
     * the bits above the second are the ones' complement of the number of waiters. Source: "Displaying a Critical Section".
     */
    function waitersOf(lockCount) {
        if (lockCount >= 0)
            return lockCount;
        return (lockCount & 1) === 0 ? ~(lockCount >> 2) : -1;
    }
    /** A live thread of a process by its id, through `nt!PspCidTable`. */
    function threadById(kernel, process, tid) {
        const ids = kernel.symbolPointer("PspCidTable");
        const table = ids === undefined ? undefined : handleTable(kernel, ids);
        const entry = table && !(table instanceof Gap) ? table.lookUp(tid) : undefined;
        const found = entry && !(entry instanceof Gap) ? thread(kernel, entry.pointer) : undefined;
        const hit = found && !(found instanceof Gap) && found.isLive
            ? found
            : process.threads.items.filter((member) => member.tid === tid)[0];
        return hit && hit.isLive && hit.tid === tid && hit.process === process.address ? hit : undefined;
    }
    /**
     * The section whose LockSemaphore is the event a thread waits for (up to Windows 7). `all` looks through every section of
     * the process that has debug information; else at the loader lock alone, and only where the TEB says so.
     */
    function sectionOfEvent(kernel, found, home, event, all) {
        const sections = all
            ? sectionsOf(kernel, home)
            : waitsOnLoaderLock(kernel, found, home)
                ? loaderLock(kernel, home)
                : [];
        for (const section of sections)
            if (objectOf(kernel, home, section.semaphore) === event)
                return section;
        return undefined;
    }
    /** `_TEB.WaitingOnLoaderLock`. */
    function waitsOnLoaderLock(kernel, found, home) {
        const layout = kernel.target.type("_TEB");
        const field = layout && layout.field("WaitingOnLoaderLock");
        const bytes = field && found.teb !== undefined
            ? new UserMemory$1(kernel, home, kernel.pointerSize).bytes(add(found.teb, field.offset), 4)
            : undefined;
        return bytes !== undefined && uint32In(bytes, 0) !== 0;
    }
    function loaderLock(kernel, home) {
        return kernel.once("loader lock", home.address, () => {
            const memory = new UserMemory$1(kernel, home, kernel.pointerSize);
            const address = loaderLockAddress(memory);
            const bytes = memory.bytes(address, sectionSize(memory.size));
            const section = bytes && ownedSection(memory, address, bytes);
            return section ? [section] : [];
        });
    }
    function loaderLockAddress(memory) {
        const layout = memory.kernel.target.type("_PEB");
        const field = layout && layout.field("LoaderLock");
        const peb = memory.process.raw.pointer("Peb");
        const bytes = field && peb !== undefined ? memory.bytes(add(peb, field.offset), memory.size) : undefined;
        return bytes ? pointerIn(bytes, 0, memory.size) : NULL;
    }
    /**
     * The owned sections of a process. The loader lock's debug information lies in the ring that links all sections that have
     * some; `_RTL_CRITICAL_SECTION_DEBUG` holds two 16-bit numbers, the section, and the links. Source: winnt.h.
     */
    function sectionsOf(kernel, home) {
        return kernel.once("critical sections", home.address, () => {
            const memory = new UserMemory$1(kernel, home, kernel.pointerSize);
            const size = memory.size;
            const found = [];
            const lock = loaderLockAddress(memory);
            const debug = memory.bytes(lock, size);
            if (!debug)
                return found;
            const first = add(pointerIn(debug, 0, size), 2 * size);
            const seen = new Set();
            for (let entry = first; !seen.has(entry) && seen.size < MAX_SECTIONS;) {
                seen.add(entry);
                const bytes = memory.bytes(add(entry, -size), 2 * size);
                if (!bytes)
                    break;
                const address = pointerIn(bytes, 0, size);
                // The head of the ring has no section in front of it.
                const own = lowBits(address, 3) === 0 ? memory.bytes(address, sectionSize(size)) : undefined;
                const section = own && ownedSection(memory, address, own);
                if (section && pointerIn(own, 0, size) === add(entry, -2 * size))
                    found.push(section);
                entry = pointerIn(bytes, size, size);
            }
            return found;
        });
    }
    /** The object of a handle of a process. */
    function objectOf(kernel, home, handle) {
        const value = toNumber$1(clearBits(handle, 3));
        const address = home.raw.pointer("ObjectTable");
        if (!value || address === undefined)
            return undefined;
        const table = handleTable(kernel, address);
        const entry = table instanceof Gap ? undefined : table.lookUp(value);
        const layout = kernel.target.type("_OBJECT_HEADER");
        const body = layout && layout.field("Body");
        return !entry || entry instanceof Gap || !body ? undefined : add(entry.pointer, body.offset);
    }

    /**
     * `_ERESOURCE`: who owns one, and which one a thread waits for. A wait does not name its resource, so the resource is
     * found from the object that is waited for, among all that `nt!ExpSystemResourcesList` links.
     */
    const MEMBERS = [
        "SystemResourcesList",
        "OwnerTable",
        "ActiveCount",
        "Flag",
        "SharedWaiters",
        "ExclusiveWaiters",
        // Vista and later; before that two of them.
        "OwnerEntry.OwnerThread",
        "OwnerThreads",
        "NumberOfSharedWaiters",
        "NumberOfExclusiveWaiters",
    ];
    /** ResourceOwnedExclusive. Source: wdm.h. */
    const OWNED_EXCLUSIVE = 0x80;
    /** An owner that is no thread has both low bits set. Source: documentation of ExSetResourceOwnerPointer. */
    const NO_THREAD = 3;
    /** More owners, or waiters of one resource, than are followed. */
    const MAX_ENTRIES = 4096;
    /**
     * Where the waiters are a chain, each entry lies on its waiter's stack and holds the event that is waited for. Source: a
     * published 64-bit session (N. Kuo, "NT Wait Time": WaitChainEntry ...2f8, the thread waits for ...310). 32-bit is not known.
     */
    const EVENT_IN_ENTRY = 0x18;
    class Resource {
        constructor(kernel, raw) {
            this.kernel = kernel;
            this.raw = raw;
        }
        get address() {
            return this.raw.address;
        }
        get waiters() {
            return (this.raw.unsigned("NumberOfSharedWaiters") || 0) + (this.raw.unsigned("NumberOfExclusiveWaiters") || 0);
        }
        /**
         * The threads that must all let go of it; empty when nobody owns it. Undefined when an owner cannot be told: it was set to
         * something that is no thread, or the table cannot be read.
         */
        get owners() {
            return this.kernel.once("owners", this.address, () => this.readOwners());
        }
        readOwners() {
            if (!this.raw.unsigned("ActiveCount"))
                return [];
            const size = this.kernel.pointerSize;
            const found = [];
            const own = this.raw.pointer("OwnerEntry.OwnerThread");
            const pair = this.raw.bytesOf("OwnerThreads");
            if (own !== undefined)
                found.push(own);
            else if (pair)
                for (const at of [0, pair.length / 2])
                    found.push(pointerIn(pair, at, size));
            else
                return undefined;
            const isExclusive = ((this.raw.unsigned("Flag") || 0) & OWNED_EXCLUSIVE) !== 0;
            if (isExclusive)
                found.length = 1;
            else {
                const more = this.table();
                if (!more)
                    return undefined;
                found.push(...more);
            }
            const threads = [];
            for (const entry of found) {
                if (isNull(entry))
                    continue;
                const thread = clearBits(entry, NO_THREAD);
                if (lowBits(entry, NO_THREAD) === NO_THREAD || !isKernel(thread, size))
                    return undefined;
                if (threads.indexOf(thread) < 0)
                    threads.push(thread);
            }
            return threads.length === 0 ? undefined : threads;
        }
        /** Shared owners; the first entry of the table holds its size. */
        table() {
            const address = this.raw.pointer("OwnerTable");
            if (address === undefined)
                return undefined;
            if (isNull(address))
                return [];
            const entry = this.kernel.target.type("_OWNER_ENTRY");
            const size = entry && entry.field("TableSize");
            if (!entry || !size)
                return undefined;
            const first = this.kernel.bytes(address, entry.size);
            if (first instanceof Gap)
                return undefined;
            const count = uint32In(first, size.offset);
            if (count > MAX_ENTRIES)
                return undefined;
            const bytes = this.kernel.bytes(address, count * entry.size);
            if (count > 0 && bytes instanceof Gap)
                return undefined;
            const found = [];
            for (let i = 1; i < count; i++)
                found.push(pointerIn(bytes, i * entry.size, this.kernel.pointerSize));
            return found;
        }
    }
    /** Walks all resources, once per look. Undefined where the symbols of nt do not tell where they are. */
    function waitedResources(kernel) {
        const head = kernel.target.symbol("ExpSystemResourcesList");
        const reader = kernel.reader("_ERESOURCE", MEMBERS);
        const link = reader && reader.offset("SystemResourcesList");
        if (head === undefined || !reader || link === undefined)
            return undefined;
        return kernel.once("resources", head, () => walk(kernel, head, reader, link));
    }
    function walk(kernel, head, reader, link) {
        const waited = [];
        const byObject = new Map();
        const list = kernel.needed("_LIST_ENTRY", ["Flink", "Blink"]).read(head);
        let end = COMPLETE;
        if (list instanceof Gap)
            end = { kind: "unreadable", at: head, why: list.why };
        else {
            const links = { flink: list.pointer("Flink") || NULL, blink: list.pointer("Blink") || NULL };
            end = walkIn(kernel, "ExpSystemResourcesList", head, links, (entry) => {
                const raw = reader.read(add(entry, -link));
                if (raw instanceof Gap)
                    return raw;
                const own = raw.links("SystemResourcesList");
                if (!own)
                    return new Gap(entry, "the link of the resource cannot be read");
                const resource = new Resource(kernel, raw);
                if (resource.waiters > 0) {
                    waited.push(resource);
                    for (const member of ["SharedWaiters", "ExclusiveWaiters"]) {
                        const object = raw.pointer(member);
                        if (object !== undefined && !isNull(object))
                            byObject.set(object, resource);
                    }
                }
                return { links: own, value: undefined };
            }).end;
        }
        let chained;
        return {
            head,
            end,
            find(object) {
                const known = byObject.get(object);
                if (known || kernel.pointerSize === 4)
                    return known;
                if (!chained)
                    chained = chains(kernel, waited);
                return chained.get(object);
            },
        };
    }
    /** The events on the stacks of the waiters. A wrong reading of a chain finds no event that anybody waits for. */
    function chains(kernel, waited) {
        const found = new Map();
        for (const resource of waited) {
            for (const member of ["SharedWaiters", "ExclusiveWaiters"]) {
                let entry = resource.raw.pointer(member) || NULL;
                for (let left = Math.min(resource.waiters, MAX_ENTRIES); left > 0; left--) {
                    entry = clearBits(entry, 7);
                    if (!isKernel(entry, kernel.pointerSize))
                        break;
                    const event = add(entry, EVENT_IN_ENTRY);
                    if (found.has(event))
                        break;
                    found.set(event, resource);
                    const next = kernel.bytes(entry, kernel.pointerSize);
                    if (next instanceof Gap)
                        break;
                    entry = pointerIn(next, 0, kernel.pointerSize);
                }
            }
        }
        return found;
    }

    /** The part of the facts that is about locks: which lock a wait is for, and who owns it. docs/locks.md says what is proved. */
    class Locks {
        constructor(into, 
        /** Lists of a whole process or machine may be walked. */
        mayScan) {
            this.into = into;
            this.mayScan = mayScan;
            this.tried = new Set();
        }
        get kernel() {
            return this.into.kernel;
        }
        /** Facts of a wait that says by its reason that it is for a lock; undefined where it says no such thing. */
        byReason(found, object) {
            switch (found.waitReason) {
                case "WrResource":
                    return this.resource(object);
                case "WrAlertByThreadId":
                    return { waits: [this.address(found, object)], rewaits: false };
                case "WrPushLock":
                    return other(object, "a push lock, whose owner is not recorded,");
                default:
                    return undefined;
            }
        }
        /**
         * The critical section of a thread that waits in user mode for one event. Looked for only where somebody waits for that
         * thread: an event says nothing of its section, so the sections of the whole process have to be looked at.
         */
        ofWaitedFor(address) {
            if (this.tried.has(address))
                return undefined;
            this.tried.add(address);
            const found = thread(this.kernel, address);
            if (found instanceof Gap || !found.isUserMode)
                return undefined;
            const { objects } = threadWait(this.kernel, found);
            const [object, another] = objects;
            const home = this.homeOf(found);
            if (object === undefined || another !== undefined || !home || !isKernel(object, this.kernel.pointerSize))
                return undefined;
            const section = sectionOfEvent(this.kernel, found, home, object, this.mayScan);
            return section && { kind: "criticalSection", object: section.address, owner: section.owner.address };
        }
        resource(object) {
            const resources = this.mayScan ? waitedResources(this.kernel) : undefined;
            if (!resources)
                return other(object, "an ERESOURCE (its owner is looked for by /deadlock only)", true);
            this.into.ended(resources.end, resources.head, "ExpSystemResourcesList");
            const resource = resources.find(object);
            if (!resource)
                return other(object, "an ERESOURCE that was not found", true);
            const owners = resource.owners;
            if (!owners)
                return other(resource.address, "an ERESOURCE whose owner is not a thread", true);
            const fact = (owner) => (Object.assign({ kind: "eresource", object: resource.address }, (owner === undefined ? {} : { owner })));
            // Every one of several shared owners has to let go.
            return { waits: owners.length === 0 ? [fact()] : owners.map(fact), rewaits: true };
        }
        /** The Object of such a wait is what ntdll passed, an address in user memory, and no dispatcher object. */
        address(found, object) {
            const home = this.homeOf(found);
            const section = home && sectionAtAddress(this.kernel, home, object);
            if (section)
                return { kind: "criticalSection", object: section.address, owner: section.owner.address };
            return { kind: "other", object, what: "a wake-up by thread id (slim lock, condition variable, WaitOnAddress) at" };
        }
        homeOf(found) {
            const home = found.process === undefined ? undefined : process(this.kernel, found.process);
            return home instanceof Gap ? undefined : home;
        }
    }
    function other(object, what, rewaits = false) {
        return { waits: [{ kind: "other", object, what }], rewaits };
    }

    /** The part of the facts that is read from LPC: Windows XP and Server 2003. */
    class LpcSource {
        constructor(into) {
            this.into = into;
        }
        addAllPorts(progress) {
            if (this.into.isLimited) {
                // The search for ports goes through the handle tables of all processes, however few are wanted.
                const why = "LPC keeps no list of ports, and the handle tables of all processes were not searched for them";
                this.into.leftOut("ports", NULL, why);
                return;
            }
            const { ports, gaps } = allLpcPorts(this.into.kernel);
            for (const { what, gap } of gaps)
                this.into.lost(what, gap.address, gap.why);
            const connections = new Map();
            for (const found of ports) {
                const target = found.kind === "ClientCommunicationPort" ? found.connectionPort : undefined;
                if (target && !(target instanceof Gap))
                    connections.set(target, (connections.get(target) || 0) + 1);
            }
            ports.forEach((found, index) => {
                progress("ports", index);
                const fact = this.addPort(found);
                this.walkLists(found);
                for (const message of found.messages.items)
                    this.into.messages.add(message.address);
                for (const message of found.dataInfoMessages.items)
                    this.into.messages.add(message.address);
                fact.messageCount = found.messageCount;
                if (found.kind === "ConnectionPort")
                    fact.connectionCount = connections.get(found) || 0;
            });
        }
        walkAgain(_, owner) {
            const found = lpcPort(this.into.kernel, owner);
            if (found instanceof Gap)
                return;
            this.addPort(found);
            this.walkLists(found);
        }
        walkLists(found) {
            this.into.ended(found.messages.end, found.address, "ReceiveHead");
            this.into.ended(found.dataInfoMessages.end, found.address, "LpcDataInfoChainHead");
            this.into.ended(found.replyChain.end, found.address, "LpcReplyChainHead");
        }
        isIdle(found) {
            return found.isWaiting && (found.waitsInQueue || receivingOn(found) !== undefined);
        }
        learnSemaphores() {
            // The semaphore of an LPC port leads back to it.
        }
        isServing(found) {
            return receivedMessageId(found) !== undefined;
        }
        replyFact(found) {
            const wait = waitingForLpc(found);
            if (!wait)
                return undefined;
            const id = wait.messageId;
            const fact = { kind: "lpc", messageId: id || 0, servers: [], place: "unreadable" };
            if (wait.reply) {
                fact.replied = true;
                if (wait.reply instanceof Gap)
                    this.into.lost("message", wait.reply.address, wait.reply.why);
                else {
                    fact.message = wait.reply.address;
                    this.into.messages.add(wait.reply.address);
                }
                if (wait.wrongReplyId !== undefined)
                    fact.wrongReplyId = wait.wrongReplyId;
            }
            if (id === undefined)
                this.into.lost("thread", found.address, "LpcReplyMessageId cannot be read");
            else {
                const servers = serversOf(this.into.kernel, id).map((server) => server.address);
                fact.servers = servers;
                for (const server of servers)
                    this.into.name(server);
            }
            const port = wait.queuePort;
            if (port instanceof Gap) {
                if (!wait.reply)
                    this.into.lost("port", port.address, port.why);
                return fact;
            }
            this.addPort(port);
            fact.port = port.address;
            const queued = port.messages;
            this.into.ended(queued.end, port.address, "ReceiveHead");
            const block = queued.items.filter((message) => message.messageId === id)[0];
            fact.place = block ? "queued" : isSound(queued.end) ? "nowhere" : "unreadable";
            const kept = block || port.dataInfoMessages.items.filter((message) => message.messageId === id)[0];
            if (kept && !wait.reply) {
                fact.message = kept.address;
                this.into.messages.add(kept.address);
            }
            // Whoever receives there may be the one that answers.
            if (block)
                for (const receiver of lpcReceivers(port).threads)
                    this.into.name(receiver.address);
            return fact;
        }
        addPort(found) {
            const known = this.into.ports.get(found.address);
            if (known)
                return known;
            const able = lpcReceivers(found);
            this.into.ended(able.end, found.address, "the waiters of its semaphore");
            const fact = {
                port: found.address,
                receivers: able.threads.map((thread) => thread.address),
            };
            this.into.ports.set(found.address, fact);
            if (!isSound(able.end))
                fact.receiversIncomplete = true;
            if (found.name !== "")
                fact.name = found.name;
            const unnamed = found.nameGap;
            if (unnamed)
                this.into.lost("port name", unnamed.address, unnamed.why);
            if (found.isClosed)
                fact.closed = true;
            if (found.isDisconnected)
                fact.disconnected = true;
            const handles = found.header.handleCount;
            if (handles !== undefined)
                fact.handleCount = handles;
            if (found.raw.isPartial)
                this.into.lost("port", found.address, "a part of it cannot be read");
            this.addOwner(found, fact);
            return fact;
        }
        addOwner(found, fact) {
            const address = found.ownerAddress;
            if (address === undefined)
                return;
            if (isNull(address)) {
                fact.ownerInvalid = true;
                return;
            }
            fact.ownerProcess = address;
            const owner = process(this.into.kernel, address);
            if (owner instanceof Gap)
                this.into.lost("process", address, owner.why);
            // The memory of a process that is gone is used for something else.
            else if (!owner.mayBeProcess)
                fact.ownerInvalid = true;
            else
                this.into.addProcess(owner);
        }
    }

    /** Fills the facts of `types.ts` from a target. What differs between ALPC and LPC is a Source. Reads, and judges nothing. */
    /**
     * Facts about the whole machine. `quick` leaves out the ports nobody waits on, and the walks of all queues. With a limit
     * only so many threads and ports of the machine's lists are looked at, and whatever these threads wait for; what was left
     * out is named as not read.
     */
    function collect(kernel, quick, progress = () => undefined, limit = LIST_BOUND) {
        const collector = new Collector(kernel, true, limit);
        const list = processes(kernel);
        collector.ended(list.end, kernel.target.symbol("PsActiveProcessHead") || NULL, "PsActiveProcessHead");
        const waiting = [];
        let cut = 0;
        list.items.forEach((item, index) => {
            progress("processes", index);
            collector.addProcess(item);
            const threads = collector.isLimited ? item.firstThreads(limit - waiting.length) : item.threads;
            for (const found of threads.items)
                waiting.push(found);
            if (collector.isLimited && threads.end.kind === "bound") {
                collector.threadsLeftOut(item.address);
                cut++;
            }
            else
                collector.ended(threads.end, item.address, "ThreadListHead");
        });
        if (cut > 0) {
            const of = "threads of " + cut + " of " + list.items.length + " processes were left out";
            collector.leftOut("threads", NULL, of);
        }
        // The semaphores of waitable ports must be known before a thread can be called idle.
        if (!quick)
            collector.source.addAllPorts(progress);
        waiting.forEach((found, index) => {
            progress("threads", index);
            collector.addThread(found);
        });
        collector.follow(progress);
        return collector.facts(quick);
    }
    /**
     * Facts along the chain of one thread: what it waits for, who must act, and so on to the end. Nothing is scanned; the
     * findings that need the whole machine cannot be told from it.
     */
    function collectChain(kernel, start) {
        const collector = new Collector(kernel, false);
        collector.addThread(start);
        collector.name(start.address);
        collector.follow(() => undefined);
        return collector.facts(true);
    }
    /** Facts of some threads and of all that they wait for. */
    function collectThreads(kernel, threads) {
        const collector = new Collector(kernel);
        for (const address of threads)
            collector.name(address);
        collector.follow(() => undefined);
        return collector.facts(true);
    }
    /** Walks lists anew and gives those that are damaged. */
    function collectDamage(kernel, lists) {
        const collector = new Collector(kernel);
        for (const { list, owner } of lists) {
            if (list === "PsActiveProcessHead")
                collector.ended(processes(kernel).end, owner, list);
            else if (list === "ThreadListHead") {
                const found = process(kernel, owner);
                if (!(found instanceof Gap))
                    collector.ended(found.threads.end, owner, list);
            }
            else
                collector.source.walkAgain(list, owner);
        }
        return collector.facts(true).damagedLists;
    }
    /** Gathers facts; each object once. */
    class Collector {
        /** `mayScan`: lists that hold more than what lies along a chain may be walked. */
        constructor(kernel, mayScan = true, 
        /** So many threads and ports of the machine's lists are looked at. */
        limit = LIST_BOUND) {
            this.kernel = kernel;
            this.mayScan = mayScan;
            this.limit = limit;
            this.ports = new Map();
            /** Messages that were seen, by address. */
            this.messages = new Set();
            /** Threads that have a message in service. */
            this.serving = new Set();
            this.threads = new Map();
            this.processFacts = new Map();
            this.damagedLists = [];
            this.incomplete = [];
            this.reported = new Set();
            /** Something was left out for the limit. */
            this.isCut = false;
            /** Threads that somebody waits for and that have not been looked at. */
            this.named = [];
            /** Threads that wait on a semaphore which, by then, was known as no port's. */
            this.atSemaphore = [];
            this.locks = new Locks(this, mayScan);
            this.clock = new Clock(kernel);
            for (const gap of this.clock.gaps)
                this.lost("clock", gap.address, gap.why);
            this.source = isLpc(kernel) ? new LpcSource(this) : new AlpcSource(this);
        }
        get isLimited() {
            return this.limit !== LIST_BOUND;
        }
        facts(quick) {
            const clock = {};
            if (this.clock.ticks !== undefined)
                clock.tickCount = this.clock.ticks;
            if (this.clock.period !== undefined)
                clock.secondsPerTick = this.clock.period;
            const all = [];
            this.threads.forEach((fact) => all.push(this.serving.has(fact.thread) ? Object.assign({}, fact, { serving: true }) : fact));
            return Object.assign(Object.assign({ threads: all, processes: Array.from(this.processFacts.values()), ports: Array.from(this.ports.values()), clock, isMoving: this.kernel.target.info.isLive, quick }, (this.isCut ? { limit: this.limit } : {})), { damagedLists: this.damagedLists, incomplete: this.incomplete, counts: {
                    processes: this.processFacts.size,
                    threads: this.threads.size,
                    ports: this.ports.size,
                    messages: this.messages.size,
                } });
        }
        addProcess(found) {
            if (this.processFacts.has(found.address))
                return;
            const fact = { process: found.address, pid: found.pid || 0, image: found.image };
            const age = this.clock.age(found.createTime);
            if (age !== undefined)
                fact.ageSeconds = age;
            if (found.isExiting)
                fact.exiting = true;
            if (found.isTerminated)
                fact.terminated = true;
            this.processFacts.set(found.address, fact);
            if (found.raw.isPartial)
                this.lost("process", found.address, "a part of it cannot be read");
            else if (!found.isKnown)
                this.lost("processes", NULL, STATE_UNKNOWN);
            else if (found.pid === undefined)
                this.lost("process", found.address, "its id makes no sense");
        }
        addThread(found) {
            if (this.threads.has(found.address))
                return;
            const owner = found.process;
            const home = owner === undefined ? new Gap(found.address, "its process cannot be read") : process(this.kernel, owner);
            if (!(home instanceof Gap))
                this.addProcess(home);
            else
                this.lost("process", owner || found.address, home.why);
            const fact = {
                thread: found.address,
                tid: found.tid || 0,
                pid: home instanceof Gap ? found.pid || 0 : home.pid || 0,
                process: owner || NULL,
                image: home instanceof Gap ? "" : home.image,
                state: !found.isLive ? "terminated" : found.isWaiting ? "waiting" : "runnable",
                waits: [],
            };
            this.threads.set(found.address, fact);
            if (!found.isKnown)
                fact.state = "unreadable";
            if (found.raw.isPartial)
                this.lost("thread", found.address, "a part of it cannot be read");
            else if (!found.isKnown)
                this.lost("threads", NULL, "the symbols of nt lack members of _ETHREAD that tell its state");
            else if (found.tid === undefined)
                this.lost("thread", found.address, "its id makes no sense");
            if (this.source.isServing(found))
                this.serving.add(found.address);
            if (fact.state !== "waiting")
                return;
            if (found.isSuspended)
                fact.suspended = true;
            if (found.waitTime !== undefined)
                fact.waitTime = found.waitTime;
            const wait = threadWait(this.kernel, found);
            if (wait.timeout)
                fact.hasTimeout = true;
            const reply = this.source.replyFact(found);
            // A wait for a reply is one for one object: only its end is in question.
            if (wait.timeoutUnknown || (wait.gap && !reply))
                fact.waitUnknown = true;
            if (wait.gap)
                this.lost("wait blocks", wait.gap.address, wait.gap.why);
            if (reply) {
                fact.waits = [reply];
                return;
            }
            if (this.source.isIdle(found))
                fact.idle = true;
            const [single] = wait.objects;
            const lock = single !== undefined && wait.objects.length === 1 ? this.locks.byReason(found, single) : undefined;
            if (lock) {
                fact.waits = lock.waits;
                // All owners of a lock must let go of it.
                if (lock.waits.length > 1)
                    fact.waitType = "all";
                if (lock.rewaits)
                    delete fact.hasTimeout;
                for (const one of lock.waits)
                    if (one.kind !== "other" && "owner" in one)
                        this.named.push(one.owner);
                return;
            }
            const waits = [];
            for (const object of wait.objects) {
                const described = this.objectFact(found, object);
                if (described)
                    waits.push(described);
            }
            fact.waits = waits;
            if (!fact.idle && waits.some((one) => one.kind === "other" && one.what === "semaphore"))
                this.atSemaphore.push(found);
            if (wait.objects.length > 1)
                fact.waitType = wait.all ? "all" : "any";
        }
        /** A thread that somebody waits for: it is looked at in its turn. */
        name(thread) {
            this.named.push(thread);
        }
        /** Looks at everything that the waits so far name, and at what that waits for, until nothing new is named. */
        follow(progress) {
            for (let done = 0; done < this.named.length; done++) {
                progress("threads waited for", done);
                const address = this.named[done];
                if (this.threads.has(address)) {
                    this.lookForSection(address);
                    continue;
                }
                const found = thread(this.kernel, address);
                if (!(found instanceof Gap)) {
                    if (found.mayBeThread)
                        this.addThread(found);
                    this.lookForSection(address);
                    continue;
                }
                this.lost("thread", address, found.why);
                this.threads.set(address, {
                    thread: address,
                    tid: 0,
                    pid: 0,
                    process: NULL,
                    image: "",
                    state: "unreadable",
                    waits: [],
                });
            }
            this.settleIdle();
        }
        /** What was read later may be the port whose semaphore a thread waits on. Only of threads that somebody waits for. */
        settleIdle() {
            const named = new Set(this.named);
            const waiters = this.atSemaphore.filter((found) => named.has(found.address));
            if (waiters.length > 0 && this.mayScan)
                this.source.learnSemaphores();
            for (const found of waiters) {
                const fact = this.threads.get(found.address);
                if (fact && this.source.isIdle(found))
                    this.threads.set(found.address, Object.assign({}, fact, { idle: true }));
            }
        }
        /** A thread that somebody waits for, and that waits for one event: the event may be that of a critical section. */
        lookForSection(address) {
            const fact = this.threads.get(address);
            const [only, another] = fact ? fact.waits : [];
            if (!fact || fact.idle || another || !only || only.kind !== "other" || only.what !== "event")
                return;
            const section = this.locks.ofWaitedFor(address);
            if (!section)
                return;
            this.threads.set(address, Object.assign({}, fact, { waits: [section] }));
            if (section.owner !== undefined)
                this.named.push(section.owner);
        }
        /** What a wait for a dispatcher object means; undefined for the thread's own objects. */
        objectFact(found, object) {
            if (found.contains(object))
                return undefined;
            const target = dispatcherObject(this.kernel, object);
            if (target instanceof Gap) {
                this.lost("object", object, target.why);
                return { kind: "other", object, what: "unreadable object" };
            }
            switch (target.kind) {
                case "mutant": {
                    const fact = { kind: "mutant", object };
                    const owner = target.ownerThread;
                    if (owner !== undefined && !isNull(owner)) {
                        fact.owner = owner;
                        this.named.push(owner);
                    }
                    if (target.isAbandoned)
                        fact.abandoned = true;
                    if (!target.isKnown)
                        this.lost("mutant", object, "its owner, or whether it is abandoned, cannot be read");
                    return fact;
                }
                case "thread":
                    this.named.push(object);
                    return { kind: "thread", object };
                case "process": {
                    const waited = process(this.kernel, object);
                    if (waited instanceof Gap || !waited.mayBeProcess)
                        return { kind: "other", object, what: "process" };
                    this.addProcess(waited);
                    const threads = waited.threads;
                    this.ended(threads.end, waited.address, "ThreadListHead");
                    for (const member of threads.items)
                        this.named.push(member.address);
                    return { kind: "process", object };
                }
                default:
                    return { kind: "other", object, what: target.kind };
            }
        }
        /** Not all threads of a process were looked at. */
        threadsLeftOut(owner) {
            const fact = this.processFacts.get(owner);
            if (fact && !fact.threadsIncomplete)
                this.processFacts.set(owner, Object.assign({}, fact, { threadsIncomplete: true }));
        }
        /** Records how a walk ended when it did not end well: damage as damage, what is not there as not there. */
        ended(end, owner, list) {
            if (isSound(end))
                return;
            const why = describeEnd(end);
            if (end.kind === "unreadable")
                this.lost(list, end.at, end.why);
            else if (this.first(list, owner, why))
                this.damagedLists.push({ owner, list, why });
            this.threadsLeftOut(owner);
        }
        /** Records what was not looked at because of a limit. */
        leftOut(what, address, why) {
            this.isCut = true;
            this.lost(what, address, "stopped at /limit " + this.limit + ": " + why);
        }
        /** Records what could not be read. */
        lost(what, address, why) {
            if (!this.first(what, address, why))
                return;
            this.incomplete.push(isNull(address) ? { what, why } : { what, address, why });
        }
        first(what, address, why) {
            const key = what + " " + address + " " + why;
            if (this.reported.has(key))
                return false;
            this.reported.add(key);
            return true;
        }
    }

    /**
     * On a machine that runs while it is read, facts of different moments meet. So what a proof rests on is read a second
     * time, and a list that looked damaged is walked a second time: what is not the same twice proves nothing, and is named.
     */
    /** A reading may show new members; after so many what is left unread proves nothing. */
    const ROUNDS = 3;
    /** The facts with what did not hold twice marked as such. A dump, or a machine that stands, is left as it is. */
    function settle(facts, again) {
        if (!facts.isMoving)
            return facts;
        let settled = settleLists(facts, again);
        const confirmed = new Set();
        for (let round = 0; round <= ROUNDS; round++) {
            const members = provedMembers(settled).filter((member) => !confirmed.has(member));
            if (members.length === 0)
                break;
            settled =
                round === ROUNDS
                    ? marked(settled, members, "its wait was not read a second time")
                    : readAgain(settled, members, again.threads(members), confirmed);
        }
        return settled;
    }
    /** The threads of all proved deadlocks, by address. */
    function provedMembers(facts) {
        const found = new Set();
        for (const deadlock of findDeadlocks(judgeWaits(buildWorld(facts))).all) {
            if (deadlock.certainty === "proved")
                for (const member of deadlock.members)
                    found.add(member.fact.thread);
        }
        return Array.from(found).sort(compare);
    }
    /** Members whose evidence is the same go into `confirmed`; the others are as they were read last, and marked. */
    function readAgain(facts, members, second, confirmed) {
        const before = new Evidence(facts);
        const now = new Evidence(second);
        const changed = members.filter((member) => {
            const same = before.of(member) === now.of(member);
            if (same)
                confirmed.add(member);
            return !same;
        });
        if (changed.length === 0)
            return facts;
        const isChanged = new Set(changed);
        const merged = Object.assign({}, facts, {
            threads: facts.threads
                .map((fact) => (isChanged.has(fact.thread) && now.thread(fact.thread)) || fact)
                .concat(second.threads.filter((fact) => before.thread(fact.thread) === undefined)),
            ports: facts.ports.concat(second.ports.filter((fact) => before.port(fact.port) === undefined)),
            processes: facts.processes.concat(second.processes),
            incomplete: facts.incomplete.concat(second.incomplete.filter((lost) => !isKnown(facts.incomplete, lost))),
        });
        return marked(merged, changed, "its wait was not the same when it was read a second time");
    }
    function isKnown(list, lost) {
        return list.some((known) => known.what === lost.what && known.address === lost.address && known.why === lost.why);
    }
    function marked(facts, members, why) {
        const those = new Set(members);
        return Object.assign({}, facts, {
            threads: facts.threads.map((fact) => those.has(fact.thread) ? Object.assign({}, fact, { unsettled: true }) : fact),
            incomplete: facts.incomplete.concat(members.map((address) => ({ what: "thread", address, why }))),
        });
    }
    /** What a thread's edges rest on, as a text that is the same for the same evidence. */
    class Evidence {
        constructor(facts) {
            this.threads = new Map();
            this.ports = new Map();
            this.members = new Map();
            for (const fact of facts.threads) {
                this.threads.set(fact.thread, fact);
                if (fact.state === "terminated")
                    continue;
                const siblings = this.members.get(fact.process);
                if (siblings)
                    siblings.push(fact.thread);
                else
                    this.members.set(fact.process, [fact.thread]);
            }
            for (const fact of facts.ports)
                this.ports.set(fact.port, fact);
        }
        thread(address) {
            return this.threads.get(address);
        }
        port(address) {
            return this.ports.get(address);
        }
        of(address) {
            const fact = this.threads.get(address);
            if (!fact)
                return "";
            const { state, waitTime, waitType, hasTimeout, waitUnknown } = fact;
            const unknown = waitUnknown === true;
            return JSON.stringify([
                state,
                waitTime,
                waitType,
                hasTimeout === true,
                unknown,
                fact.waits.map((wait) => this.wait(wait)),
            ]);
        }
        wait(wait) {
            switch (wait.kind) {
                case "alpc": {
                    const { message, messageId, port, serverThread, canceled, ready, asynchronous } = wait;
                    const place = placeOf(wait);
                    const receivers = place === "queued" ? this.receivers(port) : [];
                    return [wait.kind, message, messageId, place, port, serverThread, canceled, ready, asynchronous, receivers];
                }
                case "lpc": {
                    const { messageId, port, servers, place, replied, wrongReplyId } = wait;
                    const receivers = place === "queued" ? this.receivers(port) : [];
                    return [wait.kind, messageId, port, servers.slice().sort(compare), place, replied, wrongReplyId, receivers];
                }
                case "process":
                    return [wait.kind, wait.object, (this.members.get(wait.object) || []).slice().sort(compare)];
                case "mutant":
                    return [wait.kind, wait.object, wait.owner, wait.abandoned];
                case "criticalSection":
                case "eresource":
                case "pushLock":
                    return [wait.kind, wait.object, wait.owner];
                default:
                    return [wait.kind, wait.object];
            }
        }
        receivers(port) {
            const fact = port === undefined ? undefined : this.ports.get(port);
            return fact ? fact.receivers.slice().sort(compare) : [];
        }
    }
    /** The queues before reception are one place: which of them it is changes no edge. */
    function placeOf(wait) {
        return wait.place === "main" || wait.place === "large" || wait.place === "direct" ? "queued" : wait.place;
    }
    /** A list whose damage is gone, or another, when it is walked again was only changing. */
    function settleLists(facts, again) {
        if (facts.damagedLists.length === 0)
            return facts;
        const still = again.lists(facts.damagedLists);
        const isDamaged = (list) => still.some((each) => each.owner === list.owner && each.list === list.list && each.why === list.why);
        const moved = facts.damagedLists.filter((list) => !isDamaged(list));
        const why = "the list changed while it was walked: entries may be missing";
        return Object.assign({}, facts, {
            damagedLists: facts.damagedLists.filter(isDamaged),
            incomplete: facts.incomplete.concat(moved.map(({ owner, list }) => ({ what: list, address: owner, why }))),
        });
    }

    /** One look at a session's kernel, as the model and the commands share it. */
    class Look {
        constructor(target, session) {
            this.target = target;
            this.session = session;
            this.kernel = new Kernel(target);
        }
        /** The analysis of the whole machine; made once per look. */
        judged(quick, progress) {
            const known = quick ? this.fast : this.full;
            if (known)
                return known;
            const judged = this.judge(collect(this.kernel, quick, progress));
            if (quick)
                this.fast = judged;
            else
                this.full = judged;
            return judged;
        }
        /** The same of no more than `limit` threads and ports, and of what these wait for. */
        judgedFirst(limit, quick, progress) {
            return this.judge(collect(new Kernel(this.target), quick, progress, limit));
        }
        /** The chain of one thread, from what lies along it. */
        chain(thread) {
            return this.judge(collectChain(this.kernel, thread));
        }
        judge(facts) {
            const settled = settle(facts, {
                threads: (threads) => collectThreads(new Kernel(this.target), threads),
                lists: (lists) => collectDamage(new Kernel(this.target), lists),
            });
            const waits = judgeWaits(buildWorld(settled));
            return { facts: settled, analysis: analyseWaits(waits), waits };
        }
        /** The ports that a process owns, oldest first; the list of all ports is walked once per look. */
        portsOf(process) {
            if (!this.byOwner) {
                this.byOwner = new Map();
                for (const found of allPorts$1(this.kernel).items) {
                    const owner = found.ownerAddress || NULL;
                    const list = this.byOwner.get(owner);
                    if (list)
                        list.push(found);
                    else
                        this.byOwner.set(owner, [found]);
                }
            }
            return this.byOwner.get(process) || [];
        }
        port(address) {
            return anyPort(this.kernel, address);
        }
    }
    /**
     * Makes looks. On a dump one look serves all commands, because nothing changes; on a machine that may run each command
     * looks anew.
     */
    class Looks {
        /**
         * A look at a session; a UsageError that says why when there can be none. `anew`: one that has lost nothing yet, so that
         * what it loses can be named with what it is for.
         */
        at(session, anew = false) {
            if (!session)
                throw new UsageError("there is no target. Open a kernel dump or attach to a kernel first");
            const info = targetInfo(session);
            if (!info.isKernel) {
                throw new UsageError("this is a user-mode target, and LPC and ALPC live in the kernel. Open a kernel dump, or attach to the kernel (also locally, with kd -kl)");
            }
            const key = info.isLive ? undefined : sessionKey(session);
            if (this.dump && key !== undefined && this.dump.key === key) {
                const { look } = this.dump;
                if (!anew || look.target.losses.list.length === 0)
                    return look;
            }
            const target = new WindbgTarget(info, session);
            checkTypes(target);
            const look = new Look(target, session);
            // Kept only after the types were found: symbols may be loaded later.
            this.dump = key === undefined ? undefined : { key, look };
            return look;
        }
        /** The same for getters that show nothing where nothing can be shown. */
        tryAt(session) {
            try {
                return this.at(session);
            }
            catch (error) {
                if (error instanceof UsageError)
                    return undefined;
                throw error;
            }
        }
        current() {
            return this.at(attempt(() => host.currentSession), true);
        }
        tryCurrent() {
            return this.tryAt(attempt(() => host.currentSession));
        }
        forget() {
            this.dump = undefined;
        }
    }
    /** Dumps are told apart by their file; sessions without one by their id. */
    function sessionKey(session) {
        const file = attempt(() => session.Attributes.Target.Details && session.Attributes.Target.Details.DumpFileName);
        const id = attempt(() => String(session.Id));
        return file === undefined && id === undefined ? undefined : String(file) + "|" + String(id);
    }
    /** What nothing can be done without, in the order in which a missing one explains the most. */
    function checkTypes(target) {
        for (const type of ["_EPROCESS", "_ETHREAD", "_LIST_ENTRY"]) {
            if (!target.type(type))
                throw new UsageError(missingType(type));
        }
        if (isLpc(new Kernel(target))) {
            for (const type of ["_LPCP_MESSAGE", "_PORT_MESSAGE", "_OBJECT_HEADER"])
                if (!target.type(type))
                    throw new UsageError(missingType(type));
            return;
        }
        const portType = target.type("_ALPC_PORT");
        if (!portType || !target.type("_KALPC_MESSAGE") || !portType.field("PendingQueue")) {
            throw new UsageError(missingType(portType ? "_KALPC_MESSAGE" : "_ALPC_PORT"));
        }
    }

    /** Which Windows the target runs. */
    /** KUSER_SHARED_DATA and its version members, which have the same place on every build that has them. Source: wdm.h */
    const SHARED_64 = fromParts(0, 0xfffff780);
    const SHARED_32 = fromParts(0xffdf0000, 0);
    const MAJOR_VERSION = 0x26c;
    const BUILD_NUMBER = 0x260;
    /** The top bits of nt!NtBuildNumber tell a checked build. */
    const NUMBER = 0xffff;
    /** `10.0.19041`; `unknown` where the target does not tell. */
    function buildText(kernel) {
        const shared = kernel.pointerSize === 8 ? SHARED_64 : SHARED_32;
        const version = kernel.bytes(add(shared, MAJOR_VERSION), 8);
        const number = dword(kernel, kernel.target.symbol("NtBuildNumber")) || dword(kernel, add(shared, BUILD_NUMBER));
        const build = number ? String(number & NUMBER) : "";
        const major = version instanceof Gap ? 0 : uint32In(version, 0);
        if (version instanceof Gap || major === 0)
            return build === "" ? "unknown" : "build " + build;
        return major + "." + uint32In(version, 4) + (build === "" ? "" : "." + build);
    }
    function dword(kernel, address) {
        const bytes = address === undefined ? undefined : kernel.bytes(address, 4);
        return bytes === undefined || bytes instanceof Gap ? undefined : uint32In(bytes, 0);
    }

    /** `!alpcx /sd PORT` */
    const security = {
        name: "sd",
        argument: "PORT",
        summary: "the security descriptor of a port: owner, group, who may connect, SDDL",
        examples: ["/sd lsasspirpc", "/sd ffff970f`8ab938f0"],
        run(context) {
            const found = findPort(context.look(), argumentOf(context.parsed));
            const pointer = found.header.securityDescriptor;
            if (pointer === undefined)
                throw new UsageError("the object header of the port cannot be read");
            const dx = "@$cursession.Alpc.Port(" + hex(found.address) + ").Security";
            // Ports without a name have none as a rule: that is an answer.
            if (isNull(pointer)) {
                const document = { schema: "alpcx.security/1", port: hex(found.address) };
                return { lines: ["(the object has no security descriptor)"], document, dx };
            }
            const descriptor = securityDescriptor(found.kernel, pointer);
            if (descriptor instanceof Gap)
                throw new UsageError(descriptor.why + " (" + hex(descriptor.address) + ")");
            return {
                lines: securityReport(descriptor),
                document: securityDocument(found.address, descriptor),
                next: toPort(found).concat(toConnections(found.kind === "ConnectionPort" ? found : undefined)),
                dx,
            };
        },
    };

    /** The count of one check: how often what alpcx assumes was found to hold. */
    const EXAMPLES = 3;
    class Tally {
        constructor(name, 
        /** What is counted, in the plural. */
        what) {
            this.name = name;
            this.what = what;
            this.compared = 0;
            this.wrong = 0;
            this.unknown = 0;
            this.notes = [];
        }
        /** One comparison; undefined where it cannot be made. `why` is asked for when it is wrong. */
        count(holds, subject, why) {
            if (holds === undefined) {
                this.unknown++;
                return;
            }
            this.compared++;
            if (holds)
                return;
            this.wrong++;
            if (this.notes.length < EXAMPLES)
                this.notes.push(hex(subject) + ": " + why());
        }
        /** Why there is nothing to compare on this target. */
        skip(why) {
            this.skipped = why;
            return this;
        }
        /** `moving`: a machine that runs changes between two reads, so a few differences prove nothing. */
        result(moving) {
            const { name, compared, wrong, unknown } = this;
            if (compared === 0) {
                const why = this.skipped ||
                    (unknown > 0 ? "none of " + unknown + " " + this.what + " can be told" : "no " + this.what + " to compare");
                return { verdict: "SKIP", name, compared, wrong, unknown, notes: [why] };
            }
            const few = moving && wrong * 20 <= compared;
            const notes = few && wrong > 0 ? this.notes.concat("the machine runs: a few may have moved") : this.notes;
            return { verdict: wrong === 0 || few ? "PASS" : "FAIL", name, compared, wrong, unknown, notes };
        }
        /** `PASS  name: 12 of 12 ports` */
        static line(result, what) {
            const { verdict, name, compared, wrong, unknown } = result;
            if (verdict === "SKIP")
                return verdict + "  " + name + ": " + result.notes.join("; ");
            const counts = compared - wrong + " of " + compared + " " + what;
            const rest = unknown > 0 ? ", " + unknown + " cannot be told" : "";
            return verdict + "  " + name + ": " + counts + rest;
        }
        get unit() {
            return this.what;
        }
    }

    /** The handles to each port in the tables of all processes, against the count in its header. */
    function handleCounts(kernel) {
        const counts = new Map();
        const list = processes(kernel);
        let why = isSound(list.end) ? undefined : "the list of processes is damaged";
        for (const owner of list.items) {
            const pointer = owner.raw.pointer("ObjectTable");
            // A process that has ended has closed its handles.
            if (pointer !== undefined && isNull(pointer))
                continue;
            const table = pointer === undefined ? new Gap(owner.address, "ObjectTable cannot be read") : handleTable(kernel, pointer);
            if (table instanceof Gap) {
                why = why || table.why;
                continue;
            }
            const { entries, gaps } = table.walk();
            if (gaps[0])
                why = why || gaps[0].why;
            for (const entry of entries)
                counts.set(entry.pointer, (counts.get(entry.pointer) || 0) + 1);
        }
        return { counts, whole: why === undefined, why };
    }
    function checkHandles(kernel, ports) {
        const tally = new Tally("handles: the handle tables of all processes against HandleCount of each port", "ports");
        const header = kernel.target.type("_OBJECT_HEADER");
        const body = header && header.field("Body");
        if (!body)
            return tally.skip("the symbols have no _OBJECT_HEADER");
        const { counts, whole, why } = handleCounts(kernel);
        if (counts.size === 0)
            return tally.skip(why || "no handle table has an entry");
        for (const one of ports) {
            const expected = one.header.handleCount;
            const found = counts.get(add(one.address, -body.offset)) || 0;
            // Tables that are missing in part can only have fewer.
            const short = expected !== undefined && found < expected && !whole;
            const holds = expected === undefined || short ? undefined : found === expected;
            tally.count(holds, one.address, () => "HandleCount " + expected + ", found " + found);
        }
        return tally;
    }

    /** What alpcx assumes of an ALPC kernel, held against the structures themselves. Source: waits "Self-test". */
    /** All checks, in the order they are printed. */
    function alpcChecks(kernel, threads) {
        const all = ports(kernel).items;
        const queued = [];
        for (const owner of all) {
            for (const name of QUEUES) {
                const queue = owner.queue(name);
                for (const message of queue ? queue.walk.items : [])
                    queued.push({ message, owner, queue: name });
            }
        }
        const inLists = queued.filter((one) => one.queue !== "CanceledQueue");
        return [
            kinds$1(all),
            objectTypes$1(all),
            connections(all),
            queueTypes(inLists),
            counters(all),
            continuations(inLists),
            blobs(queued),
            messageIds(kernel, queued),
            waiters(threads),
            completionObjects(kernel, all),
            checkHandles(kernel, all),
            names(kernel, all),
        ];
    }
    function kinds$1(all) {
        const tally = new Tally("port kind: u1.s1.Type against the slot of CommunicationInfo", "ports");
        for (const one of all) {
            const { kindByNumber, kindBySlot } = one;
            const told = kindBySlot === undefined ? undefined : kindByNumber === kindBySlot;
            tally.count(told, one.address, () => "the number says " + (kindByNumber || "nothing") + ", the slot " + kindBySlot);
        }
        return tally;
    }
    function objectTypes$1(all) {
        const tally = new Tally("object type: the header of each port against nt!AlpcPortObjectType", "ports");
        for (const one of all)
            tally.count(one.header.isOfType("AlpcPortObjectType"), one.address, () => "its header says another type");
        return tally;
    }
    /** The three ports of one connection against each other. */
    function connections(all) {
        const tally = new Tally("connections: the three ports of each against each other", "connections");
        for (const owner of all) {
            const own = owner.kind === "ConnectionPort" ? owner.communicationInfo : undefined;
            if (own === undefined || own instanceof Gap)
                continue;
            for (const info of own.connections.items) {
                const wrong = [];
                let unknown = false;
                if (info.connectionPort !== owner.address)
                    wrong.push("it names another connection port");
                const end = (address, kind) => {
                    // Null while a connect is pending, or after the peer was deleted.
                    if (address === undefined || isNull(address))
                        return;
                    const found = port$1(owner.kernel, address);
                    const back = found instanceof Gap ? undefined : found.raw.pointer("CommunicationInfo");
                    if (found instanceof Gap || back === undefined)
                        unknown = true;
                    else if (back !== info.address)
                        wrong.push(hex(address) + " belongs to another connection");
                    else if (found.kindByNumber !== kind)
                        wrong.push(hex(address) + " is no " + kind);
                };
                end(info.serverCommunicationPort, "ServerCommunicationPort");
                end(info.clientCommunicationPort, "ClientCommunicationPort");
                tally.count(wrong.length === 0 ? (unknown ? undefined : true) : false, info.address, () => wrong.join(", "));
            }
        }
        return tally;
    }
    function queueTypes(queued) {
        const tally = new Tally("queue type: u1.s1.QueueType against the list the message is linked in", "messages");
        for (const { message, queue } of queued) {
            const number = message.raw.unsigned("u1.s1.QueueType");
            const holds = number === undefined ? undefined : message.queueByNumber === queue;
            tally.count(holds, message.address, () => "QueueType " + number + " in the " + queue);
        }
        return tally;
    }
    function counters(all) {
        const tally = new Tally("queue counters: ...QueueLength against the walk of the list", "queues");
        for (const owner of all) {
            for (const name of QUEUES) {
                const queue = owner.queue(name);
                if (!queue || queue.length === undefined)
                    continue;
                const walked = queue.walk.items.length;
                // A damaged list says nothing about the counter.
                const holds = isSound(queue.walk.end) ? queue.length === walked : undefined;
                tally.count(holds, owner.address, () => name + " counts " + queue.length + ", the walk finds " + walked);
            }
        }
        return tally;
    }
    /** A received message that awaits its reply has the continuation flag. Source: alpc-semantics 2.2. */
    function continuations(queued) {
        const tally = new Tally("continuation: Type & 0x2000 of messages in the PendingQueue", "messages");
        for (const { message, queue } of queued) {
            if (queue !== "PendingQueue")
                continue;
            const type = message.raw.unsigned("PortMessage.u2.s2.Type");
            tally.count(type === undefined ? undefined : message.isContinuation, message.address, () => "Type " + type);
        }
        return tally;
    }
    function blobs(queued) {
        const tally = new Tally("blobs: the _BLOB in front of each message says message", "messages");
        for (const { message } of queued) {
            const holds = message.raw.unsigned("Blob.ResourceId") === undefined ? undefined : message.isMessage;
            tally.count(holds, message.address, () => "ResourceId " + message.raw.unsigned("Blob.ResourceId"));
        }
        return tally;
    }
    function messageIds(kernel, queued) {
        const tally = new Tally("message ids: nt!AlpcMessageTable leads from the id to the message", "messages");
        if (kernel.target.symbol("AlpcMessageTable") === undefined)
            return tally.skip("the symbols have no AlpcMessageTable");
        for (const { message } of queued) {
            const id = message.messageId;
            const found = id === undefined ? undefined : messageById(kernel, id);
            const holds = id === undefined || found instanceof Gap ? undefined : found !== undefined && found.address === message.address;
            tally.count(holds, message.address, () => "its id leads " + (found && !(found instanceof Gap) ? "to " + hex(found.address) : "nowhere"));
        }
        return tally;
    }
    /** A thread that waits on its own semaphore for a reply has a message that names it, and the other way round. */
    function waiters(threads) {
        const tally = new Tally("waits: a thread that waits for a reply against WaitingThread of its message", "threads");
        for (const one of threads) {
            const found = waitingFor(one);
            const own = one.alpcSemaphore;
            const byObject = own !== undefined && threadWait(one.kernel, one).objects.indexOf(own) >= 0;
            const byWait = one.waitsForLpcReply && byObject;
            if (found === undefined && !byWait)
                continue;
            // A suspended thread waits for something else as well.
            const holds = found instanceof Gap ? undefined : found !== undefined && (byWait || byObject || one.isSuspended);
            tally.count(holds, one.address, () => found === undefined
                ? "it waits on its AlpcWaitSemaphore, but AlpcMessage names no message of its"
                : "it has a message, but does not wait on its AlpcWaitSemaphore");
        }
        return tally;
    }
    function completionObjects(kernel, all) {
        const tally = new Tally("completion objects: CompletionPort is a queue", "ports");
        for (const one of all) {
            const address = one.completionPort;
            if (address === undefined || isNull(address))
                continue;
            const found = dispatcherObject(kernel, address);
            tally.count(found instanceof Gap ? undefined : found.kind === "queue", one.address, () => hex(address) + " is none");
        }
        return tally;
    }
    /** The namespace leads to each named port that is entered in a directory. */
    function names(kernel, all) {
        const tally = new Tally("names: the object directory leads to each port with a name", "ports");
        const { objects, gaps } = namedObjects(kernel);
        if (objects.length === 0)
            return tally.skip(gaps[0] ? gaps[0].why : "the object directory is empty");
        const entered = new Set(objects);
        for (const one of all) {
            if (!one.isNamed || isNull(one.header.directory))
                continue;
            const holds = entered.has(one.address) || (gaps.length > 0 ? undefined : false);
            tally.count(holds, one.address, () => one.fullName + " is not entered");
        }
        return tally;
    }

    /** What alpcx assumes of an LPC kernel (Windows XP, Server 2003), held against the structures. Source: waits "Self-test". */
    /** All checks, in the order they are printed. */
    function lpcChecks(kernel, threads) {
        const { ports } = allLpcPorts(kernel);
        return [unionBits(kernel, threads), kinds(ports), peers(ports), objectTypes(ports), checkHandles(kernel, ports)];
    }
    /** Bit 0 of the union set: a port is waited on; clear: the reply message. Source: alpc-semantics 8.2. */
    function unionBits(kernel, threads) {
        const tally = new Tally("union: bit 0 of LpcWaitingOnPort against what it points to", "threads");
        for (const one of threads) {
            const value = one.raw.pointer("LpcReplyMessage");
            if (!one.waitsForLpcReply || value === undefined || isNull(value))
                continue;
            const target = lpcPort(kernel, clearBits(value, TAG_BITS));
            const isPort = !(target instanceof Gap);
            const tagged = lowBits(value, IS_PORT) !== 0;
            tally.count(tagged === isPort, one.address, () => hex(value) + (isPort ? " leads to a port" : " leads to no port"));
        }
        return tally;
    }
    /** A connection port names itself as connection port; the ends of a connection name another. */
    function kinds(ports) {
        const tally = new Tally("port kind: Flags & 0xf against ConnectionPort", "ports");
        for (const one of ports) {
            const pointer = one.raw.pointer("ConnectionPort");
            const { kind } = one;
            const isSelf = pointer === one.address;
            // The pointer of an end is cleared when its connection port goes away.
            const holds = pointer === undefined || isNull(pointer)
                ? undefined
                : kind !== undefined && isSelf === (kind === "ConnectionPort");
            tally.count(holds, one.address, () => "kind " + (kind || "unknown") + (isSelf ? " is its own connection port" : " names another"));
        }
        return tally;
    }
    function peers(ports) {
        const tally = new Tally("connections: ConnectedPort of each end leads back", "ports");
        for (const one of ports) {
            if (one.kind !== "ClientCommunicationPort" && one.kind !== "ServerCommunicationPort")
                continue;
            const pointer = one.raw.pointer("ConnectedPort");
            if (pointer === undefined || isNull(pointer))
                continue;
            const peer = lpcPort(one.kernel, pointer || NULL);
            const back = peer instanceof Gap ? undefined : peer.raw.pointer("ConnectedPort");
            tally.count(back === undefined ? undefined : back === one.address, one.address, () => hex(pointer) + " leads elsewhere");
        }
        return tally;
    }
    function objectTypes(ports) {
        const tally = new Tally("object type: waitable ports against nt!LpcWaitablePortObjectType, others against nt!LpcPortObjectType", "ports");
        for (const one of ports) {
            const symbol = one.isWaitable ? "LpcWaitablePortObjectType" : "LpcPortObjectType";
            tally.count(one.header.isOfType(symbol), one.address, () => "its header says another type than " + symbol);
        }
        return tally;
    }

    /** Holds alpcx' own assumptions against the target. */
    const COMMON_TYPES = "_EPROCESS _ETHREAD _KTHREAD _LIST_ENTRY _KWAIT_BLOCK _DISPATCHER_HEADER _KMUTANT _KQUEUE _OBJECT_HEADER _OBJECT_HEADER_NAME_INFO _OBJECT_TYPE _HANDLE_TABLE _HANDLE_TABLE_ENTRY _UNICODE_STRING _POOL_HEADER _POOL_TRACKER_BIG_PAGES";
    const ALPC_TYPES = "_ALPC_PORT _KALPC_MESSAGE _ALPC_COMMUNICATION_INFO _PORT_MESSAGE _BLOB";
    const LPC_TYPES = "_LPCP_PORT_OBJECT _LPCP_MESSAGE _LPCP_NONPAGED_PORT_QUEUE _PORT_MESSAGE";
    const COMMON_SYMBOLS = "PsActiveProcessHead KeTickCount KeMaximumIncrement NtBuildNumber PspCidTable ObpRootDirectoryObject PoolBigPageTable PoolBigPageTableSize";
    const ALPC_SYMBOLS = "AlpcpPortList AlpcPortObjectType AlpcMessageTable AlpcpSecondaryMessageTables ObTypeIndexTable ObpInfoMaskToOffset ObHeaderCookie";
    const LPC_SYMBOLS = "LpcPortObjectType LpcWaitablePortObjectType";
    /** Runs all checks. Nothing is thrown for what the target lacks: that is a SKIP. */
    function runSelfTest(kernel, progress) {
        const lpc = isLpc(kernel);
        const { target } = kernel;
        const words = (text) => text.split(" ");
        const types = words(COMMON_TYPES).concat(words(lpc ? LPC_TYPES : ALPC_TYPES));
        const symbols = words(COMMON_SYMBOLS).concat(words(lpc ? LPC_SYMBOLS : ALPC_SYMBOLS));
        const threads = [];
        processes(kernel).items.forEach((owner, done) => {
            progress("processes", done);
            for (const one of owner.threads.items)
                threads.push(one);
        });
        const tallies = (lpc ? lpcChecks(kernel, threads) : alpcChecks(kernel, threads)).concat(clock(kernel));
        const found = [];
        for (const name of types) {
            const layout = target.type(name);
            if (layout)
                found.push([name, layout.size]);
        }
        return {
            build: buildText(kernel),
            pointerSize: kernel.pointerSize,
            isLive: target.info.isLive,
            era: lpc ? "LPC" : "ALPC",
            types: found,
            missingTypes: types.filter((name) => !target.type(name)),
            symbols: symbols.filter((name) => target.symbol(name) !== undefined),
            missingSymbols: symbols.filter((name) => target.symbol(name) === undefined),
            checks: tallies.map((tally) => {
                const result = tally.result(target.info.isLive);
                return Object.assign({}, result, { line: Tally.line(result, tally.unit) });
            }),
        };
    }
    /** Periods of the clock that Windows uses lie between 0.5 and 15.6 ms. */
    const SHORTEST = 0.0004;
    const LONGEST = 0.02;
    function clock(kernel) {
        const tally = new Tally("clock: KeMaximumIncrement is the period of a clock, and ticks are counted", "clocks");
        const { period, ticks } = new Clock(kernel);
        if (period === undefined)
            return tally.skip("nt!KeMaximumIncrement cannot be read: waiting times are shown in ticks");
        if (ticks === undefined)
            return tally.skip("the tick count cannot be read: nobody's waiting time is known");
        const holds = period > SHORTEST && period < LONGEST;
        tally.count(holds, NULL, () => "period " + period + " s, ticks " + ticks);
        return tally;
    }
    /** The test as text: a line per check, then the block for a bug report. */
    function selfTestLines(test) {
        const lines = [];
        for (const check of test.checks) {
            lines.push(check.line);
            if (check.verdict !== "SKIP")
                for (const note of check.notes)
                    lines.push("      " + note);
        }
        const count = (verdict) => test.checks.filter((check) => check.verdict === verdict).length;
        const fold = (name, items) => name + (items.length === 0 ? "none" : items.join(" "));
        return lines.concat([
            "",
            "---- for a bug report, copy from here ----",
            "alpcx /selftest: " + count("PASS") + " PASS, " + count("FAIL") + " FAIL, " + count("SKIP") + " SKIP",
            "Windows " +
                test.build +
                ", " +
                8 * test.pointerSize +
                "-bit, " +
                test.era +
                ", " +
                (test.isLive ? "live" : "dump"),
            fold("types: ", test.types.map(([name, size]) => name + "=0x" + size.toString(16))),
            fold("types missing: ", test.missingTypes),
            fold("symbols: ", test.symbols),
            fold("symbols missing: ", test.missingSymbols),
        ].concat(test.checks.filter((check) => check.verdict === "FAIL").map((check) => check.line), ["---- to here ----"]));
    }

    const selftest = {
        name: "selftest",
        summary: "checks what alpcx assumes against this target: PASS, FAIL or SKIP, and a block for a bug report",
        examples: ["/selftest"],
        detail: [
            "SKIP means that the target has nothing to compare, or that it cannot be read.",
            "A FAIL means that an assumption does not hold here: do not trust what rests on it, and send the block.",
        ],
        run(context) {
            const test = runSelfTest(context.look().kernel, context.progress);
            const failed = test.checks.filter((check) => check.verdict === "FAIL").length;
            const output = { lines: selfTestLines(test), document: Object.assign({ schema: "alpcx.selftest/1" }, test) };
            const what = failed === 1 ? "1 check" : failed + " checks";
            return failed === 0 ? output : Object.assign(output, { failure: "the self-test has " + what + " that FAIL" });
        },
    };

    /** Reads everything the analysis reads: each command over each of its subjects, and each object that dx can be shown. */
    const PER_PORT = [port, connections$1, security];
    const PER_MESSAGE = [message];
    const PER_PROCESS = [processPorts];
    const PER_WAITER = [chain];
    const ONCE = [
        [summary],
        [deadlock, undefined, "v"],
        [deadlock, undefined, "quick"],
        [allPorts],
        [orphanPorts],
        [find, "*"],
        [byId, "0"],
    ];
    /** Names of the commands whose reads a recording holds. */
    PER_PORT.concat(PER_MESSAGE, PER_PROCESS, PER_WAITER)
        .concat(ONCE.map(([command]) => command))
        .map((command) => command.name);
    /** Reads it all through `look`, whose target notes it. */
    function readEverything(look, roots, current, wanted, progress) {
        const session = roots.session(look);
        const { facts } = look.judged(false, progress);
        for (const [command, argument, ...switches] of ONCE)
            run(command, look, argument, switches);
        const messages = new Set();
        for (const thread of facts.threads) {
            for (const wait of thread.waits) {
                const address = wait.message;
                if (address !== undefined)
                    messages.add(address);
            }
        }
        const queued = attempt(() => session.Messages);
        each(queued, (item) => {
            const address = toAddress(attempt(() => item.Address));
            if (address !== undefined)
                messages.add(address);
        });
        let stopped = false;
        const over = (what, addresses, commands, before = () => undefined) => {
            addresses.forEach((address, done) => {
                if (wanted.limit !== undefined && done >= wanted.limit) {
                    stopped = true;
                    return;
                }
                progress(what, done);
                before(address);
                for (const command of commands)
                    run(command, look, hex(address), ["v"]);
            });
        };
        const all = Array.from(messages);
        over("ports recorded", facts.ports.map((fact) => fact.port), PER_PORT);
        over("messages recorded", all, PER_MESSAGE);
        over("processes recorded", facts.processes.map((fact) => fact.process), PER_PROCESS);
        const waiters = facts.threads.filter((fact) => fact.waits.length > 0);
        const talks = new Set(waiters.filter((fact) => fact.waits.some(isForReply)).map((fact) => fact.thread));
        over("waiting threads recorded", waiters.map((fact) => fact.thread), PER_WAITER, 
        // Whoever waits for something else is at the end of a chain of one.
        (thread) => wanted.stacks(wanted.whole || talks.has(thread)));
        wanted.stacks(wanted.whole);
        if (!stopped)
            touch(session, 2);
        if (current.process !== undefined)
            touch(roots.process(look, current.process), 2);
        if (current.thread !== undefined)
            touch(roots.thread(look, current.thread), 2);
        // Handles are only shown, process by process: the analysis has no need of them.
        if (wanted.whole)
            for (const fact of facts.processes)
                touch(roots.process(look, fact.process), 1);
        // The self-test reads the handle tables of all processes.
        if (wanted.whole)
            run(selftest, look, undefined, []);
        if (wanted.whole)
            readWhole(look.target, facts, all, progress);
        return { facts, messages: all, stopped };
    }
    /** Whether a wait is one for the reply to a message, of ALPC or LPC. */
    function isForReply(wait) {
        return "message" in wait || "messageId" in wait;
    }
    /** Runs a command for its reads. What it cannot do now it cannot do on the recording either. */
    function run(command, look, argument, switches) {
        const parsed = { command: command.name, switches: new Set(switches), values: new Map() };
        attempt(() => {
            const output = command.run({
                look: () => look,
                parsed: argument === undefined ? parsed : Object.assign(parsed, { argument }),
                progress: () => undefined,
            });
            // Either may be made only when it is asked for.
            return [output.lines, output.document];
        });
    }
    /** Far more than any list of the kernel holds in earnest. */
    const MAX_ITEMS = 1000000;
    function each(items, visit) {
        if (typeof items !== "object" || items === null)
            return;
        if (typeof items[Symbol.iterator] !== "function")
            return;
        attempt(() => {
            let count = 0;
            for (const item of items) {
                if (++count > MAX_ITEMS)
                    break;
                visit(item);
            }
        });
    }
    /** Asks an object of our model for all it shows, and what it shows in turn, `depth` deep. */
    function touch(value, depth) {
        if (depth < 0 || !isOurs$1(value))
            return;
        attempt(() => String(value));
        each(value, (item) => touch(item, depth));
        for (let model = Object.getPrototypeOf(value); model && model !== Object.prototype;) {
            for (const name of Object.getOwnPropertyNames(model)) {
                const property = Object.getOwnPropertyDescriptor(model, name);
                if (name.indexOf("__") !== 0 && property && property.get) {
                    touch(attempt(() => value[name]), depth - 1);
                }
            }
            model = Object.getPrototypeOf(model);
        }
    }
    /** Whether an object is one of our model's: those keep what they are made of in members that dx does not see. */
    function isOurs$1(value) {
        return (typeof value === "object" &&
            value !== null &&
            Object.getPrototypeOf(value) !== Object.prototype &&
            Object.keys(value).some((name) => name.indexOf("__") === 0));
    }
    const PAGE = 4096;
    /** The whole of each object, page by page where a page is missing. */
    function readWhole(target, facts, messages, progress) {
        const portType = target.type("_ALPC_PORT") ? "_ALPC_PORT" : "_LPCP_PORT_OBJECT";
        const messageType = target.type("_KALPC_MESSAGE") ? "_KALPC_MESSAGE" : "_LPCP_MESSAGE";
        const read = (type, addresses) => {
            const layout = target.type(type);
            addresses.forEach((address, done) => {
                progress("whole " + type, done);
                for (let at = 0; layout && at < layout.size; at += PAGE) {
                    attempt(() => target.read(add(address, at), Math.min(PAGE, layout.size - at)));
                }
            });
        };
        read(portType, facts.ports.map((fact) => fact.port));
        read(messageType, messages);
        read("_EPROCESS", facts.processes.map((fact) => fact.process));
        read("_ETHREAD", facts.threads.map((fact) => fact.thread));
    }

    /** Types of `nt` that alpcx, or who looks further on a recording, may ask for: what `/record /all` adds. */
    const KNOWN_TYPES = [
        "_ACL",
        "_ALPC_COMMUNICATION_INFO",
        "_ALPC_COMPLETION_LIST",
        "_ALPC_COMPLETION_LIST_HEADER",
        "_ALPC_COMPLETION_LIST_STATE",
        "_ALPC_HANDLE_ENTRY",
        "_ALPC_HANDLE_TABLE",
        "_ALPC_PORT",
        "_ALPC_PORT_ATTRIBUTES",
        "_ALPC_PORT_REFERENCE_WAIT_BLOCK",
        "_ALPC_PROCESS_CONTEXT",
        "_BLOB",
        "_BLOB_COUNTERS",
        "_BLOB_TYPE",
        "_CLIENT_ID",
        "_DISPATCHER_HEADER",
        "_EPROCESS",
        "_ERESOURCE",
        "_ETHREAD",
        "_EX_FAST_REF",
        "_EX_PUSH_LOCK",
        "_EX_PUSH_LOCK_WAIT_BLOCK",
        "_EX_RUNDOWN_REF",
        "_FAST_MUTEX",
        "_HANDLE_TABLE",
        "_HANDLE_TABLE_ENTRY",
        "_KALPC_DIRECT_EVENT",
        "_KALPC_HANDLE_DATA",
        "_KALPC_MESSAGE",
        "_KALPC_MESSAGE_ATTRIBUTES",
        "_KALPC_REGION",
        "_KALPC_RESERVE",
        "_KALPC_SECTION",
        "_KALPC_SECURITY_DATA",
        "_KALPC_VIEW",
        "_KALPC_WORK_ON_BEHALF_DATA",
        "_KEVENT",
        "_KGATE",
        "_KMUTANT",
        "_KPROCESS",
        "_KQUEUE",
        "_KSEMAPHORE",
        "_KTHREAD",
        "_KTIMER",
        "_KUSER_SHARED_DATA",
        "_KWAIT_BLOCK",
        "_LIST_ENTRY",
        "_LPCP_MESSAGE",
        "_LPCP_NONPAGED_PORT_QUEUE",
        "_LPCP_PORT_OBJECT",
        "_LPCP_PORT_QUEUE",
        "_OBJECT_DIRECTORY",
        "_OBJECT_DIRECTORY_ENTRY",
        "_OBJECT_HEADER",
        "_OBJECT_HEADER_CREATOR_INFO",
        "_OBJECT_HEADER_HANDLE_INFO",
        "_OBJECT_HEADER_NAME_INFO",
        "_OBJECT_HEADER_PROCESS_INFO",
        "_OBJECT_HEADER_QUOTA_INFO",
        "_OBJECT_TYPE",
        "_OWNER_ENTRY",
        "_PEB",
        "_POOL_HEADER",
        "_POOL_TRACKER_BIG_PAGES",
        "_PORT_MESSAGE",
        "_PORT_MESSAGE32",
        "_RTL_CRITICAL_SECTION",
        "_RTL_CRITICAL_SECTION_DEBUG",
        "_SECURITY_CLIENT_CONTEXT",
        "_SECURITY_DESCRIPTOR",
        "_SECURITY_DESCRIPTOR_RELATIVE",
        "_SECURITY_QUALITY_OF_SERVICE",
        "_SID",
        "_SID_AND_ATTRIBUTES",
        "_TEB",
        "_TOKEN",
        "_UNICODE_STRING",
    ];

    /** Memory that was read, put in order: one range for bytes that touch, each byte as it was read first. */
    class MemoryBook {
        constructor() {
            this.pieces = [];
            this.known = new Map();
        }
        /** Notes bytes. They are kept, not copied. */
        add(address, bytes) {
            const before = this.known.get(address);
            if (bytes.length === 0 || (before !== undefined && before >= bytes.length))
                return;
            this.known.set(address, bytes.length);
            this.pieces.push({ address, bytes, order: this.pieces.length });
        }
        /** All of it in ascending order. */
        ranges() {
            const inOrder = this.pieces.slice().sort((a, b) => compare(a.address, b.address) || a.order - b.order);
            const ranges = [];
            let group = [];
            let end;
            for (const piece of inOrder) {
                const after = add(piece.address, piece.bytes.length);
                if (end === undefined || compare(piece.address, end) > 0) {
                    if (group.length > 0)
                        ranges.push(merged(group));
                    group = [];
                    end = after;
                }
                else if (compare(after, end) > 0) {
                    end = after;
                }
                group.push(piece);
            }
            if (group.length > 0)
                ranges.push(merged(group));
            return ranges;
        }
    }
    /** Pieces that touch or overlap as one range; where two overlap, what was read first counts. */
    function merged(group) {
        const first = group[0];
        let length = 0;
        let overlaps = false;
        for (const piece of group) {
            const from = distance(piece.address, first.address);
            if (from < length)
                overlaps = true;
            length = Math.max(length, from + piece.bytes.length);
        }
        if (!overlaps)
            return { address: first.address, length, parts: group.map((piece) => piece.bytes) };
        const bytes = new Uint8Array(length);
        // The later ones first, so that the earlier ones have the last word.
        for (const piece of group.slice().sort((a, b) => b.order - a.order)) {
            bytes.set(piece.bytes, distance(piece.address, first.address));
        }
        return { address: first.address, length, parts: [bytes] };
    }

    /**
     * User memory that was read. A snapshot has one address space, a machine has one per process: bytes that two processes
     * have at the same address are kept only where they are the same.
     */
    class UserMemory {
        constructor() {
            this.pieces = [];
            this.seen = new Map();
        }
        /** Notes a read in a process; without bytes one that failed. */
        add(process, address, length, bytes) {
            let own = this.seen.get(process);
            if (!own)
                this.seen.set(process, (own = new Map()));
            if ((own.get(address) || 0) >= length)
                return;
            own.set(address, length);
            this.pieces.push({ address, length, bytes });
        }
        /** Enters what can be told apart into a book; gives how many reads are left out. */
        enter(book) {
            const inOrder = this.pieces.map((piece, order) => ({ piece, order, bad: false }));
            inOrder.sort((a, b) => compare(a.piece.address, b.piece.address) || a.order - b.order);
            inOrder.forEach((item, i) => {
                const end = add(item.piece.address, item.piece.length);
                for (let j = i + 1; j < inOrder.length; j++) {
                    const other = inOrder[j];
                    if (compare(other.piece.address, end) >= 0)
                        break;
                    if (!agree(item.piece, other.piece))
                        item.bad = other.bad = true;
                }
            });
            let left = 0;
            for (const { piece, bad } of inOrder) {
                if (piece.bytes === undefined)
                    continue;
                if (bad)
                    left++;
                else
                    book.add(piece.address, piece.bytes);
            }
            return left;
        }
    }
    /** Whether two reads that overlap, `b` not before `a`, may come from one memory. */
    function agree(a, b) {
        if (a.bytes === undefined && b.bytes === undefined)
            return true;
        const shift = distance(b.address, a.address);
        // A long read may fail where a part of it succeeds; at the same place and length it may not.
        if (a.bytes === undefined || b.bytes === undefined)
            return !(shift === 0 && a.length === b.length);
        for (let i = shift; i < a.length && i - shift < b.length; i++)
            if (a.bytes[i] !== b.bytes[i - shift])
                return false;
        return true;
    }

    class RecordingTarget {
        constructor(inner) {
            this.inner = inner;
            this.memory = new MemoryBook();
            this.userMemory = new UserMemory();
            /** Symbols that are there. */
            this.symbols = new Map();
            /** Types that are there, with the members that were asked for and are there. */
            this.types = new Map();
            this.layouts = new Map();
            /** Whether a stack that is not known yet is asked for. */
            this.asksForStacks = true;
            this.stacks = new Map();
            this.info = inner.info;
            this.losses = inner.losses;
        }
        read(address, length, process) {
            if (process === undefined) {
                const bytes = this.inner.read(address, length);
                this.memory.add(address, bytes);
                return bytes;
            }
            try {
                const bytes = this.inner.read(address, length, process);
                this.userMemory.add(process, address, length, bytes);
                return bytes;
            }
            catch (error) {
                this.userMemory.add(process, address, length, undefined);
                throw error;
            }
        }
        type(name) {
            if (!this.layouts.has(name)) {
                const found = this.inner.type(name);
                if (found)
                    this.types.set(name, new Set());
                this.layouts.set(name, found && new RecordedType(found, this.types.get(name)));
            }
            return this.layouts.get(name);
        }
        symbol(name) {
            const found = this.inner.symbol(name);
            if (found !== undefined)
                this.symbols.set(name, found);
            return found;
        }
        frames(pid, tid) {
            const key = pid + "." + tid;
            if (this.asksForStacks && !this.stacks.has(key))
                this.stacks.set(key, this.inner.frames(pid, tid));
            return this.stacks.get(key);
        }
        /** The frames of a thread that were asked for. */
        knownFrames(pid, tid) {
            return this.stacks.get(pid + "." + tid);
        }
        userContext(pid) {
            return this.inner.userContext(pid);
        }
        typed(type, address) {
            this.type(type);
            return this.inner.typed(type, address);
        }
        print(text) {
            this.inner.print(text);
        }
    }
    class RecordedType {
        constructor(inner, asked) {
            this.inner = inner;
            this.asked = asked;
            this.name = inner.name;
            this.size = inner.size;
        }
        field(path) {
            const found = this.inner.field(path);
            if (found)
                this.asked.add(path);
            return found;
        }
    }

    /** A snapshot, version 1, as text: piece by piece, ASCII only, the same bytes for the same target. */
    /** The document, in pieces. */
    function* snapshotText(recording) {
        const { arch, pointerSize, build, isLive, module } = recording;
        yield '{ "format": "alpcx-snapshot", "version": 1, "origin": "recorded",\n';
        yield '"target": ' + json({ kind: "kernel", arch, pointerSize, build, isLive }) + ",\n";
        if (module)
            yield '"modules": ' + json([{ name: "nt", base: hex(module.base), size: module.size }]) + ",\n";
        const names = Array.from(recording.symbols.keys()).sort();
        yield* block("symbols", "{}", names, (name) => member(name, hex(recording.symbols.get(name))));
        yield* block("types", "{}", recording.types, ([name, { size, fields }]) => member(name, { kind: isUnion(fields) ? "union" : "struct", size, fields }));
        yield* block("enums", "{}", recording.enums, ([name, shape]) => member(name, shape));
        yield '"memory": [';
        let separator = "\n";
        for (const range of recording.memory) {
            yield separator + '{ "address": "' + hex(range.address) + '", "hex": "';
            for (const part of range.parts)
                yield* hexText(part);
            yield '" }';
            separator = ",\n";
        }
        yield "\n],\n";
        yield* block("processes", "[]", recording.processes, processText);
        const { process, thread } = recording.current;
        yield '"current": ' + json({ process: hex(process), thread: hex(thread) }) + " }\n";
    }
    /** One member of the document, an item to a line. */
    function* block(name, brackets, items, text) {
        yield '"' + name + '": ' + brackets.charAt(0);
        for (let i = 0; i < items.length; i++)
            yield (i === 0 ? "\n" : ",\n") + text(items[i]);
        yield "\n" + brackets.charAt(1) + ",\n";
    }
    function processText(process) {
        const threads = process.threads.map(({ address, id, frames }) => frames ? { address: hex(address), id, frames: frames.map(frameText) } : { address: hex(address), id });
        const handles = process.handles && process.handles.map((handle) => Object.assign({}, handle, { object: hex(handle.object) }));
        const { id, name } = process;
        return json(Object.assign({ address: hex(process.address), id, name, threads }, handles ? { handles } : {}));
    }
    /** `nt!KiSwapContext + 0x76`, as the debugger shows it, without the blanks. */
    function frameText(frame) {
        return frame.replace(/ \+ (0x[0-9a-f]+)$/i, "+$1");
    }
    /** A union has more than one member, and all at its start; a structure of bit fields alone is none. */
    function isUnion(fields) {
        return fields.length > 1 && fields.every((field) => field.offset === 0 && !field.bitPos);
    }
    function member(name, value) {
        return json(name) + ": " + json(value);
    }
    /** JSON in ASCII. */
    function json(value) {
        return JSON.stringify(value).replace(/[\u007f-\uffff]/g, (character) => "\\u" + ("000" + character.charCodeAt(0).toString(16)).slice(-4));
    }
    const DIGITS = Array.from({ length: 256 }, (_, byte) => ("0" + byte.toString(16)).slice(-2));
    const STEP$1 = 4096;
    function* hexText(bytes) {
        for (let from = 0; from < bytes.length; from += STEP$1) {
            let text = "";
            for (let i = from; i < Math.min(from + STEP$1, bytes.length); i++)
                text += DIGITS[bytes[i]];
            yield text;
        }
    }

    /** Writes a snapshot of a target. */
    /**
     * Records what the analysis reads of the target that `base` looks at. `roots` makes the
     * model's objects over another look. All is read before the file is made; a UsageError where it cannot be.
     */
    function record(base, path, roots, options) {
        const progress = options.progress || (() => undefined);
        checkTextFile(path, options.force);
        const target = new RecordingTarget(base.target);
        const look = new Look(target, base.session);
        const { kernel } = look;
        // Who opens the recording asks for these first, whatever the machine holds.
        checkTypes(target);
        if (options.all)
            for (const name of KNOWN_TYPES)
                target.type(name);
        const stacks = (wanted) => (target.asksForStacks = wanted);
        const wanted = { whole: options.all, limit: options.limit, stacks };
        const subjects = readEverything(look, roots, currentObjects(), wanted, progress);
        const build = buildText(kernel);
        const ports = new Set(subjects.facts.ports.map((fact) => fact.port));
        const listed = listProcesses(kernel, target, options.all, ports, progress);
        const current = withCurrent(kernel, listed);
        const shapes = new TypeShapes(base.session);
        target.types.forEach((paths, name) => shapes.add(name, paths));
        const ambiguous = target.userMemory.enter(target.memory);
        const memory = target.memory.ranges();
        progress("ranges of memory to write", memory.length);
        const written = writeTextFile(path, options.force, snapshotText({
            arch: architecture(base.session, kernel.pointerSize),
            pointerSize: kernel.pointerSize,
            build,
            isLive: target.info.isLive,
            module: kernelModule(base.session),
            symbols: target.symbols,
            types: shapes.types,
            enums: shapes.enums,
            memory,
            processes: listed,
            current,
        }));
        return {
            path: written,
            processes: listed.length,
            threads: listed.reduce((sum, one) => sum + one.threads.length, 0),
            ports: ports.size,
            messages: subjects.messages.length,
            types: shapes.types.length,
            symbols: target.symbols.size,
            ranges: memory.length,
            bytes: memory.reduce((sum, range) => sum + range.length, 0),
            ambiguous,
            stopped: subjects.stopped,
        };
    }
    /** What was written, in one line. */
    function recordedText(done) {
        return ("recorded " +
            done.path +
            ": " +
            [
                done.processes + " processes",
                done.threads + " threads",
                done.ports + " ports",
                done.messages + " messages",
                done.types + " types",
                done.symbols + " symbols",
                done.ranges + " ranges of memory with " + done.bytes + " bytes",
            ].join(", "));
    }
    /** All processes with their threads; stacks where they were asked for, or all of them. */
    function listProcesses(kernel, target, all, ports, progress) {
        return processes(kernel).items.map((one, done) => {
            progress("processes listed", done);
            const pid = one.pid || 0;
            const threads = one.threads.items.map((found) => {
                const id = found.tid || 0;
                const frames = all ? target.frames(found.pid || 0, id) : target.knownFrames(found.pid || 0, id);
                return { address: found.address, id, frames };
            });
            const listed = { address: one.address, id: pid, name: one.image, threads };
            return all
                ? Object.assign(listed, { handles: portHandles(kernel, one.raw.pointer("ObjectTable"), ports) })
                : listed;
        });
    }
    /** The handles of a process that lead to ports. Other objects would have to be read one by one. */
    function portHandles(kernel, address, ports) {
        const table = address === undefined || isNull(address) ? undefined : handleTable(kernel, address);
        const header = kernel.target.type("_OBJECT_HEADER");
        const body = header && header.field("Body");
        if (!table || table instanceof Gap || !body)
            return [];
        const found = [];
        for (const { handle, pointer, access } of table.walk().entries) {
            const object = add(pointer, body.offset);
            if (!ports.has(object))
                continue;
            const own = headerOf(kernel, object);
            const name = own instanceof Gap ? "" : own.fullName;
            const one = { handle, object, type: portTypeName(kernel, object), grantedAccess: access || 0 };
            found.push(typeof name === "string" && name !== "" ? Object.assign(one, { name }) : one);
        }
        return found;
    }
    function portTypeName(kernel, object) {
        const header = headerOf(kernel, object);
        if (header instanceof Gap)
            return "";
        if (header.isOfType("AlpcPortObjectType") === true)
            return "ALPC Port";
        return header.isOfType("LpcWaitablePortObjectType") === true ? "WaitablePort" : "Port";
    }
    /** What is current in the debugger; both are listed, whatever state the kernel's lists are in. */
    function withCurrent(kernel, listed) {
        const now = currentObjects();
        const first = listed.find((one) => one.threads.length > 0);
        let home = now.process === undefined ? undefined : listed.find((one) => one.address === now.process);
        if (!home && now.process !== undefined) {
            // The idle process is on no list.
            const raw = process(kernel, now.process);
            home = {
                address: now.process,
                id: raw instanceof Gap ? 0 : raw.pid || 0,
                name: raw instanceof Gap ? "" : raw.image,
                threads: [],
            };
            listed.push(home);
        }
        if (!home)
            home = first;
        if (!home)
            throw new UsageError("the target shows no process, so there is nothing to record");
        const inside = home.threads.find((one) => one.address === now.thread);
        if (inside)
            return { process: home.address, thread: inside.address };
        if (now.thread !== undefined && !listed.some((one) => one.threads.some((own) => own.address === now.thread))) {
            const raw = thread(kernel, now.thread);
            home.threads.push({ address: now.thread, id: raw instanceof Gap ? 0 : raw.tid || 0, frames: undefined });
            return { process: home.address, thread: now.thread };
        }
        const any = now.thread !== undefined
            ? now.thread
            : (home.threads[0] || (first && first.threads[0]));
        if (any === undefined)
            throw new UsageError("the target shows no thread, so there is nothing to record");
        return { process: home.address, thread: typeof any === "object" ? any.address : any };
    }

    /** `dx @$cursession.Alpc`: the view of the whole machine that `!alpc` does not have. */
    class SessionAlpc {
        constructor(look) {
            this.__look = look;
        }
        get Ports() {
            return this.__ports(() => true);
        }
        get ConnectionPorts() {
            return this.__ports((found) => found.kind === "ConnectionPort");
        }
        get NamedPorts() {
            return this.__ports((found) => found.isNamed);
        }
        get Orphans() {
            return this.__ports((found) => found.header.handleCount === 0);
        }
        get Messages() {
            return new Collection(() => heldMessages(this.__look, allPorts$1(this.__look.kernel).items), () => allPorts$1(this.__look.kernel).end);
        }
        get Connections() {
            return new Collection(() => {
                const rows = [];
                for (const owner of allPorts$1(this.__look.kernel).items)
                    if (owner.kind === "ConnectionPort")
                        rows.push(...connectionObjects(this.__look, owner));
                return rows;
            });
        }
        get WaitingThreads() {
            return new Collection(() => {
                const all = [];
                for (const owner of processes(this.__look.kernel).items)
                    for (const thread of owner.threads.items)
                        all.push(thread);
                return replyWaiters(this.__look, all);
            }, () => processes(this.__look.kernel).end);
        }
        get WaitChains() {
            return chainObjects(this.__look, () => this.__look.judged(false));
        }
        get Deadlocks() {
            return deadlockObjects(this.__look, () => this.__look.judged(false));
        }
        get Findings() {
            return findingObjects(() => this.__look.judged(false));
        }
        Port(addressOrName) {
            return showPort(this.__look, findPort(this.__look, argument(addressOrName, "Port")));
        }
        Message(addressOrId) {
            return showMessage(this.__look, findMessage(this.__look, number(this.__look, addressOrId, "Message")));
        }
        Thread(addressOrId) {
            return new ThreadReference(this.__look, findThread(this.__look, number(this.__look, addressOrId, "Thread")));
        }
        Record(path, all) {
            if (typeof path !== "string")
                throw new UsageError('Record takes a file name, as in Record("C:\\\\temp\\\\hang.json")');
            const options = { all: all === true, force: false };
            return recordedText(record(this.__look, path, roots, options));
        }
        // Every `dx @$cursession` shows this line, so it reads nothing.
        toString() {
            return "ALPC of the whole machine";
        }
        __ports(which) {
            return new Collection(() => allPorts$1(this.__look.kernel)
                .items.filter(which)
                .map((found) => showPort(this.__look, found)), () => allPorts$1(this.__look.kernel).end);
        }
    }
    describe$1(SessionAlpc, {
        Ports: text$1("Every port of the machine, of every kind and process"),
        ConnectionPorts: text$1("Those that clients connect to"),
        NamedPorts: text$1("Ports with a name of their own"),
        Orphans: text$1("Ports without handles"),
        Messages: text$1("All messages in queues"),
        Connections: text$1("All connections"),
        WaitingThreads: text$1("All threads that wait for a reply, longest first"),
        WaitChains: text$1("Who must act, and who waits for it; most waiters first"),
        Deadlocks: text$1("Deadlocks, proved and suspected"),
        Findings: text$1("Everything else that is wrong or worth knowing"),
        Port: { Help: "Port(addressOrName) - The port at an address, or the one of a name", PreferShow: true },
        Message: { Help: "Message(addressOrId) - The message at an address, or the one with an id", PreferShow: true },
        Thread: { Help: "Thread(addressOrId) - The thread at an address, or the one with an id", PreferShow: true },
        Record: {
            Help: "Record(path, [all]) - Writes a snapshot of everything the analysis reads, as !alpcx /record does",
            PreferShow: true,
        },
    });
    /** Text stays text, anything else becomes an address. */
    function argument(value, method) {
        if (typeof value === "string")
            return value;
        const address = objectAddress(value);
        if (address === undefined)
            throw new UsageError(method + " takes an address or a text, as in " + method + '("lsasspirpc")');
        return address;
    }
    function number(look, value, method) {
        const given = argument(value, method);
        const address = typeof given === "string" ? parseNumber(given) : given;
        if (toNumber$1(address) === undefined && !isKernel(address, look.kernel.pointerSize)) {
            throw new UsageError(method + " takes a kernel address or an id");
        }
        return address;
    }
    /** The address that a number, an Int64, a pointer or one of our own objects stands for. */
    function objectAddress(value) {
        if (typeof value === "object" && value !== null) {
            // An object of the debugger's that lies nowhere throws when it is asked where.
            const own = attempt(() => value.Address);
            if (own !== undefined)
                return toAddress(own);
            const native = attempt(() => value.address);
            if (native !== undefined)
                return toAddress(native);
        }
        return toAddress(value);
    }

    const roots = {
        session: (look) => new SessionAlpc(look),
        process: (look, address) => new ProcessAlpc(look, address),
        thread: (look, address) => new ThreadAlpc(look, address),
    };

    const recordCommand = {
        name: "record",
        argument: "FILE",
        switches: ["all", "force"],
        options: LIMIT,
        summary: "writes a snapshot of everything the analysis reads, for alpcx --snapshot",
        examples: ["/record C:\\temp\\hang.json", '/record "C:\\my dumps\\hang.json" /all'],
        detail: [
            "/all adds whole structures, every known type, handles to ports and the stacks of all threads.",
            "/force replaces a file that is there. /limit N looks at no more than N ports, messages, processes and threads each.",
            "Data of messages, names and security descriptors are in the file: alpcx --anonymize replaces them before you share it.",
        ],
        run(context) {
            const { switches } = context.parsed;
            const done = record(context.look(), argumentOf(context.parsed), roots, {
                all: switches.has("all"),
                force: switches.has("force"),
                limit: limitOf(context.parsed),
                progress: context.progress,
            });
            return { lines: recordLines(done), document: Object.assign({ schema: "alpcx.record/1" }, done) };
        },
    };
    /** What was written, in words. */
    function recordLines(done) {
        const lines = [
            recordedText(done),
            "  look at it anywhere: alpcx --snapshot FILE; share it without names: alpcx --anonymize OUT --snapshot FILE",
        ];
        if (done.ambiguous > 0)
            lines.push("  " + done.ambiguous + " reads of user memory are left out: processes differ at the same address");
        if (done.stopped)
            lines.push("  stopped at the limit: not every object was looked at");
        return lines;
    }

    /** One `!alpcx` line: parse, run, print. Every failure ends in words; nothing is thrown. */
    /** All commands, in the order of the help. */
    const COMMANDS = [
        summary,
        deadlock,
        chain,
        port,
        message,
        processPorts,
        connections$1,
        allPorts,
        orphanPorts,
        find,
        byId,
        security,
        graphCommand,
        pool,
        recordCommand,
        selftest,
        helpCommand(() => COMMANDS),
    ];
    /** Front ends look for this at the start of a line: the command could not do what it was asked. */
    const FAILED = "alpcx: error: ";
    /** What could not be read, named without /v. */
    const MAX_LOSSES = 10;
    /** Items between two signs of life on a live target. */
    const STEP = 500;
    function runCommand(words, looks, printRaw) {
        const print = (line) => printRaw(printable(line) + "\n");
        try {
            const parsed = parse(words, COMMANDS);
            const command = COMMANDS.find((known) => known.name === parsed.command);
            const json = parsed.switches.has("json");
            // One look per command: all it shows belongs together.
            let look;
            const context = {
                parsed,
                look: () => look || (look = looks.current()),
                progress(what, done) {
                    const isSlow = look !== undefined && look.target.info.isLive;
                    if (!json && isSlow && done > 0 && done % STEP === 0)
                        print("alpcx: " + done + " " + what + " ...");
                },
            };
            const output = command.run(context);
            const losses = () => (look === undefined || output.namesLosses === true ? undefined : look.target.losses);
            if (json)
                print(JSON.stringify(withLosses(output.document, losses)));
            else {
                for (const line of output.lines)
                    print(line);
                const lost = losses();
                if (lost) {
                    const most = parsed.switches.has("v") ? lost.list.length : MAX_LOSSES;
                    for (const line of lossLines(lost.list, most, parsed.switches.has("v") ? "" : " (/v shows all)", lost.more))
                        print(line);
                }
                const next = output.next || [];
                if (next.length > 0)
                    print("next: " + next.map((line) => "!alpcx " + line).join(", "));
                if (output.dx !== undefined)
                    print("dx " + output.dx);
            }
            if (output.failure !== undefined)
                print(FAILED + output.failure + "\n");
        }
        catch (error) {
            print(FAILED + failureText(error));
        }
    }
    /** The document with what could not be read, where something could not. */
    function withLosses(document, losses) {
        // To make it may read.
        const object = document;
        const lost = losses();
        if (!lost || lost.list.length === 0)
            return object;
        const incomplete = lost.list.map(({ what, address, why }) => address === undefined ? { what, why } : { what, address: hex(address), why });
        return Object.assign({}, object, lost.more > 0 ? { incomplete, incompleteMore: lost.more } : { incomplete });
    }
    /** Names come from the target: none of them may end a line, ring a bell or move the cursor. As JSON writes it. */
    function printable(line) {
        return line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (control) => {
            return "\\u" + ("000" + control.charCodeAt(0).toString(16)).slice(-4);
        });
    }

    /**
     * The words typed behind `!alpcx`. A function alias is handed dx expressions only, so the user alias runs this file as a
     * command file, and the words are its arguments, which `al` lists. Source: real-engine 0.1, 1.5.
     */
    /** Marks a call by the user alias; whoever runs a script of his own does not have it as first argument. */
    const RUN = "run";
    /** The words after `run` in an `al` listing; undefined when the script was not started by our alias. */
    function wordsFromAliases(lines) {
        const values = new Map();
        for (const line of lines) {
            // Blank, name padded to 16, blank, value, blank. Source: real-engine 1.3.
            const match = /^ \$arg(\d+) *?(?: {1,}(.*))? $/.exec(line);
            if (match)
                values.set(Number(match[1]), aliasValue(line, "$arg" + match[1]));
        }
        if (values.get(1) !== RUN)
            return undefined;
        const words = [];
        for (let index = 2; values.has(index); index++)
            words.push(values.get(index));
        // `!alpcx "/p FontCache"` is how it is typed without the alias; with it, the quotes make one word of all.
        const only = words.length === 1 ? words[0] : "";
        return /^[/-].*\s/.test(only) ? wordsFromText(only) : words;
    }
    /** The value in a line of `al`: behind the padded name, without the blank at the end. */
    function aliasValue(line, name) {
        const start = 1 + Math.max(16, name.length) + 1;
        return line.slice(start, line.length - 1);
    }
    /** A text as a command line: words, grouped by double quotes. */
    function wordsFromText(text) {
        const words = [];
        const pattern = /"([^"]*)"|(\S+)/g;
        for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
            words.push(match[1] === undefined ? match[2] : match[1]);
        }
        return words;
    }

    /** The user alias `!alpcx`: installed, recognised as ours, removed. */
    const NAME = "!alpcx";
    /** `${/v:...}` keeps the name from being replaced where the alias exists already. Source: real-engine 0.1 (3). */
    const QUOTED_NAME = "${/v:" + NAME + "}";
    /** Nobody has as many aliases or scripts; a listing that goes on is none. */
    const MOST_LINES = 10000;
    /** Lines of a command's output; undefined when it cannot be run or does not end. */
    function execute(command) {
        return attempt(() => {
            const lines = [];
            for (const line of host.namespace.Debugger.Utility.Control.ExecuteCommand(command)) {
                if (lines.length === MOST_LINES)
                    throw new Error("no end");
                lines.push(String(line));
            }
            return lines;
        });
    }
    /** The words behind `!alpcx`, when the alias is what called us. */
    function typedWords() {
        const lines = execute("al");
        return lines && wordsFromAliases(lines);
    }
    /** The body of the alias `!alpcx`; undefined when there is none. */
    function currentBody() {
        for (const line of execute("al") || []) {
            if (line.indexOf(" " + NAME + " ") === 0)
                return aliasValue(line, NAME);
        }
        return undefined;
    }
    /**
     * Installs the alias where there is none, for the file this script was loaded from. An alias of the user's own is left
     * alone. True when `!alpcx` is ours now.
     */
    function installAlias() {
        const body = currentBody();
        if (body !== undefined)
            return isOurs(body);
        const path = scriptPath();
        if (path === undefined)
            return false;
        // Quotes only where they are needed: the alias is replaced inside strings of other commands too.
        const file = / /.test(path) ? '"' + path + '"' : path;
        execute("aS " + QUOTED_NAME + " $$>a<" + file + " run");
        return currentBody() !== undefined;
    }
    /** Removes the alias when it is ours. A leftover would print nothing at all. Source: real-engine 0.1 (10). */
    function removeAlias() {
        const body = currentBody();
        if (body !== undefined && isOurs(body))
            execute("ad /q " + QUOTED_NAME);
    }
    function isOurs(body) {
        return /^\$\$>a<\s*"?[^"]*\.js"? run\s*$/.test(body);
    }
    /**
     * Where this script lies, from the debugger's list of scripts: `    JavaScript script from 'C:\dir\alpc.js'`. The list has
     * no other mark, so the file is known by the name it was loaded under; under another name only when it is the only script.
     */
    function scriptPath() {
        const all = [];
        for (const line of execute(".scriptlist") || []) {
            const match = /script from '(.+)'\s*$/.exec(line);
            if (match)
                all.push(match[1]);
        }
        const named = all.filter((path) => /(^|[\\/])alpc[^\\/]*\.js$/i.test(path));
        if (named.length === 1)
            return named[0];
        return named.length === 0 && all.length === 1 ? all[0] : undefined;
    }

    /** Registrations and nothing else. */
    const looks = new Looks();
    let isReady = false;
    /** Installs the user alias with the first use, where it could not be done at load. Getters try it once. */
    function ready() {
        if (isReady)
            return;
        isReady = true;
        attempt(installAlias);
    }
    /** Address of a kernel object of the debugger's model; undefined on user-mode targets and without symbols. */
    function kernelObject(holder) {
        const object = attempt(() => holder.KernelObject);
        return object && toAddress(attempt(() => object.address) || attempt(() => object.targetLocation.address));
    }
    class SessionExtension {
        get Alpc() {
            ready();
            const look = looks.tryAt(this);
            return look && new SessionAlpc(look);
        }
    }
    describe$1(SessionExtension, { Alpc: text$1("ALPC ports, messages, waits and deadlocks of the whole machine") });
    class ProcessExtension {
        get Alpc() {
            ready();
            const address = kernelObject(this);
            const look = address === undefined ? undefined : looks.tryCurrent();
            return look && address !== undefined ? new ProcessAlpc(look, address) : undefined;
        }
    }
    describe$1(ProcessExtension, { Alpc: text$1("ALPC ports, messages and waits of this process") });
    class ThreadExtension {
        get Alpc() {
            ready();
            const address = kernelObject(this);
            const look = address === undefined ? undefined : looks.tryCurrent();
            return look && address !== undefined ? new ThreadAlpc(look, address) : undefined;
        }
    }
    describe$1(ThreadExtension, { Alpc: text$1("What this thread waits for and serves over ALPC") });
    /** `dx (nt!_ALPC_PORT*)0x...` and a message gain one property. */
    function extension(make) {
        class TypeExtension {
            get Alpc() {
                const address = toAddress(attempt(() => this.targetLocation.address));
                const look = address === undefined ? undefined : looks.tryCurrent();
                return look && address !== undefined ? make(look, address) : undefined;
            }
        }
        describe$1(TypeExtension, { Alpc: text$1("The decoded object") });
        return TypeExtension;
    }
    const PortExtension = extension((look, address) => {
        const found = port$1(look.kernel, address);
        return found instanceof Gap ? undefined : new PortObject(look, found);
    });
    const MessageExtension = extension((look, address) => {
        const found = message$1(look.kernel, address);
        return found instanceof Gap ? undefined : new MessageObject(look, found);
    });
    const LpcPortExtension = extension((look, address) => {
        const found = lpcPort(look.kernel, address);
        return found instanceof Gap ? undefined : new LpcPortObject(look, found);
    });
    const LpcMessageExtension = extension((look, address) => {
        const found = requestAt(look.kernel, address);
        return found instanceof Gap ? undefined : new LpcMessageObject(look, found);
    });
    /** `!alpcx`, `dx @$alpcx("/deadlock")`. Never throws: under `dx -s` an exception would be silence. */
    function alpcx(...values) {
        const print = (line) => host.diagnostics.debugLog(line);
        try {
            // A user who cleared all aliases gets ours back.
            isReady = false;
            ready();
            const typed = values.length === 0 ? typedWords() : undefined;
            runCommand(typed || words(values), looks, print);
        }
        catch (error) {
            print("alpcx: error: " + messageOf(error) + "\n");
        }
    }
    /** Arguments of a dx call: texts are command lines, anything else is an address. Throws a UsageError for what is none. */
    function words(values) {
        const all = [];
        for (const value of values) {
            if (typeof value === "string")
                all.push(...wordsFromText(value));
            else if (value === undefined || value === null)
                throw new UsageError("an argument has no value");
            else {
                const word = String(value);
                if (word.indexOf("[object ") === 0)
                    throw new UsageError("an argument is neither a text nor an address");
                all.push(word);
            }
        }
        return all;
    }
    function initializeScript() {
        attempt(installAlias);
        return [
            new host.apiVersionSupport(1, 7),
            new host.functionAlias(alpcx, "alpcx"),
            new host.namedModelParent(SessionExtension, "Debugger.Models.Session"),
            new host.namedModelParent(ProcessExtension, "Debugger.Models.Process"),
            new host.namedModelParent(ThreadExtension, "Debugger.Models.Thread"),
            new host.typeSignatureExtension(PortExtension, "_ALPC_PORT"),
            new host.typeSignatureExtension(MessageExtension, "_KALPC_MESSAGE"),
            new host.typeSignatureExtension(LpcPortExtension, "_LPCP_PORT_OBJECT"),
            new host.typeSignatureExtension(LpcMessageExtension, "_LPCP_MESSAGE"),
        ];
    }
    /** `.scriptrun`: the whole host is there, so the alias can be installed at once. */
    function invokeScript() {
        ready();
    }
    function uninitializeScript() {
        attempt(removeAlias);
        looks.forget();
        isReady = false;
    }

    exports.initializeScript = initializeScript;
    exports.invokeScript = invokeScript;
    exports.uninitializeScript = uninitializeScript;

    return exports;

})({});
function initializeScript() { return __alpcx.initializeScript(); }
function uninitializeScript() { return __alpcx.uninitializeScript(); }
function invokeScript() { return __alpcx.invokeScript(); }
