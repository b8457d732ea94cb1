/**
 * Ambient typings of `host`, the object WinDbg's JavaScript provider gives to a script.
 *
 * They are written from public documentation and from what was seen in running debuggers; where the two leave a doubt,
 * the type is the wider one (`number | Int64`, `T | null`), so that a script which compiles is right either way.
 *
 * Two rules the types cannot express:
 * - Two phases. While the root code and `initializeScript` run only the members marked "phase 1" exist; everything that
 *   touches the target ("phase 2") appears after `initializeScript` has returned.
 * - Everything that reads the target may throw an `Error`, property reads of native objects included.
 *
 * No imports, ES2017 only. Add to a project with `"include": ["node_modules/alpcx/types/host.d.ts"]`.
 */

/** The one global the provider adds. */
declare const host: Host.Root;

/** What `host` consists of. Types only: there is no global `Host` at run time. */
declare namespace Host {
  // ------------------------------------------------------------------------------------------------------ values

  /**
   * A 64-bit integer, signed or unsigned. Every 64-bit value of the target is one, however small.
   *
   * Equal values are the same object while one of them is alive: `===` and Map keys work. Arithmetic operators, `<`,
   * `== 0`, `x + "text"` and array indices convert it with `valueOf`, which throws
   * `64 bit value loses precision on conversion to number` above 2^53: use the methods. Template literals and
   * `String(x)` use `toString`.
   */
  interface Int64 {
    /** Keeps a plain number, which has the same methods, from passing as an Int64. Not there at run time. */
    readonly [int64]: true;

    /** The value as a number; throws above 53 bits. */
    asNumber(): number;
    /** The value as a number; bits are lost silently above 53 bits. */
    convertToNumber(): number;
    /** Bits 0 to 31. The sign of the number is not documented: use `>>> 0`. */
    getLowPart(): number;
    /** Bits 32 to 63. The sign of the number is not documented: use `>>> 0`. */
    getHighPart(): number;

    add(value: Integer): Int64;
    subtract(value: Integer): Int64;
    multiply(value: Integer): Int64;
    divide(value: Integer): Int64;
    modulo(value: Integer): Int64;
    bitwiseAnd(value: Integer): Int64;
    bitwiseOr(value: Integer): Int64;
    bitwiseXor(value: Integer): Int64;
    bitwiseShiftLeft(bits: Integer): Int64;
    /** May copy bit 63 into the freed bits (documented as an arithmetic shift): mask the result. */
    bitwiseShiftRight(bits: Integer): Int64;
    /** Below 0, 0 or above 0. Whether values with bit 63 set count as negative is not documented. */
    compareTo(value: Integer): number;
    equals(value: Integer): boolean;

    /** Hexadecimal by default. Whether `0x` precedes the digits of `toString(16)` depends on the debugger's version. */
    toString(radix?: number): string;
    /** As `asNumber`. */
    valueOf(): number;
  }
  /** Brand of Int64. */
  const int64: unique symbol;

  /** An integer as scripts meet it: 8 to 32 bits arrive as number, 64 bits as Int64. Both have the Int64 methods. */
  type Integer = number | Int64;

  interface Int64Constructor {
    /** From a number, text (`0x...` or decimal) or another Int64. A number above 2^53 has lost bits already. */
    new (value: Integer | string): Int64;
    /** From two halves of 32 bits. */
    new (low: number, high: number): Int64;
    (value: Integer | string): Int64;
    (low: number, high: number): Int64;
    readonly prototype: Int64;
  }

  /** Where something lies in the target. */
  interface Location {
    /** The address, when the thing is in memory. */
    readonly address: Int64;
    /** This location, `bytes` further on. */
    add(bytes: Integer): Location;
    subtract(bytes: Integer): Location;
  }

  /** Whatever a host call takes as a place in memory. A pointer stands for what it points to. */
  type LocationLike = Integer | Location | NativeObject;

  /** Any object of the target: names the process or session in which a call is to look. */
  type ContextInheritor = ModelObject;

  // ---------------------------------------------------------------------------------------------- model objects

