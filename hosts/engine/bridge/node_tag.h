// How Node's objects and methods are known again when the engine hands them back, and how Node is asked about them.
#pragma once
#include "node_object.h"

/** What marks an instance as Node's; read with GetContextForDataModel, so a parent of ours does not count. */
struct DECLSPEC_NOVTABLE INodeTag : public IUnknown {
    virtual ULONG nodeId() = 0;
};
// {8f0c5d0e-6a52-4f0e-9e57-0e1f4b1c2a77}
const IID IID_INodeTag = {0x8f0c5d0e, 0x6a52, 0x4f0e, {0x9e, 0x57, 0x0e, 0x1f, 0x4b, 0x1c, 0x2a, 0x77}};
IID_OF(INodeTag)

/** Starts a question about object `id` with its `this`. */
inline Writer about(ULONG id, IModelObject *self) {
    Writer q;
    q.u32(id);
    writeSelf(q, self);
    return q;
}

inline void writeList(Writer &q, ULONG64 count, IModelObject **objects) {
    q.u32(static_cast<ULONG>(count));
    for (ULONG64 i = 0; i < count; ++i)
        writeValue(q, objects[i]);
}
