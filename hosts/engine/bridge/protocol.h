// Operations of the protocol; hosts/engine/protocol.ts has the same numbers.
#pragma once

/** Added to whenever a frame changes; Node refuses a bridge of another version. */
constexpr unsigned PROTOCOL_VERSION = 1;

namespace op {
enum Operation : unsigned {
    // Answers.
    Reply = 0,
    Fault = 1, // u32 HRESULT, text
    // One way, no answer.
    Output = 2,         // u32 mask, text (to Node)
    Released = 3,       // u32 n, n ids of objects the engine has let go (to Node); n x (handle, count) (to the bridge)
    SymbolsChanged = 4, // (to Node)
    Hello = 5,          // u32 version, text error or empty (to Node, once)
    Dying = 6,          // text: the engine has crashed, nothing follows (to Node)
    Tick = 7,           // still computing (to Node)

    // Node asks the engine.
    Open = 10,
    Run,
    Print,
    Exit,
    Stats,
    ReadMemory = 20,
    WriteMemory,
    FindType,
    TypeFields,
    PointerTo,
    ArrayOf,
    FindSymbol,
    SymbolAt,
    Root = 40,
    Evaluate,
    NamedModel,
    Hold,
    Keys,
    GetKey,
    SetKey,
    Concepts,
    Display,
    Iterate,
    Next,
    CloseIterator,
    IndexDimensions,
    Index,
    SetIndex,
    Compare,
    Equals,
    CallMethod,
    CreateInstance,
    RegisterModel = 70,
    AddParent,
    RegisterSignature,
    FunctionAlias,
    NamespaceProperty,
    Unregister,

    // The engine asks Node.
    HasKey = 100,
    ReadKey,
    WriteKey,
    NewKey,
    ListKeys,
    ShowObject,
    Dimensionality,
    StartIteration,
    NextItem,
    ItemAt,
    SetItemAt,
    CompareObjects,
    EqualObjects,
    Invoke,
    LoadScript,
    UnloadScript,
    InvokeScript,
};
}

/** What a value on the wire is. */
namespace tag {
enum Tag : unsigned {
    None = 0,
    Error = 1,       // u32 HRESULT, u8 has message, text
    Intrinsic = 2,   // u8 VARTYPE, u64 bits | text
    NodeObject = 3,  // u32 id; to the bridge also u8 concepts, u32 parents, values
    NodeMethod = 4,  // u32 id
    Object = 5,      // u32 handle
    Method = 6,      // u32 handle
    Typed = 7,       // u32 handle or 0, type, u64 address, u32 context
    TypedNumber = 8, // u32 handle or 0, type, u8 VARTYPE, u64 bits, u32 context
};
}

/** Concepts of a Node object, one bit each; the bridge answers Concepts with the same bits. */
namespace concept_bit {
enum Bit : unsigned { Display = 1, Iterate = 2, Index = 4, Compare = 8, Equals = 16, Construct = 32 };
}