  /**
   * An object of the debugger's data model that the script did not make itself. A name nobody knows is `undefined`,
   * not an error; a known one whose value cannot be had throws.
   */
  interface ModelObject {
    readonly [name: string]: unknown;

    /** The debugger's own context object. */
    readonly hostContext: unknown;
    /** Attaches a parent model to this one object. */
    addParentModel(model: object): void;
    removeParentModel(model: object): void;
    /** The display string, as dx shows it. */
    toString(): string;
  }

  /**
   * An object of the target's language: a structure, array, pointer or enumeration with a type and a location.
   * A name is looked up among the members below, then among the keys of the data model (visualizers, parent models),
   * then among the native fields, then, for a pointer, in what it points to.
   */
  interface NativeObject extends ModelObject {
    readonly targetLocation: Location;
    /** In bytes. */
    readonly targetSize: Int64;
    readonly targetType: Type;
    /** The object as its most derived type. */
    readonly runtimeTypedObject: NativeObject;

    /** Where the object lies; of a pointer, where it points to. On anything but a pointer since API 1.1 only. */
    readonly address: Int64;
    /** A key or field by name, also one hidden by a member of this interface. Since API 1.1. */
    getObjectValue(name: string): unknown;
    /** Writes target memory. Since API 1.1. */
    setObjectValue(name: string, value: unknown): void;
  }

  /** A pointer of the target. Fields of what it points to can be read directly; a null pointer then throws. */
  interface Pointer extends NativeObject {
    /** The address it points to. */
    readonly address: Int64;
    readonly isNull: boolean;
    dereference(): NativeObject;
    /** The pointer `elements` further on, in units of what it points to. */
    add(elements: Integer): Pointer;
    readonly [index: number]: unknown;
  }

  /** A native array: indexable and iterable, but no JavaScript array (no `length`, no `map`). */
  interface NativeArray<T = unknown> extends NativeObject {
    readonly [index: number]: T;
    [Symbol.iterator](): IterableIterator<T>;
  }

  /** An enumeration's value: a number, or an object that converts to one. */
  type EnumValue = number | NativeObject;

  /** Something that takes indices which are no array index: names, or more than one. */
  interface Indexable<T = unknown, I extends readonly unknown[] = readonly [Integer]> {
    getValueAt(...indices: I): T;
  }

  /**
   * Whatever the data model can iterate: Processes, Threads, output lines, results of the methods below. Lazy, not an
   * array. Some sequences can be walked once only (lines of a reader).
   */
  interface Sequence<T> {
    [Symbol.iterator](): IterableIterator<T>;

    Where(predicate: (item: T) => boolean): Sequence<T>;
    Select<R>(projection: (item: T) => R): Sequence<R>;
    SelectMany<R>(projection: (item: T) => Sequence<R> | readonly R[]): Sequence<R>;
    Flatten<R = unknown>(selector?: (item: T) => unknown): Sequence<R>;
    OrderBy(key: (item: T) => unknown): Sequence<T>;
    OrderByDescending(key: (item: T) => unknown): Sequence<T>;
    GroupBy<K>(key: (item: T) => K): Sequence<Sequence<T>>;
    Distinct(compare?: (a: T, b: T) => boolean): Sequence<T>;
    Take(count: Integer): Sequence<T>;
    TakeWhile(predicate: (item: T) => boolean): Sequence<T>;
    TakeLast(count: Integer): Sequence<T>;
    Skip(count: Integer): Sequence<T>;
    SkipWhile(predicate: (item: T) => boolean): Sequence<T>;
    SkipLast(count: Integer): Sequence<T>;
    Concat(other: Sequence<T>): Sequence<T>;
    Union(other: Sequence<T>, compare?: (a: T, b: T) => boolean): Sequence<T>;
    Intersect(other: Sequence<T>, compare?: (a: T, b: T) => boolean): Sequence<T>;
    Except(other: Sequence<T>, compare?: (a: T, b: T) => boolean): Sequence<T>;
    Join<O, R>(
      other: Sequence<O>,
      outerKey: (item: T) => unknown,
      innerKey: (item: O) => unknown,
      result: (outer: T, inner: O) => R,
    ): Sequence<R>;
    Reverse(): Sequence<T>;
    ToArray(): Sequence<T>;

