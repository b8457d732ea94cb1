// The engine's values on their way to Node.
#include "values.h"

#include "node_object.h"

#include <cstring>

namespace {
/** The bits of a number as Node reads them: 8 bytes, of which the VARTYPE says how many count. */
bool numberBits(const VARIANT &v, ULONG64 &bits) {
    bits = 0;
    switch (v.vt) {
    case VT_I1:
    case VT_UI1:
        bits = v.bVal;
        return true;
    case VT_I2:
    case VT_UI2:
        bits = v.uiVal;
        return true;
    case VT_BOOL:
        bits = v.boolVal != VARIANT_FALSE;
        return true;
    case VT_I4:
    case VT_UI4:
    case VT_R4:
        bits = v.ulVal;
        return true;
    case VT_I8:
    case VT_UI8:
    case VT_R8:
        bits = v.ullVal;
        return true;
    case VT_INT:
    case VT_UINT:
        bits = v.ulVal;
        return true;
    default:
        return false;
    }
}

VARTYPE wireType(VARTYPE vt) {
    return vt == VT_INT ? static_cast<VARTYPE>(VT_I4) : vt == VT_UINT ? static_cast<VARTYPE>(VT_UI4) : vt;
}

void writeError(Writer &out, IModelObject *error, HRESULT hr) {
    std::wstring message;
    hr = explain(hr, error, message);
    out.u8(tag::Error);
    out.u32(static_cast<ULONG>(hr));
    out.u8(!message.empty());
    out.text(message);
}

void writeHeld(Writer &out, IModelObject *object, unsigned kind) {
    out.u8(kind);
    out.u32(handleOf(object));
}

/** A handle is worth its cost only if the object has more than its type says. */
ULONG handleIfExtended(IModelObject *object) {
    ULONG64 parents = 0;
    return SUCCEEDED(object->GetNumberOfParentModels(&parents)) && parents ? handleOf(object) : 0;
}

ULONG contextNumberOf(IModelObject *object) {
    Ref<IDebugHostContext> context;
    return SUCCEEDED(object->GetContext(context.out())) ? contextNumber(context.get()) : 0;
}

bool writeTypedNumber(Writer &out, IModelObject *object, IDebugHostType *type, const VARIANT &v) {
    ULONG64 bits = 0;
    if (!numberBits(v, bits))
        return false;
    TypeKind kind = TypeUDT;
    type->GetTypeKind(&kind);
    if (kind != TypePointer && kind != TypeEnum)
        return false;
    out.u8(tag::TypedNumber);
    out.u32(handleIfExtended(object));
    writeType(out, type);
    out.u8(wireType(v.vt));
    out.u64(kind == TypePointer ? toNodeAddress(bits) : bits);
    out.u32(contextNumberOf(object));
    return true;
}

void writeIntrinsic(Writer &out, IModelObject *object) {
    Variant v;
    const HRESULT hr = object->GetIntrinsicValue(&v);
    if (FAILED(hr)) {
        writeError(out, nullptr, hr);
        return;
    }
    Ref<IDebugHostType> type;
    if (v.vt != VT_BSTR && SUCCEEDED(object->GetTypeInfo(type.out())) && type &&
        writeTypedNumber(out, object, type.get(), v))
        return;
    ULONG64 bits = 0;
    if (v.vt == VT_BSTR) {
        out.u8(tag::Intrinsic);
        out.u8(VT_BSTR);
        out.text(v.bstrVal ? std::wstring(v.bstrVal, SysStringLen(v.bstrVal)) : std::wstring());
    } else if (numberBits(v, bits)) {
        out.u8(tag::Intrinsic);
        out.u8(wireType(v.vt));
        out.u64(bits);
    } else {
        writeHeld(out, object, tag::Object);
    }
}

void writeTarget(Writer &out, IModelObject *object) {
    Ref<IDebugHostType> type;
    Location location;
    if (FAILED(object->GetTypeInfo(type.out())) || !type || FAILED(object->GetLocation(&location)) ||
        !location.IsVirtualAddress()) {
        // In a register, or of no type: only the engine can say more.
        Variant v;
        if (type && SUCCEEDED(object->GetIntrinsicValue(&v)) && writeTypedNumber(out, object, type.get(), v))
            return;
        writeHeld(out, object, tag::Object);
        return;
    }
    out.u8(tag::Typed);
    out.u32(handleIfExtended(object));
    writeType(out, type.get());
    out.u64(toNodeAddress(location.GetOffset()));
    out.u32(contextNumberOf(object));
}

void writeNodeId(Writer &out, unsigned kind, ULONG id) {
    out.u8(kind);
    out.u32(id);
}

HRESULT keyReferenceValue(IModelObject *object, Ref<IModelObject> &value) {
    Variant v;
    HRESULT hr = object->GetIntrinsicValue(&v);
    if (FAILED(hr) || v.vt != VT_UNKNOWN)
        return FAILED(hr) ? hr : E_UNEXPECTED;
    Ref<IModelKeyReference> reference = Ref<IUnknown>::share(v.punkVal).as<IModelKeyReference>();
    return reference ? reference->GetKeyValue(value.out(), nullptr) : E_NOINTERFACE;
}
} // namespace

