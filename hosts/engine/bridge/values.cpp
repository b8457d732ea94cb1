// Values on the wire.
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

void fillNumber(VARIANT &v, VARTYPE vt, ULONG64 bits) {
    v.vt = vt;
    v.ullVal = bits;
    if (vt == VT_BOOL)
        v.boolVal = bits ? VARIANT_TRUE : VARIANT_FALSE;
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

HRESULT readValue(Reader &in, Ref<IModelObject> &object) {
    const unsigned kind = in.u8();
    switch (kind) {
    case tag::None:
        return engine.models->CreateNoValue(object.out());
    case tag::Error: {
        const HRESULT hr = static_cast<HRESULT>(in.u32());
        const bool has = in.u8() != 0;
        const std::wstring message = in.text();
        return engine.models->CreateErrorObject(hr, has ? message.c_str() : nullptr, object.out());
    }
    case tag::Intrinsic: {
        Variant v;
        const VARTYPE vt = static_cast<VARTYPE>(in.u8());
        if (vt == VT_BSTR) {
            const std::wstring text = in.text();
            v.vt = VT_BSTR;
            v.bstrVal = SysAllocStringLen(text.data(), static_cast<UINT>(text.size()));
        } else {
            fillNumber(v, vt, in.u64());
        }
        return engine.models->CreateIntrinsicObject(ObjectIntrinsic, &v, object.out());
    }
    case tag::NodeObject: {
        const ULONG id = in.u32();
        const unsigned concepts = in.u8();
        HRESULT hr = makeNodeObject(id, concepts, object);
        std::vector<Ref<IModelObject>> parents;
        const HRESULT read = readValues(in, parents);
        for (size_t i = 0; SUCCEEDED(hr) && i < parents.size(); ++i)
            hr = object->AddParentModel(parents[i].get(), nullptr, false);
        return FAILED(hr) ? hr : read;
    }
    case tag::NodeMethod:
        return makeNodeMethod(in.u32(), object);
    case tag::Object:
    case tag::Method:
        object = Ref<IModelObject>::share(objectOf(in.u32()));
        return object ? S_OK : E_HANDLE;
    case tag::Typed: {
        const ULONG handle = in.u32(), type = in.u32();
        const ULONG64 address = in.u64();
        const ULONG context = in.u32();
        if (handle) {
            object = Ref<IModelObject>::share(objectOf(handle));
            return object ? S_OK : E_HANDLE;
        }
        if (!typeOf(type))
            return E_HANDLE;
        return engine.models->CreateTypedObject(realContext(context).get(), Location(toEngineAddress(address)),
                                                typeOf(type), object.out());
    }
    case tag::TypedNumber: {
        const ULONG handle = in.u32(), type = in.u32();
        Variant v;
        const VARTYPE vt = static_cast<VARTYPE>(in.u8());
        fillNumber(v, vt, in.u64());
        in.u32(); // the context of a number is the current one
        if (handle) {
            object = Ref<IModelObject>::share(objectOf(handle));
            return object ? S_OK : E_HANDLE;
        }
        if (!typeOf(type))
            return E_HANDLE;
        return engine.models->CreateTypedIntrinsicObject(&v, typeOf(type), object.out());
    }
    default:
        wireLost();
    }
}

HRESULT readValues(Reader &in, std::vector<Ref<IModelObject>> &objects) {
    HRESULT result = S_OK;
    for (ULONG n = in.u32(); n; --n) {
        Ref<IModelObject> object;
        const HRESULT hr = readValue(in, object);
        if (FAILED(hr))
            result = hr;
        objects.push_back(std::move(object));
    }
    return result;
}

std::vector<IModelObject *> borrow(const std::vector<Ref<IModelObject>> &objects) {
    std::vector<IModelObject *> plain;
    for (const auto &object : objects)
        plain.push_back(object.get());
    return plain;
}

HRESULT readMetadata(Reader &in, Ref<IKeyStore> &metadata) {
    HRESULT result = S_OK;
    for (ULONG n = in.u32(); n; --n) {
        const std::wstring name = in.text();
        Ref<IModelObject> value;
        HRESULT hr = readValue(in, value);
        if (SUCCEEDED(hr) && !metadata)
            hr = engine.models->CreateMetadataStore(nullptr, metadata.out());
        if (SUCCEEDED(hr))
            hr = metadata->SetKey(name.c_str(), value.get(), nullptr);
        if (FAILED(hr))
            result = hr;
    }
    return result;
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