    /** The first item; throws when there is none. */
    First(predicate?: (item: T) => boolean): T;
    Last(predicate?: (item: T) => boolean): T;
    Single(predicate?: (item: T) => boolean): T;
    FirstNonError(predicate?: (item: T) => boolean): T;
    LastNonError(predicate?: (item: T) => boolean): T;
    /** Without a predicate this is an error. */
    Any(predicate: (item: T) => boolean): boolean;
    All(predicate: (item: T) => boolean): boolean;
    AllNonError(predicate: (item: T) => boolean): boolean;
    Contains(item: T, compare?: (a: T, b: T) => boolean): boolean;
    SequenceEqual(other: Sequence<T>): boolean;
    /** 64 bits: `x.Count() === 0` is never true. */
    Count(predicate?: (item: T) => boolean): Int64;
    Sum(projection?: (item: T) => unknown): Integer;
    Min(projection?: (item: T) => unknown): Integer;
    Max(projection?: (item: T) => unknown): Integer;
    Average(projection?: (item: T) => unknown): Integer;
    Aggregate<A>(seed: A, step: (sum: A, item: T) => A): A;
  }

  // --------------------------------------------------------------------------------------------------------- types

  type TypeKind =
    "udt" | "pointer" | "memberPointer" | "array" | "function" | "typedef" | "enum" | "intrinsic" | "extendedArray";

  /** A type of the target's symbols. Members that make no sense for its kind throw or are undefined. */
  interface Type {
    readonly name: string;
    readonly containingModule: ModelObject;
    /** In bytes. */
    readonly size: Int64;
    readonly typeKind: TypeKind | (string & {});
    /** What a pointer points to, an array holds, a typedef stands for. */
    readonly baseType: Type;
    /** Members by name; one the type lacks is undefined. Do not rely on `in` or `Object.keys`. */
    readonly fields: { readonly [name: string]: Field };
    readonly baseClasses: Sequence<{ readonly name: string; readonly type: Type; readonly offset: Int64 }>;
    readonly functionReturnType: Type;
    readonly functionParameterTypes: Sequence<Type>;
    readonly functionCallingConvention: string;
    readonly pointerKind: PointerKind;
    /** Class of a pointer to member. */
    readonly memberType: Type;
    readonly isGeneric: boolean;
    readonly genericArguments: Sequence<unknown>;
    readonly isBitField: boolean;
    readonly bitFieldPositions: { readonly lsb: number; readonly length: number };
    createPointerTo(kind?: PointerKind): Type;
    createArrayOf(...dimensions: readonly (Integer | ArrayDimension)[]): Type;
  }

  /** A member of a type. */
  interface Field {
    readonly name: string;
    readonly type: Type;
    /** `member` for an ordinary one; `static`, `constant`, `none`. */
    readonly locationKind: string;
    /** Bytes from the start of the type. */
    readonly offset: Int64;
    /** Of a static member. */
    readonly location: Location;
    /** Of a constant member. */
    readonly value: unknown;
  }

  /** Opaque: pass on what `host.typeSystem.pointerKind` has. */
  interface PointerKind {
    readonly [pointerKind]: true;
  }
  const pointerKind: unique symbol;

  interface ArrayDimension {
    readonly lowerBound: Integer;
    readonly length: Integer;
    readonly stride: Integer;
  }

  /** Phase 2. */
  interface TypeSystem {
    /** A value as the native type `type` of `module`. */
    marshalAs(value: unknown, module: ModuleName, type: string): unknown;
    readonly arrayDimension: new (lowerBound: Integer, length: Integer, stride: Integer) => ArrayDimension;
    readonly pointerKind: {
      readonly standard: PointerKind;
      readonly reference: PointerKind;
      readonly rValueReference: PointerKind;
      readonly cxHat: PointerKind;
    };
  }