void writeValue(Writer &out, IModelObject *object) {
    ModelObjectKind kind = ObjectNoValue;
    if (!object || FAILED(object->GetKind(&kind)) || kind == ObjectNoValue) {
        out.u8(tag::None);
        return;
    }
    ULONG id = 0;
    Ref<IModelObject> inner;
    switch (kind) {
    case ObjectError:
        writeError(out, object, E_FAIL);
        return;
    case ObjectIntrinsic:
        writeIntrinsic(out, object);
        return;
    case ObjectMethod:
        if (isNodeMethod(object, id))
            writeNodeId(out, tag::NodeMethod, id);
        else
            writeHeld(out, object, tag::Method);
        return;
    case ObjectTargetObject:
        writeTarget(out, object);
        return;
    case ObjectTargetObjectReference:
        if (const HRESULT hr = object->Dereference(inner.out()); SUCCEEDED(hr))
            writeValue(out, inner.get());
        else
            writeError(out, inner.get(), hr);
        return;
    case ObjectKeyReference:
        if (const HRESULT hr = keyReferenceValue(object, inner); SUCCEEDED(hr))
            writeValue(out, inner.get());
        else
            writeError(out, inner.get(), hr);
        return;
    default:
        if (isNodeObject(object, id))
            writeNodeId(out, tag::NodeObject, id);
        else
            writeHeld(out, object, tag::Object);
    }
}

void writeSelf(Writer &out, IModelObject *object) {
    ModelObjectKind kind = ObjectNoValue;
    // A number or a text as `this` (an extension of its type) is an object to the getter.
    if (object && SUCCEEDED(object->GetKind(&kind)) && kind == ObjectIntrinsic) {
        Ref<IDebugHostType> type;
        Variant v;
        if (SUCCEEDED(object->GetTypeInfo(type.out())) && type && SUCCEEDED(object->GetIntrinsicValue(&v)) &&
            writeTypedNumber(out, object, type.get(), v))
            return;
        writeHeld(out, object, tag::Object);
        return;
    }
    writeValue(out, object);
}

Ref<IModelObject> errorObject(HRESULT hr, const std::wstring &message) {
    Ref<IModelObject> error;
    engine.models->CreateErrorObject(hr, message.empty() ? nullptr : message.c_str(), error.out());
    return error;
}

HRESULT explain(HRESULT hr, IModelObject *error, std::wstring &message) {
    ModelObjectKind kind = ObjectNoValue;
    if (error && SUCCEEDED(error->GetKind(&kind)) && kind == ObjectError) {
        Variant code;
        // The engine packs the HRESULT as VT_UI4.
        if (SUCCEEDED(error->GetIntrinsicValue(&code)) && (code.vt == VT_UI4 || code.vt == VT_I4 || code.vt == VT_ERROR))
            hr = code.scode;
        Ref<IStringDisplayableConcept> display;
        Text text;
        if (SUCCEEDED(error->GetConcept(IID_IStringDisplayableConcept, reinterpret_cast<IUnknown **>(display.out()),
                                        nullptr)) &&
            display && SUCCEEDED(display->ToDisplayString(error, nullptr, text.out())))
            message = text.str();
    }
    return FAILED(hr) ? hr : E_FAIL;
}