  /** A module by name (`"nt"`), or an object of a Modules collection. */
  type ModuleName = string | ModelObject;

  // ----------------------------------------------------------------------------------------------------- metadata

  /** Display hints for one member. They never change a value. */
  interface Metadata {
    /** Shown in brackets by `dx -h`, and for methods always. */
    readonly Help?: string;
    /** true shows a method without `-v`; false hides a property without `-v`. */
    readonly PreferShow?: boolean;
    readonly PreferredRadix?: 2 | 8 | 10 | 16;
    readonly PreferredFormat?: number;
    /** Items shown before `[...]`, instead of 100. */
    readonly PreferredLength?: number;
    readonly FindDerivation?: boolean;
    readonly PreferAutoExpand?: boolean;
    readonly PreferredExpansionDepth?: number;
    /** true lists a container as `dx -g` does. */
    readonly PreferTabularFormat?: boolean;
    readonly PreferredGraphForm?: boolean;
    /** On a method of a model: a link of this name in DML output. */
    readonly ActionName?: string;
    readonly ActionDescription?: string;
    readonly ActionIsDefault?: boolean;
    readonly ActionIsPrimaryLink?: boolean;
    readonly [name: string]: unknown;
  }

  /** Metadata of several members, as returned by a `get [Symbol.metadataDescriptor]()`. */
  interface MetadataDescriptor {
    readonly [member: string]: Metadata;
  }

  /** Phase 1. */
  interface MetadataHost {
    defineMetadata(object: object, metadata: MetadataDescriptor): void;
    /** A value that carries display hints out of a getter. */
    valueWithMetadata<T>(value: T, metadata: Metadata): T;
  }

  /** What the debugger recognises on objects a script hands out. Names that begin with `__` stay private. */
  interface ScriptObject {
    /** Display string. */
    toString?(): string;
    [Symbol.iterator]?(): Iterator<unknown>;
    /** Number of indices `getValueAt` takes. */
    getDimensionality?(): number;
    getValueAt?(...indices: readonly unknown[]): unknown;
    setValueAt?(value: unknown, ...indices: readonly unknown[]): void;
    /** Since API 1.2. */
    compareTo?(other: unknown): number;
    /** Since API 1.2. */
    equals?(other: unknown): boolean;
    readonly [Symbol.metadataDescriptor]?: MetadataDescriptor;
  }

  // ------------------------------------------------------------------------------------------------ registrations

  /**
   * A model: a class, whose prototype's getters and methods become members, or a plain object. The class is never
   * constructed when it extends objects of the debugger: `this` is the debugger's object.
   */
  type Model = (new (...args: never[]) => object) | object;

  /** One thing `initializeScript` asks for; it is withdrawn at unload. */
  interface Registration {
    readonly [registration]: true;
  }
  const registration: unique symbol;

  /** The constructors of registration records. All phase 1. */
  interface Registrations {
    /** `!name` and `@$name(...)`. Arguments are evaluated expressions, never the raw text. */
    readonly functionAlias: new (method: (...args: never[]) => unknown, name: string) => Registration;
    /** Extends the existing model `name`, such as `Debugger.Models.Process`. */
    readonly namedModelParent: new (model: Model, name: string) => Registration;
    /** Publishes a model under a name. */
    readonly namedModelRegistration: new (model: Model, name: string) => Registration;
    /** Attaches a model under `property` of the model `parent`, and registers it as `modelName`. */
    readonly namespacePropertyParent: new (
      model: Model,
      parent: string,
      modelName: string,
      property: string,
    ) => Registration;
    /** Takes over how objects of matching types are shown. */
    readonly typeSignatureRegistration: TypeSignatureConstructor;
    /** Adds members to objects of matching types and leaves their own view alone. */
    readonly typeSignatureExtension: TypeSignatureConstructor;
    /** A registration that may fail without failing the load. */
    readonly optionalRecord: new (record: Registration) => Registration;
    /** Opts into newer behaviour of the host; without it the script runs as API 1.0. */
    readonly apiVersionSupport: new (major: number, minor?: number) => Registration;
    /** Since API 1.7: lets dx write properties of the script's objects. */
    readonly allowOutsidePropertyWrites: new (allow: boolean) => Registration;
  }

  type TypeSignatureConstructor = new (
    model: Model,
    signature: string,
    module?: string,
    minVersion?: string,
    maxVersion?: string,
  ) => Registration;

  // ----------------------------------------------------------------------------------------------------- services

  /** Phase 1. */
  interface Diagnostics {
    /** Prints the arguments one after the other; adds neither blanks nor a newline. */
    debugLog(...values: readonly unknown[]): void;
    logUnhandledExceptions: boolean;
    debugBreak(): void;
    logObjectCollection(object: object): void;
  }

  /** Phase 2. Reads give all that was asked for, or throw `Unable to read memory at Address 0x...`. */
  interface Memory {
    readMemoryValues(
      location: LocationLike,
      count: Integer,
      size?: 1 | ContextInheritor,
      signed?: false,
      context?: ContextInheritor,
    ): Uint8Array;
    readMemoryValues(
      location: LocationLike,
      count: Integer,
      size: 1,
      signed: true,
      context?: ContextInheritor,
    ): Int8Array;
    readMemoryValues(
      location: LocationLike,
      count: Integer,
      size: 2,
      signed?: false,
      context?: ContextInheritor,
    ): Uint16Array;
    readMemoryValues(
      location: LocationLike,
      count: Integer,
      size: 2,
      signed: true,
      context?: ContextInheritor,
    ): Int16Array;
    readMemoryValues(
      location: LocationLike,
      count: Integer,
      size: 4,
      signed?: false,
      context?: ContextInheritor,
    ): Uint32Array;
    readMemoryValues(
      location: LocationLike,
      count: Integer,
      size: 4,
      signed: true,
      context?: ContextInheritor,
    ): Int32Array;
    /** Much more expensive than the others: one object per value. */
    readMemoryValues(
      location: LocationLike,
      count: Integer,
      size: 8,
      signed?: boolean,
      context?: ContextInheritor,
    ): Int64[];

    /** Bytes as text, up to a NUL when `length` (in characters) is left out. */
    readString(location: LocationLike, length?: Integer, context?: ContextInheritor): string;
    readString(location: LocationLike, context: ContextInheritor): string;
    /** UTF-16 as text, up to a NUL when `length` (in characters) is left out. */
    readWideString(location: LocationLike, length?: Integer, context?: ContextInheritor): string;
    readWideString(location: LocationLike, context: ContextInheritor): string;

    writeMemoryValues(
      location: LocationLike,
      count: Integer,
      values: ArrayLike<Integer>,
      size?: 1 | 2 | 4 | 8,
      signed?: boolean,
      context?: ContextInheritor,
    ): void;

    /** A location in physical memory (kernel targets). */
    physicalAddress(value: Integer, high?: number): Location;
    collectGarbage(): void;
  }

  /** A symbol found by its address. */
  interface SymbolInformation {
    readonly name: string;
    readonly address: Int64;
    readonly type: Type | null;
    readonly value: unknown;
  }

  interface IndexedValueConstructor {
    /** An item yielded by an iterator, with the indices that reach it through `getValueAt`. */
    new (
      value: unknown,
      indices: readonly unknown[],
    ): { readonly value: unknown; readonly indices: readonly unknown[] };
  }

  /** The `host` object. */
  interface Root extends Registrations {
    // Phase 1.
    readonly currentApiVersionSupported: unknown;
    readonly currentApiVersionInitialized: unknown;
    readonly diagnostics: Diagnostics;
    readonly metadata: MetadataHost;
    readonly Int64: Int64Constructor;
    /** Text to Int64. Radix 2, 8, 10 or 16; `0x` is understood. Remove backquotes first, and check the text. */
    parseInt64(text: string | Int64, radix?: 2 | 8 | 10 | 16): Int64;
    readonly resourceFileName: string | undefined;
    resourceLookup(id: number | string): string;

    // Phase 2.
    readonly namespace: { readonly Debugger: Debugger } & ModelObject;
    readonly currentSession: Session;
    readonly currentProcess: Process;
    /** Can throw where the debugger has no current thread. */
    readonly currentThread: Thread;
    readonly memory: Memory;
    readonly typeSystem: TypeSystem;
    readonly indexedValue: IndexedValueConstructor;

    /** An object of a type at a place. No memory is read until a field is. An unknown type throws. */
    createTypedObject<T extends NativeObject = NativeObject>(
      location: LocationLike,
      module: ModuleName,
      type: string,
      context?: ContextInheritor,
    ): T;
    createTypedObject<T extends NativeObject = NativeObject>(
      location: LocationLike,
      type: Type,
      context?: ContextInheritor,
    ): T;
    /** A pointer whose value is `address`. `type` is the pointer type, `"_EPROCESS *"`. */
    createPointerObject<T extends Pointer = Pointer>(
      address: LocationLike,
      module: ModuleName,
      type: string,
      context?: ContextInheritor,
    ): T;
    createPointerObject<T extends Pointer = Pointer>(address: LocationLike, type: Type, context?: ContextInheritor): T;

    /** The value of a global. Public symbols need `type`. Missing: null since API 1.1, an exception before. */
    getModuleSymbol(module: ModuleName, symbol: string, type?: string, context?: ContextInheritor): unknown;
    getModuleSymbol(module: ModuleName, symbol: string, context: ContextInheritor): unknown;
    /** The address of a symbol. Missing: null or an exception, be ready for both. */
    getModuleSymbolAddress(module: ModuleName, symbol: string, type?: string, context?: ContextInheritor): Int64 | null;
    getModuleSymbolAddress(module: ModuleName, symbol: string, context: ContextInheritor): Int64 | null;
    /** Writes target memory. */
    setModuleSymbol(
      module: ModuleName,
      symbol: string,
      value: unknown,
      type?: string,
      context?: ContextInheritor,
    ): void;
    /** Missing: null since API 1.1, an exception before. */
    getModuleType(module: ModuleName, type: string, context?: ContextInheritor): Type | null;
    getModuleContainingSymbol(location: LocationLike, context?: ContextInheritor): unknown;
    getModuleContainingSymbolInformation(location: LocationLike, context?: ContextInheritor): SymbolInformation | null;

    /** An expression in the target's language (C++): no `nt!`, no `@$`, no LINQ. Slow. */
    evaluateExpression(expression: string, context?: ContextInheritor): unknown;
    /** The same with `self` as the implicit `this`. */
    evaluateExpressionInContext(self: ModelObject, expression: string): unknown;

    /** A model by name; an empty one is made when there is none yet. */
    getNamedModel(name: string): ModelObject;
    createInstance(model: string | ModelObject, ...args: readonly unknown[]): unknown;
    registerNamedModel(model: Model, name: string): void;
    unregisterNamedModel(name: string): void;
    registerPrototypeForTypeSignature(model: Model, signature: string, module?: string): void;
    registerExtensionForTypeSignature(model: Model, signature: string, module?: string): void;
    unregisterPrototypeForTypeSignature(model: Model, signature: string, module?: string): void;
    unregisterExtensionForTypeSignature(model: Model, signature: string, module?: string): void;
  }

  // ---------------------------------------------------------------------------------------- sessions and processes

  /** Kind and machine of a target. Absent members are undefined. */
  interface TargetAttributes extends ModelObject {
    readonly Target: {
      readonly IsUserTarget?: boolean;
      readonly IsKernelTarget?: boolean;
      readonly IsDumpTarget?: boolean;
      readonly IsTTDTarget?: boolean;
      readonly IsLiveTarget?: boolean;
      readonly IsLocalKernelTarget?: boolean;
      readonly IsExdiKernelTarget?: boolean;
      readonly IsConnectedKernelTarget?: boolean;
      readonly IsNTTarget?: boolean;
      readonly Details?: { readonly DumpFileName?: string };
    } & ModelObject;
    readonly Machine: {
      /** In bytes. */
      readonly PointerSize?: Integer;
      readonly PageSize?: Integer;
      readonly Abbrev?: string;
      readonly FullName?: string;
    } & ModelObject;
  }

  interface Session extends ModelObject {
    readonly Id: Integer;
    /** Indexed by process id. */
    readonly Processes: Sequence<Process> & Indexable<Process>;
    readonly Attributes: TargetAttributes;
    /** Kernel sessions, and only where the debugger's extensions add them. */
    readonly Devices?: ModelObject;
    readonly Objects?: ModelObject;
    SwitchTo(): void;
  }

  interface Process extends ModelObject {
    readonly Name: string;
    /** Throws for a process whose id cannot be read. */
    readonly Id: Integer;
    readonly Index?: Integer;
    readonly Handle: Integer;
    /** Indexed by thread id. */
    readonly Threads: Sequence<Thread> & Indexable<Thread>;
    readonly Modules: Sequence<Module> & Indexable<Module, readonly [Integer | string]>;
    readonly Environment?: ModelObject;
    readonly Attributes?: ModelObject;
    /** Kernel targets: the `_EPROCESS` (a `void *` when `nt` has no symbols). */
    readonly KernelObject?: NativeObject;
    /** Kernel targets, and only where the debugger's extensions add it. */
    readonly Io?: { readonly Handles: Sequence<Handle> & Indexable<Handle> } & ModelObject;
    SwitchTo(): void;
  }

  interface Thread extends ModelObject {
    readonly Id: Integer;
    readonly Index?: Integer;
    readonly Stack: { readonly Frames: Sequence<Frame> } & ModelObject;
    readonly Registers?: ModelObject;
    readonly Environment?: ModelObject;
    readonly Name?: string;
    /** Kernel targets: the `_ETHREAD`. */
    readonly KernelObject?: NativeObject;
    SwitchTo(): void;
  }

  /** A stack frame; its display string is the line `k` prints. */
  interface Frame extends ModelObject {
    readonly Attributes?: {
      readonly InstructionOffset?: Int64;
      readonly ReturnOffset?: Int64;
      readonly FrameOffset?: Int64;
      readonly StackOffset?: Int64;
      readonly FrameNumber?: Integer;
    } & ModelObject;
    readonly LocalVariables?: ModelObject;
    readonly Parameters?: ModelObject;
    SwitchTo(): void;
  }

  interface Module extends ModelObject {
    readonly Name: string;
    readonly BaseAddress: Int64;
    readonly Size: Int64;
  }

  /** A row of `Io.Handles`. Every member may throw on its own (`Unexpected failure to dereference object`). */
  interface Handle extends ModelObject {
    readonly Handle: Integer;
    /** `"ALPC Port"`, `"File"` ... */
    readonly Type: string;
    readonly GrantedAccess: Integer;
    readonly ObjectName?: string;
    /** The `_OBJECT_HEADER`. */
    readonly Object: {
      readonly ObjectName?: string;
      readonly ObjectType?: string;
      /** The object itself, where the debugger knows its type. */
      readonly UnderlyingObject?: NativeObject;
    } & NativeObject;
  }

  // ----------------------------------------------------------------------------------------------------- Debugger.*

  interface Debugger extends ModelObject {
    readonly Sessions: Sequence<Session> & Indexable<Session>;
    readonly State: State;
    readonly Settings?: ModelObject;
    readonly Utility: Utility;
  }

  interface State extends ModelObject {
    readonly DebuggerVariables: {
      readonly cursession: Session;
      readonly curprocess: Process;
      readonly curthread: Thread;
      readonly curstack?: ModelObject;
      readonly curframe?: Frame;
    } & ModelObject;
    readonly PseudoRegisters: { readonly General: ModelObject } & ModelObject;
    /** Loaded scripts by file name without extension. */
    readonly Scripts: ModelObject;
    readonly UserVariables: ModelObject;
  }

  /** Which members exist depends on the debugger and its extensions; an absent one is undefined. */
  interface Utility extends ModelObject {
    readonly Control: Control;
    readonly Collections?: Collections;
    readonly FileSystem?: FileSystem;
    readonly Code?: { CreateDisassembler(): ModelObject } & ModelObject;
    readonly Objects?: ModelObject;
    readonly Analysis?: ModelObject;
  }

  interface Control extends ModelObject {
    /**
     * Runs a debugger command and gives its output line by line. `capture` false prints the output instead.
     * Throws when the command itself cannot be run; errors of `dx` and of extensions come back as lines.
     */
    ExecuteCommand(command: string, capture?: boolean): Sequence<string>;
    SetBreakpointAtOffset?(...args: readonly unknown[]): ModelObject;
    SetBreakpointAtSourceLocation?(...args: readonly unknown[]): ModelObject;
  }

  interface Collections extends ModelObject {
    /** Objects of `type` (`"nt!_EPROCESS"`) linked through `field` to the list head. No guard against a corrupt list. */
    FromListEntry(head: NativeObject, type: string, field: string): Sequence<NativeObject>;
    CreateArray?(...items: readonly unknown[]): Sequence<unknown>;
  }

  type Disposition = "OpenExisting" | "CreateNew" | "CreateAlways";
  /** Ascii when left out. */
  type Encoding = "Ascii" | "Utf8" | "Utf16";

  interface FileSystem extends ModelObject {
    CreateFile(path: string, disposition?: Disposition): File;
    CreateTempFile(): File;
    /** For reading. */
    OpenFile(path: string): File;
    CreateTextReader(file: File | string, encoding?: Encoding): TextReader;
    CreateTextWriter(file: File | string, encoding?: Encoding): TextWriter;
    DeleteFile(path: string): void;
    FileExists(path: string): boolean;
    readonly CurrentDirectory: Directory;
    readonly TempDirectory: Directory;
  }

  interface Directory extends ModelObject {
    readonly Path?: string;
    readonly Files: Sequence<File>;
    readonly SubDirectories: Sequence<Directory>;
    CreateFile(name: string, disposition?: Disposition): File;
    CreateSubDirectory(name: string): Directory;
    OpenFile(name: string): File;
    Delete(): void;
  }

  /** Stays open until `Close` is called. */
  interface File extends ModelObject {
    readonly Name: string;
    readonly Extension: string;
    readonly Path: string;
    readonly Position: Integer;
    readonly Size: Integer;
    Open(...args: readonly unknown[]): void;
    Close(): void;
    Delete(): void;
    ReadBytes(count: Integer): Sequence<number>;
    WriteBytes(bytes: ArrayLike<number>, count?: Integer): void;
  }

  interface TextReader extends ModelObject {
    /** Throws `Cannot read past end of file` at the end. */
    ReadLine(): string;
    /** Can be walked once. */
    ReadLineContents(): Sequence<string>;
  }

  interface TextWriter extends ModelObject {
    Write(...values: readonly unknown[]): void;
    WriteLine(...values: readonly unknown[]): void;
    WriteContents(values: Iterable<unknown>): void;
    WriteLineContents(values: Iterable<unknown>): void;
  }
}

/** The Int64 methods are on every number too; whether they give a number or an Int64 is not documented. */
interface Number {
  asNumber(): number;
  convertToNumber(): number;
  getLowPart(): number;
  getHighPart(): number;
  add(value: Host.Integer): Host.Integer;
  subtract(value: Host.Integer): Host.Integer;
  multiply(value: Host.Integer): Host.Integer;
  divide(value: Host.Integer): Host.Integer;
  modulo(value: Host.Integer): Host.Integer;
  bitwiseAnd(value: Host.Integer): Host.Integer;
  bitwiseOr(value: Host.Integer): Host.Integer;
  bitwiseXor(value: Host.Integer): Host.Integer;
  bitwiseShiftLeft(bits: Host.Integer): Host.Integer;
  bitwiseShiftRight(bits: Host.Integer): Host.Integer;
  compareTo(value: Host.Integer): number;
  equals(value: Host.Integer): boolean;
}

interface SymbolConstructor {
  /** `get [Symbol.metadataDescriptor]()` describes the members of a script's object to the debugger. */
  readonly metadataDescriptor: unique symbol;
}
